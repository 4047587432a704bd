"""Database triggers that keep the history append-only. A migration that rebuilds the table sets them again."""

from typing import Any

from django.db import connection

TABLE = "partnerships_event"

REFUSE = "'The history cannot be changed.'"

FORBID = {
    "sqlite": [
        *(
            f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE}
                BEGIN SELECT RAISE(ABORT, {REFUSE}); END"""
            for verb in ("UPDATE", "DELETE")
        ),
        # INSERT OR REPLACE deletes what stands in its way, and no DELETE trigger hears of it.
        f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_replace BEFORE INSERT ON {TABLE}
            WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id
                OR (partnership_id IS NEW.partnership_id AND sequence = NEW.sequence))
            BEGIN SELECT RAISE(ABORT, {REFUSE}); END""",  # noqa: S608 (no words of others)
    ],
    "postgresql": [
        f"""CREATE OR REPLACE FUNCTION {TABLE}_no_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION {REFUSE}; END $$""",
        f"""CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION {TABLE}_no_change()""",
        f"""CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_no_change()""",
    ],
}
LIFT = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("update", "delete", "replace")],
    "postgresql": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb} ON {TABLE}" for verb in ("change", "truncate")],
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
