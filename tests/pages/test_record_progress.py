import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actions.models import Contributor, Evidence, Status, Update
from partnerships.models import Membership, Role
from tests.makers import make_action, make_agency, make_evidence, make_officer, make_update, make_user, make_written


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


@pytest.mark.parametrize("kind", ["no change", "need help"])
def test_only_progress_delivers(client, action, kind):
    make_evidence(action)
    page = send(client, action, deliver="1", kind=kind)
    assert "To say that it is delivered, choose progress and say what is different now." in page
    assert "Twenty officers are trained.</textarea>" in page
    assert (action.status, Update.objects.count()) == (Status.NOT_STARTED, 0)


def test_who_may_write_an_action_writes_it_first(client, action):
    draft = make_action(action.finding)
    answer = client.get(reverse("record_progress", args=[draft.pk]), follow=True)
    assert answer.redirect_chain[0][0] == f"/actions/{draft.pk}/#write"
    assert "Write A1.2 first, then record progress on it." in answer.content.decode()
    client.force_login(make_user(Role.CONTRIBUTOR, action.partnership))
    page = client.get(reverse("record_progress", args=[draft.pk])).content.decode()
    assert "Nobody has written yet what will be done." in page
    assert "Is it on track?" not in page
    assert "Progress is recorded on A1.2." in send(client, draft)
    assert (draft.declared, draft.status) == ("", Status.DRAFT)


def test_banner_says_the_colour_that_stands_and_that_the_file_is_kept(client, action):
    due = timezone.localdate() - dt.timedelta(days=12)
    action.change(None, target_date=due)
    page = send(client, action, file=SimpleUploadedFile("audit.txt", b"nine of ten"))
    assert (
        "Progress is recorded on A1.1. The file audit.txt is kept as evidence. It stands at Red: off track or overdue. "
        "The lead says on track; it is red because it is 12 days late."
    ) in page
    action.change(None, target_date=due + dt.timedelta(days=90))
    page = send(client, action, text="All are trained.", link="https://example.org/audit")
    assert "The link is kept as evidence. It stands at Green: on track." in page


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


def test_same_words_from_a_fresh_form_minutes_later_are_a_second_click(client, action):
    """As after the browser's way back, which gives a fresh form, and the words of before."""
    send(client, action)
    assert "This was recorded on A1.1 before. It is kept once." in send(client, action)
    assert Update.objects.count() == 1
    send(client, action, text="Thirty officers are trained.")
    assert Update.objects.count() == 2
    Update.objects.update(recorded_at=timezone.now() - dt.timedelta(minutes=6))
    send(client, action)
    assert Update.objects.count() == 3


def test_same_words_of_somebody_else_are_their_own(client, action):
    send(client, action)
    client.force_login(make_user(Role.DEPUTY, action.partnership, agency=action.lead_agency))
    assert "Progress is recorded on A1.1." in send(client, action)
    assert Update.objects.count() == 2


def test_what_is_new_beside_the_same_words_is_added_to_them(client, action):
    """Somebody goes back to add the file that they forgot, and then to say that it is delivered."""
    send(client, action)
    file = SimpleUploadedFile("audit.txt", b"nine of ten")
    page = send(client, action, file=file)
    assert "This was recorded on A1.1 before. It is kept once. The file audit.txt is kept as evidence." in page
    assert Evidence.objects.get().update == Update.objects.get()
    assert "It now waits for assurance." in send(client, action, deliver="1")
    late = send(client, action, link="https://example.org/late")
    assert "A1.1 is delivered and waits for assurance, so nothing can be added to what was recorded." in late
    assert (Update.objects.count(), Evidence.objects.count(), action.status) == (1, 1, Status.DELIVERED)


def test_token_of_another_s_form_gives_nothing_of_theirs_away(client, action):
    token = uuid.uuid4()
    send(client, action, token=token)
    client.force_login(make_user(Role.DEPUTY, action.partnership, agency=action.lead_agency))
    link = "https://example.org/audit"
    assert "This was recorded on A1.1 before." in send(client, action, token=token, text="Mine.", link=link)
    assert (Update.objects.count(), Evidence.objects.count()) == (1, 0)


@pytest.fixture
def two_parts(client, action):
    """Named in two contributing agencies: the agencies, of which the second is asked for in the tests."""
    partner = make_user(Role.SAFEGUARDING_PARTNER, action.partnership, name="Ann Ash")
    agencies = [make_agency(action.partnership, name, "health") for name in ("Dorset CCG", "Dorset Trust")]
    for agency in agencies:
        officer = make_officer(agency, "Ann Ash", user=partner)
        Contributor(partnership=action.partnership, action=action, agency=agency, officer=officer).enter(None)
    client.force_login(partner)
    return agencies


def test_who_speaks_for_two_agencies_chooses(client, action, two_parts):
    trust = two_parts[1]
    page = client.get(reverse("record_progress", args=[action.pk])).content.decode()
    assert "For which agency?" in page
    assert " checked" not in page  # chosen by them, not by a click too few
    assert "Is it on track?" not in page
    assert "Choose the agency." in send(client, action)
    assert "Choose one of these agencies." in send(client, action, agency=action.lead_agency_id)
    assert "recorded progress for Dorset Trust" in send(client, action, agency=trust.pk)
    assert Update.objects.get().agency == trust
    page = client.get(reverse("record_progress", args=[action.pk])).content.decode()
    assert "Ann Ash for Dorset Trust</h2>" in page


def test_who_plans_speaks_for_the_lead_or_a_part(client, action, two_parts):
    ccg, _ = two_parts
    client.force_login(make_user(partnership=action.partnership))
    page = client.get(reverse("record_progress", args=[action.pk])).content.decode()
    assert "Is it on track? Only Dorset Police, which leads, says so." in page
    assert "Choose on track, at risk or off track." in send(client, action, agency=action.lead_agency_id, declared="")
    send(client, action, agency=ccg.pk, declared="red", link="https://example.org/a")
    assert (Update.objects.get().agency, action.declared) == (ccg, "")
    page = send(client, action, agency=ccg.pk, text="More.", deliver="1")
    assert "Dorset Police leads, and says that it is delivered." in page
    assert Update.objects.count() == 1


def test_save_and_say_delivered_without_evidence_keeps_nothing_but_the_form(client, action):
    page = send(client, action, deliver="1")
    assert "Add at least one piece of evidence" in page
    assert "Twenty officers are trained.</textarea>" in page
    assert not Update.objects.exists()


def test_refused_form_leaves_no_file_behind(client, action, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sent = SimpleUploadedFile("audit.txt", b"nine of ten")
    page = send(client, action, deliver="1", file=sent, kind="no change", text="")
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
    assert "A1.1 is closed, so nothing can be recorded on it." in send(client, action)
    assert not Update.objects.exists()


def test_delivered_action_is_told_as_such(client, action):
    make_evidence(action)
    action.deliver(None, "Officers use the tool.")
    told = "A1.1 is delivered and waits for assurance, so nothing can be recorded on it. Its lead can take that back."
    assert told in client.get(reverse("record_progress", args=[action.pk]), follow=True).content.decode()
    assert told in send(client, action)
    assert not Update.objects.exists()


def test_what_is_asked_for_stands_there_and_stays_until_it_is_delivered_again(client, action):
    make_evidence(action)
    action.deliver(None, "Officers use the tool.")
    action.ask_for_more_evidence(make_user(None, name="Sue Scrutineer"), "An audit, not a policy.")
    page = client.get(reverse("record_progress", args=[action.pk])).content.decode()
    assert f"More evidence was asked for: {timezone.localdate():%-d %B %Y}, Sue Scrutineer" in page
    assert "“An audit, not a policy.”" in page
    send(client, action)
    assert (action.status, action.asked) == (Status.MORE_EVIDENCE, "An audit, not a policy.")
    assert "Add evidence that is new since then." in send(client, action, text="Used.", deliver="1")
    assert Update.objects.count() == 1
    assert "It now waits for assurance." in send(
        client, action, text="Used.", deliver="1", link="https://example.org/new"
    )


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


def test_words_stay_words(client, action):
    page = send(client, action, text="<script>alert(1)</script> \u202egnorw 😀 " + "x" * 900)
    assert "<script>alert" not in page
    assert "😀" in page
