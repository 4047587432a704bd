"""What a person is told on which day, and who is told nothing."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from actions.models import Action, Contributor
from partnerships.models import Membership, Officer, Role, User
from reporting.models import ReminderChoice, ReminderRun, Signatory
from reporting.reminders import run
from tests.makers import (
    make_agency,
    make_evidence,
    make_finding,
    make_invitation,
    make_letter,
    make_officer,
    make_partnership,
    make_request,
    make_statement,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2018, 10, 1)
WEDNESDAY = dt.date(2018, 10, 3)
FAR = dt.date(2019, 6, 3)


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def officer(letter):
    """Of the police, who can sign in and has a part in nothing yet."""
    user = make_user(Role.CONTRIBUTOR, letter.partnership, "debbie@example.org")
    return make_officer(make_agency(letter.partnership), user=user)


@pytest.fixture
def action(letter, officer):
    return make_written(make_finding(letter), lead_officer=officer, target_date=FAR)


def told(on, email="debbie@example.org"):
    """What the person would be told on that day: kind, number and words of each line."""
    found = [one for one in run.due(on) if one.user.email == email]
    return [(line.kind, line.name, line.words) for one in found for line in one.lines]


def due_on(action, day):
    Action.objects.filter(pk=action.pk).update(target_date=day)


def days(number):
    return dt.timedelta(days=number)


def at(day, hour=12):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@pytest.mark.parametrize(("ahead", "words"), [(28, "in 28 days"), (14, "in 14 days"), (7, "in 7 days"), (0, "today")])
def test_what_is_due_is_told_on_four_days(action, ahead, words):
    day = WEDNESDAY + days(ahead)
    due_on(action, day)
    assert told(WEDNESDAY) == [("due", "A1.1", f"due {day:%-d %B %Y}, {words}")]


@pytest.mark.parametrize("ahead", [29, 27, 15, 13, 8, 6, 1])
def test_and_on_no_other(action, ahead):
    due_on(action, WEDNESDAY + days(ahead))
    assert told(WEDNESDAY) == []


def test_a_day_without_a_run_is_caught_up(action):
    ReminderRun.objects.create(day=MONDAY, began_at=at(MONDAY), finished_at=at(MONDAY))
    due_on(action, MONDAY + days(1 + 14))
    assert told(WEDNESDAY) == [("due", "A1.1", "due 16 October 2018, in 13 days")]


def test_what_is_overdue_is_told_once_a_week(action):
    due_on(action, dt.date(2018, 9, 20))
    assert told(MONDAY) == [("overdue", "A1.1", "due 20 September 2018, 11 days late")]
    assert told(WEDNESDAY) == []
    ReminderChoice(user=action.lead_officer.user, weekday=2).enter(None)
    assert told(WEDNESDAY)
    assert told(MONDAY) == []


def test_an_action_without_a_date_has_its_statements(action):
    due_on(action, None)
    assert told(dt.date(2018, 10, 16)) == [("due", "A1.1", "due 16 October 2018, today")]


def test_an_update_that_is_asked_for(action):
    make_request(action, due=dt.date(2018, 10, 18), asked_at=at(WEDNESDAY))
    line = ("asked", "A1.1", "an update is asked for by 18 October 2018, in 15 days")
    assert told(WEDNESDAY) == [line]
    assert told(WEDNESDAY + days(1)) == [(*line[:2], line[2].replace("15", "14"))]  # the run of Wednesday never was
    ReminderRun.objects.create(day=WEDNESDAY, began_at=at(WEDNESDAY, 13), finished_at=at(WEDNESDAY, 14))
    assert told(WEDNESDAY + days(1)) == []
    assert told(dt.date(2018, 10, 15))  # weekly
    assert told(dt.date(2018, 10, 18)) == [("asked", "A1.1", "an update is asked for by 18 October 2018, today")]


def test_more_evidence_that_is_needed(action):
    make_evidence(action)
    action.deliver(make_user(None), "Officers use the tool.")
    action.ask_for_more_evidence(make_user(None), "An audit, not a policy.")
    Action.objects.update(asked_at=at(WEDNESDAY))
    assert told(WEDNESDAY) == [("evidence", "A1.1", "more evidence is asked for")]


def test_what_waits_for_assurance_is_told_to_who_runs_the_plan_but_not_of_their_own(action):
    manager = make_user(Role.BUSINESS_MANAGER, action.partnership, "kim@example.org")
    make_user(Role.CHAIR, action.partnership, "chair@example.org")
    make_evidence(action)
    action.deliver(manager, "Officers use the tool.")
    Action.objects.update(delivered_at=at(WEDNESDAY))
    assert told(WEDNESDAY, "chair@example.org") == [("assurance", "A1.1", "delivered, and not assured yet")]
    assert told(WEDNESDAY, "kim@example.org") == []
    assert told(WEDNESDAY) == []


def test_the_statements_timetable_is_told_to_business_managers_alone(letter):
    make_user(Role.BUSINESS_MANAGER, letter.partnership, "kim@example.org")
    make_user(Role.CHAIR, letter.partnership, "chair@example.org")
    statement = make_statement(letter)
    step = statement.milestones.first()
    type(step).objects.exclude(pk=step.pk).delete()
    type(step).objects.update(due=WEDNESDAY + days(7))
    assert told(WEDNESDAY, "kim@example.org") == [("statement", step.name, "due 10 October 2018, in 7 days")]
    assert told(WEDNESDAY, "chair@example.org") == []
    step.refresh_from_db()
    step.reach(None, WEDNESDAY)
    assert told(WEDNESDAY, "kim@example.org") == []


def test_a_signature_is_waited_for_of_the_named_officer_else_of_the_partner(letter, officer):
    police = officer.agency
    make_user(Role.SAFEGUARDING_PARTNER, letter.partnership, "partner@example.org", agency=police)
    statement = make_statement(letter)
    Signatory.objects.filter(statement=statement).delete()
    signatory = Signatory(partnership=letter.partnership, statement=statement, agency=police).enter(None)
    day = dt.date(2018, 10, 9)  # a week before the statement is due
    line = ("statement", "Your agency’s agreement", "the statement is due 16 October 2018, in 7 days")
    assert told(day, "partner@example.org") == [line]
    assert told(day) == []
    signatory.change(None, officer=officer)
    assert told(day) == [line]
    assert told(day, "partner@example.org") == []
    Membership.objects.filter(user=officer.user).update(expires_on=day - days(1))
    assert told(day, "partner@example.org") == [line]
    Membership.objects.filter(user=officer.user).update(expires_on=None)
    assert told(day, "partner@example.org") == []
    Officer.objects.filter(pk=officer.pk).update(left_on=day)
    assert told(day) == []
    assert told(day, "partner@example.org") == [line]


def missed(action, *ends):
    for end in ends:
        make_request(action, due=end, meeting=f"{end}", asked_at=at(end - days(9)))


def test_two_missed_requests_go_to_the_executive_and_three_to_the_chair(action):
    chief = make_officer(
        action.lead_agency, "Chief", user=make_user(Role.VIEWER, action.partnership, "chief@example.org")
    )
    Officer.objects.exclude(pk=chief.pk).update(accountable_executive=False)
    make_user(Role.CHAIR, action.partnership, "chair@example.org")
    missed(action, dt.date(2018, 8, 1))
    assert told(dt.date(2018, 8, 2), "chief@example.org") == []
    missed(action, dt.date(2018, 9, 5))
    line = "2 requests in a row for an update not answered, the last by 5 September 2018"
    assert told(dt.date(2018, 9, 6), "chief@example.org") == [("missed", "A1.1", line)]
    assert told(dt.date(2018, 9, 7), "chief@example.org") == []  # once
    assert told(dt.date(2018, 9, 6), "chair@example.org") == []
    missed(action, WEDNESDAY)
    for email in ("chief@example.org", "chair@example.org"):
        ((kind, _, words),) = told(WEDNESDAY + days(1), email)
        assert (kind, words[:17]) == ("missed", "3 requests in a r")


def test_how_many_is_the_partnerships_own(action):
    make_user(Role.CHAIR, action.partnership, "chair@example.org")
    action.partnership.change(None, executive_after=None, chair_after=1)
    missed(action, WEDNESDAY)
    assert told(WEDNESDAY + days(1), "chair@example.org")
    action.partnership.change(None, chair_after=None)
    assert told(WEDNESDAY + days(1), "chair@example.org") == []


def test_a_request_that_was_ended_before_its_day_is_not_missed(action):
    make_user(Role.CHAIR, action.partnership, "chair@example.org")
    action.partnership.change(None, executive_after=1, chair_after=1)
    make_request(action, due=WEDNESDAY, asked_at=at(MONDAY), ended_at=at(MONDAY, 15))
    assert told(WEDNESDAY + days(1), "chair@example.org") == []


def test_deputies_contributors_and_leads_of_the_agency_are_told(letter, action):
    police = action.lead_agency
    people = {name: make_user(Role.VIEWER, letter.partnership, f"{name}@example.org") for name in ("deputy", "part")}
    make_user(Role.AGENCY_LEAD, letter.partnership, "lead@example.org", agency=police)
    Action.objects.update(deputy=make_officer(police, "Dee", user=people["deputy"]), target_date=WEDNESDAY)
    nurses = make_agency(letter.partnership, "Dorset CCG")
    nurse = make_officer(nurses, "Pat", user=people["part"])
    Contributor(partnership=letter.partnership, action=action, agency=nurses, officer=nurse).enter(None)
    for name in ("debbie", "deputy", "lead", "part"):
        assert told(WEDNESDAY, f"{name}@example.org"), name
    make_request(action, due=FAR, asked_at=at(WEDNESDAY))
    assert [kind for kind, *_ in told(WEDNESDAY, "part@example.org")] == ["due"]  # the lead speaks for the action


def test_of_a_letter_before_its_publication_nothing_is_told(action):
    due_on(action, WEDNESDAY)
    make_request(action, due=WEDNESDAY + days(7), asked_at=at(WEDNESDAY))
    type(action.letter).objects.update(embargoed=True)
    assert list(run.due(WEDNESDAY)) == []


def test_people_who_cannot_sign_in_or_have_no_role_get_nothing(action, officer):
    due_on(action, WEDNESDAY)
    assert told(WEDNESDAY)
    User.objects.filter(pk=officer.user_id).update(is_active=False)
    assert told(WEDNESDAY) == []
    User.objects.filter(pk=officer.user_id).update(is_active=True)
    Membership.objects.update(expires_on=WEDNESDAY - days(1))
    assert told(WEDNESDAY) == []
    Membership.objects.all().delete()
    assert told(WEDNESDAY) == []
    invited = make_invitation(action.partnership, email="new@example.org")
    Officer.objects.filter(pk=officer.pk).update(user=invited.user)
    assert list(run.due(WEDNESDAY)) == []


def test_an_officer_who_left_and_a_role_in_another_partnership_bring_nothing(action, officer):
    due_on(action, WEDNESDAY)
    Officer.objects.filter(pk=officer.pk).update(left_on=MONDAY)
    assert told(WEDNESDAY) == []
    Officer.objects.filter(pk=officer.pk).update(left_on=None)
    Membership.objects.update(partnership=make_partnership("Kent"))
    assert told(WEDNESDAY) == []


def test_who_wants_none_or_not_this_kind_gets_none(action):
    due_on(action, WEDNESDAY)
    make_request(action, due=dt.date(2018, 10, 18), asked_at=at(WEDNESDAY))
    choice = ReminderChoice(user=action.lead_officer.user, due=False).enter(None)
    assert [kind for kind, *_ in told(WEDNESDAY)] == ["asked"]
    choice.change(None, asked=False)
    assert told(WEDNESDAY) == []
    choice.change(None, asked=True, on=False)
    assert told(WEDNESDAY) == []


def test_one_mail_for_all_partnerships_with_numbers_dates_and_links_and_no_words_of_the_plan(settings, action, officer):
    settings.SITE_URL = "https://plan.example.org"
    due_on(action, WEDNESDAY)
    make_evidence(action, title="Case of a boy")
    kent = make_letter(make_partnership("Kent"))
    Membership(partnership=kent.partnership, user=officer.user, role=Role.VIEWER).enter(None)
    theirs = make_officer(make_agency(kent.partnership, "Kent Police"), user=officer.user)
    other = make_written(make_finding(kent, lead_agency=theirs.agency), lead_officer=theirs, target_date=WEDNESDAY)
    assert run.send(WEDNESDAY).sent == 1
    (sent,) = mail.outbox
    assert sent.to == ["debbie@example.org"]
    assert not sent.cc + sent.bcc
    assert sent.subject == "JTAI Tracker: 2 due soon"
    page, kind = sent.alternatives[0]
    assert kind == "text/html"
    for text in (sent.body, page):
        assert "A1.1, letter of 9 July 2018: due 3 October 2018, today" in text
        for one in (action, other):
            assert f"https://plan.example.org/actions/{one.pk}/progress/" in text
        for words in (action.text, action.finding.text, "Case of a boy", "child exploitation"):
            assert words not in text
    assert "DORSET SAFEGUARDING CHILDREN PARTNERSHIP" in sent.body
    assert not re.search(r"<(img|link|script|style)|src=", page)
    assert '<html lang="en-GB">' in page
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = sent.extra_headers["List-Unsubscribe"]
    assert re.fullmatch(r"<https://plan\.example\.org/reminders/stop/[\w.-]+/>", stop)
    assert stop[1:-1] in sent.body


def test_names_are_text_in_the_page(action):
    due_on(action, WEDNESDAY)
    action.partnership.change(None, name="Dorset <b>& Kent</b>")
    run.send(WEDNESDAY)
    assert "Dorset &lt;b&gt;&amp; Kent&lt;/b&gt;" in mail.outbox[0].alternatives[0][0]
    assert "DORSET <B>& KENT</B>" in mail.outbox[0].body


def test_a_long_list_is_cut_and_says_so(letter, officer):
    for _ in range(23):
        make_written(make_finding(letter), lead_officer=officer, target_date=WEDNESDAY)
    run.send(WEDNESDAY)
    assert mail.outbox[0].body.count("/progress/") == 20
    assert "and 3 more" in mail.outbox[0].body
    assert "Due soon (23)" in mail.outbox[0].body
