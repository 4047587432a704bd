"""A local safeguarding partnership, and the roles that people have in one."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from partnerships.history import Historic
from partnerships.querysets import OwnedQuerySet


class PartnershipQuerySet(OwnedQuerySet["Partnership"]):
    gate = "pk"

    def of_area(self, area: str) -> Self:
        return self.filter(area__iexact=area)


class Marking(models.TextChoices):
    """Of the government's security classifications, those that such a plan can have."""

    OFFICIAL = "OFFICIAL", "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"


BRAG_LONGEST = 60  # characters


class Partnership(Historic):
    """Council, NHS, police and others who protect children in one area together.

    The words beside the colours are its own: boards argue less about colours whose words they chose.
    """

    area = models.CharField(max_length=100, help_text='As letters name it, such as "Dorset".')
    name = models.CharField(max_length=200, help_text='Such as "Dorset Safeguarding Children Partnership".')

    blue_says = models.CharField(max_length=BRAG_LONGEST, default="assured")
    green_says = models.CharField(max_length=BRAG_LONGEST, default="on track")
    amber_says = models.CharField(max_length=BRAG_LONGEST, default="at risk")
    red_says = models.CharField(max_length=BRAG_LONGEST, default="off track or overdue")
    grey_says = models.CharField(max_length=BRAG_LONGEST, default="not due to start")
    marking = models.CharField("protective marking", max_length=20, choices=Marking, default=Marking.OFFICIAL_SENSITIVE)
    handling = models.CharField(max_length=200, blank=True, help_text="How to handle what is taken out of the program.")
    calendar_feeds = models.BooleanField(default=False, help_text="People may have deadlines in their own calendar.")
    data_api = models.BooleanField("data for other programs", default=False, help_text="By a person’s own token.")

    executive_after = models.PositiveSmallIntegerField(
        "missed requests for updates after which the agency’s accountable executive is told",
        default=2,
        null=True,
        blank=True,
        help_text="In a row, of one action. Empty: never.",
    )
    chair_after = models.PositiveSmallIntegerField(
        "missed requests for updates after which the chair is told",
        default=3,
        null=True,
        blank=True,
        help_text="In a row, of one action. Empty: never.",
    )

    objects = PartnershipQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("area", "name", "blue_says", "green_says", "amber_says", "red_says", "grey_says", "marking", "handling"),
        *("calendar_feeds", "data_api"),
        *("executive_after", "chair_after"),
    )

    class Meta:
        ordering = ("area",)
        constraints = (
            models.UniqueConstraint(
                Lower("area"), name="partnership_area_once", violation_error_message="There is a plan for this area."
            ),
            models.CheckConstraint(
                condition=~Q(executive_after=0) & ~Q(chair_after=0),
                name="partnership_told_after_one_at_least",
                violation_error_message="Somebody is told after one missed request at the earliest.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def history_partnership_id(self) -> int:
        return self.pk


class Role(models.TextChoices):
    BUSINESS_MANAGER = "business manager", "Business manager"
    AGENCY_LEAD = "agency lead", "Agency lead"
    DEPUTY = "deputy", "Agency deputy"
    CONTRIBUTOR = "contributor", "Contributor"
    SAFEGUARDING_PARTNER = "safeguarding partner", "Safeguarding partner"
    CHAIR = "chair", "Chair"
    SCRUTINEER = "scrutineer", "Independent scrutineer"
    VIEWER = "viewer", "Viewer"


AGENCY_ROLES = (Role.AGENCY_LEAD, Role.DEPUTY, Role.CONTRIBUTOR, Role.SAFEGUARDING_PARTNER)
