"""The agencies of a partnership and the officers in them."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from partnerships.history import Historic
from partnerships.querysets import BroughtQuerySet

from .partnerships import Partnership


class Sector(models.TextChoices):
    LOCAL_AUTHORITY = "local authority", "Local authority"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    PROBATION = "probation", "Probation"
    YOUTH_JUSTICE = "youth justice", "Youth justice"
    EDUCATION = "education", "Education"
    SAFEGUARDING_BOARD = "safeguarding board", "Safeguarding board"
    OTHER = "other", "Other"
    PARTNERSHIP = "partnership", "Partnership"


class AgencyQuerySet(BroughtQuerySet["Agency"]):
    known_by = "memberships"

    def named(self, name: str) -> Self:
        return self.filter(name__iexact=name)

    def in_place(self, now: int | None = None) -> Self:
        """Those that can be given work: no other took their place. `now`: the key of the one that has it already."""
        return self.filter(Q(successor=None) | Q(pk=now))


class Agency(Historic):
    """An agency keeps its row when another takes its place (CCG to ICB in 2022): the plan's history keeps the name."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=300)
    sector = models.CharField(max_length=20, choices=Sector)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text="The agency that took this one's place, as an integrated care board did a CCG's. Empty: none did.",
    )
    succeeded_on = models.DateField(null=True, blank=True, help_text="The day the successor took over.")

    clears_updates = models.BooleanField(
        "clears updates",
        default=False,
        help_text="What its deputies and contributors record waits until its agency lead has cleared it.",
    )

    objects = AgencyQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "name", "sector", "successor", "succeeded_on", "clears_updates")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"
        constraints = (
            models.UniqueConstraint(
                "partnership",
                Lower("name"),
                name="agency_name_once",
                violation_error_message="The partnership has an agency of this name.",
            ),
            models.UniqueConstraint(
                "partnership",
                condition=Q(sector="partnership"),
                name="agency_for_all_once",
                violation_error_message="The partnership has an agency that stands for everyone together.",
            ),
            models.CheckConstraint(
                condition=Q(successor=None, succeeded_on=None) | Q(successor__isnull=False, succeeded_on__isnull=False),
                name="agency_successor_with_date",
                violation_error_message="Give the successor and the day it took over, or neither.",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")),
                name="agency_not_its_own_successor",
                violation_error_message="An agency cannot succeed itself.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def leading_agency_ids(self) -> tuple[int, ...]:
        """Its own people are those that lead on it."""
        return (self.pk,)

    def clean(self) -> None:
        self.must_share_partnership("successor")

    def on(self, day: dt.date) -> "Agency":
        """The agency that answers for this one's work on `day`."""
        agency, seen = self, {self.pk}
        while agency.successor and agency.succeeded_on and agency.succeeded_on <= day:
            if agency.successor_id in seen:  # a ring can be typed in the admin site
                break
            agency = agency.successor
            seen.add(agency.pk)
        return agency


class OfficerQuerySet(BroughtQuerySet["Officer"]):
    known_by = "user"

    def without_those_of(self, letters: Any) -> Self:
        """Nor those of an agency that came with one."""
        agencies = Agency.objects.without_those_of(letters).values("pk")
        return super().without_those_of(letters).filter(Q(agency=None) | Q(agency__in=agencies))

    def here_on(self, today: dt.date) -> Self:
        """Those who have not left; the day on which somebody leaves is the first without them."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=today))

    def left_by(self, today: dt.date) -> Self:
        return self.filter(left_on__lte=today)

    def may_own(self) -> Self:
        return self.filter(never_owner=False)


class Officer(Historic):
    """A named person of an agency, who need not be a user: letters carry no e-mail addresses."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="officers")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="officers")
    name = models.CharField(max_length=300)
    job_title = models.CharField(max_length=300, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="officers")
    accountable_executive = models.BooleanField(
        default=False, help_text="Answers for the agency: the suggested owner until it names a lead officer."
    )
    never_owner = models.BooleanField(
        "never suggested as an owner",
        default=False,
        help_text="Tick this for a commissioner, deputy mayor, chair or scrutineer.",
    )
    left_on = models.DateField(null=True, blank=True)

    objects = OfficerQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("partnership", "agency", "name", "job_title", "user"),
        *("accountable_executive", "never_owner", "left_on"),
    )
    told_by_address: ClassVar = ("user",)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(accountable_executive=True, never_owner=True),
                name="officer_executive_or_never_owner",
                violation_error_message="Someone who is never an owner cannot be the accountable executive.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.job_title}" if self.job_title else self.name

    def has_left(self, today: dt.date) -> bool:
        return self.left_on is not None and self.left_on <= today

    def leaving(self, today: dt.date) -> str:
        """To stand behind the name: when the officer left or will leave; empty where no day is known."""
        if not self.left_on:
            return ""
        return f" ({'left' if self.has_left(today) else 'leaves'} {self.left_on:%-d %B %Y})"

    def clean(self) -> None:
        self.must_share_partnership("agency")
