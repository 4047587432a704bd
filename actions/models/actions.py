"""An action: who does what by when to answer a finding, and where its work stands."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from findings.models import Finding, Letter
from partnerships.models import Agency, Membership, Officer, Partnership, Role
from partnerships.querysets import OwnedQuerySet

from .brag_rules import brag_column, deadline_column, last_day_soon
from .status import CLOSED, UNWRITTEN, Status
from .workflow import NotPossible, Workflow

if TYPE_CHECKING:
    from .contributors import Contributor


class ActionQuerySet(OwnedQuerySet["Action"]):
    def open(self) -> Self:
        return self.exclude(status__in=CLOSED)

    def with_deadline(self) -> Self:
        """Adds `deadline`: the target date, else the statement's statutory date until the statement is sent."""
        return self.annotate(deadline=deadline_column())

    def overdue(self, today: dt.date) -> Self:
        return self.open().with_deadline().filter(deadline__lt=today)

    def due_soon(self, today: dt.date) -> Self:
        return self.open().with_deadline().filter(deadline__range=(today, last_day_soon(today)))

    def due_later(self, today: dt.date) -> Self:
        return self.open().with_deadline().filter(deadline__gt=last_day_soon(today))

    def undated(self) -> Self:
        return self.open().with_deadline().filter(deadline=None)

    def with_brag(self, today: dt.date) -> Self:
        """Adds `brag`: the worse of what the dates say and what the lead declared; "" is no colour.

        What is not written yet has none of its own: it is Amber once it is due soon, and Red once it is late.
        """
        return self.with_deadline().annotate(brag=brag_column(today))

    def without_update_since(self, day: dt.date) -> Self:
        """Open actions that nobody has told anything of since `day`."""
        return self.open().filter(Q(last_update_at=None) | Q(last_update_at__date__lt=day))

    def of_person(self, user: Any, today: dt.date) -> Self:
        """Those that `user` answers for: as lead officer or deputy, as a contributor, or as their agency's lead."""
        lead = Membership.objects.of(user, today).filter(role__in=(Role.AGENCY_LEAD, Role.DEPUTY))
        part = self.model.objects.filter(contributors__officer__user=user, contributors__ended_at=None)
        mine = Q(lead_officer__user=user) | Q(deputy__user=user) | Q(pk__in=part.values("pk"))
        return self.filter(mine | Q(lead_agency__in=lead.values("agency")))

    def of_agencies(self, agencies: Iterable[int | None]) -> Self:
        """Those that one of these agencies leads, or has a part in."""
        part = self.model.objects.filter(contributors__agency__in=agencies, contributors__ended_at=None)
        return self.filter(Q(lead_agency__in=agencies) | Q(pk__in=part.values("pk")))

    def in_order(self) -> Self:
        return self.order_by("letter", F("finding__kind").desc(), "finding__number", "sequence")


class Action(Workflow):
    """Numbered within its finding, for good: P3.1 is the first action on area for priority action 3.

    The lead is a suggestion while its finding's is. `original_target_date` keeps the first date agreed.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="actions")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="actions")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="actions")
    sequence = models.PositiveSmallIntegerField(default=1, editable=False)
    text = models.TextField("what will be done", blank=True)
    lead_agency = models.ForeignKey(Agency, models.PROTECT, related_name="actions")
    lead_officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="actions")
    deputy = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="actions_as_deputy")
    planned_start = models.DateField(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True, help_text="Agreed. Empty: the statement's date stands.")
    original_target_date = models.DateField(null=True, editable=False)
    measure_of_success = models.TextField(blank=True)
    written_at = models.DateTimeField(null=True, editable=False)

    objects = ActionQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "letter", "finding", "sequence", "text", "status", "lead_agency", "lead_officer", "deputy"),
        *("planned_start", "target_date", "original_target_date", "measure_of_success", "written_at"),
        *Workflow.WORKFLOW_FIELDS[1:],
    )
    beside_its_letter: ClassVar = ("superseded_by",)
    may_be_taken_out: ClassVar = ("text", "measure_of_success", "difference", "reason", "asked")

    class Meta:
        ordering = ("letter", F("finding__kind").desc(), "finding__number", "sequence")
        indexes: ClassVar = [
            models.Index("partnership", "status", "target_date", name="action_by_deadline"),
            models.Index("partnership", "lead_agency", name="action_by_lead"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint("finding", "sequence", name="action_number_once"),
            models.CheckConstraint(condition=Q(status__in=UNWRITTEN) | ~Q(text=""), name="action_written_unless_draft"),
            models.CheckConstraint(
                condition=Q(target_date=None) | Q(original_target_date__isnull=False),
                name="action_keeps_original_target_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} › {self.number}"

    @property
    def number(self) -> str:
        return f"{self.finding.code}.{self.sequence}"

    @property
    def suggested_owner(self) -> Officer | None:
        """The accountable executive the letter names, while no lead officer is named."""
        same_lead = self.lead_agency_id == self.finding.lead_agency_id
        return self.finding.suggested_owner if same_lead and not self.lead_officer else None

    @property
    def told_superseded_by(self) -> "Action | None":
        """What took its place, where that is no secret to anyone who sees this action."""
        other: Action | None = self.superseded_by  # type: ignore[assignment]
        return other if other and (other.letter_id == self.letter_id or not other.letter.embargoed) else None

    @property
    def current_contributors(self) -> "list[Contributor]":
        """Those whose part has not ended."""
        return [one for one in self.contributors.all() if one.ended_at is None]

    @property
    def other_contributors(self) -> "list[Contributor]":
        """Those beside the lead, whoever that is by now."""
        return [one for one in self.current_contributors if one.agency_id != self.lead_agency_id]

    @property
    def leading_agency_ids(self) -> tuple[int, ...]:
        return (self.lead_agency_id,)

    @property
    def contributing_agency_ids(self) -> tuple[int, ...]:
        return tuple(contributor.agency_id for contributor in self.current_contributors)

    @property
    def owner_user_ids(self) -> tuple[int | None, ...]:
        """The users whose own work this is: those named for it, and who said it is delivered."""
        return (*self.named_user_ids, self.delivered_by_id) if self.delivered_by_id else self.named_user_ids

    @property
    def named_user_ids(self) -> tuple[int | None, ...]:
        officers = (self.lead_officer, self.deputy)
        return tuple(officer.user_id for officer in officers if officer and officer.user_id)

    @property
    def contributing_user_ids(self) -> tuple[int | None, ...]:
        officers = (contributor.officer for contributor in self.current_contributors)
        return tuple(officer.user_id for officer in officers if officer and officer.user_id)

    @property
    def slipped(self) -> int:
        """Days that the target date has moved from the one first agreed."""
        if not (self.target_date and self.original_target_date):
            return 0
        return (self.target_date - self.original_target_date).days

    def settle(self) -> None:
        """A first text opens the work; the first target date agreed is kept for good."""
        if self.status == Status.DRAFT and self.text.strip():
            self.status = Status.NOT_STARTED
            self.written_at = timezone.now()
        if self.target_date and not self.original_target_date:
            self.original_target_date = self.target_date

    def clean(self) -> None:
        if self.finding_id:
            self.letter = self.finding.letter
            self.partnership = self.finding.partnership
            if self._state.adding and self.finding.closed_at:
                raise ValidationError({"finding": f"{self.finding.code} is closed. Reopen it first."})
        self.must_share_partnership("lead_agency", "lead_officer", "deputy")

    def write_text(self, actor: Any, text: str) -> bool:
        """Says what will be done: a draft becomes an action not started."""
        if self.status in CLOSED:
            raise NotPossible(self.closed_so("what it says stays"))
        return self.change(actor, "wrote the action", text=text)
