"""From signing in to a written action, as a business manager walks it; with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.makers import PASSWORD, make_action, make_file, make_finding, make_letter, make_place, make_user

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize("browser_context_args", [{}, {"java_script_enabled": False}])


@pytest.fixture
def finding(transactional_db):
    letter = make_letter()
    finding = make_finding(letter, kind="priority action", text="Leaders must agree how to share what they know.")
    make_action(finding)
    make_action(make_finding(letter))
    make_place(finding, make_file(letter, ["Dear colleagues"] * 80 + ["- Leaders must agree"]), [80])
    return finding


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_the_letter_to_a_written_action(page, live_server, finding):
    user = make_user(partnership=finding.partnership, name="Kim Jones")
    page.goto(live_server.url)
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Letters", exact=True).click()
    page.get_by_role("link", name="Dorset").click()
    page.get_by_role("link", name="show P1 in the letter").click()
    assert page.locator("mark").inner_text() == "- Leaders must agree"
    assert page.url.endswith("#finding")
    page.go_back()
    page.get_by_role("button", name="Confirm the lead on P1").click()
    expect(page.get_by_text("Dorset Police leads on P1.")).to_be_visible()
    page.get_by_role("link", name="Actions", exact=True).click()
    page.get_by_text("More filters").click()
    page.get_by_label("Kind").select_option("Area for priority action")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("heading", name="1 action", exact=True).wait_for()
    page.get_by_role("link", name="Leaders must agree").click()
    page.get_by_role("button", name="Write the action").click()
    page.get_by_role("button", name="Save what will be done").click()
    expect(page.locator(".govuk-error-summary")).to_be_in_viewport()
    page.get_by_label("What will be done").fill("Agree a protocol by March.")
    page.get_by_role("button", name="Save what will be done").click()
    expect(page.get_by_text("What will be done is written for P1.1.")).to_be_in_viewport()
    expect(page.get_by_text("Not started").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_filter_on_a_phone_can_be_opened_and_taken_away(page, live_server, sign_in, finding):
    page.set_viewport_size({"width": 320, "height": 600})
    sign_in(page, make_user(partnership=finding.partnership))
    page.goto(f"{live_server.url}/actions/")
    words = page.get_by_label("Words or number")
    if not words.is_visible():
        page.get_by_text("Filter or sort the actions").click()
    words.fill("A1")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("heading", name="1 action", exact=True).wait_for()
    page.get_by_role("link", name="Remove this filter: Words").click()
    page.get_by_role("heading", name="2 actions", exact=True).wait_for()


def test_page_is_usable_by_keyboard_from_the_start(page, live_server, sign_in, finding):
    sign_in(page, make_user(partnership=finding.partnership))
    page.goto(f"{live_server.url}/actions/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_confirming_one_lead_of_many_keeps_ones_place(page, live_server, sign_in, finding):
    for _ in range(20):
        last = make_finding(finding.letter)
    sign_in(page, make_user(partnership=finding.partnership))
    page.goto(f"{live_server.url}/letters/{finding.letter_id}/")
    page.get_by_role("button", name=f"Confirm the lead on {last.code}", exact=True).click()
    article = page.locator(f"#{last.code}")
    expect(article.get_by_text("Confirmed")).to_be_visible()
    assert 0 <= article.bounding_box()["y"] < page.viewport_size["height"]


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_phone_sorts_by_a_choice(page, live_server, sign_in, finding):
    """The heads of the columns, which sort elsewhere, are not there."""
    page.set_viewport_size({"width": 320, "height": 600})
    sign_in(page, make_user(partnership=finding.partnership))
    page.goto(f"{live_server.url}/actions/")
    expect(page.locator("tbody th").first).to_have_text("P1.1")
    sort = page.get_by_label("Sort by")
    if not sort.is_visible():
        page.get_by_text("Filter or sort the actions").click()
    sort.select_option("Number, last to first")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("tbody th").first).to_have_text("A1.1")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Number")
    expect(page.locator("#sort")).to_be_hidden()


def test_apply_is_in_reach_and_what_is_found_comes_into_sight(page, live_server, sign_in, finding):
    for _ in range(20):
        make_action(make_finding(finding.letter))
    sign_in(page, make_user(partnership=finding.partnership))
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/actions/")
    assert page.locator("#apply").bounding_box()["y"] < 800
    page.get_by_text("More filters").click()
    page.get_by_label("Due to").fill("1 May 2030")
    page.keyboard.press("End")
    page.get_by_role("button", name="Apply").click()
    page.locator("#count:focus").wait_for()
    assert 0 <= page.locator("#count").bounding_box()["y"] < 400
    page.goto(f"{live_server.url}/actions/")
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN_BELOW_APPLY) is False, page.locator(":focus").get_attribute("name")


# WCAG 2.2, 2.4.11: the row of "Apply" covers no control that has the focus.
HIDDEN_BELOW_APPLY = """() => {
  const one = document.activeElement, apply = document.querySelector(".app-filter__do");
  const covered = one.closest(".app-filter") && !apply.contains(one);
  return Boolean(covered) && one.getBoundingClientRect().top >= apply.getBoundingClientRect().top;
}"""
