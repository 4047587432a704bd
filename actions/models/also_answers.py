"""A further finding that an action answers beside its own."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from findings.models import Finding
from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .actions import Action


class AlsoAnswersQuerySet(OwnedQuerySet["AlsoAnswers"]):
    def standing(self) -> Self:
        return self.filter(taken_back_at=None)

    def told_of_finding(self) -> Self:
        """Those that stand, and whose action is no secret to anyone who sees the finding."""
        return self._told(Q(action__letter__embargoed=False))

    def told_of_action(self) -> Self:
        """Those that stand, and whose finding is no secret to anyone who sees the action."""
        return self._told(Q(finding__letter__embargoed=False))

    def _told(self, published: Q) -> Self:
        return self.standing().filter(published | Q(finding__letter=F("action__letter")))


class AlsoAnswers(Historic):
    """A further finding that an action answers beside its own. It can be taken back, and said again."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, related_name="also_answers")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="also_answered_by")
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = AlsoAnswersQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "action", "finding", "taken_back_at")

    class Meta:
        verbose_name = "further finding answered"
        verbose_name_plural = "further findings answered"
        ordering = ("action", "pk")
        constraints: ClassVar = [models.UniqueConstraint("action", "finding", name="also_answers_once")]

    def __str__(self) -> str:
        return f"{self.action.number} also answers {self.finding.code}"

    def clean(self) -> None:
        self.must_share_partnership("action", "finding")

    def take_back(self, actor: Any) -> bool:
        """False on the second click."""
        if self.taken_back_at:
            return False
        return self.change(actor, "took back", taken_back_at=timezone.now())
