"""What boards and scrutineers say of a finding or an action: impact, challenge, decision, opinion."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
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
    may_be_taken_out: ClassVar = ("note", "meeting")

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

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def unanswered(self) -> Self:
        return self.open().filter(answered_at=None)

    def answered(self) -> Self:
        """Answered, and waiting for somebody to say what came of it."""
        return self.open().exclude(answered_at=None)

    def overdue(self, today: dt.date) -> Self:
        return self.unanswered().filter(answer_due__lt=today)

    def with_names(self) -> Self:
        """With all that a list of them names."""
        related = ("finding__letter__partnership", "action__finding", "agency")
        return self.select_related(*related, "said_by", "answered_by", "closed_by")

    def in_order(self) -> Self:
        """The open ones first, by the day on which an answer is due; then the closed ones, the latest first."""
        unanswered_first = (models.F("closed_at").desc(nulls_first=True), models.F("answered_at").asc(nulls_first=True))
        return self.order_by(*unanswered_first, "answer_due", "pk")


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
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = ChallengeQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "finding", "action", "agency", "text", "answer_due", "said_by"),
        *("answer", "answered_by", "answered_at", "outcome", "closed_by", "closed_at"),
    )
    may_be_taken_out: ClassVar = ("text", "answer", "outcome")

    def __str__(self) -> str:
        return f"Challenge to {self.agency}"

    @property
    def leading_agency_ids(self) -> tuple[int, ...]:
        """Of the agency that must answer."""
        return (self.agency_id,)

    @property
    def owner_user_ids(self) -> tuple[int | None, ...]:
        """Nobody closes a challenge that they answered."""
        return (self.answered_by_id,) if self.answered_by_id else ()

    @transaction.atomic
    def put(self, actor: Any) -> bool:
        """Enters the challenge; False where the same one stands open already, as after a second click."""
        Finding.objects.select_for_update().get(pk=self.finding_id)
        same = {name: getattr(self, name) for name in ("finding", "action", "agency", "text", "answer_due", "said_by")}
        if Challenge.objects.open().filter(**same).exists():
            return False
        self.enter(actor, "raised challenge")
        return True

    def give_answer(self, actor: Any, text: str) -> bool:
        """The agency's answer; False where the same was given before."""
        if not text.strip():
            raise NotPossible("Write the answer.")
        if self.closed_at:
            raise NotPossible("This challenge is closed. What came of it stands below.")
        if self.answer and self.answer == text.strip():
            return False
        return self.change(
            actor, "answered challenge", answer=text.strip(), answered_by=actor, answered_at=timezone.now()
        )

    def close(self, actor: Any, outcome: str) -> bool:
        """What came of it; False where it was closed before."""
        if not self.answer:
            raise NotPossible("A challenge is closed once it is answered.")
        if not outcome.strip():
            raise NotPossible("Say what came of it.")
        if self.closed_at:
            return False
        values = {"outcome": outcome.strip(), "closed_by": actor, "closed_at": timezone.now()}
        return self.change(actor, "closed challenge", **values)


class Decision(About):
    """What a meeting decided. `closes`: the finding is closed by it; `by_partners`: the safeguarding partners' own.

    `no_action`: the finding needs none, as long as none is opened on it again. `opinion`: the scrutineer's, which an
    area for priority action is closed with.
    """

    meeting = models.CharField(max_length=200)
    on = models.DateField("decided on")
    text = models.TextField("decision")
    by_partners = models.BooleanField("by the safeguarding partners", default=False)
    closes = models.BooleanField("closes the finding", default=False, editable=False)
    no_action = models.BooleanField("no action is needed", default=False, editable=False)
    opinion = models.ForeignKey("Opinion", models.PROTECT, null=True, related_name="+", editable=False)

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "finding", "action", "meeting", "on", "text", "by_partners", "closes"),
        *("no_action", "opinion", "said_by"),
    )
    may_be_taken_out: ClassVar = ("text", "meeting")
    called_by: ClassVar = ("meeting",)

    class Meta(About.Meta):
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"Decision of {self.meeting}"


class Opinion(About):
    """A scrutineer's view of a finding, an action or one piece of its evidence: never an approval."""

    evidence = models.ForeignKey("Evidence", models.PROTECT, null=True, blank=True, related_name="opinions")
    text = models.TextField("opinion")

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "finding", "action", "evidence", "text", "said_by")
    may_be_taken_out: ClassVar = ("text",)

    def __str__(self) -> str:
        return f"Opinion of {self.said_by}"

    def clean(self) -> None:
        super().clean()
        self.must_share_partnership("evidence")

    @transaction.atomic
    def give(self, actor: Any) -> bool:
        """Enters the opinion; False where this person gave the same before, as with a second click."""
        Finding.objects.select_for_update().get(pk=self.finding_id)
        same = {name: getattr(self, name) for name in ("finding", "action", "evidence", "text", "said_by")}
        if Opinion.objects.filter(**same).exists():
            return False
        self.enter(actor, "gave opinion")
        return True
