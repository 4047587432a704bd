"""All that was said and done about an action, in one list."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.db.models import Q

from actions import brag_words
from actions.models import Action, Contributor, Evidence, Update
from actions.models.updates import Kind, Via
from partnerships.history import Historic
from partnerships.history_words import Told, in_words, told_of
from partnerships.models import Event
from partnerships.sealing import TOOK_OUT
from partnerships.story import dated
from partnerships.subjects import kind_in_words
from partnerships.words_said import says_something

PART = Contributor._meta.label_lower
TOLD_ELSEWHERE = (  # by the update or the date change that did it, or by the part itself
    *("updated", "started", "changed target date", "suggested contributor"),
)
STAMPS = frozenset(
    {"status", "written_at", "started_at", "delivered_at", "delivered_by", "assured_at", "assured_by"}
    | {"asked_at", "asked_by", "closed_at", "last_update_at", "original_target_date", "superseded_by"}
)

SAID = {
    Kind.NO_CHANGE: "recorded no change",
    Kind.PROGRESS: "recorded progress",
    Kind.NEED_HELP: "said that help is needed",
}


@dataclass(frozen=True)
class Entry:
    """One thing: who did it and when; then what was said, as it was said."""

    at: dt.datetime
    who: str
    did: str
    text: str = ""
    changes: list[Told] = field(default_factory=list)
    update: Update | None = None
    declared: str = ""  # the colour, in words
    evidence: list[Evidence] = field(default_factory=list)
    first: bool = False  # nothing happened to the action before, whatever a clock said
    dated: bool = True
    words: tuple[str, int] | None = None  # kind and key of the record whose words these are, while it has any


def timeline(action: Action) -> list[Entry]:
    """The newest first, of an action with what was said of it (actions.said.with_said).

    The caller has seen to it that the reader may see the action.
    """
    entries = [*_events(action), *_updates(action), *_evidence_alone(action), *_dates(action)]
    entries += [*_challenges(action), *_opinions(action), *_decisions(action)]
    entries.sort(key=lambda entry: (not entry.first, entry.at), reverse=True)
    stands = dated([entry.at for entry in entries])
    return [replace(entry, dated=one_stands) for entry, one_stands in zip(entries, stands, strict=True)]


def _events(action: Action) -> Iterator[Entry]:
    """Of the action and of the agencies with a part in it; those that the import suggested go without saying."""
    parts = Q(subject_type=PART, subject_id__in=Contributor.objects.filter(action=action).order_by().values("pk"))
    about = Q(subject_type=action._meta.label_lower, subject_id=action.pk)
    shown = about | parts | _taken_out(action)
    for event in Event.objects.filter(shown).exclude(verb__in=TOLD_ELSEWHERE).order_by("-sequence"):
        if event.verb == TOOK_OUT:
            yield _took_out(event)
        else:
            yield _part(event) if event.subject_type == PART else _event(event)


def _taken_out(action: Action) -> Q:
    """That words were taken out of what was said of the action, which the words themselves tell no more."""
    said = (action.updates, action.evidence, action.date_changes, action.challenges, action.opinions, action.decisions)
    found = Q(pk=None)
    for rows in said:
        keys = [row.pk for row in rows.all()]
        found |= Q(verb=TOOK_OUT, subject_type=rows.model._meta.label_lower, subject_id__in=keys)
    return found


def _took_out(event: Event) -> Entry:
    did = f"took words out: {kind_in_words(event.subject_type).lower()}"
    return Entry(event.at, event.actor_name, did, changes=in_words(event))


def _event(event: Event) -> Entry:
    first = event.changes.get("partnership", [0])[0] is None
    event.changes = {name: change for name, change in event.changes.items() if name not in STAMPS}
    words = _words_in(event, Action.may_be_taken_out)
    did, changes = told_of(event, [] if first else in_words(event, stamps=False))
    return Entry(event.at, event.actor_name, did, changes=changes, first=first, words=words)


def _part(event: Event) -> Entry:
    event.changes = {name: change for name, change in event.changes.items() if name in ("officer", "part")}
    words, did = _words_in(event, ("part",)), f"{event.did} {event.subject_name}"
    return Entry(event.at, event.actor_name, did, changes=in_words(event), words=words)


def _words_in(event: Event, names: Iterable[str]) -> tuple[str, int] | None:
    says = any(says_something(value) for name in names for value in event.changes.get(name, ()))
    return (event.subject_type.rpartition(".")[2], event.subject_id) if says else None


def _words_of(record: Historic) -> tuple[str, int] | None:
    says = any(says_something(value) for value in map(str, (getattr(record, name) for name in record.may_be_taken_out)))
    return (str(record._meta.model_name), record.pk) if says else None


def _updates(action: Action) -> Iterator[Entry]:
    for update in action.updates.all():
        said = Entry(update.recorded_at, *_whose(update), update.text, update=update)
        declared = brag_words.in_words(update.declared, action.letter.partnership)
        evidence = evidence_of(action, update)
        yield replace(said, declared=declared, evidence=evidence, words=_words_of(update))


def _whose(update: Update) -> tuple[str, str]:
    """Who said it, and what they did: an agency that sent a file is told before who uploaded it."""
    said = SAID[Kind(update.kind)]
    if update.via == Via.RETURN:
        return str(update.agency), f"{said} in its return, uploaded by {update.author}"
    if update.via == Via.PLAN:
        return str(update.author), f"{said} for {update.agency}, from the file of an older plan"
    return str(update.author), f"{said} for {update.agency}"


def evidence_of(action: Action, update: Update | None) -> list[Evidence]:
    """What came with the update, or with none."""
    return [one for one in action.evidence.all() if one.update_id == (update and update.pk)]


def _evidence_alone(action: Action) -> Iterator[Entry]:
    for one in evidence_of(action, None):
        yield Entry(one.added_at, str(one.added_by), "added evidence", evidence=[one], words=_words_of(one))


def _dates(action: Action) -> Iterator[Entry]:
    for change in action.date_changes.all():
        did = f"asked for the target date {change.wanted:%-d %B %Y}"
        was = f" instead of {change.was:%-d %B %Y}" if change.was else ""
        yield Entry(change.asked_at, str(change.asked_by), did + was, change.reason, words=_words_of(change))
        if change.answered_at:
            yield Entry(change.answered_at, str(change.answered_by), change.did, change.answer_reason)


def _challenges(action: Action) -> Iterator[Entry]:
    for challenge in action.challenges.all():
        did = f"challenged {challenge.agency}, to answer by {challenge.answer_due:%-d %B %Y}"
        yield Entry(challenge.said_at, str(challenge.said_by), did, challenge.text, words=_words_of(challenge))
        if challenge.answered_at:
            did = f"answered the challenge to {challenge.agency}"
            yield Entry(challenge.answered_at, str(challenge.answered_by), did, challenge.answer)
        if challenge.closed_at:
            did = f"closed the challenge to {challenge.agency}"
            yield Entry(challenge.closed_at, str(challenge.closed_by or ""), did, challenge.outcome)


def _opinions(action: Action) -> Iterator[Entry]:
    for opinion in action.opinions.all():
        did = f"gave an opinion on “{opinion.evidence}”" if opinion.evidence else "gave an opinion"
        yield Entry(opinion.said_at, str(opinion.said_by), did, opinion.text, words=_words_of(opinion))


def _decisions(action: Action) -> Iterator[Entry]:
    for decision in action.decisions.all():
        did = f"recorded a decision of {decision.meeting}, {decision.on:%-d %B %Y}"
        yield Entry(decision.said_at, str(decision.said_by), did, decision.text, words=_words_of(decision))
