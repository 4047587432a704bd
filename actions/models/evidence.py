"""Evidence that an action is delivered: a file, kept out of the web's reach, or a link."""

import datetime as dt
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet
from partnerships.sealing import TAKEN_OUT

from .actions import Action


def kept_at(evidence: "Evidence", _name: str) -> str:
    """By content: a name from outside never becomes a path."""
    return f"evidence/{evidence.partnership_id}/{evidence.sha256}"


class EvidenceQuerySet(OwnedQuerySet["Evidence"]):
    def counting(self) -> Self:
        """All but what came with an update that its agency has not cleared, or has sent back."""
        return self.filter(Q(update=None) | Q(update__cleared_at__isnull=False))

    def new_since(self, moment: dt.datetime) -> Self:
        """What counts and was added, or cleared, after `moment`."""
        return self.counting().there().filter(Q(added_at__gt=moment) | Q(update__cleared_at__gt=moment))

    def there(self) -> Self:
        """What can be looked at: neither file nor link was taken out."""
        return self.exclude(content=TAKEN_OUT).exclude(link=TAKEN_OUT)


class Evidence(Historic):
    """Must not identify a child: then it is taken out, and that it was there stays. What is assured rests on it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="evidence")
    action = models.ForeignKey(Action, models.PROTECT, related_name="evidence")
    update = models.ForeignKey("Update", models.PROTECT, null=True, blank=True, related_name="evidence")
    title = models.CharField("what it shows", max_length=300)
    link = models.URLField(max_length=1000, blank=True)
    content = models.FileField("file", upload_to=kept_at, blank=True)
    name = models.CharField("file name", max_length=255, blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False, help_text="Bytes.")
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    is_example = models.BooleanField(default=False, editable=False)

    objects = EvidenceQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "action", "update", "title", "link", "content", "name", "sha256", "size", "media_type"),
        *("added_by", "is_example"),
    )
    may_be_taken_out: ClassVar = ("title", "link", "content")
    called_by: ClassVar = ("title",)
    goes_along: ClassVar = {"content": {"name": TAKEN_OUT, "sha256": "", "size": 0}}

    class Meta:
        ordering = ("added_at", "pk")
        verbose_name_plural = "evidence"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(link="") & Q(content="") | Q(link="") & ~Q(content=""),
                name="evidence_file_or_link",
                violation_error_message="Add a file or a link: one of the two.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def where(self) -> str:
        """What tells it from another of the same title: its file's name, or where its link leads."""
        if self.is_taken_out:
            return "taken out"
        return self.name or f"link to {urlsplit(self.link).hostname}"

    @property
    def counts(self) -> bool:
        return self.update is None or self.update.cleared_at is not None

    @property
    def is_taken_out(self) -> bool:
        return TAKEN_OUT in (self.content.name, self.link)
