"""A local safeguarding partnership, and who has which role in it."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
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

    objects = PartnershipQuerySet.as_manager()
    recorded_fields: ClassVar = (
        *("area", "name", "blue_says", "green_says", "amber_says", "red_says", "grey_says", "marking", "handling"),
    )

    class Meta:
        ordering = ("area",)
        constraints = (
            models.UniqueConstraint(
                Lower("area"), name="partnership_area_once", violation_error_message="There is a plan for this area."
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


class MembershipQuerySet(OwnedQuerySet["Membership"]):
    def current(self, today: dt.date) -> Self:
        """Memberships that have not expired; the last day still counts."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=today))


class Membership(Historic):
    """One role of one person in one partnership; roles of an agency name the agency they are for."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    agency = models.ForeignKey("Agency", models.PROTECT, null=True, blank=True, related_name="memberships")
    expires_on = models.DateField(null=True, blank=True, help_text="The last day of access. Empty: no end.")

    objects = MembershipQuerySet.as_manager()
    recorded_fields: ClassVar = ("partnership", "user", "role", "agency", "expires_on")

    class Meta:
        verbose_name = "role"
        ordering = ("partnership", "role", "user")
        constraints = (
            models.UniqueConstraint(
                "partnership",
                "user",
                "role",
                "agency",
                name="membership_once",
                violation_error_message="This person has this role already.",
            ),
            models.UniqueConstraint(
                "partnership",
                "user",
                "role",
                name="membership_once_without_agency",
                condition=Q(agency=None),
                violation_error_message="This person has this role already.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=AGENCY_ROLES) | Q(agency=None),
                name="membership_agency_only_for_agency_roles",
                violation_error_message="This role is for the whole partnership: leave the agency empty.",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=AGENCY_ROLES) | Q(agency__isnull=False),
                name="membership_agency_for_agency_roles",
                violation_error_message="Say which agency this role is for.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()}"

    def clean(self) -> None:
        self.must_share_partnership("agency")
