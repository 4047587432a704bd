import pytest

from partnerships.models import Membership, Role
from tests.makers import (
    make_administrator,
    make_finding,
    make_invitation,
    make_letter,
    make_partnership,
    make_user,
    make_written,
)


@pytest.fixture
def dorset():
    return make_partnership()


def give_role(user, partnership):
    Membership(partnership=partnership, user=user, role=Role.VIEWER).enter(None)


def test_partnership_has_a_page_of_its_own(client, dorset):
    make_written(make_finding(make_letter(dorset)))
    client.force_login(make_user(Role.VIEWER, dorset))
    page = client.get(f"/partnerships/{dorset.pk}/").content.decode()
    assert '<h1 class="govuk-heading-l">Dorset Safeguarding Children Partnership</h1>' in page
    assert "How it stands" in page


def test_another_partnership_is_not_there(client, dorset):
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")))
    assert client.get(f"/partnerships/{dorset.pk}/").status_code == 404
    assert client.post(f"/partnerships/{dorset.pk}/switch/").status_code == 404


def test_who_has_one_partnership_is_led_to_it(client, dorset):
    client.force_login(make_user(Role.VIEWER, dorset))
    page = client.get("/").content.decode()
    assert f'href="/partnerships/{dorset.pk}/"' in page
    assert "change partnership" not in page


def test_switch_leads_the_menu_to_one_partnership_and_back_to_all(client, dorset):
    torbay = make_partnership("Torbay")
    user = make_user(Role.VIEWER, dorset)
    give_role(user, torbay)
    client.force_login(user)
    assert "2 partnerships" in client.get("/").content.decode()
    assert client.post(f"/partnerships/{torbay.pk}/switch/").url == f"/partnerships/{torbay.pk}/"
    page = client.get("/letters/").content.decode()
    assert f'href="/partnerships/{torbay.pk}/"' in page
    assert f'href="/actions/?filter-area={torbay.pk}"' in page
    client.post("/partnerships/all/")
    assert "2 partnerships" in client.get("/").content.decode()


def test_looking_switches_nothing(client, dorset):
    client.force_login(make_user(Role.VIEWER, dorset))
    assert client.get(f"/partnerships/{dorset.pk}/switch/").status_code == 405
    assert client.get("/partnerships/all/").status_code == 405


def test_who_lost_a_partnership_is_no_longer_led_to_it(client, dorset):
    torbay = make_partnership("Torbay")
    user = make_user(Role.VIEWER, dorset)
    give_role(user, torbay)
    client.force_login(user)
    client.post(f"/partnerships/{torbay.pk}/switch/")
    user.memberships.get(partnership=torbay).delete()
    page = client.get("/").content.decode()
    assert "Torbay" not in page
    assert f'href="/partnerships/{dorset.pk}/"' in page


def test_long_list_of_partnerships_has_a_page(client, django_assert_max_num_queries):
    for number in range(60):
        make_partnership(f"Area {number:02}")
    client.force_login(make_administrator())
    assert "All 60 partnerships" in client.get("/letters/").content.decode()
    with django_assert_max_num_queries(6):
        page = client.get("/partnerships/").content.decode()
    assert "Area 49" in page
    assert client.get("/partnerships/?page=2").content.decode().count("Area 5") == 10


def test_it_says_who_the_business_managers_are(client, dorset):
    client.force_login(make_user(Role.VIEWER, dorset))
    path = f"/partnerships/{dorset.pk}/"
    assert "No business manager has signed in yet." in client.get(path).content.decode()
    make_invitation(dorset, name="Ina Invited", role=Role.BUSINESS_MANAGER)
    make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay"), name="Tom Torbay")
    make_user(partnership=dorset, name="Kim Jones")
    assert "Business manager: Kim Jones</p>" in client.get(path).content.decode()
    make_user(partnership=dorset, name="Bea Bell")
    assert "Business managers: Bea Bell, Kim Jones</p>" in client.get(path).content.decode()
