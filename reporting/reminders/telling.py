"""What each of a batch of people is told today: of actions, of written statements, of requests nobody answered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from actions.models import Status
from actions.models.status import CLOSED
from findings.deadlines import stand
from findings.models.findings import code_of
from partnerships.gates import MANAGER
from reporting.reminders.beside import MILESTONE, SIGNATURE, SIGNS, Beside, Row, beside
from reporting.reminders.digest import Contents, Line
from reporting.reminders.kinds import TITLES
from reporting.reminders.people import Person
from reporting.reminders.since import Since
from reporting.reminders.work import work

Reasons = dict[str, str]  # by kind, in words


def contents(people: dict[int, Person], today: dt.date) -> list[Contents]:
    """Of those who are told anything, in the order of their keys. Two queries."""
    found = beside(people, today)
    told = {key: Contents(one.user, today, one.partnerships) for key, one in people.items()}
    who = Who(people, found)
    for row in work(people, found, today):
        for key in who.of_action(row):
            if line := _of_action(row, people[key], who, today):
                told[key].lines.append(line)
    for row in found.statements:
        for key in who.of_statement(row):
            if line := _of_statement(row, people[key], today):
                told[key].lines.append(line)
    return [one for one in told.values() if one.lines]


class Who:
    """Whom of the batch a row is for, by what it names."""

    def __init__(self, people: dict[int, Person], found: Beside) -> None:
        self.people, self.found = people, found
        self.leads, self.runs, self.chairs, self.manages, self.signs = (
            defaultdict[int, set[int]](set) for _ in "12345"
        )
        for key, person in people.items():
            for index, of_theirs in (
                (self.leads, person.leads),
                (self.runs, person.runs),
                (self.chairs, person.chairs),
                (self.manages, person.partnerships_as(MANAGER)),
                (self.signs, person.agencies(SIGNS)),
            ):
                for one in of_theirs:
                    index[one].add(key)

    def of_action(self, row: Any) -> set[int]:
        if row.status == Status.DELIVERED:
            own = self.owners(row) | {row.delivered_by_id}  # nobody assures their own
            return self._in(row.partnership_id, self.runs[row.partnership_id] - own)
        told = self.owners(row) | self.found.parts.get(row.pk, set())
        return self._in(row.partnership_id, told | self.told_of_missed(row))

    def owners(self, row: Any) -> set[int]:
        """Whose own work it is: as lead officer or deputy, or for the agency that leads it."""
        named = {self.found.users.get(officer) for officer in (row.lead_officer_id, row.deputy_id)}
        return {one for one in named if one} | self.leads[row.lead_agency_id]

    def told_of_missed(self, row: Any) -> set[int]:
        """Those above who are told when nobody answers."""
        if not row.missed:
            return set()
        return self.found.executives.get(row.lead_agency_id, set()) | self.chairs[row.partnership_id]

    def of_statement(self, row: Row) -> set[int]:
        """Who runs the plan is told of the timetable; of an agreement who signs: the officer named, or the partners."""
        if row.what == MILESTONE:
            return self._in(row.partnership, self.manages[row.partnership])
        signs = {row.user} & set(self.people) if row.user else self.signs[row.agency or 0]
        return self._in(row.partnership, signs)

    def _in(self, partnership: int, keys: Iterable[int]) -> set[int]:
        """Of those only who have a role there now."""
        return {key for key in keys if partnership in self.people[key].partnerships}


def _of_action(row: Any, person: Person, who: Who, today: dt.date) -> Line | None:
    leads = person.user.pk in who.owners(row)
    own = row.status not in CLOSED and (leads or person.user.pk in who.found.parts.get(row.pk, ()))
    reasons = dict(_own(row, person, leads, today)) if own else {}
    reasons |= dict(_others(row, person, who))
    if not (kind := next((one for one in TITLES if one in reasons and person.wants(one)), None)):
        return None
    words = "; ".join(reasons[one] for one in TITLES if one in reasons and person.wants(one))
    number = f"{code_of(row.finding__kind, row.finding__number)}.{row.sequence}"
    link, page = ("Record progress on", "record_progress") if own else ("Look at", "action")
    about = (number, _letter(row.letter__letter_date), words, f"{link} {number}")
    return Line(kind, row.partnership_id, *about, reverse(page, args=[row.pk]))


def _own(row: Any, person: Person, leads: bool, today: dt.date) -> Iterator[tuple[str, str]]:
    """Whoever only has a part in it is not asked for the update: they speak for another agency."""
    since, weekly = person.since, person.weekly
    if leads and row.update_due and (weekly or since.happened(row.update_asked_at) or _near(since, row.update_due)):
        yield "asked", f"an update is asked for by {_day(row.update_due, today)}"
    if row.status == Status.MORE_EVIDENCE and (weekly or since.happened(row.asked_at)):
        yield "evidence", "more evidence is asked for"
    if row.deadline and row.deadline < today and (weekly or since.step(row.deadline)):
        yield "overdue", f"due {_day(row.deadline, today)}"
    elif row.deadline and row.deadline >= today and since.step(row.deadline):
        yield "due", f"due {_day(row.deadline, today)}"


def _others(row: Any, person: Person, who: Who) -> Iterator[tuple[str, str]]:
    since = person.since
    if row.status == Status.DELIVERED and (person.weekly or since.happened(row.delivered_at)):
        yield "assurance", "delivered, and not assured yet"
    if row.missed and since.reached(row.missed_on + dt.timedelta(days=1)) and _goes_up_to(row, person, who):
        requests = "request" if row.missed == 1 else f"{row.missed} requests in a row"
        yield "missed", f"{requests} for an update not answered, the last by {row.missed_on:%-d %B %Y}"


def _goes_up_to(row: Any, person: Person, who: Who) -> bool:
    """Whether so many missed requests are told to this person: each partnership sets after how many."""
    partnership = person.partnerships[row.partnership_id]
    after = []
    if person.user.pk in who.found.executives.get(row.lead_agency_id, ()):
        after.append(partnership.executive_after)
    if row.partnership_id in person.chairs:
        after.append(partnership.chair_after)
    return any(one and row.missed >= one for one in after)


def _of_statement(row: Row, person: Person, today: dt.date) -> Line | None:
    late = row.day is not None and row.day < today
    weekly = person.weekly and (late or row.what == SIGNATURE)
    if not person.wants("statement") or not (weekly or person.since.step(row.day)):
        return None
    if row.what == MILESTONE:
        name, link, words = row.words, "Open the timetable", f"due {_day(row.day, today)}"
        address = f"{reverse('statement', args=[row.key])}#timetable"
    else:
        name, link = "Your agency’s agreement", "Agree, or ask for a change"
        words, address = f"the statement is due {_day(row.day, today)}", reverse("answer_statement", args=[row.key])
    return Line("statement", row.partnership, name, _letter(row.letter_date), words, link, address)


def _near(since: Since, day: dt.date) -> bool:
    """A week before an update is due, and on the day."""
    return since.reached(day) or since.reached(day - dt.timedelta(days=7))


def _day(day: dt.date | None, today: dt.date) -> str:
    """Such as "16 October 2018, 12 days late"."""
    return f"{day:%-d %B %Y}, {stand(day, today).words}" if day else ""


def _letter(day: dt.date | None) -> str:
    return f"letter of {day:%-d %B %Y}" if day else "letter without a date"
