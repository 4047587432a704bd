"""An agency that has a part in an action beside the one that leads: what it does, and who does it there."""

from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import Agency, Officer, Partnership
from partnerships.querysets import OwnedQuerySet

from .actions import Action
from .status import CLOSED
from .workflow import NotPossible

LONGEST_PART = 1500  # characters


class ContributorQuerySet(OwnedQuerySet["Contributor"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)


class Contributor(Historic):
    """An agency that has a part in an action, with its own named person. A part that ended stays, with its end."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, related_name="contributors")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contributions")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="contributions")
    part = models.TextField("its part", blank=True)
    ended_at = models.DateTimeField("ended", null=True, editable=False)

    objects = ContributorQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "action", "agency", "officer", "part", "ended_at")
    may_be_taken_out: ClassVar = ("part",)

    class Meta:
        verbose_name = "contributing agency"
        verbose_name_plural = "contributing agencies"
        ordering = ("action", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "action",
                "agency",
                name="contributor_once",
                violation_error_message="This agency has a part already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.agency)

    def clean(self) -> None:
        self.must_share_partnership("agency", "officer")

    @transaction.atomic
    def take_part(self, actor: Any) -> bool:
        """Enters the part, or takes up again the one that the agency had; False where it has one already."""
        action = Action.objects.select_for_update().get(pk=self.action_id)  # one form sent twice waits for itself
        if action.status in CLOSED:
            raise NotPossible(action.closed_so("nobody new takes part"))
        if self.agency_id == action.lead_agency_id:
            raise NotPossible("This agency leads the action. Choose another.")
        held = Contributor.objects.filter(action=action, agency=self.agency).first()
        if held is None:
            self.enter(actor, "added contributing agency")
            return True
        if held.ended_at is None:
            return False
        values = {"officer": self.officer, "part": self.part}
        return held.change(actor, "added contributing agency again", ended_at=None, **values)

    def end(self, actor: Any) -> bool:
        """From now on the agency has no part in it; False on the second click."""
        if self.ended_at:
            return False
        return self.change(actor, "ended the part of", ended_at=timezone.now())
