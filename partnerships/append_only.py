"""Database triggers that keep the history append-only. A migration that rebuilds the table sets them again."""

from typing import Any

from django.db import connection

TABLE = "partnerships_event"

FORBID = {
    "sqlite": [
        f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE}
            BEGIN SELECT RAISE(ABORT, 'The history cannot be changed.'); END"""
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"""CREATE OR REPLACE FUNCTION {TABLE}_no_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'The history cannot be changed.'; END $$""",
        f"""CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION {TABLE}_no_change()""",
    ],
}
LIFT = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [f"DROP TRIGGER IF EXISTS {TABLE}_no_change ON {TABLE}"],
}


def _run(statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def forbid(*_: Any) -> None:
    _run(FORBID)


def lift(*_: Any) -> None:
    """For taking a test database back to empty, and for nothing else."""
    _run(LIFT)
