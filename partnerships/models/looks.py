"""Who looked: views, downloads and exports of what a partnership keeps, for those who have to answer for it."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from partnerships.querysets import OwnedQuerySet

from .partnerships import Partnership


class What(models.TextChoices):
    VIEW = "view", "Looked at"
    DOWNLOAD = "download", "Downloaded"
    EXPORT = "export", "Took away as a file"


class LookQuerySet(OwnedQuerySet["Look"]):
    def forgettable(self, now: dt.datetime) -> Self:
        """Those that have been kept for as long as the installation keeps them."""
        return self.filter(at__lt=now - dt.timedelta(days=settings.LOOKS_KEPT_DAYS))


class Look(models.Model):
    """Someone was shown something. `rows` counts what a list or a file held; `path` is the address without its query.

    Database triggers keep each row as it is, and for a year at least.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    user_name = models.CharField("who", max_length=254)
    at = models.DateTimeField("when", default=timezone.now)
    what = models.CharField(max_length=10, choices=What)
    subject_type = models.CharField("kind of record", max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField("at what", max_length=300)
    about_letter = models.BigIntegerField(
        null=True,
        db_index=True,
        help_text="The letter that its subject hangs on: hidden with it until it is published.",
    )
    rows = models.PositiveIntegerField(null=True)
    path = models.CharField("address", max_length=300)

    objects = LookQuerySet.as_manager()
    letter_paths: ClassVar = ("about_letter",)

    class Meta:
        verbose_name_plural = "looks"
        ordering = ("-at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["partnership", "-at"], name="look_latest"),
            models.Index(fields=["subject_type", "subject_id"], name="look_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.get_what_display().lower()} {self.subject_name}"
