"""The protective marking of what leaves the program: the strictest of the partnerships that a file tells of."""

from collections.abc import Iterable

from partnerships.models import Partnership
from partnerships.models.partnerships import Marking


def marking_lines(partnerships: Iterable[Partnership]) -> list[str]:
    """The marking, then how to handle it where somebody said so; of several, each once."""
    partnerships = list(partnerships)
    sensitive = not partnerships or any(one.marking == Marking.OFFICIAL_SENSITIVE for one in partnerships)
    marking = Marking.OFFICIAL_SENSITIVE if sensitive else Marking.OFFICIAL
    handling = {one.handling: one for one in partnerships if one.handling}
    return [marking.value, *handling]
