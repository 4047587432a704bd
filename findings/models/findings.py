"""A finding: what the partnership must answer, in the inspectors' words, and who is suggested to lead on it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import Agency, Officer, Partnership
from partnerships.querysets import OwnedQuerySet

from .letters import Letter


class Kind(models.TextChoices):
    PRIORITY_ACTION = "priority action", "Area for priority action"
    IMPROVEMENT = "improvement", "Area for improvement"


AT_IMPORT = "corrected when imported"  # before anybody has seen a number


def code_of(kind: str, number: int) -> str:
    """P3 for the third area for priority action, A5 for the fifth area for improvement."""
    return f"{'P' if kind == Kind.PRIORITY_ACTION else 'A'}{number}"


def once_called(code: str, path: str = "") -> Q:
    """The condition of having had this number, such as A2, before it changed; `path` leads to the finding."""
    return Q(**{f"{path}former_codes__contains": f" {code} "})


class FindingQuerySet(OwnedQuerySet["Finding"]):
    def in_order(self) -> Self:
        """Priority actions first, then improvements, each by number."""
        return self.order_by("letter", F("kind").desc(), "number")

    def lead_suggested(self) -> Self:
        """Those not closed whose lead nobody has confirmed or named yet."""
        return self.filter(lead_agency__isnull=False, lead_confirmed_at=None, closed_at=None)

    def with_owner_named(self) -> Self:
        """Adds `owner_named`: an action of its own has a lead officer, so nobody need be suggested."""
        named = self.model._base_manager.filter(pk=OuterRef("pk"), actions__lead_officer__isnull=False)
        return self.annotate(owner_named=Exists(named))

    def next_number(self, kind: str) -> int:
        """Of one letter's findings: the first number of the kind that none of them has, or had and gave up."""
        used = [code_of(kind, 0)]
        for its_kind, number, former in self.values_list("kind", "number", "former_codes"):
            used += [code_of(its_kind, number), *former.split()]
        return max(int(code[1:]) for code in used if code[0] == used[0][0]) + 1

    def of_the_letter(self) -> Self:
        """As the letter has them: what was split off one is in that one's `as_read`."""
        return self.filter(split_from=None)


class Finding(Historic):
    """`lead_agency` is a suggestion, for the reason in `because`, until somebody confirms it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="findings")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField()
    stem = models.TextField(blank=True, help_text="A lead-in that several findings share.")
    subheading = models.CharField(max_length=1000, blank=True)
    text = models.TextField(help_text="The inspectors' words, verbatim.")
    page = models.PositiveIntegerField(null=True, blank=True, help_text="Page of the letter on which it begins.")
    lead_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="findings_to_lead")
    because = models.TextField("why this lead is suggested", blank=True)
    suggested_owner = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    lead_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    lead_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    theme = models.CharField(max_length=100, blank=True, help_text="To bring findings of one kind together.")
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    reason = models.TextField("why it is closed or open again", blank=True, editable=False)
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", editable=False)
    former_codes = models.TextField(default="", editable=False, help_text="Such as “ A2 P7 ”: numbers it gave up.")
    missing_from = models.ForeignKey(
        "LetterFile", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    as_read = models.JSONField(default=dict, blank=True, editable=False)

    objects = FindingQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "letter", "kind", "number", "stem", "subheading", "text", "page", "lead_agency", "because"),
        *("suggested_owner", "lead_confirmed_at", "lead_confirmed_by", "theme", "closed_at", "closed_by"),
        *("reason", "split_from", "missing_from", "as_read"),
    )
    may_be_taken_out: ClassVar = ("theme", "reason")  # what the inspectors wrote is published, and stays

    class Meta:
        ordering = ("letter", F("kind").desc(), "number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "letter",
                "kind",
                "number",
                name="finding_number_once",
                violation_error_message="The letter has a finding of this kind and number.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="finding_has_text"),
            models.CheckConstraint(condition=Q(number__gte=1), name="finding_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} › {self.get_kind_display()} {self.number}"

    @property
    def code(self) -> str:
        return code_of(self.kind, self.number)

    @property
    def was(self) -> list[str]:
        """The numbers that it had before, which no other finding gets."""
        return self.former_codes.split()

    @property
    def lead_is_suggestion(self) -> bool:
        return self.lead_confirmed_at is None

    @property
    def leading_agency_ids(self) -> tuple[int | None, ...]:
        return (self.lead_agency_id,)

    @property
    def other_agencies(self) -> list[Agency]:
        """Those that its words suggest beside the lead, whoever that is by now."""
        return [one.agency for one in self.contributors.all() if one.agency_id != self.lead_agency_id]

    def clean(self) -> None:
        self.must_share_partnership("letter", "lead_agency", "suggested_owner")
        if self.letter_id and self.kind and self.number:
            others = self.letter.findings.exclude(pk=self.pk).filter(once_called(self.code))
            if others.exists():
                raise ValidationError(
                    {"number": f"{self.code} was another finding’s number. Choose one that none had."}
                )

    def follow(self, before: Self, verb: str) -> None:
        """A number that it gives up is kept, and given to no other."""
        if before.code != self.code and verb != AT_IMPORT and before.code not in self.was:
            self.former_codes = f" {' '.join([*self.was, before.code])} "

    def derived_fields(self) -> tuple[str, ...]:
        return ("former_codes",)

    def confirm_lead(self, actor: Any, agency: Agency) -> bool:
        """Someone says who leads; whom the letter names for that agency is its suggested owner."""
        return self.change(
            actor,
            "confirmed lead",
            lead_agency=agency,
            suggested_owner=self.letter.executive_of(agency),
            lead_confirmed_at=timezone.now(),
            lead_confirmed_by=actor,
        )


class FindingContributor(Historic):
    """An agency that the finding's words name beside the lead: a suggestion until its actions say otherwise."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="contributors")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "finding", "agency")

    class Meta:
        verbose_name = "suggested contributing agency"
        verbose_name_plural = "suggested contributing agencies"
        ordering = ("finding", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "finding",
                "agency",
                name="finding_contributor_once",
                violation_error_message="This agency is named already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.agency)

    def clean(self) -> None:
        self.must_share_partnership("finding", "agency")
