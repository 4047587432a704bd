"""What each colour says, in the partnership's own words: colour is never the only sign."""

from collections.abc import Iterable

from actions.models import Action, Brag, Status
from actions.models.status import DECLARED
from findings.deadlines import Deadline, State
from partnerships.models import Partnership

TAGS = {  # GOV.UK's tag colours
    Brag.BLUE: "blue",
    Brag.GREY: "grey",
    Brag.GREEN: "green",
    Brag.AMBER: "orange",
    Brag.RED: "red",
}
IN_KEY = (Brag.BLUE, Brag.GREEN, Brag.AMBER, Brag.RED, Brag.GREY)
WHEN = {Brag.AMBER: "it may be late, or not do what it should", Brag.RED: "it needs a decision or help"}


def says(brag: str, partnership: Partnership) -> str:
    """Such as "at risk"."""
    words: str = getattr(partnership, f"{brag}_says")
    return words


def in_words(brag: str, partnership: Partnership) -> str:
    """Such as "Amber: at risk"; "" for no colour."""
    return f"{Brag(brag).label}: {says(brag, partnership)}" if brag else ""


def why(action: Action, due: Deadline, partnership: Partnership) -> str:
    """Why an action has its colour where that is not its lead's word; for an action with its `brag`, and how it stands.

    Such as "The lead says on track; it is red because it is 12 days late."; empty where the colour says itself.
    """
    brag: str = action.brag  # type: ignore[attr-defined]
    because = _because(action, brag, due)
    if not because or brag == action.declared:
        return ""
    if action.declared:
        return f"The lead says {says(action.declared, partnership)}; it is {brag} because {because}."
    return f"It is {brag} because {because}."


def _because(action: Action, brag: str, due: Deadline) -> str:
    if brag == Brag.RED and due.state == State.OVERDUE:
        return f"it is {due.words}"
    if brag == Brag.AMBER and action.status == Status.MORE_EVIDENCE:
        return "more evidence is needed"
    if brag == Brag.AMBER and due.state == State.DUE_SOON:
        begun = "no action is written yet" if action.status == Status.DRAFT else "work has not begun"
        return f"it is due {due.words} and {begun}"
    return ""


def choices(partnership: Partnership) -> list[tuple[str, str]]:
    """What a lead can declare, such as ("green", "On track (green)"), and when."""
    return [(brag.value, _choice(brag, says(brag, partnership))) for brag in DECLARED]


def _choice(brag: Brag, words: str) -> str:
    when = f": {WHEN[brag]}" if brag in WHEN else ""
    return f"{words[:1].upper()}{words[1:]} ({brag.label.lower()}){when}"


def key(partnerships: Iterable[Partnership]) -> list[tuple[str, str]]:
    """(Names, the key in words) for each wording; the name is empty where all say the same."""
    named: dict[str, list[str]] = {}
    for partnership in partnerships:
        named.setdefault(_key(partnership), []).append(partnership.name)
    if not named:
        return [("", _key(Partnership()))]
    return [("; ".join(names) if len(named) > 1 else "", words) for words, names in named.items()]


def _key(partnership: Partnership) -> str:
    return " ".join(f"{in_words(brag, partnership)}." for brag in IN_KEY)
