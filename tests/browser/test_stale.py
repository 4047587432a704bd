"""Two people edit one plan: the second chooses field by field, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_officer, make_user, make_written

LONG = "Anunbrokenwordthatiswiderthananyphone" * 5


@pytest.fixture
def action(transactional_db):
    return make_written(measure_of_success="Seven of ten.")


@pytest.fixture
def opened(page, live_server, sign_in, action):
    """The lead has opened the plan; then the business manager changes it."""
    sign_in(page, make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead"))
    page.goto(f"{live_server.url}/actions/{action.pk}/plan/")
    ann = make_user(partnership=action.partnership, name="Ann Ash")
    officer = make_officer(action.lead_agency, "Bo Birch", job_title="Inspector")
    action.change(ann, measure_of_success=f"Eight of ten. {LONG}", lead_officer=officer)


@WITH_AND_WITHOUT_JAVASCRIPT
def test_the_second_chooses_and_puts_both_together(page, opened, action):
    page.get_by_label("Measure of success").fill("Nine of ten.")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("link", name="Measure of success: choose which to keep")).to_be_visible()
    page.get_by_role("link", name="Measure of success: choose which to keep").click()
    expect(page.locator("#id_keep_measure_of_success_0")).to_be_focused()
    page.get_by_role("group", name="Measure of success").get_by_label("Take mine").check()
    page.get_by_label("Measure of success: yours, which you can still change").fill("Nine of ten, by audit.")
    expect(page.get_by_role("alert")).to_contain_text("Lead officer is “Bo Birch, Inspector”, as Ann Ash wrote.")
    expect(page.get_by_role("group", name="Lead officer")).to_have_count(0)
    expect(page.get_by_label("Lead officer").locator("option:checked")).to_contain_text("Bo Birch")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("The plan of A1.1 is saved.")).to_be_visible()
    action.refresh_from_db()
    assert (action.measure_of_success, action.lead_officer.name) == ("Nine of ten, by audit.", "Bo Birch")


def test_the_choice_is_accessible_at_both_widths(page, opened, axe):
    page.get_by_label("Measure of success").fill("Nine of ten.")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("alert")).to_contain_text("Ann Ash changed this")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
