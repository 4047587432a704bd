"""Actions with which some agency needs help: derived from what each said last, so that its next word ends the call."""

from django.db.models import Exists, OuterRef

from actions.models import Update
from actions.models.actions import ActionQuerySet


def calling() -> Exists:
    """For a query of actions."""
    return Exists(Update.objects.calling().filter(action=OuterRef("pk")))


def with_help(actions: ActionQuerySet) -> ActionQuerySet:
    """Adds `help_asked`."""
    return actions.annotate(help_asked=calling())
