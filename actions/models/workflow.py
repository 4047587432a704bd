"""The steps of an action: each one verb, stamped and told, refused in plain words where it is not possible."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from findings.models import Finding
from partnerships.history import Historic
from partnerships.history import NotPossible as NotPossible

from .status import WRITTEN, Brag, Status

FROM: dict[str, tuple[Status, ...]] = {  # where an action has to stand for each step
    "deliver": WRITTEN,
    "assure": (Status.DELIVERED,),
    "take back": (Status.DELIVERED,),  # that it is delivered
    "add evidence": (Status.DELIVERED,),  # before, it comes with progress
    "ask for more evidence": (Status.DELIVERED, Status.ASSURED),
    "cancel": (Status.DRAFT, *WRITTEN, Status.DELIVERED),
    "supersede": (Status.DRAFT, *WRITTEN, Status.DELIVERED),
    "reopen": (Status.ASSURED, Status.CANCELLED, Status.SUPERSEDED),
}


class Workflow(Historic):
    """`asked` is what evidence was asked for last; `reason` what was said at the last other step that needs one:
    delivery taken back, cancelled, superseded, reopened.
    """

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
    asked = models.TextField("more evidence asked for", blank=True, editable=False)
    asked_at = models.DateTimeField(null=True, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    closed_at = models.DateTimeField("cancelled or superseded", null=True, editable=False)
    reason = models.TextField(blank=True, editable=False)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes", editable=False)
    declared = models.CharField("declared by the lead", max_length=10, choices=Brag, blank=True, editable=False)
    last_update_at = models.DateTimeField(null=True, editable=False)

    WORKFLOW_FIELDS = (
        *("status", "started_at", "delivered_at", "delivered_by", "difference", "assured_at", "assured_by"),
        *("asked", "asked_at", "asked_by", "closed_at", "reason", "superseded_by", "declared", "last_update_at"),
    )

    class Meta:
        abstract = True

    def start(self, actor: Any) -> bool:
        """Somebody says that work has begun; False where it has."""
        begins = self.begins()
        return bool(begins) and self.change(actor, "began work", **begins)

    def begins(self) -> dict[str, Any]:
        """What changes with the first progress recorded; nothing where work has begun."""
        if self.status != Status.NOT_STARTED:
            return {}
        return {"status": Status.IN_PROGRESS, "started_at": self.started_at or timezone.now()}

    @transaction.atomic
    def deliver(self, actor: Any, difference: str) -> bool:
        """The lead says it is delivered: with evidence, and what is now different for children.

        Where more evidence was asked for, with some that is new since.
        """
        self._only_from("deliver", "An action can be delivered once it is written and while it is open.")
        if not difference.strip():
            raise NotPossible("Say in a sentence what is now different for children.")
        if not self.evidence.counting().there().exists():  # type: ignore[attr-defined]
            raise NotPossible("Add at least one piece of evidence before you say it is delivered.")
        if self.asked_at and not self.evidence.new_since(self.asked_at).exists():  # type: ignore[attr-defined]
            day = f"{timezone.localtime(self.asked_at):%-d %B %Y}"
            raise NotPossible(f"More evidence was asked for on {day}. Add evidence that is new since then.")
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
        """Someone who may, and does not lead it, is satisfied with the evidence, and with what was asked for."""
        self._only_from("assure", "Only an action that its lead says is delivered can be assured.")
        settled = {"asked": "", "asked_at": None, "asked_by": None}
        values = {"status": Status.ASSURED, "assured_at": timezone.now(), "assured_by": actor}
        return self.change(actor, "assured", **values, **settled)

    @transaction.atomic
    def take_back(self, actor: Any, reason: str) -> bool:
        """The lead says that it is not delivered after all: the work stands where it stood before."""
        self._only_from("take back", "Only an action that waits for assurance can be taken back.")
        self._under_open_findings("take the delivery back")
        self.delivered_at = None
        return self._with_reason(actor, "took delivery back", reason, self._where_work_stands(), delivered_by=None)

    @transaction.atomic
    def ask_for_more_evidence(self, actor: Any, reason: str) -> bool:
        """It stays so until it is delivered again, with evidence that is new."""
        self._only_from("ask for more evidence", "More evidence is asked for once an action is delivered.")
        self._under_open_findings("ask for more evidence")
        if not reason.strip():
            raise NotPossible("Give the reason.")
        return self.change(
            actor,
            "asked for more evidence",
            status=Status.MORE_EVIDENCE,
            **{"asked": reason.strip(), "asked_at": timezone.now(), "asked_by": actor},
            **{"assured_at": None, "assured_by": None},
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

    @transaction.atomic
    def reopen(self, actor: Any, reason: str) -> bool:
        """Back to where the work stood: a draft where nothing was written."""
        self._only_from("reopen", "Only an action that is assured, cancelled or superseded can be reopened.")
        self._under_open_findings("reopen the action")
        cleared = {"closed_at": None, "superseded_by": None, "assured_at": None, "assured_by": None}
        return self._with_reason(actor, "reopened", reason, self._where_work_stands(), **cleared)

    def can(self, step: str) -> bool:
        """Whether `step`, a name in FROM, fits where the action stands now."""
        return self.status in FROM[step]

    @property
    def reason_stands(self) -> bool:
        """Whether the reason given last is still why the action stands where it does."""
        return self.status in (Status.CANCELLED, Status.SUPERSEDED)

    @property
    def is_asked(self) -> bool:
        """Whether more evidence was asked for, and the action has not been delivered since."""
        return bool(self.asked_at and (not self.delivered_at or self.delivered_at < self.asked_at))

    @property
    def shows_asked(self) -> bool:
        """Whether what was asked for matters now: to who delivers, and to who then looks at it."""
        return bool(self.asked_at) and (self.status == Status.DELIVERED or self.is_asked)

    def closed_so(self, then: str) -> str:
        """Why nothing changes on an action that is closed, such as "nothing can be recorded on it", and what could."""
        number: str = self.number  # type: ignore[attr-defined]
        if self.status == Status.DELIVERED:
            return f"{number} is delivered and waits for assurance, so {then}. Its lead can take that back."
        return f"{number} is closed, so {then}. It can be reopened."

    def _where_work_stands(self) -> Status:
        if not self.text.strip():  # type: ignore[attr-defined]
            return Status.DRAFT
        if self.is_asked:
            return Status.MORE_EVIDENCE
        return Status.IN_PROGRESS if self.started_at else Status.NOT_STARTED

    def _only_from(self, step: str, otherwise: str) -> None:
        if not self.can(step):
            raise NotPossible(otherwise)

    def _under_open_findings(self, then: str) -> None:
        """A finding that is closed has no open action: neither its own nor one that answers it too.

        Their rows are locked, so that none closes while the action opens under it.
        """
        also = self.also_answers.standing().order_by().values("finding")  # type: ignore[attr-defined]
        findings = Finding.objects.select_for_update().filter(Q(pk=self.finding_id) | Q(pk__in=also))  # type: ignore[attr-defined]
        for finding in findings.order_by("pk"):
            if finding.closed_at:
                raise NotPossible(f"Finding {finding.code} is closed. Reopen the finding first, then {then}.")

    def _with_reason(self, actor: Any, verb: str, reason: str, status: Status, **values: Any) -> bool:
        if not reason.strip():
            raise NotPossible("Give the reason.")
        return self.change(actor, verb, status=status, reason=reason.strip(), **values)
