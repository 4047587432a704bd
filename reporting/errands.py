"""What waits for one person about written statements that are not sent yet: to agree to one, a change that an agency
asks for, the steps of a timetable. One query for all of it; none for who has no role."""

import datetime as dt
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import CharField, F, Q, TextField, Value
from django.urls import reverse

from actions.errands import Errand, Errands
from findings.deadlines import stand
from partnerships.gates import MANAGER, Hats
from partnerships.models import Role
from reporting.models import Milestone, Signatory
from reporting.models.agreement import Answer

STEP = "step"


class Waiting(NamedTuple):
    """`sort`: an agency's answer, or STEP; `name`: of the agency, or the step; `said`: which change is asked for."""

    sort: str
    key: int
    statement: int
    name: str
    said: str
    area: str
    letter_date: dt.date | None
    due: dt.date | None

    @property
    def letter(self) -> str:
        return f"{self.area}, {f'{self.letter_date:%-d %B %Y}' if self.letter_date else 'no date'}"

    def errand(self, today: dt.date) -> Errand:
        page, due = reverse("statement", args=[self.statement]), stand(self.due, today)
        if self.sort == STEP:
            return Errand(self.name, f"{page}#timetable", f"Written statement, {self.letter}", due)
        if self.sort == Answer.CHANGE:
            return Errand(f"{self.name} asks for a change", f"{page}#agreement", f"{self.letter}: “{self.said}”")
        agree = reverse("answer_statement", args=[self.key])
        return Errand(f"Agree the written statement for {self.name}", agree, self.letter, due)


def of_statements(user: Any, hats: Hats, today: dt.date) -> list[Errands]:
    rows = _waiting(user, hats, today) if hats.held else []
    titles = {
        Answer.WAITING: "Written statements to agree to",
        Answer.CHANGE: "Changes of a written statement that are asked for",
        STEP: "Timetable of the written statement",
    }
    return [Errands(title, [row.errand(today) for row in rows if row.sort == sort]) for sort, title in titles.items()]


def _waiting(user: Any, hats: Hats, today: dt.date) -> list[Waiting]:
    runs = hats.where(MANAGER)
    signs = hats.agencies({Role.SAFEGUARDING_PARTNER})
    here = Q(officer__left_on=None) | Q(officer__left_on__gt=today)
    mine = Q(answer=Answer.WAITING) & (Q(agency__in=signs) | Q(officer__user=user) & here)
    to_change = Q(answer=Answer.CHANGE, partnership__in=runs)
    asked = Signatory.objects.current().visible_to(user, today).filter(mine | to_change)
    rows = _told(asked, F("answer"), F("agency__name"), F("said"), F("statement__letter__statutory_due"))
    if runs:
        soon = today + dt.timedelta(days=settings.DUE_SOON_DAYS)
        steps = Milestone.objects.ahead().visible_to(user, today).filter(partnership__in=runs, due__lte=soon)
        sort, nothing = Value(STEP, CharField()), Value("", TextField())
        rows = rows.union(_told(steps, sort, F("name"), nothing, F("due")), all=True)
    return sorted((Waiting(*row) for row in rows), key=lambda row: (row.due or dt.date.max, row.letter, row.key))


def _told(found: Any, sort: Any, name: Any, said: Any, due: Any) -> Any:
    """In the order of Waiting's fields."""
    letter = "statement__letter__"
    unsent = found.filter(**{f"{letter}statement_sent_on": None}).order_by()
    told = unsent.annotate(sort_=sort, name_=name, said_=said, due_=due)
    return told.values_list(
        *("sort_", "pk", "statement_id", "name_", "said_", f"{letter}partnership__area", f"{letter}letter_date", "due_")
    )
