"""The colour on which a meeting agreed, beside the one that is computed."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from actions.models import Action, Brag
from findings.models import Finding
from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .meetings import Meeting

LONGEST_NOTE = 300  # characters


class Travel(models.TextChoices):
    BETTER = "better", "Better"
    SAME = "same", "The same"
    WORSE = "worse", "Worse"


BAD = {
    Brag.BLUE: 0,
    Brag.GREEN: 1,
    Brag.GREY: 1,
    Brag.AMBER: 2,
    Brag.RED: 3,
}  # not due to start is no worse than on track


def travel(now: str, before: str) -> str:
    """Which way a colour went; "" where there was none to hold it against."""
    if not (now and before):
        return ""
    step = BAD[Brag(now)] - BAD[Brag(before)]
    return Travel.SAME if step == 0 else Travel.WORSE if step > 0 else Travel.BETTER


class AgreedQuerySet(OwnedQuerySet["AgreedColour"]):
    def at_kind(self, kind: str) -> Self:
        """By meetings of this kind that were held, the latest first."""
        held = self.filter(meeting__kind=kind, meeting__called_off_at=None).exclude(brag="")
        return held.order_by("-meeting__on", "-pk").select_related("meeting")


class AgreedColour(Historic):
    """Of an action or, where the meeting goes by finding, of a finding as a whole. "" is taken back."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agreed")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="agreed")
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="agreed")
    brag = models.CharField("colour agreed", max_length=10, choices=Brag, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AgreedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "meeting", "finding", "action", "brag", "note", "said_by")
    may_be_taken_out: ClassVar = ("note",)

    class Meta:
        verbose_name = "agreed colour"
        ordering = ("meeting", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "meeting", "action", name="agreed_once_on_action", condition=Q(action__isnull=False)
            ),
            models.UniqueConstraint("meeting", "finding", name="agreed_once_on_finding", condition=Q(action=None)),
        ]

    def __str__(self) -> str:
        about: Any = self.action or self.finding
        return f"{self.get_brag_display() or 'No colour'} on {about}"

    def clean(self) -> None:
        self.must_share_partnership("meeting", "finding", "action")
