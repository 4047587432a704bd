"""The written statement of proposed action: what is chosen and written for it beside the plan it is assembled from.

Asked for by the Children Act 2004 (Joint Area Reviews) Regulations 2015 (SI 2015/1792), regulations 3 and 4.
"""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from findings.models import Letter
from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

LONGEST_SECTION = 20_000  # characters


class Order(models.TextChoices):
    LETTER = "letter", "As in the letter"
    AGENCY = "agency", "By the agency that leads"


class Detail(models.TextChoices):
    FULL = "full", "With contributing agencies and measures of success"
    SHORT = "short", "What, who and by when"


class Named(models.TextChoices):
    TITLES = "job titles", "Job titles"
    NAMES = "names", "Names and job titles"


class Statement(Historic):
    """One for each letter that asks for one. Who prepares it, who sends it and to whom are three things."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="statements")
    letter = models.OneToOneField(Letter, models.PROTECT, related_name="statement")
    preparer = models.CharField("who prepares it", max_length=1000, blank=True)
    sender = models.CharField("who sends it", max_length=1000, blank=True)
    recipients = models.TextField("whom it goes to", blank=True, help_text="One a line.")
    contact = models.TextField("whom to ask about it", blank=True)
    order = models.CharField("order of the findings", max_length=10, choices=Order, default=Order.LETTER)
    detail = models.CharField("level of detail", max_length=10, choices=Detail, default=Detail.FULL)
    named = models.CharField("how officers are named", max_length=20, choices=Named, default=Named.TITLES)

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "letter", "preparer", "sender", "recipients", "contact", "order", "detail", "named"),
    )

    class Meta:
        verbose_name = "written statement"
        ordering = ("letter",)

    def __str__(self) -> str:
        return f"Written statement, {self.letter}"

    def clean(self) -> None:
        self.must_share_partnership("letter")

    @property
    def to(self) -> list[str]:
        """Whom it goes to, each once."""
        return list(dict.fromkeys(line.strip() for line in self.recipients.splitlines() if line.strip()))


class Key(models.TextChoices):
    """The sections there are. What the program adds to some of them is said in statements.telling."""

    INTRODUCTION = "introduction", "Introduction and intent"
    ENDORSED = "endorsed", "Who endorses this statement"
    DONE = "done", "What has been done since the inspection"
    GOVERNANCE = "governance", "Governance and monitoring"
    VOICE = "voice", "Children’s and families’ voice"
    FINDINGS = "findings", "What we will do"
    RISKS = "risks", "Risks and resources"
    AUDITS = "audits", "Audit schedule"
    GLOSSARY = "glossary", "Abbreviations"
    CONTACT = "contact", "Contact"


class SectionQuerySet(OwnedQuerySet["Section"]):
    def in_order(self) -> Self:
        return self.order_by("place", "pk")


class Section(Historic):
    """A part of the statement, under its heading. `shown`: whether it is in the document."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="sections")
    key = models.CharField(max_length=20, choices=Key, editable=False)
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True, max_length=LONGEST_SECTION)
    place = models.PositiveSmallIntegerField("place in the statement")
    shown = models.BooleanField("in the statement", default=True)

    objects = SectionQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "statement", "key", "heading", "text", "place", "shown")
    may_be_taken_out: ClassVar = ("heading", "text")

    class Meta:
        verbose_name = "section of a statement"
        verbose_name_plural = "sections of statements"
        ordering = ("statement", "place", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint("statement", "key", name="section_once"),
            models.CheckConstraint(condition=~Q(heading=""), name="section_has_heading"),
        ]

    def __str__(self) -> str:
        return self.heading

    def move(self, actor: Any, up: bool) -> bool:
        """One place up or down; False where it is the first or last."""
        beside = Section.objects.filter(statement=self.statement_id)
        other = (
            beside.filter(place__lt=self.place).order_by("-place").first()
            if up
            else beside.filter(place__gt=self.place).order_by("place").first()
        )
        if other is None:
            return False
        mine, theirs = self.place, other.place
        self.change(actor, "moved", place=theirs)
        return other.change(actor, "moved", place=mine)
