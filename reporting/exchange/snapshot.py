"""One state of the database to read many tables in, while everybody else goes on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """On SQLite a transaction that begins with the first row read and keeps nobody waiting; PostgreSQL has a level."""
    if connection.in_atomic_block:  # there is one already
        yield
        return
    sqlite: Any = connection if connection.vendor == "sqlite" else None
    connection.ensure_connection()  # which sets the mode
    mode = sqlite and sqlite.transaction_mode
    try:
        if sqlite:
            sqlite.transaction_mode = "DEFERRED"
        with transaction.atomic():
            if not sqlite:
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if sqlite:
            sqlite.transaction_mode = mode
