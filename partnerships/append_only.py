"""Database triggers that keep the history and the looks append-only.

One door is left: what identifies a child is taken out (partnerships.expunging). An event may then say something else
in the columns of EMPTIED, with "[taken out]" in it, its salt gone and the time of it new; a look may name its subject
so. All else of a row stays, and that what is left is told of is for `manage.py check_history` to see.

A migration that rebuilds one of the tables, or adds to it, sets them again.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import connection

TABLE = "partnerships_event"
LOOKS = "partnerships_look"
LEAST_DAYS = 365  # a look younger than this is not forgotten, whatever the settings say

EMPTIED = {"subject_name", "changes", "content_salt", "expunged_at", "expunged_by_id"}
SAME = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}
SAYS_SO = {"sqlite": "instr({}, '[taken out]') > 0", "postgresql": "strpos({}, '[taken out]') > 0"}

REFUSE = "'The history cannot be changed.'"
REFUSE_LOOKS = "'Who looked cannot be changed.'"

FORBID = {  # {door}: the condition under which an UPDATE may pass
    "sqlite": [
        f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_update BEFORE UPDATE ON {TABLE} WHEN NOT ({{door}})
            BEGIN SELECT RAISE(ABORT, {REFUSE}); END""",
        f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_delete BEFORE DELETE ON {TABLE}
            BEGIN SELECT RAISE(ABORT, {REFUSE}); END""",
        # INSERT OR REPLACE deletes what stands in its way, and no DELETE trigger hears of it.
        f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_replace BEFORE INSERT ON {TABLE}
            WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id
                OR (partnership_id IS NEW.partnership_id AND sequence = NEW.sequence))
            BEGIN SELECT RAISE(ABORT, {REFUSE}); END""",  # noqa: S608 (no words of others)
    ],
    "postgresql": [
        f"""CREATE OR REPLACE FUNCTION {TABLE}_no_change() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN
                IF TG_OP = 'UPDATE' THEN
                    IF {{door}} THEN RETURN NEW; END IF;
                END IF;
                RAISE EXCEPTION {REFUSE};
            END $$""",
        f"""CREATE OR REPLACE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION {TABLE}_no_change()""",
        f"""CREATE OR REPLACE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_no_change()""",
    ],
}
FORBID_LOOKS = {
    "sqlite": [
        f"""CREATE TRIGGER IF NOT EXISTS {LOOKS}_no_update BEFORE UPDATE ON {LOOKS} WHEN NOT ({{door}})
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
                IF TG_OP = 'UPDATE' THEN
                    IF {{door}} THEN RETURN NEW; END IF;
                END IF;
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
LIFT: dict[str, Callable[[str], list[str]]] = {
    "sqlite": lambda t: [f"DROP TRIGGER IF EXISTS {t}_no_{verb}" for verb in ("update", "delete", "replace")],
    "postgresql": lambda t: [f"DROP TRIGGER IF EXISTS {t}_no_{verb} ON {t}" for verb in ("change", "truncate")],
}


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _door(table: str, emptied: Collection[str], *more: str) -> str:
    """All other columns stay; `more` are further conditions. Shut where the table has no such columns yet."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    if not set(emptied) <= set(columns):
        return "1 = 0"
    same = SAME[connection.vendor]
    return " AND ".join([*more, *(f"NEW.{name} {same} OLD.{name}" for name in columns if name not in emptied)])


def _event_door() -> str:
    anew = f"NOT (NEW.expunged_at {SAME[connection.vendor]} OLD.expunged_at)"
    says = SAYS_SO[connection.vendor].format("CAST(NEW.changes AS text) || NEW.subject_name")
    return _door(TABLE, EMPTIED, "NEW.expunged_at IS NOT NULL", anew, "NEW.content_salt = ''", says)


def forbid(*_: Any) -> None:
    """On the tables that there are: the looks came later than the history."""
    lift()
    door = _event_door()
    _run(statement.replace("{door}", door) for statement in FORBID[connection.vendor])
    if LOOKS in connection.introspection.table_names():
        door = _door(LOOKS, {"subject_name"}, SAYS_SO[connection.vendor].format("NEW.subject_name"))
        _run(statement.replace("{door}", door) for statement in FORBID_LOOKS[connection.vendor])


def lift(*_: Any) -> None:
    """For taking a test database back to empty, and for migrations."""
    there = [table for table in BOTH if table in connection.introspection.table_names()]
    _run(statement for table in there for statement in LIFT[connection.vendor](table))
