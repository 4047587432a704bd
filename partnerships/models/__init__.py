"""Who: people, partnerships, their agencies and officers, and the one history of all that they do."""

from .agencies import Agency, Officer, Sector
from .events import Chain, Event
from .looks import Look
from .partnerships import Membership, Partnership, Role
from .users import SecondFactor, User

__all__ = [
    "Agency",
    "Chain",
    "Event",
    "Look",
    "Membership",
    "Officer",
    "Partnership",
    "Role",
    "SecondFactor",
    "Sector",
    "User",
]
