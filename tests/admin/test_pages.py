"""Every model has its pages, and their cost does not grow with the rows."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actions.models import (
    AlsoAnswers,
    Challenge,
    Contributor,
    Decision,
    ImpactRating,
    Measure,
    MeasureReading,
    Opinion,
)
from findings.models import Finding, FindingContributor
from partnerships.models import AccessReview, Event, Look, Membership
from reporting.meetings.keeping import keep
from reporting.models import AgreedColour, Digest, ReminderChoice, ReminderRun
from reporting.statements.sending import send
from tests import makers
from tests.rows_once import rows_once

ROOMS = ("partnerships", "findings", "actions", "reporting")
MODELS = sorted(
    (model for room in ROOMS for model in apps.get_app_config(room).get_models()), key=lambda model: model._meta.label
)
READ_ONLY = {
    *("event", "look", "chain", "letterfile", "letterreader", "findingplace", "difference"),
    *("invitation", "accessreview"),
    *(model._meta.model_name for model in apps.get_app_config("reporting").get_models()),
    *("update", "evidence", "datechange", "impactrating", "decision", "challenge", "opinion"),
}
DAY = dt.date(2018, 10, 3)
by_name = pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)


def fill(area: str = "Dorset", findings: int = 1) -> None:
    """One record of every model at least."""
    partnership = makers.make_partnership(area)
    letter = makers.make_letter(partnership)
    file = makers.make_file(letter, name=f"{area}.txt")
    letter.name_reader(None, makers.make_user(None))
    police = makers.make_agency(partnership, f"{area} Police")
    council = makers.make_agency(partnership, f"{area} Council", "local authority")
    officer = makers.make_officer(police)
    makers.make_addressee(letter, agency=police, officer=officer)
    person = makers.make_user("agency lead", partnership, agency=police)
    Look.objects.create(partnership=partnership, user=person, user_name=str(person), subject_name=str(partnership))
    makers.make_invitation(partnership)
    AccessReview.record(person, partnership)
    for _ in range(findings):
        finding = makers.make_finding(letter, lead_agency=police, suggested_owner=officer)
        makers.make_place(finding, file, [2])
        makers.make_difference(file, finding)
        action = makers.make_action(finding, lead_officer=officer)
        Contributor(partnership=partnership, action=action, agency=council).enter(None)
        FindingContributor(partnership=partnership, finding=finding, agency=council).enter(None)
        fill_work(action, makers.make_finding(letter, lead_agency=police))
    send(makers.make_statement(letter), person, DAY, "Kim", ["a@example.org"], DAY, with_gaps=True)
    fill_owed(action, person, area)


def fill_owed(action, person, area) -> None:
    """Meetings, what is said and asked for there, what leaves by a key, and reminders."""
    partnership = action.partnership
    meeting = makers.make_meeting(partnership, name=f"{area} executive")
    keep(meeting, person, DAY)
    agreed = {"finding": action.finding, "action": action, "brag": "red", "said_by": person}
    AgreedColour(partnership=partnership, meeting=meeting, **agreed).enter(person)
    makers.make_request(action, asked_by=person, meeting=meeting.name)
    makers.make_calendar(person, partnership)
    makers.make_token(person)
    ReminderChoice(user=person).enter(person)
    ReminderRun.objects.get_or_create(day=DAY)
    Digest.objects.create(user=person, day=DAY)


def fill_work(action, other) -> None:
    """All that is said and measured about an action, which answers `other` too."""
    partnership, finding = action.partnership, action.finding
    person = makers.make_user(None)
    action.write_text(person, "Train every officer.")
    makers.make_update(action, author=person)
    makers.make_evidence(action, added_by=person)
    makers.make_date_change(action, asked_by=person)
    AlsoAnswers(partnership=partnership, action=action, finding=other).enter(person)
    measure = Measure(partnership=partnership, finding=finding, name="Visits", source="audit").enter(person)
    MeasureReading(partnership=partnership, measure=measure, on=DAY, value=40, entered_by=person).enter(person)
    said = {"partnership": partnership, "finding": finding, "action": action, "said_by": person}
    met = {"meeting": "Executive", "on": DAY}
    ImpactRating(rating="too early", **met, **said).enter(person)
    Decision(text="Go on.", **met, **said).enter(person)
    Challenge(text="Show it.", agency=action.lead_agency, answer_due=DAY, **said).enter(person)
    Opinion(text="Thin.", **said).enter(person)


filled = rows_once(fill)


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def test_the_site_is_for_these_models_and_no_others():
    assert set(django_admin.site._registry) == set(MODELS)


def test_the_index_lists_them_in_the_order_of_the_work(admin):
    names = [model["object_name"] for app in admin.get("/admin/").context["app_list"] for model in app["models"]]
    assert names[:2] == ["Letter", "Finding"]
    assert names.index("Action") < names.index("Partnership") < names.index("Event")
    assert (names[7], names[-1]) == ("FindingPlace", "Chain")  # each the last of its room


def test_the_index_speaks_the_field_s_words(filled, admin):
    called = {model["name"] for app in admin.get("/admin/").context["app_list"] for model in app["models"]}
    assert {"Roles", "History", "People written to"} <= called
    listed = admin.get(page(Event, "changelist")).content.decode()
    assert [word in listed for word in (">Who</a>", ">What</a>", ">About</a>")] == [True] * 3


@by_name
def test_every_model_has_a_name_in_the_plural(model):
    """Django's own adds an s: "also answerss"."""
    assert not str(model._meta.verbose_name_plural).endswith("ss")


@by_name
def test_list_add_change_and_history_open(filled, admin, model):
    record = model.objects.first()
    assert admin.get(page(model, "changelist")).status_code == 200
    assert admin.get(page(model, "change", record.pk)).status_code == 200
    assert admin.get(page(model, "history", record.pk)).status_code == 200
    read_only = model._meta.model_name in READ_ONLY
    assert admin.get(page(model, "add")).status_code == (403 if read_only else 200)


@by_name
def test_nothing_can_be_deleted(filled, admin, model):
    record = model.objects.first()
    refused = admin.post(page(model, "delete", record.pk), {"post": "yes"})
    assert (refused.status_code, "is kept, as every record is" in refused.content.decode()) == (403, True)
    admin.post(page(model, "changelist"), {"action": "delete_selected", "_selected_action": record.pk, "post": "yes"})
    assert model.objects.filter(pk=record.pk).exists()


def asked(admin, model):
    with CaptureQueriesContext(connection) as queries:
        admin.get(page(model, "changelist"))
    return len(queries)


def test_a_list_costs_the_same_whatever_its_rows(filled, admin):
    asked(admin, MODELS[0])  # the first request fills caches
    few = {model: asked(admin, model) for model in MODELS}
    fill("Torbay", findings=6)
    more = {model: asked(admin, model) for model in MODELS}
    assert {model: (few[model], more[model]) for model in MODELS if not more[model] <= few[model] <= 12} == {}


@pytest.mark.parametrize("name", ["letter", "finding"])
def test_a_form_costs_the_same_whatever_its_rows(filled, admin, name):
    model = next(model for model in MODELS if model._meta.model_name == name)
    first = model.objects.exclude(actions=None).get()
    admin.get(page(model, "change", first.pk))  # the first request fills caches
    with CaptureQueriesContext(connection) as few:
        admin.get(page(model, "change", first.pk))
    fill("Torbay", findings=6)
    last = model.objects.exclude(actions=None).latest("pk")
    with CaptureQueriesContext(connection) as more:
        admin.get(page(model, "change", last.pk))
    assert len(more) <= len(few) <= 15


def test_search_and_filter_find_one_partnership_s_records(filled, admin):
    fill("Torbay")
    torbay, wrong = Membership.objects.last().partnership_id, []
    for model in MODELS:
        if model._meta.model_name in (
            "user",
            "event",
            "token",
            "calendaraddress",
            "reminderchoice",
            "reminderrun",
            "digest",
        ):
            continue
        found = admin.get(page(model, "changelist"), {"q": "torbay"}).context["cl"].result_count
        if not 0 < found < model.objects.count():
            wrong.append((model, "search", found))
        if "partnership" in django_admin.site._registry[model].list_filter:
            only = admin.get(page(model, "changelist"), {"partnership__id__exact": torbay}).context["cl"]
            if {record.partnership_id for record in only.result_list} != {torbay}:
                wrong.append((model, "filter"))
    assert wrong == []


def test_a_long_change_is_cut_to_where_it_differs_and_leads_to_the_whole(admin):
    letter = makers.make_letter(makers.make_partnership("Poole"))
    finding = makers.make_finding(letter, text="Listen to children. " * 40 + "Share what you know.")
    finding.change(None, "corrected", text=finding.text.replace("Share", "Tell"))
    shown = admin.get(page(Finding, "history", finding.pk)).content.decode()
    assert "Tell what you know.”" in shown
    assert finding.text not in shown
    event = Event.objects.about(finding).first()
    whole = page(Event, "change", event.pk)
    assert whole in shown
    assert finding.text in admin.get(whole).content.decode()


def test_people_are_found_by_name_and_address(admin):
    makers.make_user(email="nina@example.org", name="Nina Smythe")
    url = reverse("admin:partnerships_user_changelist")
    assert [admin.get(url, {"q": word}).context["cl"].result_count for word in ("nina@", "smythe", "jonesmith")] == [
        1,
        1,
        0,
    ]
