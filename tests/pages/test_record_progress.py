import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.models import Contributor, Evidence, Status, Update
from partnerships.models import Membership, Role
from tests.makers import make_agency, make_officer, make_update, make_user, make_written


@pytest.fixture
def action(client):
    action = make_written()
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Kim Jones"))
    return action


def send(client, action, **changes):
    form = {"kind": "progress", "text": "Twenty officers are trained.", "declared": "green", "token": uuid.uuid4()}
    answer = client.post(reverse("record_progress", args=[action.pk]), form | changes, follow=True)
    action.refresh_from_db()
    return " ".join(answer.content.decode().split())


def part_of(action, agency, user):
    Contributor(partnership=action.partnership, action=action, agency=agency).enter(None)
    Membership(partnership=action.partnership, user=user, role=Role.CONTRIBUTOR, agency=agency).enter(None)


def test_progress_is_recorded_and_starts_the_work(client, action):
    page = send(client, action, next_step="Train the rest.", declared="amber")
    assert "Progress is recorded on A1.1." in page
    assert "<strong>Kim Jones</strong> recorded progress for Dorset Police" in page
    assert (action.status, action.declared) == (Status.IN_PROGRESS, "amber")
    assert "Declared amber: at risk" in page
    assert "Red: off track or overdue" in page  # the worse: its date is long past


def test_what_was_written_last_time_stands_above(client, action):
    make_update(action, text="Ten officers are trained.", next_step="Find a trainer.")
    page = client.get(reverse("record_progress", args=[action.pk])).content.decode()
    assert "Ten officers are trained." in page
    assert "Find a trainer." in page


def test_no_change_needs_no_words(client, action):
    assert "No change is recorded on A1.1." in send(client, action, kind="no change", text="")
    assert action.status == Status.NOT_STARTED


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": ""}, "Choose no change, progress or need help."),
        ({"kind": "need help", "text": " "}, "Say what has happened, or what help is needed."),
        ({"declared": "blue"}, "Select a valid choice."),
        ({"declared": ""}, "Choose on track, at risk or off track."),
        ({"text": "x" * 1501}, "at most 1500 characters"),
        ({"link": "javascript:alert(1)"}, "Give the whole address"),
        ({"link": "ftp://example.org/a"}, "Give an address that begins with https:// or http://."),
        ({"title": "An audit"}, "Choose the file or give the link that this is about."),
        ({"token": "x"}, "Enter a valid UUID."),
    ],
)
def test_wrong_input_is_told_and_kept(client, action, changes, told):
    page = send(client, action, next_step="Train the rest.", **changes)
    assert told in page
    assert 'value="Train the rest."' in page
    assert not Update.objects.exists()


def test_line_ends_count_once(client, action):
    send(client, action, text="a\r\n" * 700 + "b" * 100)
    assert len(Update.objects.get().text) == 1500


def test_second_click_records_once(client, action):
    token, file = uuid.uuid4(), b"nine of ten"
    for told in ("It now waits for assurance.", "This was recorded on A1.1 before."):
        sent = SimpleUploadedFile("audit.txt", file)
        assert told in send(client, action, token=token, file=sent, deliver="1")
    assert (Update.objects.count(), Evidence.objects.count(), action.status) == (1, 1, Status.DELIVERED)


def test_save_and_say_delivered_without_evidence_keeps_nothing_but_the_form(client, action):
    page = send(client, action, deliver="1")
    assert "Add at least one piece of evidence" in page
    assert "Twenty officers are trained.</textarea>" in page
    assert not Update.objects.exists()


def test_refused_form_leaves_no_file_behind(client, action, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sent = SimpleUploadedFile("audit.txt", b"nine of ten")
    page = send(client, action, deliver="1", file=sent, kind="no change", text="")
    assert "Say in a sentence what is now different" in page
    assert "Choose the file again" in page
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_back_where_they_came_from_and_nowhere_else(client, action):
    for wanted, went in (
        ("/actions/?page=2", "/actions/?page=2"),
        ("https://example.org/", reverse("action", args=[action.pk])),
    ):
        form = {"kind": "no change", "declared": "green", "token": uuid.uuid4(), "next": wanted}
        assert client.post(reverse("record_progress", args=[action.pk]), form).url == went


def test_closed_action_is_told_and_takes_nothing(client, action):
    action.cancel(None, "Not needed.")
    page = client.get(reverse("record_progress", args=[action.pk]), follow=True).content.decode()
    assert "A1.1 is closed, so nothing can be recorded on it." in page
    assert "This action is closed" in send(client, action)
    assert not Update.objects.exists()


def test_contributor_speaks_for_its_own_agency_and_not_of_the_colour(client, action):
    health, nurse = make_agency(action.partnership, "Dorset CCG", "health"), make_user(None, name="Ann Ash")
    part_of(action, health, nurse)
    client.force_login(nurse)
    assert "Is it on track?" not in client.get(reverse("record_progress", args=[action.pk])).content.decode()
    page = send(client, action, declared="red")
    assert "recorded progress for Dorset CCG" in page
    assert action.declared == ""


def test_named_person_of_a_contributing_agency_speaks_for_it_whatever_their_role(client, action):
    health, partner = make_agency(action.partnership, "Dorset CCG", "health"), make_user(None, name="Ann Ash")
    officer = make_officer(health, "Ann Ash", user=partner)
    Contributor(partnership=action.partnership, action=action, agency=health, officer=officer).enter(None)
    role = Role.SAFEGUARDING_PARTNER
    Membership(partnership=action.partnership, user=partner, role=role, agency=health).enter(None)
    client.force_login(partner)
    assert "recorded progress for Dorset CCG" in send(client, action, declared="red")
    assert action.declared == ""


def test_contributor_does_not_deliver(client, action):
    health, nurse = make_agency(action.partnership, "Dorset CCG", "health"), make_user(None)
    part_of(action, health, nurse)
    client.force_login(nurse)
    assert "Save and say delivered" not in client.get(reverse("record_progress", args=[action.pk])).content.decode()
    assert "You may not do this" in send(client, action, deliver="1")
    assert not Update.objects.exists()


@pytest.fixture
def waiting(client, action):
    """An update of a deputy whose agency clears first."""
    action.lead_agency.change(None, clears_updates=True)
    deputy = make_user(Role.DEPUTY, action.partnership, agency=action.lead_agency, name="Di Deputy")
    client.force_login(deputy)
    assert "It counts once the lead of Dorset Police has cleared it." in send(client, action, declared="red")
    return Update.objects.get()


def test_agency_that_clears_lets_the_deputys_update_wait(client, action, waiting):
    assert (action.declared, action.status) == ("", Status.NOT_STARTED)
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    assert "Waits for clearing" in page
    assert "Clear this update" not in page
    assert "Your agency clears this first." in send(client, action, deliver="1")


def test_agency_lead_clears_once(client, action, waiting):
    lead = make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead")
    client.force_login(lead)
    assert "Clear this update" in client.get(reverse("action", args=[action.pk])).content.decode()
    for told in ("The update on A1.1 is cleared.", "Nothing is changed now."):
        page = client.post(reverse("clear_update", args=[waiting.pk]), follow=True).content.decode()
        assert told in page
    action.refresh_from_db()
    assert (action.declared, action.status) == ("red", Status.IN_PROGRESS)
    assert "cleared by Lea Lead" in page


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AGENCY_LEAD])
def test_nobody_else_clears(client, action, waiting, role):
    client.force_login(make_user(role, action.partnership))
    assert client.post(reverse("clear_update", args=[waiting.pk])).status_code == 403
    assert not Update.objects.cleared().exists()


def test_words_stay_words(client, action):
    page = send(client, action, text="<script>alert(1)</script> \u202egnorw 😀 " + "x" * 900)
    assert "<script>alert" not in page
    assert "😀" in page
