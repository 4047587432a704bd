"""Who: people, partnerships, their agencies and officers, and the one history of all that they do."""

from .agencies import Agency, Officer, Sector
from .events import Chain, Event
from .invitations import Invitation
from .looks import Look
from .memberships import Membership
from .partnerships import Partnership, Role
from .reviews import AccessReview
from .users import SecondFactor, User

__all__ = [
    "AccessReview",
    "Agency",
    "Chain",
    "Event",
    "Invitation",
    "Look",
    "Membership",
    "Officer",
    "Partnership",
    "Role",
    "SecondFactor",
    "Sector",
    "User",
]
