"""What an agency has not cleared yet: its own people's and the business manager's, until its lead stands by it."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.evidence_files import from_file
from actions.models import Contributor, Evidence, Opinion, Status, Update
from partnerships.models import Event, Membership, Role
from tests.makers import (
    make_administrator,
    make_agency,
    make_evidence,
    make_officer,
    make_update,
    make_user,
    make_written,
)

WORDS = "Ten zebras are trained."
OWN = (Role.BUSINESS_MANAGER, Role.AGENCY_LEAD, Role.DEPUTY, Role.CONTRIBUTOR)
OTHERS = [role for role in Role if role not in OWN]


@pytest.fixture
def action(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    action = make_written()
    action.lead_agency.change(None, clears_updates=True)
    return action


@pytest.fixture
def deputy(action):
    return make_user(Role.DEPUTY, action.partnership, agency=action.lead_agency, name="Di Deputy")


@pytest.fixture
def lead(action):
    return make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead")


def send(client, action, **changes):
    form = {"kind": "progress", "text": WORDS, "declared": "red", "token": uuid.uuid4()} | changes
    answer = client.post(reverse("record_progress", args=[action.pk]), form, follow=True)
    action.refresh_from_db()
    return shown(answer)


def shown(answer):
    return " ".join(answer.content.decode().split())


def look(client, name, *keys):
    return shown(client.get(reverse(name, args=keys)))


@pytest.fixture
def draft(client, action, deputy, lead):
    """The deputy's, with a file; nobody is signed in afterwards."""
    client.force_login(deputy)
    file = SimpleUploadedFile("zebra.txt", b"nine of ten")
    assert "It counts once the lead of Dorset Police has cleared it." in send(client, action, file=file, title="Zebra")
    client.logout()
    return Update.objects.get()


def test_it_changes_nothing_and_says_what_waits(client, action, deputy, draft):
    client.force_login(deputy)
    assert (action.declared, action.status) == ("", Status.NOT_STARTED)
    page = look(client, "action", action.pk)
    for words in ("Waits for clearing", "Declares red: off track or overdue", "Zebra", WORDS):
        assert words in page
    assert "There is no evidence yet." in page
    assert "Clear this update" not in page
    assert "Your agency clears this first." in send(client, action, deliver="1")


def places(action):
    """Every page and file that could tell of it."""
    yield from (reverse("action", args=[action.pk]), reverse("finding", args=[action.finding_id]), "/", "/actions/")
    for name in ("partnership", "history", "history_csv", "challenges", "plan_check", "matrix"):
        yield reverse(name, args=[action.partnership_id])
    yield from (reverse(name, args=[action.pk]) for name in ("assure", "more-evidence", "action_opinion"))
    yield from ("/actions/export.csv", "/findings/")


def tells(client, path):
    answer = client.get(path, follow=True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "zebra" in body.decode().lower()


@pytest.mark.parametrize("role", OTHERS)
def test_others_see_nothing_of_it(client, action, draft, role):
    make_evidence(action)
    action.deliver(None, "Officers use the tool.")
    client.force_login(make_user(role, action.partnership))
    assert [path for path in places(action) if tells(client, path)] == []
    assert client.get(reverse("evidence", args=[Evidence.objects.get(title="Zebra").pk])).status_code == 404
    assert not Event.objects.visible_to(make_user(role, action.partnership)).filter(verb="recorded draft").exists()


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.DEPUTY, Role.CONTRIBUTOR])
def test_another_agency_s_people_see_nothing_of_it(client, action, draft, role):
    health = make_agency(action.partnership, "Dorset CCG", "health")
    Contributor(partnership=action.partnership, action=action, agency=health).enter(None)
    client.force_login(make_user(role, action.partnership, agency=health))
    assert [path for path in places(action) if tells(client, path)] == []
    assert client.get(reverse("evidence", args=[Evidence.objects.get().pk])).status_code == 404
    assert client.post(reverse("clear_update", args=[draft.pk])).status_code == 404


@pytest.mark.parametrize("role", OWN)
def test_its_own_people_and_the_manager_see_it(client, action, draft, role):
    client.force_login(make_user(role, action.partnership))
    assert tells(client, reverse("action", args=[action.pk]))
    assert client.get(reverse("evidence", args=[Evidence.objects.get().pk])).getvalue() == b"nine of ten"


def test_its_author_and_an_administrator_see_it_whatever_their_role(client, action, lead):
    author, administrator = make_user(Role.VIEWER, action.partnership), make_administrator()
    officer = make_officer(action.lead_agency, user=author)
    action.change(None, lead_officer=officer)
    client.force_login(author)
    assert "It counts once the lead" in send(client, action)
    for user in (author, administrator):
        client.force_login(user)
        assert tells(client, reverse("action", args=[action.pk]))


def test_once_it_is_cleared_everybody_sees_it(client, action, lead, draft):
    client.force_login(lead)
    for told in ("The update on A1.1 is cleared.", "Nothing is changed now."):
        page = shown(client.post(reverse("clear_update", args=[draft.pk]), follow=True))
        assert told in page
    action.refresh_from_db()
    assert (action.declared, action.status) == ("red", Status.IN_PROGRESS)
    assert "cleared by Lea Lead" in page
    client.force_login(make_user(Role.VIEWER, action.partnership))
    assert tells(client, reverse("action", args=[action.pk]))
    assert tells(client, reverse("finding", args=[action.finding_id]))
    assert client.get(reverse("evidence", args=[Evidence.objects.get().pk])).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role != Role.AGENCY_LEAD])
@pytest.mark.parametrize("name", ["clear_update", "send_back"])
def test_nobody_else_clears_or_sends_back(client, action, draft, role, name):
    client.force_login(make_user(role, action.partnership))
    answer = client.post(reverse(name, args=[draft.pk]), {"reason": "No."})
    assert answer.status_code == (403 if role in OWN else 404)
    assert Update.objects.waiting().exists()


def test_draft_evidence_is_no_evidence_until_it_is_cleared(client, action, lead, draft):
    client.force_login(lead)
    form = {"version": action.version, "difference": "They use it."}
    page = shown(client.post(reverse("deliver", args=[action.pk]), form, follow=True))
    assert "Add at least one piece of evidence" in page
    client.post(reverse("clear_update", args=[draft.pk]))
    action.refresh_from_db()
    page = shown(client.post(reverse("deliver", args=[action.pk]), form | {"version": action.version}, follow=True))
    assert "A1.1 is delivered." in page


def test_opinion_on_a_draft_s_evidence_goes_with_it(client, action, draft):
    piece, administrator = Evidence.objects.get(), make_administrator()
    about = {"finding": action.finding, "action": action, "evidence": piece, "said_by": administrator}
    Opinion(partnership=action.partnership, text="Zebra crossing.", **about).give(administrator)
    client.force_login(make_user(Role.CHAIR, action.partnership))
    assert [path for path in places(action) if tells(client, path)] == []


def test_clearing_on_a_closed_action_leaves_it_as_it_is(client, action, lead, draft):
    action.cancel(None, "Not needed.")
    client.force_login(lead)
    told = "clearing this tells it, and changes nothing of the action."
    assert told in look(client, "action", action.pk)
    page = shown(client.post(reverse("clear_update", args=[draft.pk]), follow=True))
    assert "is cleared. The action is cancelled, so it stays as it is." in page


def test_sent_back_with_a_reason_its_author_records_it_again(client, action, deputy, lead, draft):
    client.force_login(lead)
    assert "Give the reason." in shown(client.post(reverse("send_back", args=[draft.pk]), {"reason": " "}))
    page = shown(client.post(reverse("send_back", args=[draft.pk]), {"reason": "Which officers?"}, follow=True))
    assert "The update on A1.1 is sent back to Di Deputy." in page
    assert "Sent back</strong>" in page
    assert "Nothing is changed now." in look_after(client, "send_back", draft.pk, {"reason": "Which officers?"})
    client.force_login(deputy)
    home = shown(client.get("/"))
    assert "Sent back to you (1)" in home
    assert "Lea Lead: “Which officers?”" in home
    form = look(client, "record_progress", action.pk)
    assert "Sent back: " in form
    assert f"{WORDS}</textarea>" in form
    send(client, action, text="Ten detectives are trained.")
    assert "Sent back to you" not in shown(client.get("/"))
    assert "Sent back</strong>" in look(client, "action", action.pk)  # the history keeps it


def look_after(client, name, key, form):
    return shown(client.post(reverse(name, args=[key]), form, follow=True))


def test_what_was_sent_back_is_shown_to_no_other(client, action, lead, draft):
    draft.send_back(lead, "Zebra?")
    client.force_login(make_user(Role.CHAIR, action.partnership))
    assert [path for path in places(action) if tells(client, path)] == []
    assert "Sent back to you" not in shown(client.get("/"))


def test_lead_who_records_sees_drafts_as_not_cleared(client, action, lead, draft):
    make_update(action, text="Five are trained.")
    client.force_login(lead)
    page = look(client, "record_progress", action.pk)
    assert "Not cleared yet: " in page
    assert "Progress: Five are trained." in page[page.index("Last time: ") :]
    assert WORDS not in page[page.index("Last time: ") :]


def test_home_leads_the_lead_to_the_draft(client, action, lead, draft):
    client.force_login(lead)
    assert f'href="/actions/{action.pk}/#draft-{draft.pk}"' in shown(client.get("/"))


def test_who_left_the_agency_sees_its_drafts_no_more(client, action, lead, draft):
    Membership.objects.get(user=lead).end(None)
    Membership(partnership=action.partnership, user=lead, role=Role.VIEWER).enter(None)
    client.force_login(lead)
    assert [path for path in places(action) if tells(client, path)] == []


def test_pages_take_no_query_more_for_drafts(client, action, lead, django_assert_max_num_queries):
    for number in range(4):
        draft = make_update(action, draft=True, text=f"{number} are trained.")
        evidence = from_file(action, "", SimpleUploadedFile("a.txt", f"{number}".encode()), draft.author)
        evidence.update = draft
        evidence.enter(draft.author)
    client.force_login(lead)
    for name in ("action", "record_progress"):
        with django_assert_max_num_queries(15):
            look(client, name, action.pk)
    with django_assert_max_num_queries(15):
        client.get("/")


def end(role_of):
    Membership.objects.get(user=role_of).end(None)


def test_without_a_lead_a_call_for_help_waits_for_nobody(client, action, deputy, lead):
    end(lead)
    client.force_login(deputy)
    assert "waits until its lead" not in look(client, "record_progress", action.pk)
    assert "Your call for help is recorded on A1.1." in send(client, action, kind="need help")
    assert action.declared == "red"
    assert "Say it is delivered" in look(client, "action", action.pk)
    client.force_login(make_user(partnership=action.partnership))
    assert "Help is asked for (1)" in shown(client.get("/"))


@pytest.mark.parametrize("why", ["disabled", "not come", "expired"])
def test_lead_who_cannot_come_clears_nothing(client, action, deputy, lead, why):
    match why:
        case "disabled":
            lead.change(None, is_active=False)
        case "not come":
            type(lead).objects.filter(pk=lead.pk).update(password="!", last_login=None)
        case _:
            Membership.objects.filter(user=lead).update(expires_on="2018-01-01")
    client.force_login(deputy)
    assert "It counts once" not in send(client, action)


def test_what_waits_when_the_lead_goes_is_cleared_by_the_business_manager(client, action, lead, draft):
    manager = make_user(partnership=action.partnership)
    client.force_login(manager)
    assert "Updates to clear" not in shown(client.get("/"))
    end(lead)
    assert "Updates to clear (1)" in shown(client.get("/"))
    page = look(client, "action", action.pk)
    assert "Waits until the business manager has cleared it" in page
    assert "Dorset Police has no lead who could." in page
    assert "Clear this update" in page
    for told in ("The update on A1.1 is cleared.", "Nothing is changed now."):
        assert told in look_after(client, "clear_update", draft.pk, {})
    action.refresh_from_db()
    assert action.declared == "red"


def test_business_manager_sends_back_what_waits_for_no_lead(client, action, deputy, lead, draft):
    end(lead)
    for user, status in ((deputy, 403), (make_user(partnership=action.partnership), 302)):
        client.force_login(user)
        assert client.post(reverse("send_back", args=[draft.pk]), {"reason": "Which?"}).status_code == status
    draft.refresh_from_db()
    assert draft.sent_back_because == "Which?"


def test_ending_the_only_lead_s_role_says_what_follows(client, action, lead):
    client.force_login(make_user(partnership=action.partnership))
    role = Membership.objects.get(user=lead)
    told = "Dorset Police has no other lead who can sign in, and its lead clears what its people record."
    assert told in look(client, "end_role", action.partnership_id, role.pk)
    other = make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency)
    assert told not in look(client, "end_role", action.partnership_id, role.pk)
    end(other)
    action.lead_agency.change(None, clears_updates=False)
    assert told not in look(client, "end_role", action.partnership_id, role.pk)
