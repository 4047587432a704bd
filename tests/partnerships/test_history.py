import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from partnerships.append_only import TABLE, forbid
from partnerships.history import StaleEdit
from partnerships.models import Agency, Chain, Event, Partnership
from tests.makers import make_action, make_agency, make_finding, make_letter, make_officer, make_partnership, make_user

pytestmark = pytest.mark.django_db


def test_a_new_record_brings_its_first_event():
    user = make_user(email="kim@example.org", name="Kim Jones")
    partnership = make_partnership()
    agency = Agency(partnership=partnership, name="Dorset CCG", sector="health").enter(user)
    event = Event.objects.about(agency).get()
    assert (event.verb, event.actor, event.actor_name, event.subject_name) == (
        "entered",
        user,
        "Kim Jones",
        "Dorset CCG",
    )
    assert event.partnership == partnership
    assert event.changes["name"] == [None, "Dorset CCG"]
    assert event.changes["partnership"] == [None, {"id": partnership.pk, "name": partnership.name}]


def test_a_change_tells_what_differs_and_nothing_else():
    officer = make_officer(make_agency(make_partnership()))
    assert officer.change(None, "left", left_on=dt.date(2026, 3, 1), name=officer.name)
    event = Event.objects.about(officer).first()
    assert (event.verb, event.changes) == ("left", {"left_on": [None, "2026-03-01"]})
    officer.refresh_from_db()
    assert (officer.version, officer.left_on) == (2, dt.date(2026, 3, 1))


def test_a_change_that_changes_nothing_leaves_no_event():
    agency = make_agency(make_partnership())
    assert not agency.change(None, name=agency.name)
    assert Event.objects.about(agency).count() == 1


def test_the_second_of_two_edits_is_refused_and_nothing_is_lost():
    agency = make_agency(make_partnership())
    mine, theirs = (Agency.objects.get(pk=agency.pk) for _ in range(2))
    theirs.change(None, name="Dorset Constabulary")
    with pytest.raises(StaleEdit):
        mine.change(None, name="The police")
    agency.refresh_from_db()
    assert agency.name == "Dorset Constabulary"
    assert Event.objects.about(agency).count() == 2


def test_the_name_as_it_was_stays_in_the_history():
    action = make_action()
    former = action.lead_agency
    action.change(None, lead_agency=make_agency(action.partnership, "Dorset CCG", "health"))
    former.change(None, name="Dorset Constabulary")
    assert Event.objects.about(action).first().changes["lead_agency"][0] == {"id": former.pk, "name": "Dorset Police"}


def test_a_change_and_its_event_stand_or_fall_together():
    agency = make_agency(make_partnership())
    with transaction.atomic():
        agency.change(None, name="Nobody")
        transaction.set_rollback(True)
    assert Agency.objects.get(pk=agency.pk).name == "Dorset Police"
    assert Event.objects.about(agency).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        Event.objects.append(None, None, [])


COLUMNS = (
    "partnership_id, sequence, at, actor_id, actor_name, subject_type, subject_id, subject_name, changes, "
    "previous_hash, hash"
)
BY_SQL = {
    "sqlite": [
        f"INSERT OR REPLACE INTO {TABLE} (id, verb, {COLUMNS}) SELECT id, 'x', {COLUMNS} FROM {TABLE}",
        f"REPLACE INTO {TABLE} (verb, {COLUMNS}) SELECT 'x', {COLUMNS} FROM {TABLE}",
        f"UPDATE OR REPLACE {TABLE} SET verb = 'x'",
    ],
    "postgresql": [f"TRUNCATE {TABLE}", "TRUNCATE partnerships_partnership CASCADE"],
}


@pytest.mark.parametrize(
    "statement", [f"UPDATE {TABLE} SET verb = 'x'", f"DELETE FROM {TABLE}", *BY_SQL[connection.vendor]]
)
def test_the_database_forbids_changing_the_history(statement):
    make_user(partnership=make_partnership())
    before = list(Event.objects.values())
    connection.check_constraints()  # PostgreSQL truncates nothing while it has something left to check
    with pytest.raises(DatabaseError, match="history cannot be changed"), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(Event.objects.values()) == before


def test_an_event_of_the_installation_cannot_be_replaced_either():
    make_user()
    (event,) = Event.objects.all()
    event.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", [1, 2])
def test_emptying_the_database_is_forbidden_and_again_after_a_test_has_emptied_it(_time):
    """Django empties PostgreSQL by TRUNCATE; tests/conftest.py lifts the triggers for that alone."""
    assert not Event.objects.exists()
    make_partnership()
    with pytest.raises(CommandError, match="couldn't be flushed"):
        call_command("flush", interactive=False, verbosity=0)
    assert Event.objects.count() == 1


def test_each_partnership_has_a_chain_of_its_own():
    dorset, wiltshire = make_partnership(), make_partnership("Wiltshire")
    make_agency(dorset)
    assert Chain.objects.get(partnership=dorset).length == 2
    assert Chain.objects.get(partnership=wiltshire).length == 1
    assert Event.objects.broken_at(dorset.pk) is None


@pytest.mark.parametrize(
    ("tampering", "breaks_at"),
    [
        (f"UPDATE {TABLE} SET actor_name = 'Somebody else' WHERE sequence = 2", 2),
        (f"DELETE FROM {TABLE} WHERE sequence = 2", 2),
        (f"DELETE FROM {TABLE} WHERE sequence = 3", 3),
    ],
)
def test_tampering_past_the_triggers_shows(tampering, breaks_at):
    partnership = make_partnership()
    make_agency(partnership, "Dorset Police")
    make_agency(partnership, "Dorset CCG", "health")
    assert Event.objects.broken_at(partnership.pk) is None
    from partnerships.append_only import lift

    lift()
    connection.cursor().execute(tampering)
    forbid()
    assert Event.objects.broken_at(partnership.pk) == breaks_at


def test_replaying_the_events_gives_the_rows():
    letter = make_letter()
    letter.receive_on(None, dt.date(2018, 7, 11))
    action = make_action(make_finding(letter))
    action.write_text(None, "Use the tool.")
    action.change(None, "set target date", target_date=dt.date(2018, 9, 1))
    for record in (letter, action, action.lead_agency, action.partnership):
        replayed = {}
        for event in Event.objects.about(record).order_by("sequence"):
            replayed |= {name: after for name, (_before, after) in event.changes.items()}
        fresh = type(record).objects.get(pk=record.pk)
        assert replayed == fresh.told_now()
        assert set(replayed) == set(type(record).recorded_fields)


def test_history_of_a_partnership_is_read_through_the_gate():
    dorset, wiltshire = make_partnership(), make_partnership("Wiltshire")
    seen = Event.objects.visible_to(make_user(partnership=dorset))
    assert {event.partnership for event in seen} == {dorset}
    assert Partnership.objects.visible_to(make_user(partnership=wiltshire)).get() == wiltshire
