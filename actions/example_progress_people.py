"""Who does the examples' work: demonstration people with each role, and a lead for each agency that leads on something.

Nobody whom a letter names is given work: they are real.
"""

from dataclasses import dataclass, field
from typing import Any

from actions.models import Action
from partnerships.demonstration import DOMAIN
from partnerships.gates import require
from partnerships.models import Agency, Membership, Officer, Partnership, Role, Sector, User

NAMES = ("Sam Carter", "Jo Reed", "Priya Shah", "Tom Okafor", "Ruth Bell", "Ali Khan", "Mair Evans", "Nell Grant")
TITLES = {
    Sector.LOCAL_AUTHORITY: "Head of safeguarding",
    Sector.POLICE: "Detective inspector",
    Sector.HEALTH: "Named nurse",
    Sector.PROBATION: "Senior probation officer",
    Sector.EDUCATION: "Safeguarding lead",
}


@dataclass
class People:
    """`roles` are the demonstration accounts; `officers` the one who leads for each agency, by its key."""

    partnership: Partnership
    roles: dict[Role, User]
    officers: dict[int, Officer] = field(default_factory=dict)

    @property
    def manager(self) -> User:
        return self.roles[Role.BUSINESS_MANAGER]

    def officer(self, agency: Agency) -> Officer:
        """The agency's lead in the examples, with an account and the role: made when first asked for."""
        if agency.pk not in self.officers:
            self.officers[agency.pk] = self._officer(agency)
        return self.officers[agency.pk]

    def _officer(self, agency: Agency) -> Officer:
        number = len(self.officers)
        name = f"{NAMES[number % len(NAMES)]} (example)"
        title = TITLES.get(Sector(agency.sector), "Service manager")
        user = self._lead_of(agency) or self._new_lead(agency, name)
        fields = {"name": name, "job_title": title, "user": user}
        return Officer(partnership=self.partnership, agency=agency, **fields).enter(self.manager)

    def _lead_of(self, agency: Agency) -> User | None:
        lead = self.roles[Role.AGENCY_LEAD]
        return lead if lead.memberships.filter(agency=agency, role=Role.AGENCY_LEAD).exists() else None

    def _new_lead(self, agency: Agency, name: str) -> User:
        """An account without a password: nobody signs in with it."""
        email = f"lead.of.agency.{agency.pk}@{DOMAIN}"
        user = User.objects.create_user(email, None, actor=self.manager, name=name)
        fields = {"role": Role.AGENCY_LEAD, "agency": agency, "user": user}
        Membership(partnership=self.partnership, **fields).enter(self.manager)
        return user

    def worker(self, action: Action) -> User:
        """Who records progress: the lead agency's own lead."""
        user = self.officer(action.lead_agency).user
        return user or self.manager

    def contributor_of(self, agency: Agency) -> bool:
        """Whether the demonstration contributor is one of this agency."""
        return self.roles[Role.CONTRIBUTOR].memberships.filter(agency=agency).exists()

    def may(self, role: Role | User, verb: str, record: Any) -> User:
        """The person with the role; PermissionDenied where the gate would not let them do this."""
        user = self.roles[role] if isinstance(role, Role) else role
        require(user, verb, record)
        return user
