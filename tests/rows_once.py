"""Rows that are made once for all tests of a module: each of them finds the rows as they were made."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from django.db import transaction

Made = TypeVar("Made")


def rows_once(make: Callable[[], Made]) -> Any:
    """A fixture that gives what `make` returned. What a test does to the rows is undone when it ends."""

    @pytest.fixture(scope="module")
    def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Made]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield make()
            transaction.set_rollback(True)

    return made
