import pytest
from django.template.loader import get_template
from django.test import Client

from partnerships.models import Membership, Role
from tests.makers import make_finding, make_letter, make_partnership, make_user, make_written


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


def refused(client, path):
    answer = client.get(path)
    assert answer.status_code == 403
    return " ".join(answer.content.decode().split())


def test_who_may_not_is_told_whom_to_ask_and_the_way_home(client):
    dorset, torbay = make_partnership(), make_partnership("Torbay")
    make_user(partnership=dorset, name="Kim Jones")
    make_user(partnership=torbay, name="Tom Torbay")
    client.force_login(make_user(Role.VIEWER, dorset))
    for path in (f"/partnerships/{dorset.pk}/people/", f"/partnerships/{dorset.pk}/history/"):
        page = refused(client, path)
        assert "Your role does not let you see this page, or do what you tried. Ask Kim Jones: " in page
        assert '<a class="govuk-link" href="/">Go to the home page</a>' in page
        assert "Tom Torbay" not in page


def test_of_several_partnerships_the_one_in_question_is_meant(client):
    dorset, torbay = make_partnership(), make_partnership("Torbay")
    make_user(partnership=dorset, name="Kim Jones")
    make_user(partnership=torbay, name="Tom Torbay")
    user = make_user(Role.VIEWER, dorset)
    Membership(partnership=torbay, user=user, role=Role.VIEWER).enter(None)
    client.force_login(user)
    assert "Ask Tom Torbay: " in refused(client, f"/partnerships/{torbay.pk}/people/")
    page = refused(client, "/letters/import/")  # of no partnership
    assert "Ask Kim Jones or Tom Torbay: " in page


def test_nobody_is_told_to_ask_themself_and_strangers_are_told_no_name(client):
    dorset = make_partnership()
    manager = make_user(partnership=dorset, name="Kim Jones")
    action = make_written(make_finding(make_letter(dorset)), lead_officer=None)
    client.force_login(manager)
    page = refused(client, f"/actions/{action.pk}/opinion/")
    assert "Ask the business manager of your partnership." in page
    assert "Ask Kim" not in page
    client.force_login(make_user(None))
    assert "Kim Jones" not in refused(client, "/admin/")
