"""The files a letter came in, each kept as it was, and where in each a finding stands."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from partnerships.history import Historic
from partnerships.models import Partnership
from partnerships.querysets import OwnedQuerySet

from .findings import Finding
from .letters import Letter


def kept_at(file: "LetterFile", _name: str) -> str:
    """By content: the same bytes are kept once, and a name from outside never becomes a path."""
    return f"letters/{file.partnership_id}/{file.sha256}"


class LetterFile(Historic):
    """`reading` is the whole record of what was read from the file when it was imported (findings.reading.record)."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    content = models.FileField(upload_to=kept_at)
    reading = models.JSONField()
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "letter", "name", "sha256", "size", "content", "imported_by")

    class Meta:
        ordering = ("imported_at", "pk")
        constraints: ClassVar = [models.UniqueConstraint("partnership", "sha256", name="letter_file_once")]
        indexes: ClassVar = [models.Index("sha256", name="letter_file_sha256")]

    def __str__(self) -> str:
        return self.name


class FindingPlace(models.Model):
    """Where a finding stands in one file: `lines` are indexes into the reading's source lines."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="places")
    file = models.ForeignKey(LetterFile, models.PROTECT, related_name="places")
    page = models.PositiveIntegerField(null=True)
    lines = models.JSONField(default=list)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = "place of a finding"
        verbose_name_plural = "places of findings"
        ordering = ("file", "pk")
        constraints: ClassVar = [models.UniqueConstraint("finding", "file", name="finding_place_once")]

    def __str__(self) -> str:
        return f"page {self.page}" if self.page else f"line {self.lines[0] + 1}" if self.lines else "no place"
