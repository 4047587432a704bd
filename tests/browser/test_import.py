"""A letter is imported in the browser, as a business manager walks it; with and without JavaScript."""

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from findings.models import Letter
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
