"""No page asks the database more often because there is more to show."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings.models import Finding, Letter
from partnerships.models import Partnership, Role
from tests.access.table import TABLE
from tests.access.test_walk import address
from tests.access.world import ADMINISTRATOR, fill_action, make_everything, make_person
from tests.makers import (
    make_addressee,
    make_agency,
    make_difference,
    make_file,
    make_finding,
    make_invitation,
    make_letter,
    make_officer,
    make_place,
    make_user,
    make_written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MOST = {"actions": 8, "findings": 8, "actions_csv": 8, "actions_excel": 8, "actions_excel_full": 9}
MOST_ELSEWHERE = 15


@pytest.fixture
def keys():
    return make_everything("Dorset")


def grow(keys):
    """Six more of everything: beside the records of `keys`, and below each of them."""
    partnership = Partnership.objects.get(pk=keys["partnership"])
    letter, finding = Letter.objects.get(pk=keys["letter"]), Finding.objects.get(pk=keys["finding"])
    for number in range(6):
        agency = make_agency(partnership, f"NHS trust {number}", "health")
        officer = make_officer(agency, f"Nurse {number}", user=make_user(None, name=f"Nurse {number}"))
        make_user(Role.AGENCY_LEAD, partnership, agency=agency)
        make_invitation(partnership)
        make_addressee(letter, f"Director {number}", agency=agency, officer=officer)
        make_letter(partnership, letter_date=dt.date(2019, 1, 1) + dt.timedelta(days=number))
        file = make_file(letter, name=f"copy{number}.txt", data=f"copy {number}".encode())
        make_place(finding, file, [2])
        another = make_finding(letter, lead_agency=agency, suggested_owner=officer)
        make_place(another, file, [1])
        make_difference(file, another)
        for action in (make_written(finding, lead_agency=agency), make_written(another, lead_officer=officer)):
            fill_action(action, agency, officer)


def queries(client, url):
    """A message that the page before left is taken out of the session: that is not the page's own."""
    with CaptureQueriesContext(
        connection,
    ) as told:
        answer = client.get(url)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
    asked = [one["sql"] for one in told]
    left = any(sql.startswith('UPDATE "django_session"') for sql in asked)
    return len(asked) - 3 * left, asked


@pytest.mark.parametrize("who", [Role.BUSINESS_MANAGER, Role.AGENCY_LEAD, Role.SCRUTINEER, ADMINISTRATOR])
def test_pages_ask_no_more_of_a_larger_plan(client, keys, who):
    person = make_person(who, Partnership.objects.get(pk=keys["partnership"]), None)
    names = sorted((name for name, row in TABLE.items() if who in (row.get or ())), key="who_looked".__eq__)  # at last
    pages = {name: address(name, keys) for name in names}

    def asked():
        client.force_login(person)
        return {name: queries(client, url)[0] for name, url in pages.items()}

    before = asked()
    grow(keys)
    after = asked()
    assert {name: (before[name], number) for name, number in after.items() if number > before[name]} == {}
    assert {name: number for name, number in after.items() if number > MOST.get(name, MOST_ELSEWHERE)} == {}
