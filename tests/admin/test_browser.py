"""The admin site in a real browser, under the site's own policy: its scripts work, and the policy refuses nothing."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from findings.models import Finding, Letter
from tests import makers
from tests.papers.seeds import seed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_letter_is_uploaded_seen_and_imported(page, live_server, sign_in, tmp_path):
    sign_in(page, makers.make_administrator())
    letter = tmp_path / "wiltshire.txt"
    letter.write_text(seed("004"))
    page.goto(live_server.url + "/admin/")
    page.get_by_role("link", name="Letters", exact=True).first.click()
    page.get_by_role("link", name="Import letters").click()
    page.get_by_label("Letters").set_input_files(letter)
    page.get_by_role("button", name="See what they will do").click()
    expect(page.get_by_text("9 areas for improvement")).to_be_visible()
    assert not Letter.objects.exists()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("9 findings (0 for priority action)")).to_be_visible()
    assert Letter.objects.get().actions.count() == 9


def test_a_lead_is_searched_for_chosen_and_kept_in_the_history(page, live_server, sign_in):
    finding = makers.make_finding()
    makers.make_agency(finding.partnership, "Dorset HealthCare", "health")
    makers.make_agency(makers.make_partnership("Torbay"), "Torbay Health", "health")
    sign_in(page, makers.make_administrator())
    page.goto(live_server.url + reverse("admin:findings_finding_change", args=[finding.pk]))
    page.locator("#finding_form > div > .module .field-lead_agency .select2-selection").first.click()
    page.locator(".select2-search__field").press_sequentially("heal")  # the field must be there first
    expect(page.locator(".select2-results__option")).to_have_text(["Dorset HealthCare"])  # neither police nor Torbay's
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Finding.objects.get().lead_agency.name == "Dorset HealthCare"
    page.locator(".object-tools").get_by_role("link", name="History").click()
    expect(page.get_by_text(re.compile("from “Dorset Police” to\\s+“Dorset HealthCare”"))).to_be_visible()


def test_a_new_finding_s_pickers_keep_to_its_letter_s_partnership(page, live_server, sign_in):
    dorset = makers.make_letter()
    makers.make_agency(dorset.partnership, "Dorset Police")
    makers.make_agency(makers.make_partnership("Torbay"), "Torbay Police")
    sign_in(page, makers.make_administrator())
    page.goto(live_server.url + reverse("admin:findings_finding_add"))
    results = page.locator(".select2-results__option")
    lead = page.locator("#finding_form > div > .module .field-lead_agency .select2-selection").first
    lead.click()
    expect(results).to_have_text(["Dorset Police (Dorset)", "Torbay Police (Torbay)"])
    page.keyboard.press("Escape")
    page.locator(".field-letter .select2-selection").first.click()
    results.get_by_text("Dorset, 9 July 2018").click()
    lead.click()
    expect(results).to_have_text(["Dorset Police"])


def test_the_history_can_be_read_on_a_telephone(page, live_server, sign_in):
    letter = makers.make_letter()
    sign_in(page, makers.make_administrator())
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + reverse("admin:findings_letter_history", args=[letter.pk]))
    widths = page.locator(".told tbody :is(th, td)").evaluate_all("cells => cells.map(cell => cell.clientWidth)")
    assert min(widths) > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_row_is_added_and_a_date_picked(page, live_server, sign_in):
    letter = makers.make_letter()
    sign_in(page, makers.make_administrator())
    page.goto(live_server.url + reverse("admin:findings_letter_change", args=[letter.pk]))
    page.locator(".field-received_on .datetimeshortcuts a").first.click()
    page.get_by_text("Add another Person").click()
    page.locator("#id_addressees-0-name").fill("Kim Jones")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    letter.refresh_from_db()
    assert letter.received_on is not None
    assert letter.addressees.get().name == "Kim Jones"


@pytest.mark.browser_context_args(bypass_csp=True)  # axe writes style attributes itself
def test_pages_are_free_of_accessibility_faults(page, live_server, sign_in, axe):
    finding = makers.make_finding()
    makers.make_action(finding, text="Train everyone.")
    administrator = makers.make_administrator()
    sign_in(page, administrator)
    pages = [
        *("", "findings/letter/", "findings/letter/add/", "findings/letter/import/", "partnerships/user/add/"),
        *(f"findings/finding/{finding.pk}/change/", f"findings/finding/{finding.pk}/history/"),
        *(f"partnerships/partnership/{finding.partnership_id}/change/", f"findings/finding/{finding.pk}/delete/"),
        f"partnerships/user/{administrator.pk}/password/",
    ]
    for path in pages:
        page.goto(f"{live_server.url}/admin/{path}", wait_until="networkidle")
        page.wait_for_timeout(200)  # admin.js names the fields once select2 is there
        assert (path, axe(page)) == (path, [])
