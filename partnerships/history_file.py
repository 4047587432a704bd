"""The history as rows of a file: every event in words, a row for each field that changed."""

from collections.abc import Iterator

from django.utils import timezone

from partnerships import subjects
from partnerships.csv_rows import Value
from partnerships.history_verbs import verb_in_words
from partnerships.history_words import Hidden, in_words
from partnerships.models.events import EventQuerySet

HEADINGS = ("Number", "When", "Who", "What", "Kind of record", "About", "Field", "Before", "After")


def history_rows(events: EventQuerySet, hidden: Hidden) -> Iterator[list[Value]]:
    """`hidden`: what the reader may not see of other letters (letter_gate.hidden_beside)."""
    for event in events.iterator(chunk_size=500):
        at, kind = timezone.localtime(event.at).replace(tzinfo=None), subjects.kind_in_words(event.subject_type)
        told: list[Value] = [event.sequence, at, event.actor_name, verb_in_words(event.verb), kind, event.subject_name]
        changes = in_words(event, hidden=hidden)
        yield from ([*told, change.label, change.was, change.now] for change in changes)
        if not changes:
            yield told
