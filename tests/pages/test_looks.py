"""Who looked: every view, download and export leaves a row that nobody can change."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from actions.models import Contributor
from partnerships.models import Event, Look, Membership, Role
from partnerships.models.looks import LookQuerySet
from tests.makers import (
    make_administrator,
    make_agency,
    make_date_change,
    make_evidence,
    make_file,
    make_finding,
    make_invitation,
    make_letter,
    make_officer,
    make_partnership,
    make_place,
    make_user,
    make_written,
)


@pytest.fixture
def action():
    return make_written()


@pytest.fixture
def ann(client, action):
    ann = make_user(Role.VIEWER, action.partnership, name="Ann Ash")
    client.force_login(ann)
    return ann


@pytest.fixture
def manager(action):
    return make_user(partnership=action.partnership, name="Bea Manager")


def a_file(action):
    return make_evidence(action, link="", content=ContentFile(b"Nine of ten", "a"), name="audit.txt", sha256="a" * 64)


def fetch(client, address, **query):
    answer = client.get(address, query)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def told():
    return [(look.user_name, look.what, look.subject_name, look.rows) for look in Look.objects.order_by("pk")]


def listed(client, manager, **query):
    client.force_login(manager)
    query = {f"filter-{name}": value for name, value in query.items()}
    answer = client.get(reverse("who_looked", args=[manager.memberships.get().partnership_id]), query)
    return answer, " ".join(answer.content.decode().split())


@pytest.mark.parametrize("page", ["action", "finding", "letter"])
def test_a_view_of_a_thing_is_noted_with_its_address(client, action, ann, page):
    record = {"action": action, "finding": action.finding, "letter": action.letter}[page]
    client.get(reverse(page, args=[record.pk]))
    look = Look.objects.get()
    assert (look.user, look.what, look.subject_name, look.partnership) == (ann, "view", str(record), action.partnership)
    assert f"{look.subject_type}:{look.subject_id}" == record.history_key
    assert look.path == reverse(page, args=[record.pk])


def test_forms_that_show_a_thing_are_noted_too(client, action, manager):
    officer = make_officer(action.lead_agency)
    health = make_agency(action.partnership, "Dorset CCG", "health")
    part = Contributor(partnership=action.partnership, action=action, agency=health).enter(None)
    action.change(None, target_date=dt.date(2018, 10, 1))
    here = action.partnership_id
    shown = {
        reverse("lead", args=[action.finding_id]): action.finding,
        reverse("add_contributor", args=[action.pk]): action,
        reverse("contributor", args=[part.pk]): action,
        reverse("plan", args=[action.pk]): action,
        reverse("later_date", args=[action.pk]): action,
        reverse("decline_date", args=[make_date_change(action).pk]): action,
        reverse("add_officer", args=[here, officer.agency_id]): action.lead_agency,
        reverse("change_officer", args=[here, officer.pk]): officer,
    }
    client.force_login(manager)
    for address in shown:
        assert client.get(address).status_code == 200
    looks = Look.objects.order_by("pk")
    assert [(look.path, look.subject_name) for look in looks] == [(a, str(one)) for a, one in shown.items()]


def test_a_partnership_s_page_its_agencies_and_their_officers_are_noted(client, action, ann):
    here, agency = action.partnership, action.lead_agency
    make_agency(here, "Dorset CCG", "health")
    client.get(reverse("partnership", args=[here.pk]))
    client.get(reverse("agencies", args=[here.pk]))
    client.get(reverse("agency", args=[here.pk, agency.pk]))
    assert told() == [
        ("Ann Ash", "view", str(here), None),
        ("Ann Ash", "view", "Agencies", here.agencies.count()),
        ("Ann Ash", "view", str(agency), None),
    ]
    assert set(Look.objects.values_list("partnership", flat=True)) == {here.pk}


def test_files_that_leave_are_noted(client, action, ann):
    letter = make_file(action.letter)
    fetch(client, reverse("evidence", args=[a_file(action).pk]))
    fetch(client, reverse("download", args=[letter.pk]))
    assert told() == [
        ("Ann Ash", "download", "audit.txt, evidence for A1.1", None),
        ("Ann Ash", "download", "letter.txt", None),
    ]


def test_a_place_in_the_letter_is_a_look_at_its_finding(client, action, ann):
    file = make_file(action.letter)
    make_place(action.finding, file, [2])
    client.get(reverse("place", args=[file.pk, action.finding_id]))
    assert told() == [("Ann Ash", "view", str(action.finding), None)]


def test_lists_and_exports_count_their_rows_in_each_partnership(client, action, ann):
    make_written(action.finding)
    torbay = make_partnership("Torbay")
    make_written(make_finding(make_letter(torbay)))
    Membership(partnership=torbay, user=ann, role=Role.VIEWER).enter(None)
    for name in ("actions", "actions_csv", "actions_excel", "letters"):
        fetch(client, reverse(name), page=1)
    for partnership, rows in ((action.partnership, 2), (torbay, 1)):
        looks = Look.objects.filter(partnership=partnership).order_by("pk").values_list("what", "subject_name", "rows")
        assert list(looks) == [
            ("view", "Table of actions", rows),
            *[("export", "Table of actions", rows)] * 2,
            ("view", "Letters", 1),
        ]


def test_what_is_searched_for_is_not_kept(client, ann):
    fetch(client, reverse("actions"), **{"filter-search": "tool"})
    assert Look.objects.get().path == "/actions/"


def test_what_was_refused_or_is_not_there_is_no_look(client, action, ann):
    client.get(reverse("plan", args=[action.pk]))
    client.get(reverse("action", args=[make_written(make_finding(make_letter(make_partnership("Torbay")))).pk]))
    client.head(reverse("action", args=[action.pk]))
    assert told() == []


def test_a_page_is_shown_even_where_the_look_cannot_be_written_and_a_file_is_not_given(
    client, action, ann, monkeypatch
):
    def full(*_args, **_kwargs):
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr(LookQuerySet, "bulk_create", full)
    assert client.get(reverse("action", args=[action.pk])).status_code == 200
    for address in (reverse("actions_csv"), reverse("evidence", args=[a_file(action).pk])):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "The file cannot be given now" in answer.content.decode()


def test_the_manager_sees_who_looked_and_that_look_is_noted_too(client, action, ann, manager):
    client.get(reverse("action", args=[action.pk]))
    _, page = listed(client, manager)
    assert "Ann Ash" in page
    assert f'<a class="govuk-link" href="{reverse("action", args=[action.pk])}">{action}</a>' in page
    assert told()[-1] == ("Bea Manager", "view", "Who looked", 1)


def test_a_thing_s_page_leads_its_manager_to_who_looked_at_it(client, action, ann, manager):
    for page, record in (("action", action), ("finding", action.finding), ("letter", action.letter)):
        client.force_login(ann)
        address = reverse(page, args=[record.pk])
        assert "Who looked at this" not in client.get(address).content.decode()
        client.force_login(manager)
        assert f"?filter-thing={record.history_key}" in client.get(address).content.decode()
        answer, _ = listed(client, manager, thing=record.history_key)
        assert {look.subject_name for look, _ in answer.context["rows"]} == {str(record)}


@pytest.mark.parametrize(
    "query", [{"thing": "x"}, {"thing": "actions.action:1;"}, {"what": "stole"}, {"who": "Nobody"}, {"until": "never"}]
)
def test_a_wrong_filter_is_told_and_left_out(client, action, ann, manager, query):
    client.get(reverse("action", args=[action.pk]))
    answer, page = listed(client, manager, **query)
    assert "There is a problem" in page
    assert len(answer.context["rows"]) == 1


def test_looks_of_another_partnership_are_not_there(client, action, ann, manager):
    client.get(reverse("action", args=[action.pk]))
    stranger = make_user(partnership=make_partnership("Torbay"), name="Tor Bay")
    _, page = listed(client, stranger)
    assert "Ann Ash" not in page
    assert client.get(reverse("who_looked", args=[action.partnership_id])).status_code == 404
    client.force_login(ann)
    assert client.get(reverse("who_looked", args=[action.partnership_id])).status_code == 403


def test_an_administrator_s_looks_in_the_admin_site_are_noted(client, action, manager):
    client.force_login(make_administrator())
    client.get(reverse("admin:actions_action_change", args=[action.pk]))
    client.get(reverse("admin:actions_action_changelist"))
    client.get(reverse("admin:partnerships_event_changelist"))
    events = Event.objects.filter(partnership=action.partnership).count()
    assert told()[:2] == [
        ("administrator@example.org", "view", str(action), None),
        ("administrator@example.org", "view", "actions, in the admin site", 1),
    ]
    assert Look.objects.get(subject_type="partnerships.event", partnership=action.partnership).rows == events
    _, page = listed(client, manager)
    assert "actions, in the admin site" in page


def look(days, user, partnership):
    at = timezone.now() - dt.timedelta(days=days)
    return Look.objects.create(partnership=partnership, user=user, user_name=str(user), subject_name="It", at=at)


def test_no_look_can_be_changed_nor_a_young_one_deleted(action, manager):
    young = look(364, manager, action.partnership)
    for wrong in (
        lambda: Look.objects.update(user_name="Nobody"),
        lambda: Look.objects.all().delete(),
        lambda: young.save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            wrong()
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT OR REPLACE INTO partnerships_look SELECT * FROM partnerships_look")
    assert Look.objects.get().user_name == "Bea Manager"


def test_what_is_older_than_is_kept_is_forgotten(action, manager, settings, capsys):
    for days in (729, 731, 3000):
        look(days, manager, action.partnership)
    call_command("forget_looks", "--dry-run")
    call_command("forget_looks")
    assert capsys.readouterr().out == "2 looks would be forgotten.\n2 looks forgotten.\n"
    settings.LOOKS_KEPT_DAYS = 365
    call_command("forget_looks")
    assert not Look.objects.exists()


def test_the_page_costs_the_same_whatever_its_rows(client, action, ann, manager, django_assert_max_num_queries):
    for name in ("Oak", "Elm"):
        for _ in range(15):
            look(1, make_user(None, name=name), action.partnership)
    client.force_login(manager)
    with django_assert_max_num_queries(9):
        client.get(reverse("who_looked", args=[action.partnership_id]))


def test_a_person_s_page_and_the_review_are_looks(client, action, manager, ann):
    pk = action.partnership_id
    client.force_login(manager)
    client.get(reverse("person", args=[pk, ann.pk]))
    client.get(reverse("review_people", args=[pk]))
    assert told() == [("Bea Manager", "view", "Ann Ash", None), ("Bea Manager", "view", "Access review", 2)]
    assert set(Look.objects.values_list("partnership", flat=True)) == {pk}
    assert "Ann Ash" in listed(client, manager)[1]


def test_a_look_at_somebody_who_is_waited_for_names_them_as_they_were_invited(client, action, manager):
    kim = make_user(email="kim@example.org", name="Kimberly Secret")
    make_invitation(action.partnership, kim.email, "Kim J")
    client.force_login(manager)
    client.get(reverse("person", args=[action.partnership_id, kim.pk]))
    assert told() == [("Bea Manager", "view", "Kim J", None)]
