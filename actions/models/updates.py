"""What was said of an action at the time: one short form, recorded once, never edited."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from partnerships.gates import MANAGER, WORKS, Hats
from partnerships.history import Historic
from partnerships.models import Agency, Membership, Partnership
from partnerships.querysets import OwnedQuerySet

from .actions import Action
from .contributors import Contributor
from .status import CLOSED, DECLARED, Brag
from .workflow import NotPossible

LONGEST = 1500  # characters
SECOND_CLICK = dt.timedelta(minutes=5)


class Kind(models.TextChoices):
    NO_CHANGE = "no change", "No change"
    PROGRESS = "progress", "Progress"
    NEED_HELP = "need help", "Need help"


class Via(models.TextChoices):
    """How it came in where nobody typed it here: `author` is then who uploaded the file."""

    RETURN = "return", "the agency’s return"
    PLAN = "plan", "the file of an older plan"


class UpdateQuerySet(OwnedQuerySet["Update"]):
    def cleared(self) -> Self:
        return self.exclude(cleared_at=None)

    def waiting(self) -> Self:
        """For the agency's lead to clear or to send back."""
        return self.filter(cleared_at=None, sent_back_at=None)

    def calling(self) -> Self:
        """Calls for help that stand: the latest word of an open action's lead, or of an agency that has a part in it.

        What a former lead said stands until the new one speaks. "No change" does not say otherwise; neither does what
        waits for clearing.
        """
        same = Q(agency=OuterRef("agency")) | Q(as_lead=True) & Q(as_lead=OuterRef("as_lead"))
        since = Update.objects.cleared().filter(same, action=OuterRef("action"))
        since = since.filter(recorded_at__gt=OuterRef("recorded_at")).exclude(kind=Kind.NO_CHANGE)
        part = Contributor.objects.current().filter(action=OuterRef("action"), agency=OuterRef("agency"))
        calls = self.cleared().filter(kind=Kind.NEED_HELP).exclude(action__status__in=CLOSED)
        theirs = Q(as_lead=True) | Q(agency=F("action__lead_agency")) | Exists(part)
        return calls.filter(theirs).exclude(Exists(since))

    def with_calls(self) -> Self:
        """Adds `calls`: whether it is a call for help that stands."""
        return self.annotate(calls=Exists(Update.objects.calling().filter(pk=OuterRef("pk"))))

    def with_lead(self, today: dt.date) -> Self:
        """Adds `has_lead`: whether its agency has a lead who could clear it."""
        leads = Membership.objects.leading(today).filter(agency=OuterRef("agency"))
        return self.annotate(has_lead=Exists(leads))

    def sent_back(self) -> Self:
        """Those that somebody can record again: the action is open, and their agency has said nothing since."""
        since = Update.objects.filter(action=OuterRef("action"), agency=OuterRef("agency"))
        since = since.filter(recorded_at__gt=OuterRef("sent_back_at"))
        return self.exclude(sent_back_at=None).exclude(action__status__in=CLOSED).exclude(Exists(since))

    def hidden_from(self, hats: Hats | None) -> Self:
        """Those not cleared that are neither the person's own nor their agency's, in a plan that they do not run.

        All that are not cleared where it is nobody in particular.
        """
        drafts = self.filter(cleared_at=None)
        if hats is None:
            return drafts
        return drafts.exclude(
            Q(author=hats.user) | Q(agency__in=hats.agencies(WORKS)) | Q(partnership__in=hats.where(MANAGER))
        )


class Update(Historic):
    """For an agency: the lead's, or a contributor's on its own part. `as_lead`: the agency led the action at the time.

    Until it is cleared it changes nothing and is the agency's own (partnerships/draft_gate.py); one that was sent back
    never counts.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="updates")
    action = models.ForeignKey(Action, models.PROTECT, related_name="updates")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="updates")
    as_lead = models.BooleanField("said as the lead", default=False, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField("what has happened, and what is different for children", blank=True, max_length=LONGEST)
    declared = models.CharField("on track", max_length=10, choices=[(b.value, b.label) for b in DECLARED], blank=True)
    next_step = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="updates")
    recorded_at = models.DateTimeField(auto_now_add=True)
    cleared_at = models.DateTimeField(null=True, editable=False)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    sent_back_at = models.DateTimeField(null=True, editable=False)
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    sent_back_because = models.TextField(blank=True, editable=False)
    token = models.UUIDField(
        null=True, editable=False, help_text="Of the form it was sent with: sent twice, kept once."
    )
    via = models.CharField("came in with", max_length=10, choices=Via, blank=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)

    objects = UpdateQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "action", "agency", "as_lead", "kind", "text", "declared", "next_step", "author", "via"),
        *("cleared_at", "cleared_by", "sent_back_at", "sent_back_by", "sent_back_because", "is_example"),
    )
    may_be_taken_out: ClassVar = ("text", "next_step", "sent_back_because")

    told_first: ClassVar = ("declared", "via")

    class Meta:
        ordering = ("-recorded_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["action", "-recorded_at"], name="update_latest")]
        constraints: ClassVar = [
            models.UniqueConstraint("token", name="update_form_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.NO_CHANGE) | ~Q(text=""),
                name="update_says_something",
                violation_error_message="Say what has happened, or what help is needed.",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at=None) | Q(sent_back_at=None), name="update_cleared_or_sent_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.action.number}"

    @property
    def leading_agency_ids(self) -> tuple[int, ...]:
        """Of the agency that it speaks for."""
        return (self.agency_id,)

    def clean(self) -> None:
        self.must_share_partnership("action", "agency")

    @transaction.atomic
    def record(self, actor: Any, needs_clearing: bool = False) -> bool:
        """Enters the update and, unless the agency clears it first, what it says of the action."""
        if self.token and Update.objects.filter(token=self.token).exists():
            return False
        if self.action.status in CLOSED:
            raise NotPossible(self.action.closed_so("nothing can be recorded on it"))
        self.as_lead = self.agency_id == self.action.lead_agency_id
        self.enter(actor, "recorded draft" if needs_clearing else "recorded progress")
        if not needs_clearing:
            self.clear(actor)
        return True

    def said_just_now(self, now: dt.datetime) -> "Update | None":
        """What the author said with the same form, or in the same words minutes ago: with a second click, or once
        more after a browser's way back, which gives them a fresh form with their words in it.
        """
        mine = Update.objects.filter(action=self.action_id, author=self.author_id)
        names = ("agency_id", "kind", "text", "declared", "next_step")
        words = {name: getattr(self, name) for name in names}
        same = Q(recorded_at__gte=now - SECOND_CLICK, sent_back_at=None, **words)
        return mine.filter(same | Q(token=self.token, token__isnull=False)).first()

    @transaction.atomic
    def clear(self, actor: Any) -> bool:
        """The agency stands by it, and the action takes what it says; False on the second click.

        On an action that is closed by now it is told, and the action stays as it is.
        """
        if not self.waits:
            return False
        self.change(actor, "cleared update", cleared_at=timezone.now(), cleared_by=actor)
        if self.action.status not in CLOSED:
            self._tell_action(actor)
        return True

    def send_back(self, actor: Any, reason: str) -> bool:
        """The agency does not stand by it: its author reads why. False on the second click."""
        if not reason.strip():
            raise NotPossible("Give the reason.")
        if not self.waits:
            return False
        values = {"sent_back_at": timezone.now(), "sent_back_by": actor, "sent_back_because": reason.strip()}
        return self.change(actor, "sent back", **values)

    @property
    def waits(self) -> bool:
        return self.cleared_at is None and self.sent_back_at is None

    def _tell_action(self, actor: Any) -> None:
        """One that was recorded before others that counted first takes nothing back of what they said."""
        action = self.action
        values: dict[str, Any] = {"last_update_at": max(self.recorded_at, action.last_update_at or self.recorded_at)}
        if self.as_lead and self.declared and not self._declared_since():
            values["declared"] = Brag(self.declared)
        if self.kind == Kind.PROGRESS:
            values |= action.begins()
        action.change(actor, "updated", **values)

    def _declared_since(self) -> bool:
        newer = Update.objects.cleared().filter(action=self.action_id, as_lead=True)
        return newer.filter(recorded_at__gt=self.recorded_at).exclude(declared="").exists()
