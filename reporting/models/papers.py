"""A meeting's papers as they were given out: their words, their files and their seals, kept as they were."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from findings.models import Letter
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .given_out import GivenOut
from .meetings import Meeting

EVERYONE = "everyone in the partnership"


def kept_at(papers: "Papers", name: str) -> str:
    """By content: a name from outside never becomes a path."""
    return f"papers/{papers.partnership_id}/{name}"


class Papers(GivenOut):
    """How the plan stood at the end of the day `as_of`; `contents` is the whole of what they say (meetings.telling).

    Everyone in the partnership can read them, so they are made for everyone: nothing of a letter before publication.
    `letters`: those that they tell of. Where one is held back later, they stay with those who may read it.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField()
    as_of = models.DateField("as it stood on")
    made_for = models.CharField(max_length=300, default=EVERYONE)
    letters = models.ManyToManyField(Letter, related_name="+", editable=False)
    word = models.FileField("Word file", upload_to=kept_at)
    word_sha256 = models.CharField("SHA-256 of the Word file", max_length=64)
    pdf = models.FileField("PDF", upload_to=kept_at)
    pdf_sha256 = models.CharField("SHA-256 of the PDF", max_length=64)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()
    letter_paths: ClassVar = ("letters",)
    recorded_fields: ClassVar = (
        *("partnership", "meeting", "number", "as_of", "made_for", "contents_sha256"),
        *("word", "word_sha256", "pdf", "pdf_sha256", "kept_by"),
    )

    class Meta:
        verbose_name = verbose_name_plural = "papers of a meeting"
        ordering = ("meeting", "-number")
        constraints: ClassVar = [models.UniqueConstraint("meeting", "number", name="papers_number_once")]

    def __str__(self) -> str:
        return f"Papers {self.number}, as it stood on {self.as_of:%-d %B %Y}"
