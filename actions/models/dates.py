"""Asking for another date: with a reason, decided by someone else; the first date agreed is never lost."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .actions import Action
from .status import CLOSED
from .workflow import NotPossible


class Answer(models.TextChoices):
    OPEN = "open", "Waiting for an answer"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


DID = {Answer.AGREED: "agreed to", Answer.DECLINED: "declined", Answer.WITHDRAWN: "withdrew the request for"}


class DateChangeQuerySet(OwnedQuerySet["DateChange"]):
    def open(self) -> Self:
        return self.filter(answer=Answer.OPEN)

    def agreed(self) -> Self:
        return self.filter(answer=Answer.AGREED)

    def answered_to(self, user: Any, since: dt.date) -> Self:
        """Those that `user` asked for and somebody answered, on `since` or later."""
        answered = self.filter(answer__in=(Answer.AGREED, Answer.DECLINED), asked_by=user)
        return answered.filter(answered_at__date__gte=since)


class DateChange(Historic):
    """Slippage is what the agreed ones add up to: from the action's original target date to its present one."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.PROTECT, related_name="date_changes")
    was = models.DateField(null=True, blank=True)
    wanted = models.DateField("new target date")
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    answer_reason = models.TextField("why it is declined", blank=True, editable=False)

    objects = DateChangeQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "action", "was", "wanted", "reason", "asked_by"),
        *("answer", "answered_by", "answered_at", "answer_reason"),
    )
    may_be_taken_out: ClassVar = ("reason", "answer_reason")

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "action",
                condition=Q(answer="open"),
                name="date_change_one_open",
                violation_error_message="A new date is asked for already and waits for an answer.",
            ),
            models.CheckConstraint(
                condition=Q(was=None) | ~Q(wanted=F("was")),
                name="date_change_changes",
                violation_error_message="This is the date that it has.",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="date_change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.action.number} to {self.wanted:%-d %B %Y}"

    @property
    def leading_agency_ids(self) -> tuple[int, ...]:
        return self.action.leading_agency_ids

    @property
    def owner_user_ids(self) -> tuple[int | None, ...]:
        """Nobody agrees to what they asked for."""
        return (*self.action.owner_user_ids, self.asked_by_id)

    @property
    def asking_user_ids(self) -> tuple[int, ...]:
        return (self.asked_by_id,)

    @property
    def did(self) -> str:
        """What whoever answered did, such as "declined the target date 3 December 2018"; empty while it waits."""
        did = DID.get(Answer(self.answer))
        return f"{did} the target date {self.wanted:%-d %B %Y}" if did else ""

    @transaction.atomic
    def ask(self, actor: Any) -> bool:
        """Enters the wish for another date, in the place of one's own that waits; False on the second click."""
        Action.objects.select_for_update().order_by().get(pk=self.action_id)  # one form sent twice waits for itself
        waiting = DateChange.objects.open().filter(action=self.action_id).first()
        if waiting and waiting.asked_by_id != self.asked_by_id:
            raise NotPossible("Another date is asked for already, and waits for an answer.")
        if waiting and (waiting.wanted, waiting.reason) == (self.wanted, self.reason):
            return False
        if self.action.status in CLOSED:
            raise NotPossible(self.action.closed_so("its date stays"))
        if not self.was:
            raise NotPossible("No target date is agreed yet. The first one is set in the plan, without asking.")
        if self.wanted == self.was:
            raise NotPossible(f"Ask for another day than {self.was:%-d %B %Y}, which is the date that it has.")
        if self.action.planned_start and self.wanted < self.action.planned_start:
            start = f"{self.action.planned_start:%-d %B %Y}"
            raise NotPossible(f"Ask for {start}, the planned start, or a day after it. The plan can start earlier.")
        if waiting:
            waiting.withdraw(actor)
        self.enter(actor, "asked for later date")
        return True

    @transaction.atomic
    def agree(self, actor: Any) -> bool:
        """The action takes the new date; False where it was answered before."""
        action = Action.objects.select_for_update().order_by().get(pk=self.action_id)  # as it stands by now
        if self.answer == Answer.OPEN and action.status in CLOSED:
            stands = action.get_status_display().lower()
            raise NotPossible(f"{action.number} is {stands}, so its date stays. The new date can only be declined.")
        if not self._answer(actor, "agreed date", Answer.AGREED):
            return False
        return action.change(actor, "changed target date", target_date=self.wanted)

    def decline(self, actor: Any, reason: str) -> bool:
        """The action keeps its date, whether it is open or not; False where it was answered before."""
        if not reason.strip():
            raise NotPossible("Give the reason.")
        return self._answer(actor, "declined date", Answer.DECLINED, answer_reason=reason.strip())

    def withdraw(self, actor: Any) -> bool:
        """By who asked."""
        return self._answer(actor, "withdrew later date", Answer.WITHDRAWN)

    def _answer(self, actor: Any, verb: str, answer: Answer, **values: Any) -> bool:
        if self.answer != Answer.OPEN:
            return False
        return self.change(actor, verb, answer=answer, answered_by=actor, answered_at=timezone.now(), **values)
