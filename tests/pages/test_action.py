import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from actions.models import Contributor, Status
from partnerships.models import Event
from tests.makers import TEXT, make_action, make_agency, make_finding, make_officer, make_user


@pytest.fixture
def action(client):
    finding = make_finding(because="Police officers")
    finding.suggested_owner = make_officer(finding.lead_agency)
    finding.save()
    client.force_login(make_user(partnership=finding.partnership, name="Kim Jones"))
    return make_action(finding)


def write(client, action, text, version=None, **form):
    told = {"text": text, "version": version or action.version}
    answer = client.post(reverse("write_action", args=[action.pk]), told | form, follow=True)
    action.refresh_from_db()
    return " ".join(answer.content.decode().split())


def test_page_has_words_lead_owner_and_date(client, action):
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    for words in (TEXT, "because: “Police officers”", "Debbie Simpson", "16 October 2018", "No action written yet"):
        assert words in page
    assert "no lead officer is named yet" in page


def test_writing_opens_the_action_and_is_told_in_the_history(client, action):
    page = write(client, action, "Train every officer by March.")
    assert action.text == "Train every officer by March."
    assert action.status == Status.NOT_STARTED
    assert "What will be done is written for A1.1." in page
    assert "<strong>Kim Jones</strong> wrote what will be done" in page


def test_empty_text_is_told(client, action):
    assert "Write what will be done." in write(client, action, "  ")
    assert action.status == Status.DRAFT


def test_too_long_a_text_is_told_and_kept_in_the_form(client, action):
    page = write(client, action, "x" * 4001)
    assert "at most 4000 characters" in page
    assert "x" * 4001 in page


def test_second_click_writes_no_second_event(client, action):
    version = action.version
    write(client, action, "Train every officer.", version)
    events = Event.objects.about(action).count()
    write(client, action, "Train every officer.", action.version)
    assert Event.objects.about(action).count() == events


def test_stale_save_loses_neither_text(client, action):
    version = action.version
    write(client, action, "What the first wrote.", version)
    page = write(client, action, "What the second wrote.", version)
    assert action.text == "What the first wrote."
    assert "“What the first wrote.”" in page
    assert "What the second wrote.</textarea>" in page


def test_saving_again_after_being_told_goes_through(client, action):
    version = action.version
    write(client, action, "What the first wrote.", version)
    page = write(client, action, "What the second wrote.", version)
    assert f'name="version" value="{action.version}"' in page
    write(client, action, "Both.", action.version, opened=version, keep_text="mine")
    assert action.text == "Both."


@pytest.mark.parametrize("version", ["", "one", "-1", "9" * 25])
def test_form_with_a_mangled_version_saves_nothing(client, action, version):
    client.post(reverse("write_action", args=[action.pk]), {"text": "Train every officer.", "version": version})
    action.refresh_from_db()
    assert action.text == ""


def test_markup_in_the_text_stays_text(client, action):
    assert "<script>alert" not in write(client, action, "<script>alert(1)</script>")


def test_queries_do_not_grow_with_contributors(client, action, django_assert_max_num_queries):
    for number in range(8):
        agency = make_agency(action.partnership, f"Agency {number}")
        officer = make_officer(agency)
        part = {"partnership": action.partnership, "action": action, "agency": agency, "officer": officer}
        Contributor(**part).enter(None)
    with django_assert_max_num_queries(15):
        client.get(reverse("action", args=[action.pk]))


@pytest.mark.parametrize("status", [Status.DELIVERED, Status.ASSURED, Status.CANCELLED])
def test_what_a_closed_action_says_stays(client, action, status):
    action.change(None, text="Train every officer.")
    action.change(None, status=status)
    page = write(client, action, "Train nobody.")
    stands = "is delivered and waits for assurance" if status == Status.DELIVERED else "is closed"
    assert f"A1.1 {stands}, so what it says stays." in page
    assert "What you wrote is not saved: “Train nobody.”" in page
    assert action.text == "Train every officer."


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"declared": "green"}, "The lead says on track; it is red because it is 12 days late."),
        ({}, "It is red because it is 12 days late."),
        ({"declared": "red"}, ""),
        ({"target_date": 3}, "It is amber because it is due in 3 days and work has not begun."),
        ({"target_date": 0, "text": ""}, "It is amber because it is due today and no action is written yet."),
        ({"target_date": 30, "text": ""}, ""),
        ({"target_date": 30, "declared": "amber"}, ""),
        ({"status": "delivered", "declared": "red"}, ""),
    ],
)
def test_page_says_why_it_has_its_colour(client, values, told):
    """So does that of its finding."""
    due = timezone.localdate() + dt.timedelta(days=values.pop("target_date", -12))
    action = make_action(**{"text": "Train.", "target_date": due} | values)
    client.force_login(make_user(partnership=action.partnership))
    for name, record in (("action", action), ("finding", action.finding)):
        page = client.get(reverse(name, args=[record.pk])).content.decode()
        assert told in page
        assert bool(told) is (" because " in page.replace("because: ", ""))


def test_more_evidence_needed_says_why_it_is_amber(client, action):
    due = timezone.localdate() + dt.timedelta(days=30)
    values = {"text": "Train.", "target_date": due, "declared": "green", "status": "more evidence needed"}
    action = make_action(action.finding, **values)
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    assert "The lead says on track; it is amber because more evidence is needed." in page


def test_the_form_stands_under_the_inspectors_words(client, action):
    page = client.get(reverse("action", args=[action.pk])).content.decode()
    assert f'href="{reverse("write_action", args=[action.pk])}"' in page
    assert "<textarea" not in page
    page = client.get(reverse("write_action", args=[action.pk])).content.decode()
    assert page.index(TEXT) < page.index("<textarea")


def test_who_opens_the_form_of_a_closed_action_is_told(client, action):
    action.change(None, text="Train every officer.")
    action.cancel(None, "Twice the same.")
    page = client.get(reverse("write_action", args=[action.pk]), follow=True).content.decode()
    assert "A1.1 is closed, so what it says stays. It can be reopened." in page
