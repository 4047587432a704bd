"""Findings for an inspector and the whole plan, taken away as people do it; with and without JavaScript."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from partnerships.models import Role
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_finding, make_user, make_written
from tests.reporting.test_bundle import add_file


@pytest.fixture
def finding(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "store"
    finding = make_finding(kind="priority action", text="Leaders must act on exploitation.")
    add_file(make_written(finding))
    make_finding(finding.letter, text="Records should be better.")
    return finding


def taken(page, button):
    """The names in the zip that the button gives, without the outermost folder."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    with zipfile.ZipFile(download.value.path()) as file:
        assert file.testzip() is None
        return download.value.suggested_filename, {name.partition("/")[2] or name for name in file.namelist()}


@WITH_AND_WITHOUT_JAVASCRIPT
def test_a_bundle_of_a_finding_and_then_of_all(page, live_server, sign_in, finding):
    sign_in(page, make_user(Role.SCRUTINEER, finding.partnership))
    page.goto(f"{live_server.url}/findings/{finding.pk}/")
    page.get_by_role("link", name="Take it away for an inspector").click()
    expect(page.get_by_label("P1 Leaders must act on exploitation.")).to_be_checked()
    page.get_by_label("P1 Leaders must act on exploitation.").uncheck()
    page.get_by_role("button", name="Take the bundle away").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one finding")
    page.get_by_label("P1 Leaders must act on exploitation.").check()
    name, found = taken(page, "Take the bundle away")
    assert re.fullmatch(r"OFFICIAL-SENSITIVE Dorset bundle [\d-]{10}\.zip", name)
    assert {"OFFICIAL-SENSITIVE 00 index.pdf", "P1/P1.1/1 Audit of 40 cases.csv"} <= found
    page.reload()  # a second click within a second is taken for the first
    page.get_by_label("All of the letter Dorset, 9 July 2018 (2)").check()
    _, found = taken(page, "Take the bundle away")
    assert "OFFICIAL-SENSITIVE A1 area for improvement 1.pdf" in found


@WITH_AND_WITHOUT_JAVASCRIPT
def test_the_whole_plan(page, live_server, sign_in, finding):
    sign_in(page, make_user(Role.BUSINESS_MANAGER, finding.partnership))
    page.goto(f"{live_server.url}/partnerships/{finding.partnership_id}/")
    page.get_by_role("link", name="Take the plan away").click()
    name, found = taken(page, "Take the plan away")
    assert re.fullmatch(r"OFFICIAL-SENSITIVE Dorset plan [\d-]{10}\.zip", name)
    assert {"README.txt", "findings.finding.csv", "index.csv", "history.csv"} <= found
    page.goto(f"{live_server.url}/partnerships/{finding.partnership_id}/who-looked/")
    expect(page.get_by_text("The whole plan")).to_be_visible()


def test_their_pages_are_accessible(look, page, live_server, sign_in, seen, finding):
    sign_in(page, make_user(Role.BUSINESS_MANAGER, finding.partnership))
    look(f"/partnerships/{finding.partnership_id}/take-away/")
    look(f"/partnerships/{finding.partnership_id}/bundle/")
    page.get_by_role("button", name="Take the bundle away").click()
    seen()
