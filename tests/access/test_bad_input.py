"""Whatever addresses and forms are given: never an error page, wrong values are told, and text stays text."""

import re

import pytest
from django.forms import DateField, FileField, IntegerField
from django.test import Client

from partnerships.models import Partnership
from partnerships.plain_dates import PlanDateField
from tests.access.filling import filled
from tests.access.table import TABLE
from tests.access.test_walk import address, send, text_of, undone
from tests.access.world import make_everything, make_person
from tests.rows_once import rows_once

pytestmark = pytest.mark.django_db
MARKUP = "<b>\U0001f993</b> \u202eabc"  # a tag, an emoji, and letters from right to left
NONSENSE = ("zebra", "-1", "9" * 40, "\0", "31/12/9999", "01/01/0001", MARKUP, "x" * 5000)
TAG = "<b>\U0001f993"
TURN = "\u202e"
ACCOUNT = {"email", "login"}  # one's own address, which is as long as it is
QUERY = dict.fromkeys(("page", "per_page", "sort", "show", "next", "partnership", "letter"), MARKUP)


keys = rows_once(lambda: make_everything("Dorset"))


@pytest.fixture
def clients(keys):
    return signed_in_of(keys)


def signed_in_of(keys):
    """The business manager, and those whose pages are not the manager's."""
    partnership = Partnership.objects.get(pk=keys["partnership"])
    signed_in = {}
    for who in ("business manager", "scrutineer", "agency lead", "safeguarding partner"):
        signed_in[who] = Client()
        signed_in[who].force_login(make_person(who, partnership, None))
    return signed_in


def is_page(answer):
    return answer.headers.get("Content-Type", "").startswith("text/html")


def pages(keys, clients):
    """Every page that opens, asked for with a query that means nothing: name, client, address, context and text."""
    for name, row in TABLE.items():
        if row.get:
            client, url = next(one for who, one in clients.items() if who in row.get), address(name, keys)
            answer, text = send(client, "get", url, {**QUERY, **row.also})
            assert answer.status_code < 400, name
            assert TAG not in text or not is_page(answer), name
            if answer.context and answer.status_code == 200:
                yield name, client, url, answer.context, text


def test_wrong_filter_values_are_told(keys, clients):
    narrowed = set()
    for name, client, url, context, _ in pages(keys, clients):
        form = getattr(context.get("filter"), "form", None)
        if not form:
            continue
        narrowed.add(name)
        for field, control in form.fields.items():
            if hasattr(control, "choices") or isinstance(control, DateField | IntegerField):
                answer, _ = send(client, "get", url, {form.add_prefix(field): "zebra"})
                assert field in answer.context["filter"].form.errors, (name, field)
        for value in NONSENSE:
            answer, text = send(client, "get", url, {form.add_prefix(field): value for field in form.fields})
            assert answer.status_code == 200, (name, value)
            assert TAG not in text, name
            errors = answer.context["filter"].form.errors
            assert errors, (name, value)
            assert "There is a problem" in text, (name, value)
    assert narrowed >= {"actions", "findings", "challenges", "history", "who_looked", "people"}


def test_whatever_is_typed_into_a_form_stays_text_and_its_limits_are_said(keys, clients):
    sent, silent = set(), {}
    for name, client, url, context, page in pages(keys, clients):
        form = context.get("form")
        if TABLE[name].post is None or not hasattr(form, "fields"):
            continue
        sent.add(name)
        for key, field in form.fields.items():
            limit = "MB" if isinstance(field, FileField) else getattr(field, "max_length", None)
            told = f"{limit:,}" if isinstance(limit, int) else limit
            said = f"{field.help_text} {' '.join(re.findall('[Uu]p to [0-9,]+ characters', page))}"
            shown = f'name="{form[key].html_name}"' in page
            if shown and isinstance(field, PlanDateField) and field.limits() not in page:
                silent[name, key] = field.limits()
            if told and not form[key].is_hidden and told not in said:
                silent[name, key] = (limit, field.help_text)
        for text, day in ((MARKUP, "16/10/2018"), ("\0", "31/12/9999"), (MARKUP * 500, "01/01/0001")):
            with undone():
                answer = client.post(url, {**filled(form, text, day), **TABLE[name].also}, follow=True)
                assert answer.status_code < 400, (name, text[:20])
                assert TAG not in text_of(answer), name
    assert len(sent) > 30
    assert {one for one in silent if one[1] not in ACCOUNT} == set(), silent


def test_what_was_typed_stays_text_on_every_page_that_is_opened_afterwards():
    """Of a plan whose every name and text is markup, with more typed into every form that takes it."""
    keys = make_everything("Torbay", TAG + TURN)
    people = signed_in_of(keys)
    for name, _, url, context, _ in list(pages(keys, people)):
        form = context.get("form")
        if TABLE[name].post and hasattr(form, "fields"):
            client = next(one for who, one in people.items() if who in TABLE[name].post)
            client.post(url, {**filled(form, f"{TAG}{TURN} {name}", "16/10/2018"), **TABLE[name].also})
    shown = set()
    for name in reversed([name for name, row in TABLE.items() if row.get]):
        client = next(one for who, one in people.items() if who in TABLE[name].get)
        answer = client.get(address(name, keys), TABLE[name].also)
        if is_page(answer):
            text = answer.content.decode()
            assert TAG not in text, name
            assert TURN not in text, name
            shown |= {name} if "&lt;b&gt;\U0001f993" in text else set()
    assert len(shown) > 50
    assert shown > {"home", "actions", "action", "finding", "finding_theme", "people", "history", "who_looked"}
