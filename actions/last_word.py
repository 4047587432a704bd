"""What was said last of an action, by any of its agencies, once that agency stands by it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from actions.models import Update
from actions.models.actions import ActionQuerySet
from actions.models.updates import Kind


@dataclass(frozen=True)
class LastWord:
    """`did` is the kind in words; `text` is empty where nothing has changed."""

    did: str
    text: str
    next_step: str
    agency: str
    at: dt.datetime


def with_last_word(actions: ActionQuerySet) -> ActionQuerySet:
    """Adds two columns for `last_word`: a query for each list would be one more."""
    said = Update.objects.filter(action=OuterRef("pk")).cleared().order_by("-recorded_at", "-pk")
    words = JSONObject(kind="kind", text="text", next_step="next_step", agency="agency__name")
    return actions.annotate(
        last_words=Subquery(said.annotate(words=words).values("words")[:1]),
        last_said_at=Subquery(said.values("recorded_at")[:1]),
    )


def last_word(action: Any) -> LastWord | None:
    if not (said := action.last_words):
        return None
    return LastWord(Kind(said["kind"]).label, said["text"], said["next_step"], said["agency"], action.last_said_at)
