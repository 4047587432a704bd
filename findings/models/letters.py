"""A letter to a partnership, and the people it is written to."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from findings.working_days import statutory_due
from partnerships.history import Historic, told
from partnerships.models import Agency, Officer, Partnership, Sector
from partnerships.plain_dates import FIRST_DAY
from partnerships.querysets import OwnedQuerySet

from .publication import LetterReader, Publication


class Origin(models.TextChoices):
    JTAI = "jtai", "Joint targeted area inspection"
    CHILDRENS_SERVICES = "childrens services", "Inspection of local authority children's services"
    POLICE = "police", "Police inspection (child protection or PEEL)"
    HEALTH = "health", "Health inspection or review of health services"
    PROBATION = "probation", "Probation or youth justice inspection"
    PRACTICE_REVIEW = "practice review", "Local child safeguarding practice review"
    AUDIT = "audit", "Audit or peer review"
    OTHER = "other", "Other"


LAST_DAY = dt.date(2100, 12, 31)  # that a letter may print
OUTSIDE = f"Choose a date from {FIRST_DAY.year} to {LAST_DAY.year}."
DATES = ("letter_date", "received_on", "inspected_from", "inspected_to", "statement_printed", "statement_sent_on")


class LetterQuerySet(OwnedQuerySet["Letter"]):
    def hidden_from(self, user: Any) -> Self:
        """Those not published yet that do not name `user` as a reader; all of them where it is nobody in particular."""
        named = LetterReader.objects.current().filter(user=user).values("letter")
        return self.filter(embargoed=True).exclude(pk__in=named)

    def at_a_glance(self) -> Self:
        return self.select_related("partnership").annotate(
            findings_count=models.Count("findings"),
            priority_count=models.Count("findings", filter=Q(findings__kind="priority action")),
            undecided=models.Subquery(
                Letter.objects.filter(pk=models.OuterRef("pk"), differences__decision="open")
                .values("pk")
                .annotate(count=models.Count("differences"))
                .values("count")
            ),
        )


class Letter(Publication):
    """One letter, however many files it came in.

    `statement_printed` is the date the letter prints; `working_days_due` the check: 70 working days (SI 2015/1792,
    regulation 4) from the day of receipt, or from the letter's date until someone says otherwise. `statutory_due`
    is the printed date, and the check only where none is printed; null where no statement is asked for.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="letters")
    source = models.CharField(
        "source", max_length=20, choices=Origin, default=Origin.JTAI, help_text="Where these findings come from."
    )
    letter_date = models.DateField(null=True, blank=True)
    received_on = models.DateField(
        "day of receipt", null=True, blank=True, help_text="Empty: the letter's date. The 70 working days start here."
    )
    inspected_from = models.DateField(null=True, blank=True)
    inspected_to = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=1000, blank=True)
    inspectorates = models.JSONField(default=list, blank=True)
    statement_required = models.BooleanField("asks for a written statement", default=False)
    statement_printed = models.DateField("statement due, as printed in the letter", null=True, blank=True)
    statement_to = models.EmailField("statement goes to", blank=True)
    principal_authority = models.CharField("principal authority, as printed", max_length=1000, blank=True)
    sender = models.CharField("sender, as printed", max_length=1000, blank=True)
    statement_sent_on = models.DateField("statement sent on", null=True, blank=True)
    strengths = models.JSONField("key strengths", default=list, blank=True)
    case_studies = models.JSONField("practice studies", default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True, editable=False)
    inferred = models.JSONField(default=dict, blank=True, editable=False)
    as_read = models.JSONField(default=dict, blank=True, editable=False)
    left_out = models.JSONField("read, and left out by who imported it", default=list, blank=True, editable=False)
    working_days_due = models.DateField("70 working days", null=True, blank=True, editable=False)
    statutory_due = models.GeneratedField(
        expression=Case(
            When(statement_required=True, then=Coalesce(F("statement_printed"), F("working_days_due"))),
            default=Value(None),
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
        verbose_name="statement due to Ofsted",
    )

    objects = LetterQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "source", "letter_date", "received_on", "inspected_from", "inspected_to", "theme"),
        *("inspectorates", "statement_required", "statement_printed", "statement_to", "principal_authority", "sender"),
        *("statement_sent_on", "strengths", "case_studies", "warnings", "inferred", "as_read", "left_out"),
        *("embargoed", "published_on"),
    )

    class Meta:
        ordering = ("partnership__area", "-letter_date", "pk")
        indexes: ClassVar = [
            models.Index("partnership", "letter_date", name="letter_by_date"),
            models.Index("partnership", name="letter_not_published", condition=Q(embargoed=True)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(inspected_from=None) | Q(inspected_to=None) | Q(inspected_from__lte=F("inspected_to")),
                name="letter_inspected_in_order",
                violation_error_message="The inspection ends before it begins.",
            )
        ]

    def __str__(self) -> str:
        day = f"{self.letter_date:%-d %B %Y}" if self.letter_date else "no date"
        return f"{self.partnership.area}, {day}"

    def clean(self) -> None:
        days = {name: getattr(self, name) for name in DATES}
        wrong = {name: OUTSIDE for name, day in days.items() if day and not FIRST_DAY <= day <= LAST_DAY}
        if self.received_on and (why := self.why_not_received(self.received_on, timezone.localdate())):
            wrong["received_on"] = why
        if self.statement_sent_on and (why := self.why_not_sent(self.statement_sent_on, timezone.localdate())):
            wrong.setdefault("statement_sent_on", why)
        if wrong:
            raise ValidationError(wrong)

    def why_not_received(self, day: dt.date, today: dt.date) -> str:
        """Why the letter cannot have been received on `day`, in words; empty where it can."""
        return self._why_not("Day of receipt", day, today)

    def why_not_sent(self, day: dt.date, today: dt.date) -> str:
        """Why the statement cannot have been sent on `day`, in words; empty where it can."""
        return self._why_not("Statement sent on", day, today)

    def _why_not(self, called: str, day: dt.date, today: dt.date) -> str:
        if day > today:
            return f"{called}: choose today or an earlier day."
        if day < FIRST_DAY:
            return f"{called}: {OUTSIDE.lower()}"
        if self.letter_date and day < self.letter_date:
            return f"{called}: the letter is dated {self.letter_date:%-d %B %Y}."
        return ""

    def settle(self) -> None:
        self.working_days_due = self._seventy_days()
        self.inferred = {name: why for name, why in self.inferred.items() if not self._corrected(name)}

    def _seventy_days(self) -> dt.date | None:
        start = self.received_on or self.letter_date
        return statutory_due(start) if self.statement_required and start else None

    def statutory_day(self) -> dt.date | None:
        """`statutory_due` of a row in memory that is not as the database has it."""
        return (self.statement_printed or self._seventy_days()) if self.statement_required else None

    def _corrected(self, name: str) -> bool:
        """Whether a person put another value in the place of what was read."""
        return hasattr(self, name) and name in self.as_read and self.as_read[name] != told(self, name)

    def derived_fields(self) -> Sequence[str]:
        return ("working_days_due",)

    @property
    def statement_due_is(self) -> str | None:
        """ "printed", "calculated" (70 working days, none printed), or None where there is no statutory date."""
        if not self.statement_required:
            return None
        if self.statement_printed:
            return "printed"
        return "calculated" if self.working_days_due else None

    def executive_of(self, agency: Agency) -> Officer | None:
        """The accountable executive whom the letter names for the agency, the first it names."""
        people = self.addressees.filter(agency=agency, officer__accountable_executive=True)
        first = people.select_related("officer").first()
        return first.officer if first else None

    def receive_on(self, actor: Any, day: dt.date) -> bool:
        return self.change(actor, "received", received_on=day)

    def statement_went(self, actor: Any, day: dt.date | None) -> bool:
        """The statement was sent on `day`; None: it was not, after all."""
        return self.change(actor, "statement sent", statement_sent_on=day)


class Addressee(Historic):
    """A person the letter is written to, and what they became: an agency's officer, or nobody's owner."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="addressees")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=300)
    role = models.CharField(max_length=1000, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    sector = models.CharField(max_length=20, choices=Sector, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="addressed_in")
    as_read = models.CharField(max_length=2000, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "letter", "order", "name", "role", "organisation", "sector", "agency", "officer"),
        "as_read",
    )

    class Meta:
        verbose_name = "person written to"
        verbose_name_plural = "people written to"
        ordering = ("letter", "order", "pk")

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.role, self.organisation) if part)

    def clean(self) -> None:
        self.must_share_partnership("letter", "agency", "officer")
