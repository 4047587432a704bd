"""Who is answered at each address that a key opens, sent along by its person: a calendar's address, or a token.

An address without a row here fails the walk. Whoever is not named is told that nothing is there.
"""

from dataclasses import dataclass

from tests.access.table import SEES, SIGNED_IN
from tests.access.world import INSIDE


@dataclass(frozen=True)
class KeyRow:
    """`args` names records of the world."""

    get: frozenset[str]
    args: tuple[str, ...] = ()


RECORDS = {
    "partnerships": "partnership",
    "agencies": "agency",
    "letters": "letter",
    "findings": "finding",
    "actions": "action",
    "updates": "update",
    "measures": "measure",
    "readings": "reading",
    "statements": "statement",
    "timetable": "milestone",
}
LISTS = {f"api_{name}{form}": KeyRow(SIGNED_IN) for name in RECORDS for form in ("", "_csv")}  # of their own rows
ROWS = {f"api_{name}_one": KeyRow(SEES, (record,)) for name, record in RECORDS.items()}
BY_KEY = {
    **LISTS,
    **ROWS,
    "api_description": KeyRow(SIGNED_IN),
    "api_nothing": KeyRow(frozenset(), ("'v2/actions",)),
    "calendar_feed": KeyRow(INSIDE),  # an administrator has one where they have a role
}
