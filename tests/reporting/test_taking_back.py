"""A plan as it stood: rows taken back by the history are those that really stood at the end of the day."""

import datetime as dt

import pytest

from actions.example_progress_clock import Script, clock_at
from actions.models import Action, Contributor, Update
from findings.models import Finding, Letter
from partnerships.models import Partnership, Role
from reporting.meetings.plan import plan_on
from reporting.meetings.readers import EVERYBODY, person
from reporting.meetings.rows import TAKEN_BACK, fetch
from reporting.meetings.taking_back import Undone, done_since
from reporting.models import MeetingKind
from tests.actions.test_example_progress import TODAY, load, seeds
from tests.makers import make_agency, make_date_change, make_finding, make_update, make_user, make_written

pytestmark = pytest.mark.django_db
DAYS = [TODAY - dt.timedelta(days=ago) for ago in (150, 100, 61, 30, 15, 8, 3, 1)]
DERIVED = {"version"}  # says how often, not what


def as_it_is(row):
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in DERIVED}


def rows_now(partnership):
    return {model: {row.pk: as_it_is(row) for row in _of(model, partnership)} for model in TAKEN_BACK}


def _of(model, partnership):
    return model.objects.filter(partnership=partnership)


def colours_now(partnership, day):
    rows = Action.objects.filter(partnership=partnership).with_brag(day)
    return {one.pk: (one.deadline, one.brag) for one in rows}


@pytest.fixture
def stood(tmp_path, monkeypatch):
    """By day and partnership, how rows and colours really stood when it ended, while months of work were played."""
    kept = {}

    def play(script):
        days = list(DAYS)
        for at, do in sorted(script.scenes, key=lambda scene: scene[0]):
            while days and at.date() > days[0]:
                keep(days.pop(0))
            with clock_at(at):
                do()
        for day in days:
            keep(day)

    def keep(day):
        [partnership] = Partnership.objects.filter(area="Hampshire")
        kept[day] = rows_now(partnership), colours_now(partnership, day)

    (folder := tmp_path / "letters").mkdir()
    arguments = seeds(folder)
    (folder / "Wiltshire.txt").unlink()
    monkeypatch.setattr(Script, "play", play)
    load(*arguments)
    return kept


def test_every_row_of_every_day_is_as_it_stood(stood):
    partnership = Partnership.objects.get(area="Hampshire")
    assert len(stood) == len(DAYS)
    for day, (rows, colours) in stood.items():
        undone = Undone(done_since(partnership, day, TAKEN_BACK), day)
        for model in TAKEN_BACK:
            taken = {row.pk: as_it_is(row) for row in undone.rows(_of(model, partnership))}
            assert taken == rows[model], (day, model)
        plan = plan_on(fetch(partnership, EVERYBODY, MeetingKind.EXECUTIVE, None, day))
        assert {key: (one.due, one.brag) for key, one in plan.actions.items()} == colours
    assert len({len(rows[Update]) for rows, _ in stood.values()}) > 4  # the days do differ
    for day in (DAYS[2], DAYS[5]):  # what is fetched once, from the earlier of two days, serves both
        taken = Undone(done_since(partnership, DAYS[2], TAKEN_BACK), day).rows(_of(Action, partnership))
        assert {row.pk: as_it_is(row) for row in taken} == stood[day][0][Action]


def at(day):
    return clock_at(dt.datetime.combine(day, dt.time(12), dt.UTC))


MONDAY, TUESDAY = dt.date(2018, 9, 3), dt.date(2018, 9, 4)


def plan(partnership, day, reader=EVERYBODY):
    return plan_on(fetch(partnership, reader, MeetingKind.EXECUTIVE, None, day))


def test_what_was_entered_later_is_left_out_and_what_ended_later_is_there():
    with at(MONDAY):
        action = make_written(target_date=dt.date(2018, 10, 1))
        health = make_agency(action.partnership, "Dorset CCG", "health")
        part = Contributor(partnership=action.partnership, action=action, agency=health, part="Nurses.").enter(None)
    with at(TUESDAY):
        part.end(None)
        make_written(action.finding)
        make_update(action, kind="need help")
        action.finding.letter.change(None, statement_sent_on=TUESDAY)
    before, after = plan(action.partnership, MONDAY), plan(action.partnership, TUESDAY)
    assert [len(one.actions) for one in (before, after)] == [1, 2]
    assert [len(one.actions[action.pk].with_agencies) for one in (before, after)] == [1, 0]
    assert [len(one.stuck) for one in (before, after)] == [0, 1]


def test_names_are_those_of_the_day():
    with at(MONDAY):
        action = make_written()
    with at(TUESDAY):
        action.lead_agency.change(None, name="Dorset Constabulary")
    names = [plan(action.partnership, day).agencies[action.lead_agency_id][0] for day in (MONDAY, TUESDAY)]
    assert names == ["Dorset Police", "Dorset Constabulary"]


def test_drafts_and_letters_before_publication_show_to_nobody_who_may_not_see_them():
    action = make_written()
    partnership = action.partnership
    make_update(action, draft=True, kind="need help")
    make_date_change(action)
    manager = make_user(Role.BUSINESS_MANAGER, partnership)
    finding = Finding.objects.get()
    today = dt.date.today() + dt.timedelta(days=1)
    assert plan(partnership, today).stuck == []
    Letter.objects.get().hold_back(manager)
    assert plan(partnership, today).findings == []
    assert [one.pk for one in plan(partnership, today, person(manager)).findings] == [finding.pk]
    assert plan(partnership, today, person(make_user(Role.VIEWER, partnership))).actions == {}


def test_queries_do_not_grow_with_the_plan(django_assert_num_queries):
    action = make_written()
    for _ in range(2):
        with django_assert_num_queries(8):
            plan(action.partnership, dt.date(2030, 1, 1))
        for number in range(4):
            finding = make_finding(action.letter, lead_agency=make_agency(action.partnership, f"NHS {number}"))
            make_update(make_written(finding))
