"""Who agrees to the statement for each agency, and what they said."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from partnerships.history import Historic, NotPossible
from partnerships.models import Agency, Officer, Partnership
from partnerships.querysets import OwnedQuerySet

from .statements import Statement

LONGEST_CHANGE = 1500  # characters


class Answer(models.TextChoices):
    WAITING = "waiting", "Has not answered"
    AGREED = "agreed", "Agreed"
    CHANGE = "change", "Asks for a change"


ANEW: dict[str, Any] = {"answer": Answer.WAITING, "said": "", "seal": "", "answered_by": None, "answered_at": None}


class SignatoryQuerySet(OwnedQuerySet["Signatory"]):
    def current(self) -> Self:
        return self.filter(ended_at=None)


class Signatory(Historic):
    """An agency that endorses the statement. `officer` signs for it; until one is named, its safeguarding partners.

    `seal` is the statement's as it stood when they answered (statements.telling): whether it changed since shows.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="signatories")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.WAITING, editable=False)
    said = models.TextField("what should change", blank=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField("no longer asked since", null=True, editable=False)

    objects = SignatoryQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "statement", "agency", "officer", "answer", "said", "seal", "answered_by", "answered_at"),
        "ended_at",
    )
    may_be_taken_out: ClassVar = ("said",)

    class Meta:
        verbose_name_plural = "signatories"
        ordering = ("agency__name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "statement", "agency", name="signatory_once", violation_error_message="This agency is asked already."
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at=None) | ~Q(answer="waiting") & Q(answered_at__isnull=False),
                name="signatory_answered_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} for {self.agency}" if self.officer else str(self.agency)

    @property
    def leading_agency_ids(self) -> tuple[int, ...]:
        """Of the agency that it signs for."""
        return (self.agency_id,)

    @property
    def named_user_ids(self) -> tuple[int | None, ...]:
        """Who has left signs no more."""
        here = self.officer and not self.officer.has_left(timezone.localdate())
        return (self.officer.user_id,) if here and self.officer and self.officer.user_id else ()

    @property
    def answered_by_another(self) -> bool:
        """Whether somebody else than the officer named to sign answered."""
        return bool(self.officer and self.answered_by_id and self.officer.user_id != self.answered_by_id)

    def clean(self) -> None:
        self.must_share_partnership("statement", "agency", "officer")

    def answered_earlier_text(self, now: str) -> bool:
        """Whether the statement, whose seal is `now`, changed after they answered."""
        return bool(self.seal) and self.seal != now

    @transaction.atomic
    def agree(self, actor: Any, seal: str) -> bool:
        """To the statement as it stands, which `seal` says; False where they agreed to that before."""
        if (self.answer, self.seal) == (Answer.AGREED, seal):
            return False
        return self._answer(actor, "agreed to the statement", Answer.AGREED, seal, "")

    @transaction.atomic
    def ask_for_change(self, actor: Any, seal: str, said: str) -> bool:
        """False where they asked for just this of the same text before."""
        if not said.strip():
            raise NotPossible("Write what should change.")
        if (self.answer, self.said, self.seal) == (Answer.CHANGE, said.strip(), seal):
            return False
        return self._answer(actor, "asked for a change of the statement", Answer.CHANGE, seal, said.strip())

    def end(self, actor: Any) -> bool:
        """The agency is no longer asked; what it said stays. False on the second click."""
        return not self.ended_at and self.change(actor, "no longer asks", ended_at=timezone.now())

    @transaction.atomic
    def ask_again(self, actor: Any, now: str) -> bool:
        """Nothing of what they said stands any more; the history keeps it. False where the statement, whose seal is
        `now`, is what they answered, or they have not answered."""
        self.refresh_from_db(from_queryset=Signatory.objects.select_for_update())
        return self.answered_earlier_text(now) and self.change(actor, "asked again", **ANEW)

    def _answer(self, actor: Any, verb: str, answer: Answer, seal: str, said: str) -> bool:
        if self.ended_at:
            raise NotPossible("This agency is no longer asked.")
        told = {"answer": answer, "seal": seal, "said": said, "answered_by": actor, "answered_at": timezone.now()}
        return self.change(actor, verb, **told)
