"""A letter is imported in the browser, as a business manager walks it; with and without JavaScript."""

from dataclasses import replace

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from findings.models import Letter
from partnerships.models import Membership, Role
from tests.makers import make_partnership, make_user
from tests.papers.pdf import pdf_of
from tests.papers.seeds import blocks, seed

WITH_AND_WITHOUT_JAVASCRIPT = pytest.mark.parametrize("browser_context_args", [{}, {"java_script_enabled": False}])
WILTSHIRE = seed("004")


@pytest.fixture(autouse=True)
def files(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def manager(transactional_db):
    return make_user(partnership=make_partnership("Wiltshire"), name="Kim Jones")


def choose(page, live_server, *papers):
    page.goto(f"{live_server.url}/letters/")
    page.get_by_role("button", name="Import a letter").click()
    page.get_by_label("Letters").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in papers]
    )
    page.get_by_role("button", name="See what was read").click()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_from_the_file_to_the_plan(page, live_server, sign_in, manager):
    sign_in(page, manager)
    choose(page, live_server, ("wiltshire.pdf", pdf_of(blocks(WILTSHIRE))))
    expect(page.get_by_text("9 findings, 9 draft actions")).to_be_visible()
    expect(page.get_by_role("img", name="Page 1 of the letter")).to_be_visible()
    page.get_by_text("Correct it, or leave it out: Area for improvement 2").click()
    page.get_by_label("Leave it out: this is no finding: Area for improvement 2").check()
    page.get_by_role("button", name="Add a finding").click()
    page.get_by_role("group", name="Added finding 1").get_by_label("The inspectors’ words").fill("Nobody read this.")
    page.get_by_label("Yes: everyone in the partnership sees it").check()
    page.get_by_role("button", name="Import", exact=True).first.click()
    expect(page.get_by_text("9 findings, each with a draft action")).to_be_visible()
    expect(page.get_by_text("Nobody read this.")).to_be_visible()
    assert Letter.objects.get().left_out


def test_pages_are_accessible_in_their_states(page, live_server, sign_in, axe, manager):
    sign_in(page, manager)

    def looks_right():
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert axe(page) == [], (page.url, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    page.goto(f"{live_server.url}/letters/import/")
    looks_right()
    choose(page, live_server, ("recipe.txt", b"Take two eggs."))
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    looks_right()
    choose(page, live_server, ("wiltshire.txt", WILTSHIRE.encode()))
    expect(page.get_by_text("9 findings, 9 draft actions")).to_be_visible()
    looks_right()
    page.get_by_label("Letter date").fill("soon")
    page.get_by_label("Yes: everyone in the partnership sees it").check()
    page.get_by_role("button", name="Import", exact=True).first.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    looks_right()
    page.get_by_label("Letter date").fill("16 December 2016")
    page.get_by_role("button", name="Import", exact=True).first.click()
    expect(page.get_by_text("9 findings, each with a draft action")).to_be_visible()
    changed = WILTSHIRE.replace("27 March 2017", "28 March 2017").encode()
    choose(page, live_server, ("copy.txt", changed), ("empty.txt", b""))
    expect(page.get_by_text("The file is empty.")).to_be_visible()
    looks_right()
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_role("group", name="Statement due, as printed in the letter")).to_be_visible()
    looks_right()
    page.get_by_label("Use the new copy").check()
    page.get_by_role("button", name="Keep this copy").first.click()
    expect(page.get_by_text("The copy is kept, and nothing is left to decide.")).to_be_visible()


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_letter_that_is_held_back_is_published_by_its_published_copy(page, live_server, sign_in, manager):
    """On the way: whose letter it is, people corrected and added, and a difference for each answer."""
    torbay = make_partnership("Torbay")
    Membership(partnership=torbay, user=manager, role=Role.BUSINESS_MANAGER).enter(None)
    sign_in(page, manager)
    choose(page, live_server, ("sent-to-us.txt", WILTSHIRE.encode()))
    page.get_by_role("button", name="It is another partnership’s letter").click()
    page.get_by_label("Partnership").select_option(torbay.name)
    page.get_by_role("button", name="It is to this partnership").click()
    expect(page.get_by_text(f"sent-to-us.txt, to {torbay.name}")).to_be_visible()
    page.get_by_role("button", name="It is another partnership’s letter").click()
    page.get_by_label("Partnership").select_option("Wiltshire Safeguarding Children Partnership")
    page.get_by_role("button", name="It is to this partnership").click()
    page.get_by_label("Not yet: only people who are named see it").check()
    page.get_by_label("Who sends it, as printed").fill("The chair of the board")
    page.get_by_text("Correct, or leave out: Kevin Gibbs").click()
    page.locator("details[open]").get_by_label("Role").fill("Assistant Director")
    page.get_by_role("button", name="Add a person").click()
    expect(page.locator("#id_added-person-0-name")).to_be_focused()
    page.get_by_role("group", name="Added person 1").get_by_label("Name").fill("Ann Other")
    page.get_by_role("button", name="Import", exact=True).first.click()
    expect(page.get_by_text("Only you see it")).to_be_visible()
    for words in ("Assistant Director, Cafcass", "Ann Other", "The chair of the board"):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    changed = WILTSHIRE.replace("27 March 2017", "28 March 2017").replace("ProtectionOfChildren", "JTAI")
    choose(page, live_server, ("published.txt", changed.encode()))
    page.get_by_role("link", name="Statement due, as printed in the letter").click()
    due = page.get_by_role("group", name="Statement due, as printed in the letter")
    expect(due.get_by_text("28 March 2017")).to_be_visible()
    due.get_by_label("Use the new copy").check()
    page.get_by_label("If this is the published letter: published on").fill("20 December 2016")
    page.get_by_role("button", name="Keep this copy").first.click()
    left = page.get_by_role("article", name="Statement goes to")
    left.get_by_role("button", name="Keep what the plan has").click()
    expect(left.get_by_text("Kept as it was: Kim Jones")).to_be_visible()
    letter = Letter.objects.get()
    assert (letter.embargoed, f"{letter.statement_printed:%-d %B %Y}") == (False, "28 March 2017")
    assert letter.statement_to.startswith("ProtectionOfChildren")


def test_pages_of_a_copy_are_accessible(page, live_server, sign_in, axe, manager):
    paper = blocks(WILTSHIRE)
    sign_in(page, manager)
    choose(page, live_server, ("first.pdf", pdf_of(paper)))
    page.get_by_label("Yes: everyone in the partnership sees it").check()
    page.get_by_role("button", name="Import", exact=True).first.click()
    last = max(at for at, block in enumerate(paper) if block.kind == "bullet")
    paper[last] = replace(paper[last], text=f"{paper[last].text} The board should see to it every month.")
    choose(page, live_server, ("second.pdf", pdf_of(paper)))
    expect(page.locator("ins")).to_contain_text("The board should see to it every month.")
    expect(page.get_by_role("img")).to_have_count(1)
    assert axe(page) == []
    page.get_by_text("The whole text of both").click()
    page.get_by_role("button", name="Keep this copy").first.click()
    expect(page.locator("#differences + * + article ins")).to_be_visible()
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
