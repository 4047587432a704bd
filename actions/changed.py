"""What changed lately in a plan: counted by the history, and which actions it changed."""

import datetime as dt
from typing import Any

from actions.models import Action, DateChange, Update
from actions.models.actions import ActionQuerySet
from partnerships.models import Event

LATELY = dt.timedelta(days=30)
CHANGES = {  # the history's verbs, as one and as several
    "cleared update": ("update", "updates"),
    "delivered": ("action delivered", "actions delivered"),
    "assured": ("action assured", "actions assured"),
    "asked for more evidence": ("sent back for more evidence", "sent back for more evidence"),
    "agreed date": ("date moved", "dates moved"),
}
CHOICES = [
    ("cleared update", "Updated"),
    ("delivered", "Delivered"),
    ("assured", "Assured"),
    ("asked for more evidence", "Sent back for more evidence"),
    ("agreed date", "Date moved"),
]
THROUGH: dict[str, Any] = {"cleared update": Update, "agreed date": DateChange}  # done to them, and not to an action


def since(today: dt.date) -> dt.date:
    """The first day that counts as lately."""
    return today - LATELY + dt.timedelta(days=1)


def changed_lately(actions: ActionQuerySet, verb: str, today: dt.date) -> ActionQuerySet:
    """Those of which the history tells `verb`, a key of CHANGES, in the last 30 days."""
    through = THROUGH.get(verb, Action)
    told = Event.objects.filter(verb=verb, at__date__gte=since(today), subject_type=through._meta.label_lower)
    done = through._base_manager.filter(pk__in=told.order_by().values("subject_id"))
    return actions.filter(pk__in=done.values("pk" if through is Action else "action"))
