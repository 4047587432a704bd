"""The one history: an append-only list for each partnership, each event sealed by a hash over the one before."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from partnerships.history_verbs import did
from partnerships.querysets import OwnedQuerySet
from partnerships.sealing import Moves, Tombstones, contents_digest, new_salt, seal

from .partnerships import Partnership

because_of: ContextVar[int | None] = ContextVar("because_of", default=None)


@contextmanager
def because_of_letter(key: int) -> Iterator[None]:
    """Events written meanwhile of what hangs on no letter, such as an agency that one names, are this letter's too."""
    token = because_of.set(key)
    try:
        yield
    finally:
        because_of.reset(token)


class Chain(models.Model):
    """Where a partnership's history stands, so that a cut-off end shows too. No partnership: the installation's own."""

    partnership = models.OneToOneField(Partnership, models.PROTECT, null=True, related_name="chain")
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = "length of a history"
        verbose_name_plural = "lengths of histories"
        constraints: ClassVar = [
            models.UniqueConstraint(Coalesce("partnership", Value(0)), name="chain_once_installation_too")
        ]

    def __str__(self) -> str:
        return f"{self.length} events of {self.partnership or 'the installation'}"


class EventQuerySet(OwnedQuerySet["Event"]):
    def about(self, record: models.Model) -> "EventQuerySet":
        return self.filter(subject_type=record._meta.label_lower, subject_id=record.pk)

    def append(self, partnership_id: Any, actor: Any, events: Iterable["Event"]) -> None:
        """Seals `events` onto the chain, inside the transaction of the change they tell of."""
        if not transaction.get_connection(self.db).in_atomic_block:
            raise RuntimeError("An event is written in the transaction of its change.")
        chain, _ = Chain.objects.select_for_update().get_or_create(partnership_id=partnership_id)
        now = timezone.now()
        sealed = []
        for event in events:
            event.partnership_id, event.at = partnership_id, now
            event.actor = actor
            event.actor_name = event.actor_name or (str(actor) if actor else "The program")
            event.about_letter = event.about_letter or because_of.get()
            chain.length += 1
            event.sequence, event.previous_hash = chain.length, chain.head
            event.content_salt = new_salt()
            event.content_hash = contents_digest(event.content_salt, event.subject_name, event.changes)
            event.hash = chain.head = event.digest()
            sealed.append(event)
        self.bulk_create(sealed)
        chain.save(update_fields=["length", "head"])
        if actor and actor.hats:
            actor.hats.clear()  # what they changed may be what they may

    def broken_at(self, partnership_id: Any) -> int | None:
        """The sequence number at which the chain breaks, None where it is whole.

        An event that lost words (partnerships.expunging) is whole where a later one says so, and what it still says.
        """
        before, expected, tombstones, moves = "", 0, Tombstones(), Moves()
        for event in self.filter(partnership_id=partnership_id).order_by("sequence").iterator():
            expected += 1
            if (event.sequence, event.previous_hash, event.hash) != (expected, before, event.digest()):
                return expected
            if not tombstones.are_told_of(event):
                return expected
            moves.read(event)
            before = event.hash
        chain = Chain.objects.filter(partnership_id=partnership_id).first()
        if (chain.length, chain.head) != (expected, before) if chain else expected:
            return expected + 1
        return tombstones.first_wrong() or moves.first_wrong()


class Event(models.Model):
    """Someone did something to a record. Database triggers keep each row as it is.

    `changes` maps a field to [before, after]. References stand there as {"id", "name"}, with the name as it was.
    What identifies a child is taken out of `subject_name` and `changes`, once or more often: `expunged_at` says when
    last, and `content_hash` stays as it was sealed.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="events")
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField("when")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sealed_actor = models.BigIntegerField(
        null=True, help_text="The actor's key where the event was sealed, if it is another here: the plan came later."
    )
    actor_name = models.CharField("who", max_length=254)
    verb = models.CharField("what", max_length=50)
    subject_type = models.CharField("kind of record", max_length=60)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField("about", max_length=300)
    about_letter = models.BigIntegerField(
        null=True,
        db_index=True,
        help_text="The letter that its subject hangs on: hidden with it until it is published.",
    )
    changes = models.JSONField(default=dict)
    content_salt = models.CharField(max_length=32, blank=True)
    content_hash = models.CharField(max_length=64)
    expunged_at = models.DateTimeField("words taken out", null=True)
    expunged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()
    letter_paths: ClassVar = ("about_letter",)

    class Meta:
        verbose_name_plural = "history"
        ordering = ("-at", "-sequence")
        indexes: ClassVar = [models.Index("subject_type", "subject_id", name="event_subject")]
        constraints: ClassVar = [
            models.UniqueConstraint("partnership", "sequence", name="event_sequence_once"),
            models.UniqueConstraint("sequence", name="event_sequence_once_installation", condition=Q(partnership=None)),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.subject_name}"

    @property
    def did(self) -> str:
        """What was done, for a sentence that begins with who did it."""
        try:
            kind = str(apps.get_model(self.subject_type)._meta.verbose_name)
        except (LookupError, ValueError):  # told before the kind went
            kind = "record"
        return did(self.verb, kind)

    @property
    def actor_as_sealed(self) -> int | None:
        """The key of who did it, as it stands in the hash and within `changes`."""
        return self.actor_id if self.sealed_actor is None else self.sealed_actor

    def digest(self) -> str:
        return seal(
            *(self.partnership_id, self.sequence, self.at.isoformat(), self.actor_as_sealed, self.actor_name),
            *(self.verb, self.subject_type, self.subject_id, self.content_hash, self.previous_hash),
        )
