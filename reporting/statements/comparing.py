"""Where two versions of a statement differ: what a person who has read the one has to read in the other."""

from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.parting import from_where_they_part
from partnerships.sealing import TAKEN_OUT
from reporting.statements.telling import Told

FACTS = {"preparer": "Who prepares it", "sender": "Who sends it", "contact": "Contact", "due": "Due"}
OF_ACTION = {
    **{"text": "what will be done", "lead": "lead agency", "officer": "lead officer"},
    **{"due": "target date", "measure": "measure of success"},
}


@dataclass(frozen=True)
class Change:
    """What differs, what it was and what it is now: "" where there was or is nothing."""

    what: str
    was: str
    now: str


def changes(before: Told, after: Told) -> list[Change]:
    return [*_facts(before, after), *_sections(before, after), *_findings(before, after), *_actions(before, after)]


def change(what: str, was: str | None, now: str | None) -> Iterator[Change]:
    """Of what words were taken out of since, what it was stays untold."""
    if (was or "") == (now or ""):
        return
    told = "" if TAKEN_OUT in (now or "") else was or ""
    yield Change(what, *from_where_they_part(told, now or ""))


def _facts(before: Told, after: Told) -> Iterator[Change]:
    for key, what in FACTS.items():
        yield from change(what, before[key], after[key])
    yield from change("To", "; ".join(before["to"]), "; ".join(after["to"]))


def _sections(before: Told, after: Told) -> Iterator[Change]:
    was, now = ({one["key"]: one for one in told["sections"]} for told in (before, after))
    for key in [*was, *(key for key in now if key not in was)]:
        old, new = was.get(key, {}), now.get(key, {})
        name = new.get("heading") or old["heading"]
        yield from change(
            f"Heading of “{name}”" if old and new else f"“{name}”", old.get("heading"), new.get("heading")
        )
        yield from change(f"“{name}”", old.get("text"), new.get("text"))


def _findings(before: Told, after: Told) -> Iterator[Change]:
    was, now = ({one["code"]: one["text"] for one in told["findings"]} for told in (before, after))
    for code in [*was, *(code for code in now if code not in was)]:
        yield from change(f"{code}: the inspectors’ words", was.get(code), now.get(code))


def _actions(before: Told, after: Told) -> Iterator[Change]:
    was, now = (
        {one["number"]: one for finding in told["findings"] for one in finding["actions"]} for told in (before, after)
    )
    for number in [*was, *(number for number in now if number not in was)]:
        old, new = was.get(number), now.get(number)
        if not (old and new):
            yield from change(
                f"{number}, {'new' if new else 'no longer there'}", old and old["text"], new and new["text"]
            )
            continue
        for key, what in OF_ACTION.items():
            yield from change(f"{number}: {what}", old[key], new[key])
        yield from change(f"{number}: contributing agencies", "; ".join(old["with"]), "; ".join(new["with"]))
