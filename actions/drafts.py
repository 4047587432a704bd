"""What an agency has not cleared yet, as its own people see it."""

from dataclasses import dataclass

from actions import brag_words
from actions.models import Action, Evidence, Update
from actions.progress import may_clear
from actions.timeline import evidence_of
from partnerships.gates import Hats


@dataclass(frozen=True)
class Draft:
    """An update that waits: with the colour that it declares, in words, and whether this person may clear it."""

    update: Update
    declared: str
    evidence: list[Evidence]
    may_clear: bool


def drafts_of(hats: Hats, action: Action) -> list[Draft]:
    """Of an action with what was said of it (actions.said.with_said)."""
    return [_draft(hats, action, update) for update in action.updates.all() if update.waits]


def _draft(hats: Hats, action: Action, update: Update) -> Draft:
    declared = brag_words.in_words(update.declared, action.letter.partnership)
    return Draft(update, declared, evidence_of(action, update), may_clear(hats, update))
