import pytest
from django.template.loader import get_template
from django.test import Client

from tests.makers import make_partnership, make_user


def test_unknown_address_in_the_services_look(client):
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()
    assert "tracker.css" in answer.content.decode()


def test_page_that_was_open_too_long():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(partnership=make_partnership()))
    answer = client.post("/accounts/sign-out/")
    assert answer.status_code == 403
    assert "This page was open too long" in answer.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500"])
def test_error_page_needs_no_request(name):
    """Django gives these pages nothing: a broken database must not break the page that says so."""
    page = get_template(f"{name}.html").render()
    assert "<h1" in page
    assert "Sign out" not in page
