"""Administrators alone, through the one sign-in."""

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import User
from tests.makers import PASSWORD, make_agency, make_partnership, make_user

pytestmark = pytest.mark.django_db
SUGGEST = {"app_label": "findings", "model_name": "finding", "field_name": "lead_agency"}
PAGES = [
    "/admin/",
    "/admin/findings/letter/",
    "/admin/findings/letter/import/",
    "/admin/autocomplete/",
    "/admin/jsi18n/",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_the_one_sign_in(client, page):
    response = client.get(page, follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert "admin/login.html" not in [template.name for template in response.templates]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("flags", [{}, {"is_staff": True}, {"is_superuser": True}])
def test_who_is_no_administrator_is_told_so(client, page, flags):
    client.force_login(make_user("business manager", make_partnership(), **flags))
    assert client.get(page).status_code == 403


def test_an_administrator_whose_access_ended_is_a_stranger(admin, administrator):
    administrator.change(None, "ended access", is_active=False)
    assert admin.get("/admin/").status_code == 302


def test_admin_s_own_sign_in_is_not_used(client):
    User.objects.create_superuser("a@example.org", PASSWORD)
    response = client.post("/admin/login/", {"username": "a@example.org", "password": PASSWORD})
    assert response.url.startswith(reverse("account_login"))
    assert client.get("/admin/").status_code == 302


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client):
    User.objects.create_superuser("a@example.org", PASSWORD)
    sign_in = client.get("/admin/findings/letter/", follow=True).redirect_chain[-1][0]
    response = client.post(sign_in, {"login": "a@example.org", "password": PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == "/admin/findings/letter/"


def test_signing_out_needs_a_post_and_ends_the_session(admin):
    admin.post("/admin/logout/")
    assert admin.get("/admin/").status_code == 302


def test_a_form_without_its_token_is_refused(administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    assert client.post("/admin/partnerships/partnership/add/", {"area": "X", "name": "Y"}).status_code == 403


def test_the_policy_is_the_site_s_own(admin, client):
    told = {d.strip() for d in admin.get("/admin/findings/letter/add/")["Content-Security-Policy"].split(";")}
    assert told == {d.strip() for d in client.get(reverse("account_login"))["Content-Security-Policy"].split(";")}
    assert "unsafe" not in "".join(told)


def test_suggestions_keep_to_the_partnership(admin):
    dorset, torbay = make_partnership("Dorset"), make_partnership("Torbay")
    make_agency(dorset, "Dorset Police")
    make_agency(torbay, "Devon Police")
    told = admin.get("/admin/autocomplete/", {**SUGGEST, "term": "police", "partnership": torbay.pk}).json()
    assert [result["text"] for result in told["results"]] == ["Devon Police"]


def test_suggestions_for_no_partnership_say_where_they_are(admin):
    make_agency(make_partnership("Torbay", name="Torbay SCP"), "Devon Police")
    told = admin.get("/admin/autocomplete/", {**SUGGEST, "term": "police"}).json()
    assert [result["text"] for result in told["results"]] == ["Devon Police (Torbay)"]


@pytest.mark.parametrize("number", ["9" * 18, "\0", "²", "-1", ""])
def test_suggestions_of_a_partnership_that_cannot_be_are_none(admin, number):
    assert admin.get("/admin/autocomplete/", {**SUGGEST, "term": "police", "partnership": number}).status_code == 200


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "9" * 5000])
@pytest.mark.parametrize(
    ("path", "name"),
    [("autocomplete", "partnership"), ("findings/finding", "partnership"), ("actions/action/add", "finding")],
)
def test_an_address_that_asks_for_what_cannot_be_is_refused(admin, path, name, number):
    assert admin.get(f"/admin/{path}/", {**SUGGEST, name: number}).status_code == 400
    assert admin.get("/admin/findings/finding/", {"q": number}).status_code == 200


def test_so_is_a_year_that_cannot_be(admin):
    assert admin.get("/admin/partnerships/event/", {"at__year": "2147483648"}).status_code == 400
    assert admin.get("/admin/partnerships/event/", {"at__year": "2026"}).status_code == 200
