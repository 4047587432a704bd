import pytest
from django.urls import reverse

from actions.planning import confirm_leads
from findings.models import Finding
from partnerships.models import Role, Sector
from tests.makers import make_action, make_agency, make_finding, make_partnership, make_user


@pytest.fixture
def findings(client):
    first = make_finding(because="Police officers")
    second = make_finding(first.letter, number=2)
    client.force_login(make_user(partnership=first.partnership))
    return [first, second]


def address(findings):
    return reverse("suggested_leads", args=[findings[0].partnership_id])


def seen(finding):
    return f"{finding.pk}-{finding.lead_agency_id}"


def send(client, findings, *chosen):
    page = client.post(address(findings), {"lead": chosen}, follow=True).content.decode()
    for finding in findings:
        finding.refresh_from_db()
    return page


def test_those_chosen_are_confirmed_and_the_others_stay(client, findings):
    action = make_action(findings[0])
    assert "Suggested leads (2)" in client.get(address(findings)).content.decode()
    page = send(client, findings, seen(findings[0]))
    assert "1 lead is confirmed." in page
    assert "Suggested leads (1)" in page
    assert [finding.lead_is_suggestion for finding in findings] == [False, True]
    action.refresh_from_db()
    assert action.lead_agency == findings[0].lead_agency


def test_all_at_once(client, findings):
    page = send(client, findings, *map(seen, findings))
    assert "2 leads are confirmed." in page
    assert "No lead waits to be confirmed." in page


def test_nothing_chosen_says_so(client, findings):
    page = send(client, findings)
    assert "Choose at least one finding" in page
    assert all(finding.lead_is_suggestion for finding in findings)


def test_a_lead_that_was_changed_meanwhile_and_a_second_click_change_nothing(client, findings):
    before = seen(findings[0])
    council = make_agency(findings[0].partnership, "Dorset County Council", Sector.LOCAL_AUTHORITY)
    findings[0].confirm_lead(None, council)
    assert "nothing is changed there" in send(client, findings, before)
    assert findings[0].lead_agency == council


def test_a_form_sent_twice_in_one_moment_is_answered_as_done_before(client, findings, monkeypatch):
    from actions.views import leads

    def overtaken(wanted, actor):
        confirm_leads(Finding.objects.filter(pk__in=[one.pk for one in wanted]), actor)
        return confirm_leads(wanted, actor)

    monkeypatch.setattr(leads, "confirm_leads", overtaken)
    page = send(client, findings, *map(seen, findings))
    assert "Of 2 more, the lead had been confirmed or changed already" in page


def test_who_may_not_confirm_sees_no_way_there(client, findings):
    client.force_login(make_user(email="chair@example.test", partnership=findings[0].partnership, role=Role.CHAIR))
    assert client.post(address(findings), {"lead": seen(findings[0])}).status_code == 403
    plan = client.get(reverse("plan_check", args=[findings[0].partnership_id])).content.decode()
    assert "Leads that are only suggested" in plan
    assert "Confirm several together" not in plan


def test_plan_check_home_and_letter_lead_there(client, findings):
    for page in (
        reverse("plan_check", args=[findings[0].partnership_id]),
        reverse("home"),
        reverse("letter", args=[findings[0].letter_id]),
    ):
        assert address(findings) in client.get(page).content.decode(), page


def test_as_many_queries_however_many_leads(client, findings, django_assert_max_num_queries):
    for number in range(3, 9):
        make_finding(findings[0].letter, number=number)
    with django_assert_max_num_queries(15):
        assert client.get(address(findings)).status_code == 200


def test_another_partnerships_is_not_found(client, findings):
    client.force_login(make_user(email="torbay@example.test", partnership=make_partnership("Torbay")))
    assert client.post(address(findings), {"lead": seen(findings[0])}).status_code == 404
