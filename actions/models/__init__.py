"""What the partnership does about a finding."""

from .actions import Action
from .also_answers import AlsoAnswers
from .assurance import Challenge, Decision, ImpactRating, Opinion
from .contributors import Contributor
from .dates import DateChange
from .evidence import Evidence
from .measures import Measure, MeasureReading
from .status import Brag, Status
from .updates import Update
from .workflow import NotPossible

__all__ = [
    "Action",
    "AlsoAnswers",
    "Brag",
    "Challenge",
    "Contributor",
    "DateChange",
    "Decision",
    "Evidence",
    "ImpactRating",
    "Measure",
    "MeasureReading",
    "NotPossible",
    "Opinion",
    "Status",
    "Update",
]
