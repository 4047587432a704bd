"""Who is doing what, and the plan check, as a business manager walks them; at a desk, on a phone and on paper."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from actions.models import Contributor
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import (
    make_action,
    make_agency,
    make_difference,
    make_file,
    make_finding,
    make_letter,
    make_user,
    make_written,
)


@pytest.fixture
def letter(transactional_db):
    letter = make_letter()
    make_action(make_finding(letter))
    return letter


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_the_gap_to_where_it_is_put_right(page, live_server, sign_in, letter):
    sign_in(page, make_user(partnership=letter.partnership))
    page.goto(f"{live_server.url}/partnerships/{letter.partnership_id}/")
    page.get_by_role("link", name="Who is doing what").click()
    expect(page.get_by_text("Lead only suggested: 1 of 1 finding")).to_be_visible()
    page.get_by_role("link", name="Put them right in the plan check").click()
    page.get_by_role("link", name="Confirm or change the lead").click()
    page.get_by_role("button", name="Save the lead").click()
    expect(page.get_by_role("heading", name="Leads that are only suggested")).to_have_count(0)
    page.get_by_role("link", name="Write the action").click()
    page.get_by_label("What will be done").fill("Train every officer.")
    page.get_by_role("button", name="Save what will be done").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan check")
    page.goto(f"{live_server.url}/partnerships/{letter.partnership_id}/who-is-doing-what/")
    expect(page.get_by_text("None: each finding has a confirmed lead")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename.startswith("who-is-doing-what-")


@WITH_AND_WITHOUT_JAVASCRIPT
def test_suggested_leads_are_confirmed_together(page, live_server, sign_in, letter):
    for _ in range(2):
        make_finding(letter)
    sign_in(page, make_user(partnership=letter.partnership))
    page.goto(live_server.url)
    page.get_by_role("link", name="3 suggested leads to confirm").click()
    page.get_by_role("button", name="Confirm the chosen leads").click()
    expect(page.get_by_role("link", name="Choose at least one finding")).to_be_visible()
    page.get_by_label("A2: Dorset Police").check()
    page.get_by_role("button", name="Confirm the chosen leads").click()
    expect(page.get_by_text("1 lead is confirmed.")).to_be_visible()
    choose_all = page.get_by_role("button", name="Choose all on this page")
    if choose_all.is_visible():  # it needs a script
        choose_all.click()
    else:
        for box in page.get_by_role("checkbox").all():
            box.check()
    page.get_by_role("button", name="Confirm the chosen leads").click()
    expect(page.get_by_text("2 leads are confirmed.")).to_be_visible()
    expect(page.get_by_text("No lead waits to be confirmed.")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_one_comes_back_to_the_place_in_a_long_check(page, live_server, sign_in, letter):
    actions = [make_written(make_finding(letter)) for _ in range(8)]
    sign_in(page, make_user(partnership=letter.partnership))
    page.goto(f"{live_server.url}/partnerships/{letter.partnership_id}/plan-check/")
    lines = page.get_by_role("region", name="No measure of success").get_by_role("listitem")
    lines.filter(has_text="A7.1").get_by_role("link", name="Say who and when").click()
    page.get_by_label("Measure of success").fill("Nine of ten.")
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_text("The plan of A7.1 is saved.")).to_have_count(1)
    above = page.locator(f"#no-measure-{actions[4].pk}")
    assert 0 <= above.bounding_box()["y"] < page.viewport_size["height"] / 2
    expect(lines.filter(has_text="A7.1")).to_have_count(0)


def test_pages_of_many_agencies(look, page, sign_in, letter):
    other = make_letter(letter.partnership, letter_date=dt.date(2020, 1, 2))
    for number in range(12):
        agency = make_agency(letter.partnership, f"Agency {number} of a very long name in the health service", "health")
        action = make_written(make_finding(other, lead_agency=agency))
        Contributor(partnership=letter.partnership, action=action, agency=make_agency(letter.partnership)).enter(None)
    make_difference(make_file(letter))
    sign_in(page, make_user(partnership=letter.partnership))
    here = f"/partnerships/{letter.partnership_id}"
    for path in ("who-is-doing-what/", "who-is-doing-what/?filter-letter=0", "plan-check/?show=quiet"):
        look(f"{here}/{path}")


def test_a_phone_shows_cards_and_paper_the_table(page, live_server, sign_in, letter):
    sign_in(page, make_user(partnership=letter.partnership))
    make_agency(letter.partnership, "Dorset Council", "local authority")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/partnerships/{letter.partnership_id}/who-is-doing-what/")
    cells = page.locator(".app-matrix tbody td")
    expect(cells.nth(0)).to_be_hidden()
    assert cells.nth(1).evaluate("e => getComputedStyle(e, '::before').content") == '"Dorset Police: "'
    page.emulate_media(media="print")
    expect(cells.nth(0)).to_be_visible()
