"""The home page and the table of actions as people walk them; with and without JavaScript."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from actions.models import Action
from partnerships.models import Role
from tests.makers import (
    make_action,
    make_agency,
    make_evidence,
    make_finding,
    make_letter,
    make_officer,
    make_update,
    make_user,
    make_written,
)

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize("browser_context_args", [{}, {"java_script_enabled": False}])


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def letter(transactional_db):
    """Dorset's, with an action of each state that the home page tells apart."""
    letter = make_letter()
    make_letter(letter.partnership, letter_date=dt.date(2020, 1, 1), statement_printed=in_days(9))
    officer = make_officer(make_agency(letter.partnership))
    for days in (-3, 3, 30, 5, 6):
        make_update(make_written(make_finding(letter), target_date=in_days(days), lead_officer=officer))
    for action in Action.objects.filter(finding__number__gte=4):
        make_evidence(action)
        action.deliver(None, "Officers use the tool.")
    Action.objects.get(finding__number=5).ask_for_more_evidence(None, "An audit, not a policy.")
    make_action(make_finding(letter, kind="priority action"))
    return letter


@WITH_AND_WITHOUT_JAVASCRIPT
def test_home_shows_ones_overdue_actions_and_leads_to_them(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.AGENCY_LEAD, letter.partnership))
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="Overdue (2)")).to_be_visible()
    expect(page.get_by_text("3 days late")).to_be_visible()
    page.get_by_role("link", name="A1.1 Train every officer").click()
    assert page.url.endswith(f"/actions/{Action.objects.get(finding__number=1, finding__kind='improvement').pk}/")
    page.go_back()
    page.get_by_role("row", name="Dorset Police").get_by_role("link", name="Red").click()
    assert page.locator("tbody tr").count() == 2
    expect(page.get_by_role("link", name="Remove this filter: BRAG: Red")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_progress_is_recorded_from_home_in_two_clicks_and_a_form(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.AGENCY_LEAD, letter.partnership))
    page.goto(live_server.url)
    page.get_by_role("button", name="Record progress on A1.1").click()
    page.get_by_label("No change").check()
    page.get_by_label("On track").check()
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.url == f"{live_server.url}/"
    expect(page.locator(".govuk-notification-banner")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_chair_finds_what_waits_for_assurance(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.CHAIR, letter.partnership))
    page.goto(live_server.url)
    page.get_by_role("button", name="Look at the evidence for A4.1").click()
    expect(page.get_by_role("heading", name="A4.1").first).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_filter_sort_and_take_away(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.VIEWER, letter.partnership))
    page.goto(f"{live_server.url}/actions/")
    page.get_by_label("Due", exact=True).select_option("Overdue")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("heading", name="2 actions", exact=True).wait_for()
    page.get_by_role("link", name="Deadline").click()
    page.locator("th[aria-sort=ascending]").wait_for()
    assert "filter-due=overdue" in page.url
    assert "sort=deadline" in page.url
    assert [words.strip() for words in page.locator("tbody th").all_inner_texts()] == ["P1.1", "A1.1"]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert rows[2] == "Only: Due: Overdue"
    assert [row.split(",")[0] for row in rows[5:]] == ["P1.1", "A1.1"]
    page.get_by_role("link", name="Remove this filter: Due").click()
    page.get_by_role("heading", name="6 actions", exact=True).wait_for()
    assert page.get_by_label("Due", exact=True).input_value() == ""
    assert "sort=deadline" in page.url


def test_results_come_without_a_new_page(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.VIEWER, letter.partnership))
    page.goto(f"{live_server.url}/actions/")
    page.evaluate("window.samePage = true")
    page.get_by_label("No update for").fill("never")
    page.get_by_role("button", name="Apply").click()
    page.locator(".govuk-error-summary:focus").wait_for()
    assert page.title().startswith("Error: ")
    page.get_by_label("No update for").fill("1")
    page.get_by_role("button", name="Apply").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="1 action", exact=True).wait_for()
    page.locator("#count:focus", has_text="1 action").wait_for()  # a screen reader says it
    assert page.evaluate("window.samePage")
    kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "A1.1" not in kept  # nothing of the plan stays behind
    page.go_back()
    page.locator(".govuk-error-summary").wait_for()
    page.go_back()
    page.get_by_role("heading", name="6 actions", exact=True).wait_for()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_many_are_changed_at_once(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.BUSINESS_MANAGER, letter.partnership))
    page.goto(f"{live_server.url}/actions/?filter-due=overdue")
    page.get_by_label("Choose A1.1").check()
    page.get_by_label("Choose P1.1").check()
    page.get_by_role("button", name="Change the chosen actions").click()
    page.get_by_label("Planned start").fill("someday")
    page.get_by_role("button", name="Look at what will change").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_label("Planned start").fill("1 May 2018")
    page.get_by_label("Lead officer").select_option("Debbie Simpson, Chief Constable")
    page.get_by_role("button", name="Look at what will change").click()
    assert page.get_by_text("Planned start: 1 May 2018").count() == 2
    page.get_by_role("button", name="Change them").click()
    expect(page.get_by_text("2 actions are changed.")).to_be_visible()
    assert page.url.endswith("filter-due=overdue")


def test_all_on_a_page_are_chosen_with_one_click(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.BUSINESS_MANAGER, letter.partnership))
    page.goto(f"{live_server.url}/actions/")
    page.get_by_text("More filters").click()
    page.get_by_label("Kind").select_option("Area for improvement")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("heading", name="5 actions", exact=True).wait_for()
    page.get_by_role("button", name="Choose all on this page").click()
    assert page.locator("tbody input:checked").count() == 5
    page.get_by_role("button", name="Choose all on this page").click()
    assert page.locator("tbody input:checked").count() == 0


def test_changing_several_stands_in_nobodys_way(page, live_server, sign_in, look, seen, letter):
    """The form, what is wrong with it, and what will change."""
    sign_in(page, make_user(Role.BUSINESS_MANAGER, letter.partnership))
    look(f"/actions/change/?action={Action.objects.first().pk}")
    for start in ("", "1 May 2018"):
        page.get_by_label("Planned start").fill(start)
        page.get_by_role("button", name="Look at what will change").click()
        seen()


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.CHAIR])
def test_full_home_stands_in_nobodys_way(page, look, sign_in, letter, role):
    sign_in(page, make_user(role, letter.partnership))
    look("/")


def test_the_table_prints_as_a_table_with_what_it_is_filtered_by(page, live_server, sign_in, letter):
    sign_in(page, make_user(Role.CHAIR, letter.partnership))
    page.goto(f"{live_server.url}/actions/?filter-status=in progress")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 990})
    assert page.locator(".app-list tbody td").first.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
    expect(page.get_by_text("Status: In progress")).to_be_visible()
    expect(page.get_by_role("button", name="Apply")).to_be_hidden()


REACHED = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect()
    const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height * 0.7)
    return [one.tagName, one.innerText, box.height > 2 && (top === one || one.contains(top))]
}"""


def test_at_400_percent_whatever_the_keyboard_reaches_can_be_seen(page, live_server, sign_in, letter):
    """No column head that sorts is out of sight, and nothing lies over the filter's fields."""
    sign_in(page, make_user(Role.BUSINESS_MANAGER, letter.partnership))
    page.set_viewport_size({"width": 320, "height": 225})
    page.goto(f"{live_server.url}/actions/")
    fold = page.locator("summary", has_text="Filter or sort the actions")
    fold.click()
    fold.focus()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(REACHED))
    assert [one for one in reached if not one[2] and one[0] != "BODY"] == []  # after the last it begins anew
    assert {"SELECT", "BUTTON", "A"} <= {one[0] for one in reached}
