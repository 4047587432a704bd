"""Database triggers that keep the history and the looks append-only.

A migration that rebuilds one of the tables sets them again.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

TABLE = "partnerships_event"
LOOKS = "partnerships_look"
LEAST_DAYS = 365  # a look younger than this is not forgotten, whatever the settings say

REFUSE = "'The history cannot be changed.'"
REFUSE_LOOKS = "'Who looked cannot be changed.'"

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
FORBID_LOOKS = {
    "sqlite": [
        f"""CREATE TRIGGER IF NOT EXISTS {LOOKS}_no_update BEFORE UPDATE ON {LOOKS}
            BEGIN SELECT RAISE(ABORT, {REFUSE_LOOKS}); END""",
        f"""CREATE TRIGGER IF NOT EXISTS {LOOKS}_no_delete BEFORE DELETE ON {LOOKS}
            WHEN OLD.at > datetime('now', '-{LEAST_DAYS} days')
            BEGIN SELECT RAISE(ABORT, {REFUSE_LOOKS}); END""",
        f"""CREATE TRIGGER IF NOT EXISTS {LOOKS}_no_replace BEFORE INSERT ON {LOOKS}
            WHEN EXISTS (SELECT 1 FROM {LOOKS} WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, {REFUSE_LOOKS}); END""",  # noqa: S608 (no words of others)
    ],
    "postgresql": [
        f"""CREATE OR REPLACE FUNCTION {LOOKS}_no_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '{LEAST_DAYS} days' THEN RETURN OLD; END IF;
                RAISE EXCEPTION {REFUSE_LOOKS};
            END $$""",
        f"""CREATE OR REPLACE TRIGGER {LOOKS}_no_change BEFORE UPDATE OR DELETE ON {LOOKS}
            FOR EACH ROW EXECUTE FUNCTION {LOOKS}_no_change()""",
        f"""CREATE OR REPLACE TRIGGER {LOOKS}_no_truncate BEFORE TRUNCATE ON {LOOKS}
            FOR EACH STATEMENT EXECUTE FUNCTION {LOOKS}_no_change()""",
    ],
}
BOTH = (TABLE, LOOKS)
LIFT = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {t}_no_{verb}" for t in BOTH for verb in ("update", "delete", "replace")],
    "postgresql": [f"DROP TRIGGER IF EXISTS {t}_no_{verb} ON {t}" for t in BOTH for verb in ("change", "truncate")],
}


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def forbid(*_: Any) -> None:
    """On the tables that there are: the looks came later than the history."""
    _run(FORBID[connection.vendor])
    if LOOKS in connection.introspection.table_names():
        _run(FORBID_LOOKS[connection.vendor])


def lift(*_: Any) -> None:
    """For taking a test database back to empty, and for nothing else."""
    _run(LIFT[connection.vendor])
