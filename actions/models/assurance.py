"""What boards and scrutineers say of a finding or an action: impact, challenge, decision, opinion."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from findings.models import Finding
from partnerships.history import Historic
from partnerships.models import Agency, Partnership
from partnerships.querysets import OwnedQuerySet

from .actions import Action
from .workflow import NotPossible


class Impact(models.TextChoices):
    NOT_MEASURED = "not measured", "Not measured"
    TOO_EARLY = "too early", "Too early to say"
    WORSE = "worse", "Worse"
    NONE = "no improvement", "No improvement"
    SOME = "some improvement", "Some improvement"
    EMBEDDED = "embedded", "Embedded"


class About(Historic):
    """Something said of a finding, or of one of its actions."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="%(class)ss")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-said_at", "-pk")

    def clean(self) -> None:
        self.must_share_partnership("finding", "action")


class ImpactRating(About):
    """Rated by a meeting, dated; "embedded" needs two measures with readings."""

    rating = models.CharField(max_length=20, choices=Impact)
    on = models.DateField("rated on")
    meeting = models.CharField(max_length=200, help_text='Such as "Executive, 3 October 2018".')
    note = models.TextField(blank=True)

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "finding", "rating", "on", "meeting", "note", "said_by")

    class Meta(About.Meta):
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return self.get_rating_display()

    def settle(self) -> None:
        measured = self.finding.measures.exclude(readings=None).count()
        if self.rating == Impact.EMBEDDED and measured < 2:
            raise NotPossible("“Embedded” needs two measures with readings.")


class ChallengeQuerySet(OwnedQuerySet["Challenge"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)


class Challenge(About):
    """A question that must be answered: to whom, by when, the answer, and what came of it."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="to", related_name="challenges")
    text = models.TextField("challenge")
    answer_due = models.DateField()
    answer = models.TextField(blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    outcome = models.TextField(blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = ChallengeQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "finding", "action", "agency", "text", "answer_due", "said_by"),
        *("answer", "answered_by", "answered_at", "outcome", "closed_at"),
    )

    def __str__(self) -> str:
        return f"Challenge to {self.agency}"

    @property
    def leading_agency_ids(self) -> tuple[int, ...]:
        """Of the agency that must answer."""
        return (self.agency_id,)

    def give_answer(self, actor: Any, text: str) -> bool:
        if not text.strip():
            raise NotPossible("Write the answer.")
        return self.change(actor, "answered", answer=text.strip(), answered_by=actor, answered_at=timezone.now())

    def close(self, actor: Any, outcome: str) -> bool:
        if not self.answer:
            raise NotPossible("A challenge is closed once it is answered.")
        if not outcome.strip():
            raise NotPossible("Say what came of it.")
        return self.change(actor, "closed challenge", outcome=outcome.strip(), closed_at=timezone.now())


class Decision(About):
    """What a meeting decided. `closes`: the finding is closed by it; `by_partners`: the safeguarding partners' own."""

    meeting = models.CharField(max_length=200)
    on = models.DateField("decided on")
    text = models.TextField("decision")
    by_partners = models.BooleanField("by the safeguarding partners", default=False)
    closes = models.BooleanField("closes the finding", default=False, editable=False)

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "finding", "action", "meeting", "on", "text", "by_partners", "closes", "said_by"),
    )

    class Meta(About.Meta):
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"Decision of {self.meeting}"


class Opinion(About):
    """A scrutineer's view of the evidence: never an approval."""

    text = models.TextField("opinion")

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "finding", "action", "text", "said_by")

    def __str__(self) -> str:
        return f"Opinion of {self.said_by}"
