"""The quarterly access review."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import AccessReview, Role
from partnerships.models.reviews import months_after
from tests.makers import make_partnership, make_user


@pytest.fixture
def dorset(client, db):
    partnership = make_partnership()
    client.force_login(make_user(partnership=partnership, name="Mia Manager", email="mia@example.org"))
    return partnership


def record(client, dorset, seen=None):
    page = reverse("review_people", args=[dorset.pk])
    seen = seen or client.get(page).context["seen"]
    return " ".join(client.post(page, {"seen": seen}, follow=True).content.decode().split())


def test_a_review_is_recorded_and_the_next_is_told(client, dorset):
    assert (
        "Nobody has recorded an access review yet." in client.get(reverse("people", args=[dorset.pk])).content.decode()
    )
    page = record(client, dorset)
    today = timezone.localdate()
    assert f"looked through on {today:%-d %B %Y} by Mia Manager" in page
    assert f"due by {months_after(today, 3):%-d %B %Y}" in page
    assert AccessReview.objects.get().kept == ["mia@example.org, business manager"]


def test_what_ended_since_the_one_before_is_kept(client, dorset):
    record(client, dorset)
    AccessReview.objects.update(reviewed_at=timezone.now() - dt.timedelta(days=100))
    chair = make_user(Role.CHAIR, dorset, email="cher@example.org")
    chair.memberships.get().end(None)
    lapsed = timezone.localdate() - dt.timedelta(days=2)
    make_user(Role.VIEWER, dorset, email="vi@example.org", expires_on=lapsed)
    make_user(Role.VIEWER, dorset, email="old@example.org", expires_on=lapsed - dt.timedelta(days=365))
    record(client, dorset)
    assert AccessReview.objects.first().ended == ["cher@example.org, chair", "vi@example.org, viewer"]


def test_a_second_click_records_once(client, dorset):
    seen = client.get(reverse("review_people", args=[dorset.pk])).context["seen"]
    record(client, dorset, seen)
    record(client, dorset, seen)
    assert AccessReview.objects.count() == 1


def test_a_list_that_changed_meanwhile_is_looked_through_again(client, dorset):
    seen = client.get(reverse("review_people", args=[dorset.pk])).context["seen"]
    make_user(Role.CHAIR, dorset)
    assert "Nothing is recorded yet: somebody’s role changed" in record(client, dorset, seen)
    assert not AccessReview.objects.exists()


def test_a_review_that_is_late_is_marked(client, dorset):
    record(client, dorset)
    AccessReview.objects.update(reviewed_at=timezone.now() - dt.timedelta(days=100))
    assert "Overdue" in client.get(reverse("people", args=[dorset.pk])).content.decode()


def test_who_may_not(client, dorset):
    page = reverse("review_people", args=[dorset.pk])
    for user, status in ((make_user(Role.CHAIR, dorset), 403), (make_user(None), 404)):
        client.force_login(user)
        assert client.post(page, {"seen": "x"}).status_code == status
    assert not AccessReview.objects.exists()


def test_three_months_later():
    days = {dt.date(2026, 11, 20): dt.date(2027, 2, 20), dt.date(2027, 11, 30): dt.date(2028, 2, 29)}
    assert {day: months_after(day, 3) for day in days} == days
    assert months_after(dt.date(2026, 9, 30), 3) == dt.date(2026, 12, 30)
