"""A business manager takes out what identifies a child: from the page, the history and the files; for good."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Action, Contributor, Update
from partnerships.expunging import expunge
from partnerships.models import Event, Look, Role
from partnerships.sealing import TAKEN_OUT, TOOK_OUT
from partnerships.words_said import words_of
from reporting.meetings.keeping import keep
from reporting.statements.sending import send
from tests.makers import (
    make_administrator,
    make_agency,
    make_challenge,
    make_date_change,
    make_decision,
    make_evidence,
    make_finding,
    make_measure,
    make_meeting,
    make_opinion,
    make_partnership,
    make_statement,
    make_update,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
CHILD = "Sam Jones of 12 Hill Road"
WHY = {"reason": "It named a child.", "sure": "on"}


@pytest.fixture
def action():
    return make_written()


@pytest.fixture
def manager(client, action):
    user = make_user(partnership=action.partnership, name="Kim Jones")
    client.force_login(user)
    return user


def address(record):
    return reverse("take_out", args=[record._meta.model_name, record.pk])


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def take_out(client, record, **more):
    """Everything that the page has ticked."""
    page = client.get(address(record))
    keys = [one.key for one in page.context["form"].found.values()]
    return client.post(address(record), {"words": keys, **WHY, **more}, follow=True)


def test_from_the_action_s_page_to_nothing_left(client, manager, action):
    update = make_update(action, text=f"{CHILD} is safe.", next_step="Go on.")
    page = client.get(reverse("action", args=[action.pk]))
    assert f'href="{address(update)}"' in page.content.decode()
    page = client.get(address(update))
    assert f"“{CHILD} is safe.”" in words(page)
    assert "Next step" in words(page)
    page = take_out(client, update)
    assert page.redirect_chain[-1][0] == reverse("action", args=[action.pk])
    assert "It is taken out, here and in the history." in words(page)
    assert "Kim Jones took words out: update" in words(page)
    assert "Why: It named a child." in words(page)
    assert CHILD not in page.content.decode()
    assert f'href="{address(update)}"' not in page.content.decode()
    history = client.get(reverse("history", args=[action.partnership_id])).content.decode()
    assert CHILD not in history
    assert "rewritten" not in history.lower()


def test_what_is_not_ticked_stays(client, manager, action):
    update = make_update(action, text=f"{CHILD} is safe.", next_step="Go on.")
    (key,) = [one.key for one in words_of(update) if one.field == "text"]
    client.post(address(update), {"words": [key], **WHY})
    update.refresh_from_db()
    assert (update.text, update.next_step) == (TAKEN_OUT, "Go on.")


def test_second_click_says_so(client, manager, action):
    update = make_update(action)
    keys = [one.key for one in words_of(update)]
    client.post(address(update), {"words": keys, **WHY})
    events = Event.objects.count()
    page = client.post(address(update), {"words": keys, **WHY}, follow=True)
    assert "Nothing is left of it to take out." in words(page)
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"reason": ""}, "Say why, without repeating what it says."),
        ({"reason": f"It says: {CHILD} is safe."}, "Say why without repeating what it says"),
        ({"sure": ""}, "Tick that you understand that nobody can bring it back."),
        ({"words": []}, "Choose what is to go."),
    ],
)
def test_nothing_goes_while_something_is_missing(client, manager, action, change, message):
    update = make_update(action, text=f"{CHILD} is safe.")
    page = take_out(client, update, **change)
    assert message in words(page)
    assert "There is a problem" in words(page)
    update.refresh_from_db()
    assert update.text == f"{CHILD} is safe."


def test_what_changed_meanwhile_is_looked_at_again(client, manager, action):
    keys = [one.key for one in words_of(action)]
    page = client.post(address(action), {"words": [*keys, "no-such-words"], **WHY})
    assert "Something changed since you opened this page." in words(page)
    action.refresh_from_db()
    assert action.text != TAKEN_OUT


def test_evidence_is_gone_and_still_said_to_have_been_there(client, manager, action, settings, tmp_path):
    evidence = make_evidence(action, title=f"Report on {CHILD}", link="https://example.org/sam-jones")
    page = take_out(client, evidence)
    assert "added evidence [taken out]" in words(page)
    assert "File name" not in words(page)
    assert "sam-jones" not in page.content.decode()
    assert client.get(reverse("evidence", args=[evidence.pk])).status_code == 404


def test_who_looked_before_is_told_after(client, manager, action):
    evidence = make_evidence(action, title=f"Report on {CHILD}")
    take_out(client, evidence)
    look = Look.objects.filter(subject_type="actions.evidence").first()
    assert (look.user, look.subject_name) == (manager, TAKEN_OUT)
    page = client.get(reverse("who_looked", args=[action.partnership_id]), {"filter-thing": evidence.history_key})
    assert "Kim Jones" in words(page)
    assert CHILD not in page.content.decode()


def records_of(action):
    finding = action.finding
    agency = make_agency(action.partnership, "Dorset CCG", "health")
    part = Contributor(partnership=action.partnership, action=action, agency=agency, part="Nurses.").enter(None)
    finding.change(None, theme="neglect")
    return [
        *(action, finding, part, make_update(action), make_evidence(action), make_challenge(action)),
        *(make_opinion(finding), make_decision(finding), make_measure(finding), make_date_change(action)),
    ]


def test_every_kind_of_words_has_its_page_and_its_way_there(client, manager, action):
    records = records_of(action)
    pages = [reverse("action", args=[action.pk]), reverse("finding", args=[action.finding_id])]
    shown = "".join(client.get(page).content.decode() for page in pages)
    for record in records:
        assert f'href="{address(record)}"' in shown, record._meta.label
        assert take_out(client, record).status_code == 200
        record.refresh_from_db()
        assert {getattr(record, name) for name in record.may_be_taken_out} <= {TAKEN_OUT, ""}, record._meta.label
    assert Event.objects.broken_at(action.partnership_id) is None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BUSINESS_MANAGER])
def test_only_who_runs_the_plan_may(client, action, role):
    update = make_update(action)
    client.force_login(make_user(role, action.partnership))
    assert client.get(address(update)).status_code == 403
    assert client.post(address(update), {"words": [one.key for one in words_of(update)], **WHY}).status_code == 403
    assert "Take this out" not in client.get(reverse("action", args=[action.pk])).content.decode()
    assert not Event.objects.filter(verb=TOOK_OUT).exists()


def test_nobody_of_another_partnership_gets_there(client, action):
    records = records_of(action)
    client.force_login(make_user(partnership=make_partnership("Torbay")))
    assert {client.get(address(record)).status_code for record in records} == {404}


def test_an_administrator_may(client, action):
    update = make_update(action)
    client.force_login(make_administrator())
    take_out(client, update)
    update.refresh_from_db()
    assert update.text == TAKEN_OUT


@pytest.mark.parametrize("path", ["take-out/letter/1/", "take-out/user/1/", "take-out/no-such/1/", "take-out/event/1/"])
def test_what_is_published_or_is_nobody_s_words_cannot_be_taken_out(client, manager, path):
    assert client.get(f"/{path}").status_code == 404


def test_the_page_costs_the_same_whatever_was_said(client, manager, action, django_assert_max_num_queries):
    update = make_update(action, text=f"{CHILD} is safe.")
    for _ in range(5):
        make_update(make_written(make_finding(action.letter)), text=f"{CHILD} is safe.")
    with django_assert_max_num_queries(15):
        page = client.get(address(update))
    assert len(page.context["form"].found) == 6


def test_what_the_program_copied_is_ticked_and_what_somebody_else_said_is_not(client, manager, action):
    make_evidence(action)
    update = make_update(action, text=f"{CHILD} is safe.")
    other = make_update(make_written(make_finding(action.letter)), text=f"{CHILD} is safe.")
    action.refresh_from_db()
    action.deliver(None, update.text)
    form = client.get(address(update)).context["form"]
    ticked = {form.found[key] for key in form["words"].initial}
    assert {(one.model, one.pk) for one in ticked} == {(Update, update.pk), (Action, action.pk)}
    assert {one.of for one, _ in form.elsewhere()} == {str(action), str(other)}


def test_what_was_given_out_with_the_words_is_named_with_its_page(client, manager, action):
    action.change(None, "planned", text=f"Visit {CHILD} each week.")
    day = timezone.localdate()
    version = send(make_statement(action.letter), manager, day, "Kim", ["a@b.uk"], day, with_gaps=True)
    papers = keep(make_meeting(action.partnership, on=day, cut_off=day), manager, day)
    pages = [reverse("statement_version", args=[version.pk]), reverse("papers", args=[papers.pk])]
    shown = client.get(address(action)).content.decode()
    assert [f'href="{page}"' in shown for page in pages] == [True, True]
    shown = client.get(address(make_evidence(action))).content.decode()
    assert [f'href="{page}"' in shown for page in pages] == [False, False]
    expunge(words_of(version), manager, "It named a child.")
    shown = client.get(address(action)).content.decode()
    assert [f'href="{page}"' in shown for page in pages] == [False, True]


def test_a_file_alone_goes_and_its_title_says_so(client, manager, action):
    evidence = make_evidence(action, title="Audit of 40 cases")
    (key,) = [one.key for one in words_of(evidence) if one.field == "link"]
    page = client.post(address(evidence), {"words": [key], **WHY}, follow=True)
    assert "Audit of 40 cases (taken out)" in words(page)
