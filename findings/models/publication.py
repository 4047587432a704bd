"""A letter before it is published: sent to a partnership weeks ahead, and seen only by people who are named."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from partnerships.history import Historic, NotPossible
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet


class Publication(Historic):
    """While `embargoed`, the first gate (partnerships.letter_gate) hides the letter and all that hangs on it."""

    embargoed = models.BooleanField("not published yet", default=False, editable=False)
    published_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def may_be_quoted(self) -> bool:
        """Whether its words may leave in mails and feeds."""
        return not self.embargoed

    @transaction.atomic
    def hold_back(self, actor: Any) -> bool:
        """Only named readers see it from now on, who says so among them; False where that is so already."""
        if self.lock_and_look().embargoed:
            return False
        self.name_reader(actor, actor)
        return self.change(actor, "held back until it is published", embargoed=True, published_on=None)

    @transaction.atomic
    def publish(self, actor: Any, on: dt.date) -> bool:
        """Opens it, and all that hangs on it, to everyone in the partnership; False on the second click."""
        if not self.lock_and_look().embargoed:
            return False
        return self.change(actor, "published", embargoed=False, published_on=on)

    @transaction.atomic
    def name_reader(self, actor: Any, user: Any) -> bool:
        """Lets `user` see it before it is published; False where they do already."""
        self.lock_and_look()
        readers: Any = self.readers  # type: ignore[attr-defined]
        reader = readers.filter(user=user).first()
        if reader is None:
            readers.model(partnership_id=self.history_partnership_id, letter=self, user=user, added_by=actor).enter(
                actor, "named reader"
            )
            return True
        return bool(reader.ended_at) and bool(reader.change(actor, "named reader", ended_at=None, added_by=actor))

    def lock_and_look(self) -> Self:
        """The row as it stands once whoever was faster is done: one form sent twice at once waits for itself."""
        return type(self)._base_manager.select_for_update().get(pk=self.pk)


class LetterReaderQuerySet(OwnedQuerySet["LetterReader"]):
    def current(self) -> "LetterReaderQuerySet":
        return self.filter(ended_at=None)


class LetterReader(Historic):
    """Someone who sees a letter, and works on its plan, before it is published."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    letter = models.ForeignKey("Letter", models.PROTECT, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("sees it no longer since", null=True, editable=False)

    objects = LetterReaderQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "letter", "user", "added_by", "ended_at")

    class Meta:
        verbose_name = "reader before publication"
        verbose_name_plural = "readers before publication"
        ordering = ("letter", "pk")
        constraints: ClassVar = [models.UniqueConstraint("letter", "user", name="letter_reader_once")]

    def __str__(self) -> str:
        return str(self.user)

    @transaction.atomic
    def end(self, actor: Any) -> bool:
        """They see it no longer; False on the second click. Somebody always does."""
        self.letter.lock_and_look()  # two who take back from each other
        if LetterReader.objects.get(pk=self.pk).ended_at:
            return False
        if not LetterReader.objects.current().filter(letter=self.letter_id).exclude(pk=self.pk).exists():
            raise NotPossible("Somebody has to see the letter. Name another reader first, or say that it is published.")
        return self.change(actor, "took back reading", ended_at=timezone.now())
