"""Updates that a business manager asks for: one of each open action, by a day before a meeting."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from actions.models import Action, Update
from actions.models.status import CLOSED
from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet


class UpdateRequestQuerySet(OwnedQuerySet["UpdateRequest"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)


class UpdateRequest(Historic):
    """Stands until it is ended or asked again: an update that comes after its day still answers it.

    `follows` is the request that it asks again, of those who had not answered.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="update_requests")
    due = models.DateField("by")
    meeting = models.CharField("for which meeting", max_length=200, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by", editable=False)
    ended_at = models.DateTimeField("ended", null=True, editable=False)

    objects = UpdateRequestQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "due", "meeting", "asked_by", "asked_at", "follows", "ended_at")
    told_first: ClassVar = ("due", "meeting")
    may_be_taken_out: ClassVar = ("meeting",)

    class Meta:
        verbose_name = "request for updates"
        verbose_name_plural = "requests for updates"
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"Updates by {self.due:%-d %B %Y}"

    def end(self, actor: Any) -> bool:
        """From now on nobody is asked; False on the second click."""
        return not self.ended_at and self.change(actor, "ended request", ended_at=timezone.now())


class AskedUpdateQuerySet(OwnedQuerySet["AskedUpdate"]):
    def unanswered(self, said: QuerySet[Update] | None = None) -> Self:
        """Of actions that are open, and of which the leading agency has said nothing since it was asked.

        What waits for clearing is an answer, what was sent back is none. `said`: the updates that a reader can see.
        """
        since = (Update.objects.all() if said is None else said).filter(
            action=OuterRef("action"),
            agency=OuterRef("action__lead_agency"),
            sent_back_at=None,
            recorded_at__gte=OuterRef("request__asked_at"),
        )
        return self.exclude(action__status__in=CLOSED).exclude(Exists(since))

    def waiting(self, said: QuerySet[Update] | None = None) -> Self:
        """Unanswered, of requests that stand; of several that ask for one action the newest."""
        newer = AskedUpdate.objects.filter(
            action=OuterRef("action"), request__ended_at=None, request__asked_at__gt=OuterRef("request__asked_at")
        )
        return self.unanswered(said).filter(request__ended_at=None).exclude(Exists(newer))

    def missed(self, today: dt.date) -> Self:
        """Unanswered though their day is past; not those that were ended by then."""
        stood = Q(request__ended_at=None) | Q(request__ended_at__date__gt=F("request__due"))
        return self.unanswered().filter(stood, request__due__lt=today)


class AskedUpdate(models.Model):
    """An action of which an update was asked for. Who has to answer is whoever leads it, now."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    request = models.ForeignKey(UpdateRequest, models.PROTECT, related_name="asked")
    action = models.ForeignKey(Action, models.PROTECT, related_name="asked_updates")

    objects = AskedUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = "update asked for"
        verbose_name_plural = "updates asked for"
        ordering = ("request", "pk")
        constraints: ClassVar = [models.UniqueConstraint("request", "action", name="asked_update_once")]

    def __str__(self) -> str:
        return f"{self.action.number}, {self.request}"
