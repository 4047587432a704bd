"""What identifies a child is taken out, as a business manager walks it; with and without JavaScript."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from actions.evidence_files import from_file, keep
from partnerships.models import Event
from tests.browser.test_walk import WITH_AND_WITHOUT_JAVASCRIPT
from tests.makers import make_update, make_user, make_written

CHILD = "Sam Jones"


@pytest.fixture
def action(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    action = make_written()
    author = make_user(None, name="Ann Author")
    make_update(action, text=f"{CHILD} is safe.", next_step="Ask the nurses.", author=author)
    file = SimpleUploadedFile(f"{CHILD}.pdf", b"%PDF-1.7 audit")
    keep(from_file(action, f"Report on {CHILD}", file, author), author)
    return action


@WITH_AND_WITHOUT_JAVASCRIPT
def test_evidence_and_an_update_are_taken_out(page, live_server, sign_in, action, tmp_path):
    sign_in(page, make_user(partnership=action.partnership, name="Kim Jones"))
    page.goto(f"{live_server.url}/actions/{action.pk}/")
    page.get_by_role("link", name=re.compile("Take this out.*: added evidence")).click()
    expect(page.get_by_text(f"“{CHILD}.pdf”")).to_be_visible()
    page.get_by_role("button", name="Take it out for good").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick that you understand that nobody can bring it back.")
    page.get_by_label("Why is it taken out?").fill("It named a child.")
    page.get_by_label("I understand that nobody can bring it back").check()
    page.get_by_role("button", name="Take it out for good").click()
    expect(page.get_by_text("It is taken out, here and in the history.")).to_be_visible()
    expect(page.get_by_text("[taken out]", exact=True).first).to_be_visible()
    page.get_by_role("link", name=re.compile("Take this out.*: recorded progress")).click()
    page.get_by_label("Next step").uncheck()
    page.get_by_label("Why is it taken out?").fill("It named a child.")
    page.get_by_label("I understand that nobody can bring it back").check()
    page.get_by_role("button", name="Take it out for good").click()
    expect(page.get_by_text("Kim Jones took words out: update")).to_be_visible()
    expect(page.get_by_text("Next step: Ask the nurses.")).to_be_visible()
    expect(page.get_by_text(CHILD)).to_have_count(0)
    page.goto(f"{live_server.url}/partnerships/{action.partnership_id}/history/")
    expect(page.get_by_text("Kim Jones took words out")).to_have_count(2)
    expect(page.get_by_text(CHILD)).to_have_count(0)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert Event.objects.broken_at(action.partnership_id) is None
