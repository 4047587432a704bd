"""Whom a letter names for an agency: the executive who answers for it, and never one who is no owner."""

import pytest

from tests.makers import make_addressee, make_agency, make_letter, make_officer

pytestmark = pytest.mark.django_db


def name(letter, agency, person, **values):
    officer = make_officer(agency, person, **values)
    make_addressee(letter, person, agency=agency, officer=officer, order=letter.addressees.count())
    return officer


def test_the_first_executive_named_is_taken_and_never_who_is_no_owner():
    letter = make_letter()
    police = make_agency(letter.partnership)
    name(letter, police, "Martyn Underhill", accountable_executive=False, never_owner=True)
    name(letter, police, "Ann Lee", accountable_executive=False)
    assert letter.executive_of(police) is None
    chief = name(letter, police, "Debbie Simpson")
    name(letter, police, "David Lewis")
    assert letter.executive_of(police) == chief


def test_another_agency_s_or_another_letter_s_executive_is_not_taken():
    letter = make_letter()
    police = make_agency(letter.partnership)
    health = make_agency(letter.partnership, "Dorset CCG", "health")
    name(letter, health, "Kim Jones")
    name(make_letter(letter.partnership), police, "Debbie Simpson")
    assert letter.executive_of(police) is None
