"""A statement as it was sent: its words, its files and their seals, kept as they were."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from findings.working_days import working_days_between
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .given_out import GivenOut
from .statements import Statement


def kept_at(version: "Version", name: str) -> str:
    """By content: a name from outside never becomes a path."""
    return f"statements/{version.partnership_id}/{name}"


class Version(GivenOut):
    """`contents` and `endorsed` are the whole of what the document says (statements.telling).

    `missing` is what the check listed then.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    sent_by = models.CharField(max_length=300)
    sent_to = models.JSONField(default=list)
    preparer = models.CharField("who prepared it", max_length=1000, blank=True)
    statutory_due = models.DateField("due on", null=True)
    endorsed = models.JSONField("who had agreed", default=list)
    missing = models.JSONField(default=list)
    word = models.FileField(upload_to=kept_at)
    word_sha256 = models.CharField("SHA-256 of the Word file", max_length=64)
    pdf = models.FileField(upload_to=kept_at)
    pdf_sha256 = models.CharField("SHA-256 of the PDF", max_length=64)
    published_at = models.URLField("where it was published", max_length=1000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "statement", "number", "sent_on", "sent_by", "sent_to", "preparer", "statutory_due"),
        *(
            "endorsed",
            "missing",
            "contents_sha256",
            "word",
            "word_sha256",
            "pdf",
            "pdf_sha256",
            "published_at",
            "published_on",
            "recorded_by",
        ),
    )

    class Meta:
        verbose_name = "statement as sent"
        verbose_name_plural = "statements as sent"
        ordering = ("statement", "-number")
        constraints: ClassVar = [models.UniqueConstraint("statement", "number", name="version_number_once")]

    def __str__(self) -> str:
        return f"Version {self.number}, sent on {self.sent_on:%-d %B %Y}"

    @property
    def in_time(self) -> str:
        """How the day it was sent stands to the statutory date, such as "late by 3 working days"."""
        if not self.statutory_due:
            return "no statutory date"
        if self.sent_on == self.statutory_due:
            return "on time"
        days = working_days_between(self.sent_on, self.statutory_due)
        if self.sent_on < self.statutory_due:
            return f"early by {_working_days(days)}" if days else "on time"
        return f"late by {_working_days(-days)}" if days else "late, on the next day that is no working day"


def _working_days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"
