"""The steps of an action: each one verb, stamped and told, refused in plain words where it is not possible."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from partnerships.history import Historic
from partnerships.history import NotPossible as NotPossible

from .status import WRITTEN, Brag, Status

FROM: dict[str, tuple[Status, ...]] = {  # where an action has to stand for each step
    "deliver": WRITTEN,
    "assure": (Status.DELIVERED,),
    "ask for more evidence": (Status.DELIVERED, Status.ASSURED),
    "cancel": (Status.DRAFT, *WRITTEN, Status.DELIVERED),
    "supersede": (Status.DRAFT, *WRITTEN, Status.DELIVERED),
    "reopen": (Status.ASSURED, Status.CANCELLED, Status.SUPERSEDED),
}


class Workflow(Historic):
    """`reason` is what was said at the last step that needs one: more evidence, cancelled, superseded, reopened."""

    status = models.CharField(max_length=30, choices=Status, default=Status.DRAFT, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    delivered_at = models.DateTimeField(null=True, editable=False)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    difference = models.TextField("what is now different", blank=True, editable=False)
    assured_at = models.DateTimeField(null=True, editable=False)
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    closed_at = models.DateTimeField("cancelled or superseded", null=True, editable=False)
    reason = models.TextField(blank=True, editable=False)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes", editable=False)
    declared = models.CharField("declared by the lead", max_length=10, choices=Brag, blank=True, editable=False)
    last_update_at = models.DateTimeField(null=True, editable=False)

    WORKFLOW_FIELDS = (
        *(
            "status",
            "started_at",
            "delivered_at",
            "delivered_by",
            "difference",
            "assured_at",
            "assured_by",
            "closed_at",
            "reason",
        ),
        *("superseded_by", "declared", "last_update_at"),
    )

    class Meta:
        abstract = True

    def start(self, actor: Any) -> bool:
        """Work has begun: with the first progress recorded, and again where more evidence was asked for."""
        if self.status not in (Status.NOT_STARTED, Status.MORE_EVIDENCE):
            return False
        began = self.started_at or timezone.now()
        return self.change(actor, "started", status=Status.IN_PROGRESS, started_at=began)

    @transaction.atomic
    def deliver(self, actor: Any, difference: str) -> bool:
        """The lead says it is delivered: with evidence, and what is now different for children."""
        self._only_from("deliver", "An action can be delivered once it is written and while it is open.")
        if not difference.strip():
            raise NotPossible("Say in a sentence what is now different for children.")
        if not self.evidence.there().exists():  # type: ignore[attr-defined]
            raise NotPossible("Add at least one piece of evidence before you say it is delivered.")
        now = timezone.now()
        return self.change(
            actor,
            "delivered",
            status=Status.DELIVERED,
            difference=difference.strip(),
            delivered_at=now,
            delivered_by=actor,
            started_at=self.started_at or now,
        )

    def assure(self, actor: Any) -> bool:
        """Someone who may, and does not lead it, is satisfied with the evidence."""
        self._only_from("assure", "Only an action that its lead says is delivered can be assured.")
        return self.change(actor, "assured", status=Status.ASSURED, assured_at=timezone.now(), assured_by=actor)

    def ask_for_more_evidence(self, actor: Any, reason: str) -> bool:
        self._only_from("ask for more evidence", "More evidence is asked for once an action is delivered.")
        self._not_under_closed("ask for more evidence")
        return self._with_reason(
            actor, "asked for more evidence", reason, Status.MORE_EVIDENCE, assured_at=None, assured_by=None
        )

    def cancel(self, actor: Any, reason: str) -> bool:
        self._only_from("cancel", "This action is closed already.")
        return self._with_reason(actor, "cancelled", reason, Status.CANCELLED, closed_at=timezone.now())

    def supersede(self, actor: Any, reason: str, by: Any) -> bool:
        """Another action of the same partnership takes this one's place."""
        self._only_from("supersede", "This action is closed already.")
        if by.pk == self.pk or by.partnership_id != self.partnership_id:  # type: ignore[attr-defined]
            raise NotPossible("Choose another action of this plan.")
        values = {"closed_at": timezone.now(), "superseded_by": by}
        return self._with_reason(actor, "superseded", reason, Status.SUPERSEDED, **values)

    def reopen(self, actor: Any, reason: str) -> bool:
        """Back to where the work stood: a draft where nothing was written."""
        self._only_from("reopen", "Only an action that is assured, cancelled or superseded can be reopened.")
        self._not_under_closed("reopen the action")
        status = Status.IN_PROGRESS if self.started_at else Status.NOT_STARTED
        if not self.text.strip():  # type: ignore[attr-defined]
            status = Status.DRAFT
        cleared = {"closed_at": None, "superseded_by": None, "assured_at": None, "assured_by": None}
        return self._with_reason(actor, "reopened", reason, status, **cleared)

    def can(self, step: str) -> bool:
        """Whether `step`, a name in FROM, fits where the action stands now."""
        return self.status in FROM[step]

    @property
    def reason_stands(self) -> bool:
        """Whether the reason given last is still why the action stands where it does."""
        return self.status in (Status.MORE_EVIDENCE, Status.CANCELLED, Status.SUPERSEDED)

    def _only_from(self, step: str, otherwise: str) -> None:
        if not self.can(step):
            raise NotPossible(otherwise)

    def _not_under_closed(self, then: str) -> None:
        """A finding that is closed has no open action: neither its own nor one that answers it too."""
        also = self.also_answers.standing().exclude(finding__closed_at=None)  # type: ignore[attr-defined]
        closed = [self.finding] if self.finding.closed_at else [one.finding for one in also]  # type: ignore[attr-defined]
        if closed:
            raise NotPossible(f"Finding {closed[0].code} is closed. Reopen the finding first, then {then}.")

    def _with_reason(self, actor: Any, verb: str, reason: str, status: Status, **values: Any) -> bool:
        if not reason.strip():
            raise NotPossible("Give the reason.")
        return self.change(actor, verb, status=status, reason=reason.strip(), **values)
