"""Updates that somebody asks for, as pages about actions say it. The requests are kept by the room above
(reporting.models.requests), so they are found by name."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from actions.models import Update
from actions.models.actions import ActionQuerySet


def _waiting(user: Any, today: dt.date) -> QuerySet[Any]:
    """What is asked for and not answered, as far as the reader sees: of each action once, with its request."""
    asked: Any = apps.get_model("reporting.AskedUpdate")._default_manager
    said = Update.objects.visible_to(user, today)
    rows = asked.visible_to(user, today).waiting(said).select_related("request__asked_by")
    return rows.order_by("request__due", "pk")


def with_asked(actions: ActionQuerySet, user: Any, today: dt.date) -> ActionQuerySet:
    """Adds a column for `asked_words`: what is asked of one action would be a query more."""
    by = Coalesce(NullIf("request__asked_by__name", Value("")), "request__asked_by__email")
    words = JSONObject(due="request__due", meeting="request__meeting", by=by)
    rows = _waiting(user, today).filter(action=OuterRef("pk")).annotate(words=words)
    return actions.annotate(update_asked=Subquery(rows.values("words")[:1]))


def asked_words(action: Any) -> str:
    """Empty where nothing is asked for."""
    asked = action.update_asked
    return _words(due_day(action), asked["by"], asked["meeting"]) if asked else ""


def due_day(action: Any) -> dt.date:
    """Until when the update is asked for."""
    return dt.date.fromisoformat(action.update_asked["due"])


def _words(due: dt.date, by: str, meeting: str) -> str:
    """Such as "An update is asked for by 20 November 2026 (Kim Jones, for Executive)"."""
    return f"An update is asked for by {due:%-d %B %Y} ({by}{', for ' if meeting else ''}{meeting})"
