"""Where requests in a row are not answered: who above the lead officer is told, as the partnership has set it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from partnerships.models import Agency, Membership, Officer, Partnership
from reporting.updates.answers import Answer, Asked


@dataclass
class GoesUp:
    """`executives`: of the agency, with why no mail reaches them, "" where one does; None where they are not told."""

    agency: Agency
    answers: list[Answer] = field(default_factory=list)
    executives: list[tuple[Officer, str]] | None = None
    chair: bool = False

    @property
    def in_a_row(self) -> list[tuple[int, list[Answer]]]:
        """Its answers that are waited for by how many requests nobody answered, the most first."""
        numbers = sorted({one.missed for one in self.answers}, reverse=True)
        return [(number, [one for one in self.answers if one.missed == number]) for number in numbers]


def goes_up(partnership: Partnership, asked: Iterable[Asked], today: dt.date) -> list[GoesUp]:
    """One for each agency of whose unanswered actions somebody is told. One query, and none where nobody is."""
    least = min((after for after in (partnership.executive_after, partnership.chair_after) if after), default=0)
    found: dict[int, GoesUp] = {}
    for one in asked:
        if answers := [answer for answer in one.left if least and answer.missed >= least]:
            found.setdefault(one.agency.pk, GoesUp(one.agency)).answers.extend(answers)
    executives = _executives(partnership, found, today) if found else {}
    for key, gone in found.items():
        most = max(answer.missed for answer in gone.answers)
        gone.chair = bool(partnership.chair_after) and most >= (partnership.chair_after or 0)
        if partnership.executive_after and most >= partnership.executive_after:
            gone.executives = executives.get(key, [])
    return list(found.values())


def _executives(
    partnership: Partnership, agencies: Iterable[int], today: dt.date
) -> dict[int, list[tuple[Officer, str]]]:
    roles = Membership.objects.filter(partnership=partnership, user=OuterRef("user")).current(today).of_who_can_come()
    officers = Officer.objects.here_on(today).filter(agency__in=agencies, accountable_executive=True)
    by_agency = defaultdict(list)
    for officer in officers.annotate(comes=Exists(roles)).order_by("name"):
        none = "has no e-mail address here" if officer.user_id is None else "cannot sign in now"
        comes: bool = officer.comes  # type: ignore[attr-defined]
        by_agency[officer.agency_id or 0].append((officer, "" if comes else none))
    return by_agency
