"""What came of a return, for who brought it in."""

from collections.abc import Sequence

from partnerships.models import Agency
from reporting.returns.answers import Fate, Line


def recorded(lines: Sequence[Line], agency: Agency) -> str:
    new = [line for line in lines if line.fate in (Fate.RECORD, Fate.STALE)]
    if not new:
        return "All of it was recorded before. It is kept once."
    number = f"{len(new)} update{'' if len(new) == 1 else 's'}"
    told = (
        f"{number} of {agency} {'is' if len(new) == 1 else 'are'} recorded: {', '.join(line.number for line in new)}."
    )
    return f"{told} They count once the lead of {agency} has cleared them." if any(one.waits for one in new) else told
