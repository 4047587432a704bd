import datetime as dt

import pytest
from django.utils import timezone

from actions.example_progress_clock import clock_at
from actions.models import Contributor, DateChange, Update
from partnerships.models import Membership, Role, Sector
from tests.makers import (
    make_action,
    make_administrator,
    make_agency,
    make_challenge,
    make_date_change,
    make_difference,
    make_evidence,
    make_file,
    make_finding,
    make_letter,
    make_officer,
    make_opinion,
    make_partnership,
    make_update,
    make_user,
    make_written,
)


@pytest.fixture
def letter():
    return make_letter()


def page_of(client, user):
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def groups(client, user):
    """What waits for `user`: numbers by the group's title."""
    client.force_login(user)
    found = client.get("/").context["groups"]
    return {group.title: [row.action.number for row in group.rows] for group in found}


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def due_in(letter, days, **values):
    return make_written(make_finding(letter), target_date=in_days(days), **values)


def deliver(action):
    make_evidence(action)
    action.refresh_from_db()
    action.deliver(None, "Officers use the tool.")
    return action


def test_own_actions_are_grouped_by_how_late(client, letter):
    for days in (30, 3, -2):
        due_in(letter, days)
    asked = deliver(due_in(letter, -5))
    asked.ask_for_more_evidence(None, "An audit, not a policy.")
    lead = make_user(Role.AGENCY_LEAD, letter.partnership)
    assert list(groups(client, lead).items()) == [
        ("More evidence needed", ["A4.1"]),
        ("Overdue", ["A3.1"]),
        ("Due soon", ["A2.1"]),
        ("Not due yet", ["A1.1"]),
    ]
    page = page_of(client, lead)
    assert "An audit, not a policy." in page
    assert "2 days late" in page


def test_each_row_names_the_action_and_the_day(client, letter):
    action = due_in(letter, 3)
    page = page_of(client, make_user(Role.AGENCY_LEAD, letter.partnership))
    assert f'href="/actions/{action.pk}/">A1.1 Train every officer' in page
    assert f'href="/actions/{action.pk}/progress/?next=/"' in page
    assert "in 3 days" in page


def test_named_people_see_their_action_and_others_do_not(client, letter):
    lead, deputy, part, other = (make_user(Role.VIEWER, letter.partnership) for _ in range(4))
    police = make_agency(letter.partnership)
    due_in(letter, 3, lead_officer=make_officer(police, "A", user=lead), deputy=make_officer(police, "B", user=deputy))
    own = due_in(letter, 3)
    officer = make_officer(police, "C", user=part)
    Contributor(partnership=own.partnership, action=own, agency=police, officer=officer).enter(None)
    assert groups(client, lead) == groups(client, deputy) == {"Due soon": ["A1.1"]}
    assert groups(client, part) == {"Due soon": ["A2.1"]}
    assert "Nothing is waiting for you." not in page_of(client, other)  # nothing ever is for who only looks


def test_the_heading_says_what_the_page_is_to_each(client, letter):
    viewer, chair = (make_user(role, letter.partnership) for role in (Role.VIEWER, Role.CHAIR))
    assert '<h1 class="govuk-heading-l">How the plan stands</h1>' in page_of(client, viewer)
    page = page_of(client, chair)
    assert '<h1 class="govuk-heading-l">What is waiting for you</h1>' in page
    assert "Nothing is waiting for you." in page


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.DEPUTY, Role.AGENCY_LEAD])
def test_who_works_for_an_agency_sees_what_it_has_though_no_action_names_them(client, letter, role):
    """A contributor where it leads, and everyone where it only has a part."""
    nurses, council = (make_agency(letter.partnership, name, "health") for name in ("Dorset CCG", "Dorset Trust"))
    led, shared, foreign = due_in(letter, 3, lead_agency=nurses), due_in(letter, 20), due_in(letter, 5)
    Contributor(partnership=letter.partnership, action=shared, agency=nurses).enter(None)
    Contributor(partnership=letter.partnership, action=foreign, agency=council).enter(None)
    user = make_user(role, letter.partnership, agency=nurses)
    expected = {"Your agency’s actions": ["A1.1", "A2.1"]}
    if role != Role.CONTRIBUTOR:
        expected = {"Due soon": ["A1.1"], "Your agency’s actions": ["A2.1"]}
    assert groups(client, user) == expected
    page = page_of(client, user)
    assert "They are not in your name. You can record progress on them for your agency." in page
    for action in (led, shared):
        assert f'href="/actions/{action.pk}/progress/?next=/"' in page
        assert client.get(f"/actions/{action.pk}/progress/").status_code == 200
    mine = client.get("/actions/?filter-whose=agency").context["table"].page.object_list
    assert [row.record.number for row in mine] == ["A1.1", "A2.1"]


def test_whom_no_action_names_is_told_whom_to_ask(client, letter):
    make_user(partnership=letter.partnership, name="Kim Jones")
    words = "No action is in your name. If one should be, ask Kim Jones to name you on it."
    part = make_user(Role.CONTRIBUTOR, letter.partnership)
    assert words in page_of(client, part)
    action = due_in(letter, 3)
    assert words in page_of(client, part)
    action.change(None, lead_officer=make_officer(action.lead_agency, user=part))
    assert words not in page_of(client, part)
    assert words not in page_of(client, make_user(Role.CHAIR, letter.partnership))


def test_a_part_that_ended_and_what_is_closed_wait_for_nobody(client, letter):
    nurses = make_agency(letter.partnership, "Dorset CCG", "health")
    over, closed = due_in(letter, 3), due_in(letter, 3, lead_agency=nurses)
    Contributor(partnership=letter.partnership, action=over, agency=nurses, ended_at=timezone.now()).enter(None)
    closed.cancel(None, "Twice the same.")
    assert groups(client, make_user(Role.CONTRIBUTOR, letter.partnership, agency=nurses)) == {}


def test_delivered_waits_to_be_sampled_until_the_scrutineer_has_said_something_since(client, letter):
    scrutineer = make_user(Role.SCRUTINEER, letter.partnership)
    action = deliver(due_in(letter, -3))
    make_opinion(action.finding, action=action)  # somebody else's
    assert groups(client, scrutineer) == {"Delivered: to sample": ["A1.1"]}
    make_opinion(action.finding, action=action, said_by=scrutineer)
    assert groups(client, scrutineer) == {}
    action.ask_for_more_evidence(scrutineer, "An audit.")
    make_evidence(action)
    action.deliver(None, "Officers use it.")
    assert groups(client, scrutineer) == {"Delivered: to sample": ["A1.1"]}


def test_areas_for_priority_action_wait_for_the_scrutineers_opinion(client, letter):
    scrutineer = make_user(Role.SCRUTINEER, letter.partnership)
    first, closed = (make_finding(letter, kind="priority action") for _ in range(2))
    closed.change(None, closed_at=timezone.now())
    make_finding(letter)
    title = "Areas for priority action without your opinion"
    assert errands(client, scrutineer) == {title: [f"P1 {first.text}"]}
    assert errands(client, make_user(Role.CHAIR, letter.partnership)) == {}
    make_opinion(first, action=make_written(first), said_by=scrutineer)  # on an action is not on the finding
    assert list(errands(client, scrutineer)) == [title]
    make_opinion(first, said_by=scrutineer)
    assert errands(client, scrutineer) == {}


def test_a_challenge_that_nobody_answered_in_time_shows_to_who_raised_it_and_to_who_runs_the_plan(client, letter):
    partner = make_user(Role.SAFEGUARDING_PARTNER, letter.partnership, agency=make_agency(letter.partnership, "CCG"))
    make_user(Role.AGENCY_LEAD, letter.partnership)
    action = make_written(make_finding(letter))
    late = make_challenge(action, said_by=partner)
    make_challenge(action, said_by=partner, text="And at night?", answer_due=in_days(3))
    title, name = "Challenges without an answer in time", "A1.1 How do you know?"
    chair, manager = (make_user(role, letter.partnership) for role in (Role.CHAIR, Role.BUSINESS_MANAGER))
    for user in (partner, chair, manager):
        assert errands(client, user)[title] == [name]
        assert "years late" in page_of(client, user)
    for role in (Role.SCRUTINEER, Role.VIEWER, Role.AGENCY_LEAD):
        assert title not in errands(client, make_user(role, letter.partnership))
    late.give_answer(None, "Forty cases.")
    assert errands(client, partner) == {"Answers to your challenges": ["A1.1 Forty cases."]}
    assert title not in errands(client, chair)


def test_delivered_waits_for_who_may_assure_it_and_does_not_lead_it(client, letter):
    police = make_agency(letter.partnership)
    chair = make_user(Role.CHAIR, letter.partnership)
    both = make_user(Role.CHAIR, letter.partnership)
    deliver(due_in(letter, -3, lead_officer=make_officer(police, user=both)))
    assert groups(client, chair) == {"Waiting for your assurance": ["A1.1"]}
    assert groups(client, both) == {"Waiting for somebody else’s assurance": ["A1.1"]}
    for user in (make_user(Role.VIEWER, letter.partnership), make_administrator()):
        assert groups(client, user) == {}


def test_lead_sees_last_what_waits_for_somebody_else(client, letter):
    deliver(due_in(letter, -3))
    due_in(letter, 30)
    lead = make_user(Role.AGENCY_LEAD, letter.partnership)
    assert list(groups(client, lead)) == ["Not due yet", "Waiting for somebody else’s assurance"]
    page = page_of(client, lead)
    assert "Look at the evidence" not in page
    assert "delivered 3 days late" in page


def test_nothing_of_another_partnership_shows(client, letter):
    other = make_letter(make_partnership("Torbay"))
    deliver(due_in(other, -3))
    make_update(due_in(other, 3))
    page = page_of(client, make_user(Role.BUSINESS_MANAGER, letter.partnership))
    assert "Torbay" not in page
    assert "A1.1" not in page
    assert "1 update" not in page


def test_statement_counts_down_in_working_days(client, letter):
    make_letter(letter.partnership, letter_date=dt.date(2019, 1, 1), statement_printed=in_days(0))
    make_letter(letter.partnership, letter_date=dt.date(2020, 1, 1), statement_sent_on=dt.date(2020, 3, 3))
    make_letter(letter.partnership, letter_date=dt.date(2021, 1, 1), statement_printed=None)
    page = page_of(client, make_user(Role.VIEWER, letter.partnership))
    for words in ("0 working days left", "3 March 2020", "16 October 2018", "years late", "the letter prints no date"):
        assert words in page


def test_no_statement_asked_for_is_said(client):
    letter = make_letter(statement_required=False)
    assert "No letter asks for a written statement." in page_of(client, make_user(Role.VIEWER, letter.partnership))


def test_how_it_stands_in_words_by_agency_and_by_kind(client, letter):
    council = make_agency(letter.partnership, "Dorset Council", Sector.LOCAL_AUTHORITY)
    due_in(letter, -1)
    due_in(letter, 60)
    make_written(make_finding(letter, kind="priority action", lead_agency=council), target_date=in_days(60))
    make_written(make_finding(letter), target_date=in_days(-1)).cancel(None, "Twice the same.")
    for days in (60, 60, -1):
        make_action(make_finding(letter, lead_agency=council), target_date=in_days(days))
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    glance = client.get("/").context["glances"][0]
    told = {bar.name: [(part.number, part.label) for part in bar.parts] for bar in glance.by_agency}
    council_s = [(1, "Red"), (2, "No action written yet"), (1, "Green")]
    assert told == {"Dorset Council": council_s, "Dorset Police": [(1, "Red"), (1, "Green")]}
    assert [bar.name for bar in glance.by_kind] == ["Area for improvement", "Area for priority action"]
    for part in (part for bar in glance.by_agency + glance.by_kind for part in bar.parts):
        shown = client.get(f"/actions/?{part.query}").context["table"].page.paginator.count
        assert shown == part.number  # each number leads to the rows that it counts


def test_deadlines_ahead_and_what_changed(client, letter):
    soon = due_in(letter, 20)
    due_in(letter, 57)
    make_update(soon)
    soon.refresh_from_db()
    asker = make_user(None)
    DateChange(partnership=letter.partnership, action=soon, wanted=in_days(21), reason="Snow.", asked_by=asker).enter(
        asker
    )
    DateChange.objects.get().agree(None)
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    glance = client.get("/").context["glances"][0]
    assert [(day.date, [a.number for a in day.actions]) for day in glance.ahead] == [(in_days(21), ["A1.1"])]
    assert [one.words for one in glance.changed] == ["1 update", "1 date moved"]
    page = client.get("/").content.decode()
    assert 'A1.1 Train every officer in the use of the tool.</a> <span class="app-quiet">Dorset Police</span>' in page


def test_what_changed_leads_to_the_list_of_it(client, letter):
    """To the history for who may see it, to the actions for everyone else; what is older counts nowhere."""
    moved, told = due_in(letter, 20), deliver(due_in(letter, 20))
    old = due_in(letter, 20)
    with clock_at(timezone.now() - dt.timedelta(days=40)):
        make_update(old)
    for _ in range(2):
        make_update(moved)
        moved.refresh_from_db()
    make_date_change(moved, wanted=in_days(30)).agree(None)
    told.assure(None)
    told.ask_for_more_evidence(None, "An audit.")
    lists = {"2 updates": ["A1.1"], "1 date moved": ["A1.1"], "1 action delivered": ["A2.1"]}
    lists |= {"1 action assured": ["A2.1"], "1 sent back for more evidence": ["A2.1"]}
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    changed = client.get("/").context["glances"][0].changed
    assert {one.words for one in changed} == set(lists)
    for one in changed:
        shown = client.get(one.address).context["table"].page.object_list
        assert [row.record.number for row in shown] == lists[one.words], one
    client.force_login(make_user(Role.CHAIR, letter.partnership))
    for one in client.get("/").context["glances"][0].changed:
        shown = client.get(one.address).context
        assert shown["table"].page.paginator.count == int(one.words.split()[0])
        assert not shown["form"].errors


def test_of_many_actions_ahead_the_first_are_named(client, letter):
    for days in (20, 20, *[25] * 9):
        due_in(letter, days)
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    answer = client.get("/")
    glance = answer.context["glances"][0]
    assert [len(day.actions) for day in glance.ahead] == [2, 8]
    assert client.get(glance.more).context["table"].page.paginator.count == 11
    assert f"See all that is due until {in_days(56):%-d %B %Y}" in answer.content.decode()


def test_person_without_a_partnership_is_told(client):
    assert "You are in no partnership yet" in page_of(client, make_user(role=None))


def test_only_looking_is_possible(client):
    client.force_login(make_user(partnership=make_partnership()))
    assert client.post("/").status_code == 405


def errands(client, user):
    """What waits for the word of `user`: names of the rows by the group's title."""
    client.force_login(user)
    return {group.title: [row.name for row in group.rows] for group in client.get("/").context["errands"]}


def test_challenges_wait_for_the_agency_and_then_for_who_asked(client, letter):
    scrutineer = make_user(Role.SCRUTINEER, letter.partnership)
    lead = make_user(Role.AGENCY_LEAD, letter.partnership)
    challenge = make_challenge(make_written(make_finding(letter)), said_by=scrutineer)
    assert errands(client, lead) == {"Challenges to answer": ["A1.1 How do you know?"]}
    assert "years late" in page_of(client, lead)
    assert list(errands(client, scrutineer)) == ["Challenges without an answer in time"]
    challenge.give_answer(lead, "Forty cases.")
    assert errands(client, lead) == {}
    assert errands(client, scrutineer) == {"Answers to your challenges": ["A1.1 Forty cases."]}
    assert "Answered" not in page_of(client, scrutineer)  # beside the day it was due, it would look like its own
    challenge.close(scrutineer, "Enough.")
    assert errands(client, scrutineer) == {}
    assert "Nothing is waiting for you." in page_of(client, scrutineer)


def test_later_dates_wait_for_who_may_answer_them(client, letter):
    chair = make_user(Role.CHAIR, letter.partnership)
    change = make_date_change(due_in(letter, 3), asked_by=chair)
    title = "New dates to agree or decline"
    assert title not in errands(client, chair)  # nobody agrees to what they asked for
    assert errands(client, make_user(Role.CHAIR, letter.partnership))[title] == [
        "A1.1 Train every officer in the use of the tool."
    ]
    assert f"{change.wanted:%-d %B %Y} instead of {change.was:%-d %B %Y}: " in client.get("/").content.decode()
    assert errands(client, make_user(Role.AGENCY_LEAD, letter.partnership)) == {}


def test_updates_wait_for_the_agency_s_lead(client, letter):
    action = due_in(letter, 3)
    values = {"kind": "progress", "text": "Ten are trained.", "agency": action.lead_agency, "author": make_user(None)}
    Update(partnership=action.partnership, action=action, **values).record(values["author"], needs_clearing=True)
    lead = make_user(Role.AGENCY_LEAD, letter.partnership)
    assert list(errands(client, lead)) == ["Updates to clear"]
    assert "progress: “Ten are trained.”" in page_of(client, lead)
    for role in (Role.DEPUTY, Role.CHAIR):
        assert errands(client, make_user(role, letter.partnership)) == {}


def test_letters_wait_for_the_business_manager(client, letter):
    finding = make_finding(letter)
    make_difference(make_file(letter))
    foreign = make_letter(make_partnership("Torbay"))
    make_finding(foreign)
    manager = make_user(partnership=letter.partnership)
    assert errands(client, manager) == {
        "Letters to decide on": [
            "Dorset, 9 July 2018: 1 difference to decide",
            "Dorset, 9 July 2018: 1 suggested lead to confirm",
        ]
    }
    finding.confirm_lead(None, finding.lead_agency)
    assert errands(client, manager)["Letters to decide on"] == ["Dorset, 9 July 2018: 1 difference to decide"]
    assert errands(client, make_user(Role.CHAIR, letter.partnership)) == {}


def test_first_button_on_a_draft_is_to_write_it(client, letter):
    action = make_action(make_finding(letter))
    lead, part = (make_user(role, letter.partnership) for role in (Role.AGENCY_LEAD, Role.CONTRIBUTOR))
    action.change(None, lead_officer=make_officer(action.lead_agency, user=part))
    page = page_of(client, lead)
    assert f'href="/actions/{action.pk}/write/"' in page
    assert "Record progress" not in page
    assert "Record progress" in page_of(client, part)  # who may not write it
    client.force_login(lead)
    page = client.get(f"/actions/{action.pk}/").content.decode()
    assert "Write the action" in page
    assert "Record progress" not in page


def test_queries_do_not_grow_for_whoever_has_every_role(client, letter, django_assert_max_num_queries):
    user = make_user(Role.AGENCY_LEAD, letter.partnership)
    for role in (Role.BUSINESS_MANAGER, Role.CHAIR, Role.SCRUTINEER, Role.VIEWER):
        Membership(partnership=letter.partnership, user=user, role=role).enter(None)
    for role in (Role.DEPUTY, Role.CONTRIBUTOR, Role.SAFEGUARDING_PARTNER):
        agency = make_agency(letter.partnership)
        Membership(partnership=letter.partnership, user=user, role=role, agency=agency).enter(None)
    for number in range(4):
        action = due_in(letter, number)
        make_challenge(action)
        make_date_change(action)
        make_difference(make_file(letter, name=f"{number}.txt", data=f"{number}".encode()))
        make_finding(letter, kind="priority action")
        deliver(due_in(letter, -number))
    client.force_login(user)
    with django_assert_max_num_queries(15):
        client.get("/")


def test_queries_do_not_grow(client, letter, django_assert_max_num_queries):
    user = make_user(Role.AGENCY_LEAD, letter.partnership)
    client.force_login(user)
    for area in ("Torbay", "Devon", "Essex"):
        partnership = make_partnership(area)
        for days in (-3, 3, 30):
            make_update(due_in(letter, days))
            deliver(due_in(make_letter(partnership), days))
        client.force_login(make_administrator(f"{area}@example.org"))
        with django_assert_max_num_queries(15):
            client.get("/")
        client.force_login(user)
        with django_assert_max_num_queries(15):
            client.get("/")


def test_a_draft_says_that_no_action_is_written(client, letter):
    make_action(make_finding(letter))
    assert "No action is written yet." in page_of(client, make_user(Role.AGENCY_LEAD, letter.partnership))


NOBODY = "Waits, and nobody here can answer"


def stuck(client, user):
    return errands(client, user).get(NOBODY, [])


def test_a_later_date_that_nobody_can_answer_is_told_to_the_business_manager(client, letter):
    manager = make_user(partnership=letter.partnership)
    make_date_change(due_in(letter, 3), asked_by=manager)
    assert stuck(client, manager) == ["A1.1 Train every officer in the use of the tool."]
    assert "Invite a chair, or another business manager" in page_of(client, manager)
    make_user(Role.CHAIR, letter.partnership, is_active=False)
    assert stuck(client, manager)
    make_user(Role.CHAIR, letter.partnership)
    assert stuck(client, manager) == []


def test_a_later_date_is_not_answered_by_a_chair_who_leads_the_agency(client, letter):
    manager = make_user(partnership=letter.partnership)
    make_date_change(due_in(letter, 3), asked_by=manager)
    chair = make_user(Role.CHAIR, letter.partnership)
    Membership(
        partnership=letter.partnership, user=chair, role=Role.AGENCY_LEAD, agency=make_agency(letter.partnership)
    ).enter(None)
    assert stuck(client, manager)
    assert errands(client, chair) == {}


def test_what_is_delivered_and_nobody_can_assure_is_told_to_the_business_manager(client, letter):
    manager = make_user(partnership=letter.partnership)
    action = due_in(letter, 3)
    make_evidence(action)
    action.deliver(manager, "Officers use the tool.")
    assert groups(client, manager) == {"Delivered, and nobody here can assure it": ["A1.1"]}
    assert "Invite a chair, or another business manager." in page_of(client, manager)
    make_user(Role.CHAIR, letter.partnership)
    assert groups(client, manager) == {}


def test_a_challenge_to_an_agency_of_nobody_is_told_before_it_is_late(client, letter):
    cafcass = make_agency(letter.partnership, "Cafcass", "other")
    action = make_written(make_finding(letter))
    make_challenge(action, agency=cafcass, answer_due=in_days(9))
    make_challenge(action, agency=make_agency(letter.partnership), text="And you?", answer_due=in_days(9))
    make_user(Role.AGENCY_LEAD, letter.partnership)
    manager = make_user(partnership=letter.partnership)
    assert stuck(client, manager) == ["A1.1 How do you know?"]
    assert "Invite a lead of Cafcass, or write down its answer" in page_of(client, manager)
    assert errands(client, make_user(Role.CHAIR, letter.partnership)) == {}
    make_user(Role.SAFEGUARDING_PARTNER, letter.partnership, agency=cafcass)
    assert stuck(client, manager) == []


def test_the_business_manager_s_own_agency_s_challenge_stays_to_answer(client, letter):
    manager = make_user(partnership=letter.partnership)
    police = make_agency(letter.partnership)
    Membership(partnership=letter.partnership, user=manager, role=Role.AGENCY_LEAD, agency=police).enter(None)
    make_challenge(make_written(make_finding(letter)), agency=police)
    assert "Challenges to answer" in errands(client, manager)
    assert stuck(client, manager) == []
