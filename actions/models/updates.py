"""What was said of an action at the time: one short form, recorded once, never edited."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import Agency, Partnership
from partnerships.querysets import OwnedQuerySet

from .actions import Action
from .status import CLOSED, DECLARED, Brag
from .workflow import NotPossible

LONGEST = 1500  # characters


class Kind(models.TextChoices):
    NO_CHANGE = "no change", "No change"
    PROGRESS = "progress", "Progress"
    NEED_HELP = "need help", "Need help"


class UpdateQuerySet(OwnedQuerySet["Update"]):
    def cleared(self) -> Self:
        return self.exclude(cleared_at=None)

    def waiting(self) -> Self:
        return self.filter(cleared_at=None)


class Update(Historic):
    """For an agency: the lead's, or a contributor's on its own part. Until it is cleared it changes nothing."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="updates")
    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="updates")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField("what has happened, and what is different for children", blank=True, max_length=LONGEST)
    declared = models.CharField("on track", max_length=10, choices=[(b.value, b.label) for b in DECLARED], blank=True)
    next_step = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="updates")
    recorded_at = models.DateTimeField(auto_now_add=True)
    cleared_at = models.DateTimeField(null=True, editable=False)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    token = models.UUIDField(
        null=True, editable=False, help_text="Of the form it was sent with: sent twice, kept once."
    )
    is_example = models.BooleanField(default=False, editable=False)

    objects = UpdateQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "action", "agency", "kind", "text", "declared", "next_step", "author"),
        *("cleared_at", "cleared_by", "is_example"),
    )
    may_be_taken_out: ClassVar = ("text", "next_step")

    class Meta:
        ordering = ("-recorded_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["action", "-recorded_at"], name="update_latest")]
        constraints: ClassVar = [
            models.UniqueConstraint("token", name="update_form_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.NO_CHANGE) | ~Q(text=""),
                name="update_says_something",
                violation_error_message="Say what has happened, or what help is needed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.action.number}"

    @property
    def leading_agency_ids(self) -> tuple[int, ...]:
        """Of the agency that it speaks for."""
        return (self.agency_id,)

    def clean(self) -> None:
        self.must_share_partnership("action", "agency")

    @transaction.atomic
    def record(self, actor: Any, needs_clearing: bool = False) -> bool:
        """Enters the update and, unless the agency clears it first, what it says of the action."""
        if self.token and Update.objects.filter(token=self.token).exists():
            return False
        if self.action.status in CLOSED:
            raise NotPossible("This action is closed, so nothing can be recorded on it. It can be reopened.")
        self.enter(actor, "recorded draft" if needs_clearing else "recorded progress")
        if not needs_clearing:
            self.clear(actor)
        return True

    @transaction.atomic
    def clear(self, actor: Any) -> bool:
        """The agency stands by it: the action takes the declared colour and the time; False on the second click."""
        if self.cleared_at:
            return False
        self.change(actor, "cleared update", cleared_at=timezone.now(), cleared_by=actor)
        action = self.action
        if self.kind == Kind.PROGRESS:
            action.start(actor)
        values: dict[str, Any] = {"last_update_at": self.recorded_at}
        if self.agency_id == action.lead_agency_id and self.declared:
            values["declared"] = Brag(self.declared)
        action.change(actor, "updated", **values)
        return True
