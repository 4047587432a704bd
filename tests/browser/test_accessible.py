"""Pages in states of their own, at a desk's and a phone's width, beside those in which every page is seen."""

import datetime as dt

from playwright.sync_api import expect

from partnerships.models import Role, Sector
from tests.makers import (
    make_action,
    make_addressee,
    make_administrator,
    make_agency,
    make_difference,
    make_file,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_place,
    make_user,
)


def full_letter():
    """Dorset's, with everything a page can show; its first finding and its first file."""
    letter = make_letter(
        warnings=[{"message": "The letter prints no theme.", "lines": []}, {"message": "Look at it.", "lines": [2]}],
        inferred={"inspected_to": "the letter's year", "area": "the title"},
        strengths=["Leaders know the area well."],
        case_studies=["A good assessment"],
        sender="ProtectionOfChildrenAndOfEverybodyElseInTheWholeArea@council.example.org",
    )
    police = make_agency(letter.partnership)
    make_addressee(letter, agency=police, officer=make_officer(police))
    finding = make_finding(letter, kind="priority action", stem="Leaders should ensure that:", subheading="Leadership")
    make_action(finding)
    another = make_letter(letter.partnership, letter_date=dt.date(2019, 7, 9))
    for _ in range(25):  # and so a second page of actions
        make_action(make_finding(another))
    file = make_file(letter, name="a-very-long-name-of-a-file-" * 6 + ".txt")
    make_place(finding, file, [2])
    make_difference(file, finding)
    make_difference(file, subject="strengths", then=["One."], now=["One.", "Two."])
    return letter, finding, file


def test_page_that_is_not_there(look, db):
    look("/nothing/here/", status=404)


def test_pages_with_everything_on_them(look, sign_in, page, live_server, transactional_db):
    letter, finding, file = full_letter()
    sign_in(page, make_user(Role.BUSINESS_MANAGER, letter.partnership))
    for path in (
        *("/actions/?page=2&sort=-deadline&filter-due=overdue&filter-search=risk", f"/letters/{letter.pk}/"),
        *(f"/letters/{letter.pk}/receipt/", f"/files/{file.pk}/findings/{finding.pk}/", f"/findings/{finding.pk}/"),
    ):
        look(path)


LISTS = {  # each list, and a filter that no one can mean
    "actions": "due=never&filter-due_from=x&filter-area=0",
    "findings": "state=never&filter-lead=0",
    "challenges": "state=lost",
    "people": "state=never-ever&filter-agency=x",
    "history": "since=soon",
    "who-looked": "since=soon",
}


def test_lists_in_which_nothing_is_found(look, sign_in, page, live_server, transactional_db):
    partnership = make_action().partnership
    sign_in(page, make_user(Role.BUSINESS_MANAGER, partnership))
    for name, wrong in LISTS.items():
        address = f"/{name}/" if name in ("actions", "findings") else f"/partnerships/{partnership.pk}/{name}/"
        look(f"{address}?filter-search=zebra&filter-since=1+January+2100")
        look(f"{address}?filter-{wrong}")
        expect(page.locator(".govuk-error-summary")).to_be_visible()


def test_pages_that_say_what_is_wrong(look, sign_in, page, live_server, transactional_db):
    letter = make_action().letter
    sign_in(page, make_user(Role.VIEWER, letter.partnership))
    look(f"/letters/{letter.pk}/receipt/", status=403)


def test_many_partnerships(look, sign_in, page, live_server, transactional_db):
    for area in ("Dorset", "Torbay"):
        partnership = make_partnership(area)
        council = make_agency(partnership, f"{area} Council", Sector.LOCAL_AUTHORITY)
        make_action(make_finding(make_letter(partnership), lead_agency=council))
    sign_in(page, make_administrator())
    look("/partnerships/")
    look(f"/partnerships/{partnership.pk}/")
    look("/")
    look("/letters/")
    look("/actions/")
