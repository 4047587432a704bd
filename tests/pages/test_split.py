"""Splitting a finding in the browser: choose, look at both parts, confirm."""

import pytest
from django.urls import reverse
from django.utils import timezone

from actions import adding
from findings.models import Finding
from findings.splitting import cuts
from partnerships.models import Role
from tests.makers import make_finding, make_partnership, make_user

TEXT = "Midwives do not ask about abuse; social workers do not listen."


@pytest.fixture
def finding(client):
    finding = make_finding(text=TEXT)
    client.force_login(make_user(partnership=finding.partnership, name="Kim Jones"))
    return finding


def send(client, finding, **form):
    form = {"version": finding.version, "at": cuts(TEXT)[0]} | form
    answer = client.post(reverse("finding_split", args=[finding.pk]), form, follow=True)
    return " ".join(answer.content.decode().split())


def test_both_parts_are_shown_before_anything_is_changed(client, finding):
    page = send(client, finding)
    assert ">Midwives do not ask about abuse;</blockquote>" in page
    assert ">social workers do not listen.</blockquote>" in page
    assert Finding.objects.count() == 1


def test_confirmed_it_is_split_and_each_leads_to_the_other(client, finding):
    page = send(client, finding, confirmed="yes")
    part = Finding.objects.get(split_from=finding)
    assert "A1 is split. The second part is A2." in page
    assert reverse("finding", args=[part.pk]) in page
    other = client.get(reverse("finding", args=[part.pk])).content.decode()
    assert "Split from" in other
    assert "social workers do not listen." in other


def test_the_second_click_splits_no_further(client, finding):
    send(client, finding, confirmed="yes")
    page = send(client, finding, confirmed="yes")  # the words are others by now
    assert "Nothing is changed: Kim Jones split A1 before. The second part is A2." in page
    assert "There is a problem" not in page
    assert Finding.objects.count() == 2


def test_of_two_clicks_at_once_the_slower_splits_no_further(client, finding, monkeypatch):
    def faster_then_own(finding, at, actor):
        monkeypatch.undo()
        adding.split(Finding.objects.get(pk=finding.pk), at, actor)
        return adding.split(finding, at, actor)

    monkeypatch.setattr(adding, "split", faster_then_own)
    page = send(client, finding, confirmed="yes")
    assert "Nothing is changed: Kim Jones split A1 before. The second part is A2." in page
    assert Finding.objects.count() == 2


@pytest.mark.parametrize("at", ["", "3", "x", "-1", "9" * 30])
def test_a_place_that_is_none_is_told(client, finding, at):
    assert "Choose where the second part begins" in send(client, finding, at=at, confirmed="yes")
    assert Finding.objects.count() == 1


def test_stale_is_refused_and_then_goes_through(client, finding):
    version = finding.version
    finding.change(make_user(None, name="Ann Ash"), "named theme", theme="Voice")
    page = send(client, finding, version=version, confirmed="yes")
    assert "changed this after you opened it" in page
    assert "Ann Ash" in page
    assert Finding.objects.count() == 1
    send(client, finding, confirmed="yes")
    assert Finding.objects.count() == 2


def test_who_may_not(client, finding):
    url = reverse("finding_split", args=[finding.pk])
    for user, status in (
        (make_user(Role.AGENCY_LEAD, finding.partnership), 403),
        (make_user(partnership=make_partnership("Torbay")), 404),
    ):
        client.force_login(user)
        assert (client.get(url).status_code, client.post(url, {"at": "1"}).status_code) == (status, status)
    assert Finding.objects.count() == 1


def test_a_closed_finding_stays_whole(client, finding):
    finding.change(None, closed_at=timezone.now())
    page = client.get(reverse("finding_split", args=[finding.pk]), follow=True)
    assert "A1 is closed: it stays whole." in page.content.decode()
