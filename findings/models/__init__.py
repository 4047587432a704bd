"""What the inspectors wrote: letters, the people written to, the findings, and the files they were read from."""

from .differences import Difference
from .files import FindingPlace, LetterFile
from .findings import Finding, FindingContributor
from .letters import Addressee, Letter
from .publication import LetterReader

__all__ = [
    "Addressee",
    "Difference",
    "Finding",
    "FindingContributor",
    "FindingPlace",
    "Letter",
    "LetterFile",
    "LetterReader",
]
