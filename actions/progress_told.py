"""What a person is told once progress is recorded: what was kept, and how the action stands now."""

from collections.abc import Iterator

from django.utils import timezone

from actions import brag_words
from actions.deadlines import action_stands
from actions.models import Action, Evidence, Update
from actions.models.updates import Kind
from actions.progress import Done


def told(update: Update, done: Done, waiting: bool) -> str:
    return " ".join(words for words in _words(update, done, waiting) if words)


def _words(update: Update, done: Done, waiting: bool) -> Iterator[str]:
    yield (
        _said(update, waiting) if done.new else f"This was recorded on {update.action.number} before. It is kept once."
    )
    if done.evidence:
        yield _kept(done.evidence)
    if done.delivered:
        yield "It now waits for assurance."
    elif done.new and not waiting:
        yield from _colour(update)


def _said(update: Update, waiting: bool) -> str:
    number = update.action.number
    if waiting:
        return f"Recorded on {number}. It counts once the lead of {update.agency} has cleared it."
    if update.kind == Kind.NEED_HELP:
        who = f"The business manager, the chair and the leads of {update.agency} see it"
        return f"Your call for help is recorded on {number}. {who} when they sign in."
    return f"{update.get_kind_display()} is recorded on {number}."


def _kept(evidence: Evidence) -> str:
    return f"The file {evidence.name} is kept as evidence." if evidence.name else "The link is kept as evidence."


def _colour(update: Update) -> Iterator[str]:
    """Which colour stands now, and why, where that is not the lead's word."""
    today = timezone.localdate()
    actions = Action.objects.with_brag(today).select_related("letter__partnership")
    action = actions.get(pk=update.action_id)
    if brag := action.brag:  # type: ignore[attr-defined]
        partnership = action.letter.partnership
        yield f"It stands at {brag_words.in_words(brag, partnership)}."
        yield brag_words.why(action, action_stands(action, today), partnership)
