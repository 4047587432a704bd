"""The pages that say that something went wrong, each as a person comes to it."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from playwright.sync_api import expect

from partnerships.models import Look
from tests.makers import make_user, make_written


@pytest.fixture
def sent(page, live_server, transactional_db):
    """`sent()` sends the form of the sign-in page, and gives the answer's status."""

    def sent(before=lambda: None):
        page.goto(f"{live_server.url}/accounts/sign-in/")
        before()
        with page.expect_navigation() as answer:
            page.get_by_role("button", name="Sign in", exact=True).click()
        return answer.value.status

    return sent


def test_a_form_that_was_open_too_long(page, sent, seen):
    assert sent(page.context.clear_cookies) == 403
    expect(page.get_by_role("heading", name="This page was open too long")).to_be_visible()
    seen()


def test_a_request_that_cannot_be_read(page, settings, sent, seen):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    assert sent() == 400
    expect(page.get_by_role("heading", name="This request cannot be read")).to_be_visible()
    seen()


def test_too_many_tries(page, settings, sent, seen):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "1/m/ip"}
    sent()
    assert sent() == 429
    expect(page.get_by_role("heading", name="There were too many tries")).to_be_visible()
    seen()
    cache.clear()


def test_a_fault_of_the_program(look, monkeypatch):
    monkeypatch.setattr("jtai_tracker.help.settings", None)
    look("/help/signing-in/", status=500)


def test_a_file_that_is_not_given_because_its_leaving_cannot_be_recorded(
    page, look, sign_in, monkeypatch, transactional_db
):
    def fail(*_args, **_kwargs):
        raise DatabaseError

    sign_in(page, make_user(partnership=make_written().partnership))
    monkeypatch.setattr(Look.objects, "bulk_create", fail)
    look("/actions/export.csv", status=503)
