"""Where a further copy of a letter differs from what is held: listed, and applied only when someone accepts it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .files import LetterFile
from .findings import Finding
from .letters import Letter


class Decision(models.TextChoices):
    OPEN = "open", "To be decided"
    ACCEPTED = "accepted", "Accepted"
    KEPT = "kept", "Kept as it was"


class DifferenceQuerySet(OwnedQuerySet["Difference"]):
    def open(self) -> Self:
        return self.filter(decision=Decision.OPEN)


class Difference(Historic):
    """`then` is what the source said before, `now` what this file says. What people made of it is `held`.

    `subject` names what differs: a field of the letter; with a finding, a field of it or "missing"; "finding" for
    one that only this file has; "addressee" for a person that only one of the two has.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="differences")
    file = models.ForeignKey(LetterFile, models.PROTECT, related_name="differences")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="differences")
    subject = models.CharField(max_length=40)
    then = models.JSONField(null=True)
    now = models.JSONField(null=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = DifferenceQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "letter", "file", "finding", "subject", "then", "now"),
        *("decision", "decided_at", "decided_by"),
    )

    class Meta:
        ordering = ("file", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision="open", decided_at=None) | ~Q(decision="open") & Q(decided_at__isnull=False),
                name="difference_decided_with_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding or self.letter}: {self.subject.replace('_', ' ')}"

    @property
    def held(self) -> Any:
        """What people made of it: the value as it stands today. None where there is no one value."""
        return getattr(self.finding or self.letter, self.subject, None)

    def decide(self, actor: Any, decision: Decision) -> bool:
        """Marks an open difference as decided; False on the second click."""
        if self.decision != Decision.OPEN:
            return False
        verb = "accepted difference" if decision == Decision.ACCEPTED else "kept as it was"
        return self.change(actor, verb, decision=decision, decided_at=timezone.now(), decided_by=actor)
