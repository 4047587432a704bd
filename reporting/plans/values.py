"""What a row of an older plan says, cell by cell: what can be taken, and in words what cannot, with its place."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from actions.models import Brag
from partnerships.models import Partnership
from reporting.plans.days import NoDay, day_in
from reporting.plans.fields import BY_NAME, plain
from reporting.plans.table import PlanRow
from reporting.spreadsheets.reading.book import Kind, Said

COLOURS = {"g": Brag.GREEN, "green": Brag.GREEN, "a": Brag.AMBER, "amber": Brag.AMBER, "yellow": Brag.AMBER}
COLOURS |= {"r": Brag.RED, "red": Brag.RED}
DONE = frozenset({"b", "blue", "complete", "completed", "closed", "done", "delivered", "assured", "achieved"})
NOT_BEGUN = frozenset({"grey", "gray", "white", "not started", "not yet started", "not due", "w", "n a", "tbc"})
BEGUN = frozenset({"in progress", "ongoing", "started", "underway", "under way", "on track", "on going", "begun"})
LINK = re.compile(r"\Ahttps?://[^\s<>\"]+\Z", re.IGNORECASE)
SAY_DELIVERED = "say that it is delivered on its page, with evidence"


@dataclass
class Taken:
    """`notes` is what to know of how a cell was understood, `wrong` which cells are left out, and why."""

    action: str = ""
    agency: str = ""
    officer: str = ""
    target: dt.date | None = None
    measure: str = ""
    said: str = ""  # what is recorded as the first update
    declared: str = ""
    link: str = ""
    evidence: str = ""  # named without a link
    begun: bool = False
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


Take = Callable[[Taken, Said, Partnership, dt.date], None]


def take(row: PlanRow, partnership: Partnership, today: dt.date) -> Taken:
    taken = Taken(notes=list(_formulas(row)))
    if row.hidden:
        taken.notes.append(f"Row {row.number} is hidden in the file.")
    for name, said in row.cells.items():
        if why := cannot(said, BY_NAME[name].longest):
            taken.wrong.append(f"{said.where}: {why}")
        elif name in TAKE:
            TAKE[name](taken, said, partnership, today)
    if taken.evidence:
        _put_evidence(taken, row)
    return taken


def _formulas(row: PlanRow) -> Iterator[str]:
    for said in row.cells.values():
        if said.worked_out and said.kind != Kind.ERROR:
            yield f"{said.where}: “{said.text[:60]}” is what a formula gave."


def cannot(said: Said, longest: int) -> str:
    """Why the cell cannot be kept; empty where it can."""
    if said.kind == Kind.ERROR:
        return f"the cell shows {said.text}. Write what you mean."
    if said.kind == Kind.FORMULA:
        return "it holds a formula without a value. Open the file in Excel and save it again, or write what you mean."
    if longest and len(said.text) > longest:
        return f"it has {len(said.text):,} characters, and {longest:,} can be kept. Shorten it."
    return ""


def _text(name: str) -> Take:
    def take_text(taken: Taken, said: Said, partnership: Partnership, today: dt.date) -> None:
        setattr(taken, name, said.text)

    return take_text


def _target(taken: Taken, said: Said, partnership: Partnership, today: dt.date) -> None:
    try:
        taken.target, how = day_in(said, today)
    except NoDay as why:
        taken.wrong.append(f"{said.where}: {why}")
        return
    taken.notes += [f"{said.where}: {how}."] if how else []


def _brag(taken: Taken, said: Said, partnership: Partnership, today: dt.date) -> None:
    words = plain(said.text)
    own = {plain(getattr(partnership, f"{brag.value}_says")): brag for brag in (Brag.GREEN, Brag.AMBER, Brag.RED)}
    colours = COLOURS | own
    first = words.split(" ")[0]
    if found := colours.get(words) or colours.get(first):
        taken.declared = found.value
    elif words in DONE or first in DONE:
        taken.notes.append(f"{said.where}: “{said.text[:40]}” is not taken over: {SAY_DELIVERED}.")
    elif words not in NOT_BEGUN:
        taken.wrong.append(f"{said.where}: “{said.text[:40]}” is no colour. Write green, amber or red.")


def _status(taken: Taken, said: Said, partnership: Partnership, today: dt.date) -> None:
    words = plain(said.text)
    if words in DONE:
        taken.begun = True
        taken.notes.append(f"{said.where}: “{said.text[:40]}” is not taken over: {SAY_DELIVERED}.")
    elif words in BEGUN:
        taken.begun = True
    elif colour := COLOURS.get(words):
        taken.declared = taken.declared or colour.value
    elif words not in NOT_BEGUN:
        taken.notes.append(f"{said.where}: “{said.text[:40]}” is not taken over: it is no status that is known here.")


def _evidence(taken: Taken, said: Said, partnership: Partnership, today: dt.date) -> None:
    name = "link" if LINK.match(said.text) else "evidence"
    setattr(taken, name, said.text)


def _put_evidence(taken: Taken, row: PlanRow) -> None:
    """What is no link stays in words, behind what was said."""
    together = f"{taken.said}\nEvidence: {taken.evidence}".strip()
    if len(together) <= BY_NAME["progress"].longest:
        taken.said = together
    else:
        taken.wrong.append(f"{row.where('evidence')}: with the progress it is too long to be kept. Shorten one.")


TAKE: dict[str, Take] = {
    "action": _text("action"),
    "agency": _text("agency"),
    "officer": _text("officer"),
    "measure": _text("measure"),
    "progress": _text("said"),
    "target": _target,
    "brag": _brag,
    "status": _status,
    "evidence": _evidence,
}
