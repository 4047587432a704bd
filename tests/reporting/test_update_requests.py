"""Updates are asked for, answered, asked for again and ended: who may, what is refused, and where it shows."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, Update
from partnerships.models import Event, Officer, Role
from reporting.models import AskedUpdate, ReminderChoice, UpdateRequest
from tests.makers import (
    make_agency,
    make_finding,
    make_letter,
    make_meeting,
    make_officer,
    make_partnership,
    make_request,
    make_update,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + dt.timedelta(days=9)
BY = f"{SOON:%-d %B %Y}"


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def action(letter):
    """Led by an officer of the police who can sign in."""
    police = make_agency(letter.partnership)
    lead = make_user(Role.AGENCY_LEAD, letter.partnership, agency=police, name="Debbie Simpson")
    return make_written(make_finding(letter), lead_officer=make_officer(police, user=lead))


@pytest.fixture
def manager(client, letter):
    user = make_user(Role.BUSINESS_MANAGER, letter.partnership, name="Kim Jones")
    client.force_login(user)
    return user


def words(answer):
    return " ".join(answer.content.decode().split())


def ask(client, action, **data):
    typed = {"due": f"{SOON:%d/%m/%Y}", "meeting": "Executive"} | data
    return client.post(reverse("ask_for_updates", args=[action.partnership_id]), typed, follow=True)


def page_of(client, asked):
    return words(client.get(reverse("update_request", args=[asked.pk])))


def on_days(action, *days):
    """Requests that were made ten days before the days that they name."""
    for ago in days:
        due = TODAY - dt.timedelta(days=ago)
        asked_at = timezone.now() - dt.timedelta(days=ago + 10)
        make_request(action, due=due, meeting=f"{ago}", asked_at=asked_at)


def test_a_manager_asks_and_the_page_shows_who_has_answered(client, manager, action):
    other = make_written(make_finding(action.letter), lead_agency=make_agency(action.partnership, "Dorset CCG"))
    page = words(ask(client, action))
    assert f"Updates are asked for by {BY}. The next reminders say so." in page
    assert "<strong>0 of 2</strong> actions answered." in page
    make_update(action)
    asked = UpdateRequest.objects.get()
    page = page_of(client, asked)
    assert "<strong>1 of 2</strong> actions answered." in page
    assert f"A1.1</a>, {TODAY:%-d %B %Y}" in page
    assert Event.objects.about(asked).get().verb == "asked for updates"
    assert set(asked.asked.values_list("action", flat=True)) == {action.pk, other.pk}


def test_an_update_that_waits_to_be_cleared_is_an_answer_and_one_sent_back_is_none(client, manager, action):
    asked = make_request(action, due=SOON)
    draft = make_update(action, draft=True)
    assert "waits to be cleared" in page_of(client, asked)
    draft.send_back(make_user(None), "Say more.")
    assert "<strong>0 of 1</strong> action answered." in page_of(client, asked)


def test_neither_an_earlier_update_nor_another_agencys_is_an_answer(client, manager, action):
    make_update(action)
    asked = make_request(action, due=SOON)
    make_update(action, agency=make_agency(action.partnership, "Dorset CCG"))
    assert "<strong>0 of 1</strong> action answered." in page_of(client, asked)


def test_an_action_that_is_cancelled_is_waited_for_no_longer(client, manager, action):
    asked = make_request(action, due=SOON)
    action.cancel(manager, "It is done elsewhere.")
    assert "A1.1</a>, cancelled" in page_of(client, asked)


def test_a_second_click_asks_once(client, manager, action):
    ask(client, action)
    assert "This was asked for before. It is asked once." in words(ask(client, action))
    assert UpdateRequest.objects.count() == 1


def test_only_of_chosen_letters_and_agencies(client, manager, action):
    nurses = make_agency(action.partnership, "Dorset CCG")
    theirs = make_written(make_finding(action.letter), lead_agency=nurses)
    late = make_letter(action.partnership, letter_date=dt.date(2019, 7, 9))
    make_written(make_finding(late, lead_agency=nurses))
    ask(client, action, letters=[action.letter_id], agencies=[nurses.pk])
    assert list(AskedUpdate.objects.values_list("action", flat=True)) == [theirs.pk]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"due": ""}, "By which day"),
        ({"due": "31/02/2027"}, "By which day"),
        ({"due": f"{TODAY - dt.timedelta(days=1):%d/%m/%Y}"}, "By which day: choose today or a later day."),
        ({"meeting": "x" * 201}, "200"),
        ({"agencies": ["99999"]}, "Choose agencies of this partnership."),
        ({"letters": ["none"]}, "Choose letters of this partnership."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_asked(client, manager, action, typed, said):
    make_written(make_finding(action.letter), lead_agency=make_agency(action.partnership, "Dorset CCG"))
    make_written(make_finding(make_letter(action.partnership, letter_date=dt.date(2019, 7, 9))))
    page = words(ask(client, action, **typed))
    assert "There is a problem" in page
    assert said in page
    assert not UpdateRequest.objects.exists()


def test_where_nothing_is_open_it_says_so(client, manager, action):
    action.cancel(manager, "Done elsewhere.")
    assert "No action is open, so there is nobody to ask." in words(
        client.get(reverse("ask_for_updates", args=[action.partnership_id]))
    )
    assert "No action is open there." in words(ask(client, action)) or not UpdateRequest.objects.exists()


def test_an_unpublished_letter_is_not_asked_about(client, manager, letter, action):
    hidden = make_written(make_finding(make_letter(letter.partnership, embargoed=True, letter_date=SOON)))
    ask(client, action)
    assert not AskedUpdate.objects.filter(action=hidden).exists()


def test_asking_again_asks_who_has_not_answered_and_ends_the_first(client, manager, action):
    other = make_written(make_finding(action.letter))
    first = make_request(action, other, due=TODAY - dt.timedelta(days=1), asked_at=timezone.now() - dt.timedelta(9))
    make_update(other)
    again = reverse("ask_again", args=[first.pk])
    assert "1 action of the request" in words(client.get(again))
    page = words(client.post(again, {"due": f"{SOON:%d/%m/%Y}"}, follow=True))
    assert "<strong>0 of 1</strong> action answered." in page
    assert "It asks again those who had not answered" in page
    first.refresh_from_db()
    assert first.ended_at
    assert "This was asked for before." in words(client.post(again, {"due": f"{SOON:%d/%m/%Y}"}, follow=True))
    assert UpdateRequest.objects.count() == 2
    assert AskedUpdate.objects.missed(TODAY).get().request == first


def test_where_everybody_has_answered_nobody_is_asked_again(client, manager, action):
    first = make_request(action, due=SOON)
    make_update(action)
    again = reverse("ask_again", args=[first.pk])
    assert "Everybody has answered" in words(client.get(again))
    client.post(again, {"due": f"{SOON:%d/%m/%Y}"})
    assert UpdateRequest.objects.get().ended_at is None


def test_it_is_ended_once(client, manager, action):
    asked = make_request(action, due=SOON)
    end = reverse("end_update_request", args=[asked.pk])
    assert "The request is ended." in words(client.post(end, follow=True))
    assert "The request is ended." not in words(client.post(end, follow=True))
    assert Event.objects.about(asked).filter(verb="ended request").count() == 1


def test_the_lead_officer_is_told_at_home_and_on_the_action_until_they_answer(client, action):
    make_request(action, due=SOON)
    client.force_login(action.lead_officer.user)
    sentence = f"An update is asked for by {BY} (Kim Jones, for Executive)"
    for path in ("/", reverse("action", args=[action.pk])):
        assert sentence in words(client.get(path)), path
    make_update(action, author=action.lead_officer.user)
    for path in ("/", reverse("action", args=[action.pk])):
        assert "An update is asked for" not in words(client.get(path)), path


def test_of_two_requests_the_newer_is_told(client, action):
    make_request(action, due=SOON, asked_at=timezone.now() - dt.timedelta(days=3))
    make_request(action, due=SOON + dt.timedelta(days=20), meeting="Partners")
    client.force_login(action.lead_officer.user)
    page = words(client.get("/"))
    assert "for Partners" in page
    assert "for Executive" not in page


def test_whoever_only_has_a_part_or_reads_is_not_asked_at_home(client, action):
    make_request(action, due=SOON)
    for role in (Role.VIEWER, Role.SCRUTINEER, Role.BUSINESS_MANAGER):
        client.force_login(make_user(role, action.partnership))
        assert "An update is asked for" not in words(client.get("/")), role


def test_whom_no_mail_reaches_stands_first_with_what_to_do(client, manager, action):
    police, letter = action.lead_agency, action.letter
    nobody = make_written(make_finding(letter))
    unknown = make_written(make_finding(letter), lead_officer=make_officer(police, "Una Known"))
    left = make_officer(police, "Lee Left", left_on=TODAY - dt.timedelta(days=1))
    Action.objects.filter(pk=make_written(make_finding(letter)).pk).update(lead_officer=left)
    gone = make_officer(police, "Gail Gone", user=make_user(None))
    expired = make_written(make_finding(letter), lead_officer=gone)
    make_request(action, nobody, unknown, expired, Action.objects.get(lead_officer=left), due=SOON)
    page = page_of(client, UpdateRequest.objects.get())
    first = page[page.index("No mail reaches them") : page.index("Who has answered")]
    assert "Nobody at Dorset Police" in first
    assert "Has no e-mail address here." in first
    assert f"Left on {TODAY - dt.timedelta(days=1):%-d %B %Y}." in first
    assert "Cannot sign in now" in first
    assert "Debbie Simpson" not in first
    for way in ("Invite them", "Name somebody", "Look among the people"):
        assert way in first


def test_who_wants_no_such_mail_stands_there_too(client, manager, action):
    asked = make_request(action, due=SOON)
    assert "No mail reaches them" not in page_of(client, asked)
    ReminderChoice(user=action.lead_officer.user, asked=False).enter(None)
    assert "Wants no such mail. It stands on their home page." in page_of(client, asked)


def test_missed_requests_in_a_row_go_up(client, manager, action):
    on_days(action, 40, 20, 1)
    page = page_of(client, UpdateRequest.objects.first())
    assert "Missed more than once" in page
    assert "3 requests in a row on <a" in page
    assert "Debbie Simpson, Chief Constable, who answers for it, is told by mail." in page
    assert "The chair is told by mail too." in page


def test_where_no_mail_reaches_who_answers_for_the_agency_there_is_a_way_on(client, manager, action):
    on_days(action, 20, 1)
    Officer.objects.update(user=None)
    page = page_of(client, UpdateRequest.objects.first())
    assert "answers for it and has no e-mail address here, so no mail tells them." in page
    assert reverse("invite", args=[action.partnership_id]) in page
    Officer.objects.update(accountable_executive=False)
    page = page_of(client, UpdateRequest.objects.first())
    assert "Nobody is named who answers for it." in page
    assert reverse("agency", args=[action.partnership_id, action.lead_agency_id]) in page


def test_an_answer_ends_the_row(client, manager, action):
    on_days(action, 40, 20)
    make_update(action)
    on_days(action, 1)
    Update.objects.update(recorded_at=timezone.now() - dt.timedelta(days=15))
    assert "Missed more than once" not in page_of(client, UpdateRequest.objects.first())


def test_after_how_many_who_is_told_is_the_partnerships_own(client, manager, action):
    on_days(action, 20, 1)
    partnership = action.partnership
    partnership.change(manager, executive_after=None, chair_after=2)
    page = page_of(client, UpdateRequest.objects.first())
    assert "The chair is told by mail too." in page
    assert "who answers for it" not in page
    partnership.change(manager, chair_after=None)
    assert "Missed more than once" not in page_of(client, UpdateRequest.objects.first())


def test_another_partnerships_request_is_not_found(client, action):
    asked = make_request(action, due=SOON)
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Kent")))
    for name in ("update_request", "ask_again"):
        assert client.get(reverse(name, args=[asked.pk])).status_code == 404
    assert client.post(reverse("end_update_request", args=[asked.pk])).status_code == 404


def test_the_page_takes_as_many_queries_whatever_it_shows(
    client, manager, action, django_assert_max_num_queries, django_assert_num_queries
):
    asked = [action]
    for number in range(12):
        agency = make_agency(action.partnership, f"Agency {number}")
        officer = make_officer(agency, f"Officer {number}", user=make_user(Role.AGENCY_LEAD, action.partnership))
        asked.append(make_written(make_finding(action.letter), lead_agency=agency, lead_officer=officer))
    make_request(*asked[:1], due=SOON, meeting="Few")
    make_request(*asked, due=SOON)
    few, many = UpdateRequest.objects.order_by("pk")
    page_of(client, few)
    with django_assert_max_num_queries(15) as counted:
        page_of(client, few)
    with django_assert_num_queries(len(counted)):
        page_of(client, many)
    with django_assert_max_num_queries(15):
        client.get(reverse("update_requests", args=[action.partnership_id]))


def test_a_meeting_fills_in_its_cut_off_and_its_name(client, manager, action):
    meeting = make_meeting(action.partnership, on=TODAY + dt.timedelta(days=30))
    page = client.get(reverse("meeting", args=[meeting.pk]))
    way = f"{reverse('ask_for_updates', args=[action.partnership_id])}?meeting={meeting.pk}"
    assert way in words(page)
    form = client.get(way).context["form"]
    assert (form["due"].value(), form["meeting"].value()) == (meeting.cut_off, str(meeting))
    elsewhere = make_meeting(make_partnership("Torbay"), on=meeting.on)
    for key in (elsewhere.pk, "x", "9" * 30):
        form = client.get(way.replace(f"={meeting.pk}", f"={key}")).context["form"]
        assert form.initial == {}


@pytest.mark.parametrize("name", ["letters", "agencies"])
@pytest.mark.parametrize("key", ["9" * 30, "x", "-1", "\0"])
def test_keys_that_no_row_can_have_are_told(client, manager, action, name, key):
    assert "There is a problem" in words(ask(client, action, **{name: [key]}))
    assert not UpdateRequest.objects.exists()
