"""Where papers that were kept and the plan now differ: what somebody who has read the ones has to read in the other."""

from collections.abc import Iterator
from typing import Any

from actions.models import Status
from reporting.meetings.by_finding import impact
from reporting.meetings.showing import Shown, Told, agreed, day
from reporting.statements.comparing import Change, change

OF_ACTION = {
    **{"text": "what will be done", "lead": "who leads", "officer": "lead officer", "due": "due"},
    **{"status": "status", "brag": "colour", "agreed": "colour agreed", "said": "what was said last"},
    **{"next_step": "next step", "difference": "what is now different"},
}
OF_FINDING = {"text": "the inspectors’ words", "impact": "impact", "closed": "closed", "agreed": "colour agreed"}


def changes(before: Told, after: Told) -> list[Change]:
    was, now = Shown(before), Shown(after)
    return [*_of(was, now, "findings", OF_FINDING), *_of(was, now, "actions", OF_ACTION)]


def _of(was: Shown, now: Shown, things: str, fields: dict[str, str]) -> Iterator[Change]:
    old, new = getattr(was, things), getattr(now, things)
    for key in [*old, *(key for key in new if key not in old)]:
        there = new.get(key) or old[key]
        name = there.get("number") or there["code"]
        if key not in old or key not in new:
            words = there["text"] or there.get("about", "")
            yield from change(
                f"{name}, {'new' if key in new else 'no longer there'}", *((words, "") if key in old else ("", words))
            )
            continue
        for field, what in fields.items():
            yield from change(f"{name}: {what}", _words(was, old[key], field), _words(now, new[key], field))


def _words(shown: Shown, one: Told, field: str) -> str:
    value: Any = one[field]
    if field == "agreed":
        return agreed(one)
    if field == "impact":
        return impact(one)
    if field == "brag":
        return shown.colour(value)
    if field in ("due", "closed"):
        return day(value) if value else ""
    return Status(value).label if field == "status" else value
