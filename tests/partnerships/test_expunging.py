"""What identifies a child goes out of a record, its history and who looked; the chain stays whole and says by whom."""

import datetime as dt
import json

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.db.models import CharField, TextField

from actions.evidence_files import from_file, keep
from actions.models import Evidence
from findings.models import Finding
from partnerships.append_only import EMPTIED, TABLE, forbid, lift
from partnerships.expunging import expunge
from partnerships.history import Historic, NotPossible
from partnerships.models import Event, Look
from partnerships.sealing import REWRITTEN, TAKEN_OUT, TOOK_OUT
from partnerships.words_said import elsewhere, words_of
from reporting.models import Papers, Signatory, Version
from reporting.models.given_out import SEALS
from tests.actions.test_at_once import at_once
from tests.makers import (
    make_action,
    make_challenge,
    make_decision,
    make_evidence,
    make_finding,
    make_letter,
    make_measure,
    make_opinion,
    make_reading,
    make_update,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
CHILD = "Sam Jones of 12 Hill Road"


@pytest.fixture
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return lambda: [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.fixture
def manager():
    return make_user(None, name="Kim Jones")


def take_out(record, actor, *fields):
    words = [one for one in words_of(record) if not fields or one.field in fields]
    expunge(words, actor, "It named a child.")
    record.refresh_from_db()


def whole_database():
    """All that the tables hold, as one text."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            told += cursor.fetchall()
    return json.dumps(told, default=str, ensure_ascii=False)


def add_file(action, title, data=b"%PDF-1.7 audit", name="audit.pdf"):
    evidence = from_file(action, title, SimpleUploadedFile(name, data), make_user(None))
    keep(evidence, evidence.added_by)
    return evidence


def test_an_update_says_nothing_more_and_its_history_neither(manager):
    update = make_update(make_written(), text=f"{CHILD} is safe.", next_step=f"Visit {CHILD}.")
    take_out(update, manager)
    assert (update.text, update.next_step) == (TAKEN_OUT, TAKEN_OUT)
    assert CHILD not in whole_database()
    assert Event.objects.broken_at(update.partnership_id) is None


def test_who_took_it_out_and_why_is_told_and_not_what_it_was(manager):
    update = make_update(make_written(), text=f"{CHILD} is safe.")
    take_out(update, manager)
    event = Event.objects.about(update).order_by("-sequence").first()
    assert (event.verb, event.actor_name, event.subject_name) == (TOOK_OUT, "Kim Jones", str(update))
    assert event.changes["why"] == [None, "It named a child."]
    assert event.changes["text"] == [None, TAKEN_OUT]
    first = Event.objects.about(update).get(verb="recorded progress")
    assert (first.changes["text"], first.changes["kind"]) == ([None, TAKEN_OUT], [None, "progress"])
    assert (first.expunged_by, first.content_salt) == (manager, "")
    assert list(event.changes[REWRITTEN][1]) == [str(first.sequence)]


def test_replaying_the_events_still_gives_the_row(manager):
    action = make_written(text=f"Visit {CHILD}.")
    action.write_text(None, "Visit every child.")
    take_out(action, manager)
    replayed = {}
    for event in Event.objects.about(action).order_by("sequence"):
        replayed |= {name: after for name, (_, after) in event.changes.items()}
    assert {name: replayed[name] for name in action.recorded_fields} == action.told_now()


def test_words_that_were_corrected_go_from_the_history_and_what_stands_stays(manager):
    action = make_written(text=f"Visit {CHILD}.")
    action.write_text(None, "Visit every child.")
    former = [one for one in words_of(action) if not one.now]
    assert [one.said for one in former] == [f"Visit {CHILD}."]
    expunge(former, manager, "It named a child.")
    action.refresh_from_db()
    assert action.text == "Visit every child."
    assert CHILD not in whole_database()
    assert Event.objects.broken_at(action.partnership_id) is None


def test_the_file_goes_with_its_name_and_what_was_called_so(manager, files):
    action = make_written()
    evidence = add_file(action, f"Report on {CHILD}", name=f"{CHILD}.pdf")
    make_opinion(action.finding, action=action, evidence=evidence)
    Look.objects.create(
        user=manager,
        user_name="Kim Jones",
        subject_type="actions.evidence",
        subject_id=evidence.pk,
        subject_name=f"{CHILD}.pdf, evidence for A1.1",
    )
    take_out(evidence, manager)
    assert (evidence.title, evidence.content.name, evidence.name) == (TAKEN_OUT,) * 3
    assert (evidence.sha256, evidence.size, evidence.is_taken_out) == ("", 0, True)
    assert files() == []
    assert CHILD not in whole_database()
    look = Look.objects.get()
    assert (look.user_name, look.subject_name) == ("Kim Jones", f"{TAKEN_OUT}, evidence for A1.1")
    assert Event.objects.broken_at(action.partnership_id) is None


def test_bytes_stay_while_other_evidence_needs_them(manager, files):
    action = make_written()
    evidence, other = add_file(action, "One"), add_file(make_written(action.finding), "Two")
    same = elsewhere(words_of(evidence), make_user(partnership=action.partnership))
    assert [(one.model, one.pk, one.field, one.shown) for one in same] == [(Evidence, other.pk, "content", "audit.pdf")]
    take_out(evidence, manager, "content")
    assert (evidence.title, len(files())) == ("One", 1)
    take_out(other, manager)
    assert files() == []


def test_a_store_that_does_not_answer_takes_nothing_out(manager, files, monkeypatch):
    evidence = add_file(make_written(), "Report")

    def refuse(*_):
        raise OSError

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.delete", refuse)
    with pytest.raises(NotPossible, match="nothing is taken out"):
        take_out(evidence, manager)
    assert Evidence.objects.get().title == "Report"
    assert not Event.objects.filter(verb=TOOK_OUT).exists()


def test_evidence_that_was_taken_out_delivers_nothing(manager):
    action = make_written()
    take_out(make_evidence(action), manager)
    with pytest.raises(NotPossible, match="at least one piece of evidence"):
        action.deliver(manager, "Children are seen.")


def test_the_same_words_are_found_where_the_program_put_them_too(manager):
    action = make_written()
    make_evidence(action)
    update = make_update(action, text=f"{CHILD} is safe.")
    action.refresh_from_db()
    action.deliver(manager, update.text)
    other = make_action(make_finding(action.letter))
    other.cancel(manager, f"No action is needed: {CHILD} is safe.")
    user = make_user(partnership=action.partnership)
    found = elsewhere(words_of(update), user)
    assert {(one.pk, one.field) for one in found} == {(action.pk, "difference"), (other.pk, "reason")}
    assert all(one.now for one in found)
    expunge([*words_of(update), *found], manager, "It named a child.")
    action.refresh_from_db()
    other.refresh_from_db()
    assert (action.difference, other.reason) == (TAKEN_OUT, f"No action is needed: {TAKEN_OUT}")
    assert CHILD not in whole_database()
    assert Event.objects.broken_at(action.partnership_id) is None


def test_the_same_words_under_a_hidden_letter_are_not_told(manager):
    update = make_update(make_written(), text=f"{CHILD} is safe.")
    letter = make_letter(update.partnership, letter_date=dt.date(2019, 3, 4))
    make_update(make_written(make_finding(letter)), text=f"{CHILD} is safe.")
    letter.hold_back(manager)
    user = make_user(partnership=update.partnership)
    assert elsewhere(words_of(update), user) == []


def test_what_else_is_said_can_be_taken_out(manager):
    finding = make_finding()
    action = make_written(finding)
    records = [
        make_challenge(action, text=CHILD),
        make_opinion(finding, text=CHILD),
        make_decision(finding, text=CHILD, meeting=CHILD),
        make_measure(finding, name=CHILD),
    ]
    make_reading(records[-1])
    for record in records:
        take_out(record, manager)
    assert CHILD not in whole_database()
    assert Event.objects.broken_at(finding.partnership_id) is None


def test_twice_out_of_one_event(manager):
    update = make_update(make_written(), text=f"{CHILD} is safe.", next_step=f"Visit {CHILD}.")
    take_out(update, manager, "text")
    assert update.next_step == f"Visit {CHILD}."
    take_out(update, manager)
    assert CHILD not in whole_database()
    assert Event.objects.broken_at(update.partnership_id) is None
    assert words_of(update) == []


def past_the_program(statement, *values):
    lift()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    forbid()


@pytest.mark.parametrize("column", ["subject_name", "changes"])
def test_a_tombstone_that_is_changed_afterwards_shows(manager, column):
    update = make_update(make_written(), text=f"{CHILD} is safe.")
    take_out(update, manager)
    event = Event.objects.filter(expunged_at__isnull=False).get()
    past_the_program(f"UPDATE {TABLE} SET {column} = %s WHERE id = %s", '"All is well."', event.pk)
    assert Event.objects.broken_at(update.partnership_id) == event.sequence


def test_a_tombstone_that_nobody_told_of_shows(manager):
    update = make_update(make_written())
    event = Event.objects.about(update).first()
    through_the_door(event.pk)
    assert Event.objects.broken_at(update.partnership_id) == event.sequence


def test_words_that_are_put_back_show(manager):
    update = make_update(make_written(), text=f"{CHILD} is safe.")
    before = Event.objects.filter(subject_type="actions.update").values().get(verb="recorded progress")
    take_out(update, manager)
    told = "changes = %s, content_salt = %s, expunged_at = NULL, expunged_by_id = NULL"
    past_the_program(
        f"UPDATE {TABLE} SET {told} WHERE id = %s", json.dumps(before["changes"]), before["content_salt"], before["id"]
    )
    assert Event.objects.broken_at(update.partnership_id) == before["sequence"]


def through_the_door(key, **more):
    told = {
        "changes": '{"text": [null, "[taken out]"]}',
        "content_salt": "",
        "expunged_at": "2026-01-01 00:00:00+00:00",
        **more,
    }
    with connection.cursor() as cursor, transaction.atomic():
        sets = ", ".join(f"{column} = %s" for column in told)
        cursor.execute(f"UPDATE {TABLE} SET {sets} WHERE id = %s", [*told.values(), key])


@pytest.mark.parametrize(
    "more",
    [
        *({column: None} for column in ("expunged_at",)),
        {"content_salt": "another"},
        {"changes": '{"text": [null, "Other words."]}'},
        {"verb": "x"},
        {"actor_name": "Somebody else"},
        {"sequence": 99},
        {"hash": "x"},
        {"content_hash": "x"},
        {"previous_hash": "x"},
        {"at": "2020-01-01 00:00:00+00:00"},
        {"about_letter": 99},
        {"subject_id": 99},
        {"id": 9999},
    ],
)
def test_the_door_lets_nothing_else_through(more):
    make_update(make_written())
    event = Event.objects.first()
    with pytest.raises(DatabaseError, match="history cannot be changed"):
        through_the_door(event.pk, **more)
    through_the_door(event.pk)
    with pytest.raises(DatabaseError, match="history cannot be changed"):  # no second time without a later moment
        through_the_door(event.pk, subject_name="[taken out]")


def test_every_other_column_of_an_event_is_kept():
    kept = {field.column for field in Event._meta.concrete_fields} - EMPTIED
    assert {"id", "partnership_id", "actor_id", "content_hash", "hash", "verb", "at"} <= kept
    assert len(EMPTIED) == 5


def test_a_look_keeps_all_but_the_name_of_what_was_looked_at():
    user = make_user()
    look = Look.objects.create(user=user, user_name="Kim", what="view", subject_name="A1.1", path="/")
    for change in ({"user_name": TAKEN_OUT}, {"subject_name": "Other"}, {"subject_name": TAKEN_OUT, "path": "/x"}):
        with pytest.raises(DatabaseError, match="Who looked cannot be changed"), transaction.atomic():
            Look.objects.filter(pk=look.pk).update(**change)
    Look.objects.filter(pk=look.pk).update(subject_name=TAKEN_OUT)
    assert Look.objects.get().subject_name == TAKEN_OUT


def test_a_form_that_was_opened_before_does_not_put_it_back(client):
    action = make_written(text=f"Visit {CHILD}.")
    user = make_user(partnership=action.partnership)
    client.force_login(user)
    take_out(action, user)
    address = f"/actions/{action.pk}/write/"
    answer = client.post(address, {"text": f"Visit {CHILD}.", "version": 1, "opened": 1})
    assert "choose which to keep" in answer.content.decode()
    action.refresh_from_db()
    assert action.text == TAKEN_OUT


@pytest.mark.django_db(transaction=True)
def test_taken_out_twice_at_once_is_told_once(manager):
    update = make_update(make_written(), text=f"{CHILD} is safe.")
    words = words_of(update)
    assert sorted(at_once(*[lambda: expunge(words, manager, "It named a child.")] * 2)) == [False, True]
    assert Event.objects.filter(verb=TOOK_OUT).count() == 1
    assert Event.objects.broken_at(update.partnership_id) is None


NOBODY_WRITES_OF_CHILDREN = {  # names of agencies and people, what the inspectors published, what was sent
    *("agency", "officer", "partnership", "user", "invitation", "letter", "addressee", "letterfile", "difference"),
    *("statement", "milestone", "token"),  # a token: to its person alone
}
STAY = {
    Evidence: {"sha256", "name", "media_type"},  # of a file: they go along with it
    Finding: {"stem", "subheading", "text", "because"},  # published
    Signatory: {"seal"},
    Papers: {*SEALS, "made_for"},
    Version: {*SEALS, "sent_by", "preparer", "published_at"},  # who sent it, and where it is
}


def test_all_that_people_write_freely_can_be_taken_out():
    missed = {}
    for model in apps.get_models():
        if not issubclass(model, Historic) or model._meta.model_name in NOBODY_WRITES_OF_CHILDREN:
            continue
        free = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, CharField | TextField) and not field.choices and field.name in model.recorded_fields
        }
        if left := free - set(model.may_be_taken_out) - STAY.get(model, set()):
            missed[model.__name__] = left
    assert missed == {}
