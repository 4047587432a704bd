import pytest
from django.urls import reverse

from actions.models import Contributor
from findings.models import FindingContributor
from partnerships.models import Event, Sector
from tests.makers import make_action, make_agency, make_finding, make_officer, make_partnership, make_user


@pytest.fixture
def finding(client):
    finding = make_finding(because="Police officers")
    client.force_login(make_user(partnership=finding.partnership))
    return finding


def send(client, finding, agency, version=None):
    form = {"agency": getattr(agency, "pk", agency), "version": version or finding.version}
    answer = client.post(reverse("lead", args=[finding.pk]), form, follow=True)
    finding.refresh_from_db()
    return answer.content.decode()


def test_confirming_the_suggestion_keeps_its_reason(client, finding):
    page = send(client, finding, finding.lead_agency)
    assert "Dorset Police leads on A1." in page
    assert not finding.lead_is_suggestion
    assert finding.because == "Police officers"


def test_a_contributor_that_comes_to_lead_is_no_longer_shown_beside_itself(client, finding):
    action = make_action(finding)
    council = make_agency(finding.partnership, "Dorset County Council", Sector.LOCAL_AUTHORITY)
    FindingContributor(partnership=finding.partnership, finding=finding, agency=council).enter(None)
    Contributor(partnership=finding.partnership, action=action, agency=council).enter(None)
    pages = {
        reverse("finding", args=[finding.pk]): "Contributing</dt>",
        reverse("action", args=[action.pk]): reverse("contributor", args=[action.contributors.get().pk]),
    }
    assert all(words in client.get(address).content.decode() for address, words in pages.items())
    send(client, finding, council)
    assert not any(words in client.get(address).content.decode() for address, words in pages.items())


def test_changing_the_lead_takes_its_action_along(client, finding):
    action = make_action(finding)
    council = make_agency(finding.partnership, "Dorset County Council", Sector.LOCAL_AUTHORITY)
    send(client, finding, council)
    action.refresh_from_db()
    assert finding.lead_agency == action.lead_agency == council


def test_an_action_that_stays_is_named_with_its_agency(client, finding):
    officer = make_officer(finding.lead_agency)
    make_action(finding, lead_officer=officer)
    make_action(finding)
    make_action(finding, lead_officer=officer).cancel(None, "Not needed.")
    council = make_agency(finding.partnership, "Dorset County Council", Sector.LOCAL_AUTHORITY)
    page = send(client, finding, council)
    assert "Dorset County Council leads on A1. A1.1 stays with Dorset Police. To change that, choose it" in page
    assert "A1.2 stays" not in page
    assert "A1.3 stays" not in page


def test_second_click_writes_no_second_event(client, finding):
    version = finding.version
    send(client, finding, finding.lead_agency, version)
    events = Event.objects.count()
    send(client, finding, finding.lead_agency, version)
    assert Event.objects.count() == events


def test_stale_choice_is_refused(client, finding):
    version = finding.version
    council = make_agency(finding.partnership, "Dorset County Council", Sector.LOCAL_AUTHORITY)
    send(client, finding, council, version)
    page = send(client, finding, make_agency(finding.partnership), version)
    assert "Lead agency: choose which to keep" in page
    assert finding.lead_agency == council


@pytest.mark.parametrize("agency", ["", "nonsense", "9" * 25])
def test_no_agency_is_told(client, finding, agency):
    assert "There is a problem" in send(client, finding, agency)
    assert finding.lead_is_suggestion


def test_another_partnerships_agency_cannot_lead(client, finding):
    foreign = make_agency(make_partnership("Torbay"), "Torbay Council", Sector.LOCAL_AUTHORITY)
    assert "Choose an agency of this partnership." in send(client, finding, foreign)
    assert "Torbay Council" not in client.get(reverse("lead", args=[finding.pk])).content.decode()


def test_finding_page_shows_its_actions_and_history(client, finding):
    action = make_action(finding, text="Train every officer.", status="not started")
    send(client, finding, finding.lead_agency)
    page = client.get(reverse("finding", args=[finding.pk])).content.decode()
    assert "Train every officer." in page
    assert reverse("action", args=[action.pk]) in page
    assert "confirmed the lead agency" in page


def test_queries_do_not_grow_with_actions(client, finding, django_assert_max_num_queries):
    for _ in range(8):
        make_action(finding)
    with django_assert_max_num_queries(15):
        client.get(reverse("finding", args=[finding.pk]))


def test_an_owner_is_suggested_only_while_no_lead_officer_is_named(client, finding):
    nick = make_officer(finding.lead_agency, "Nick Jarman", job_title="Director")
    finding.change(None, suggested_owner=nick)
    action = make_action(finding)
    pages = [reverse("finding", args=[finding.pk]), reverse("letter", args=[finding.letter_id])]
    for page in pages:
        assert "Suggested owner</dt>" in client.get(page).content.decode()
    action.change(None, lead_officer=make_officer(finding.lead_agency, "Ann Ash"))
    for page in pages:
        assert "Suggested owner</dt>" not in client.get(page).content.decode()
