"""A letter before publication weighs nothing with who is not its reader: it may grow, and no page or file changes."""

import datetime as dt
import re

import pytest
from django.core.cache import cache

from actions.models import AlsoAnswers
from findings.models import Finding
from partnerships.models import Agency, Officer, Partnership, Role
from tests.access.table import TABLE
from tests.access.test_walk import address, send
from tests.access.world import fill_action, make_everything, make_person
from tests.makers import (
    make_addressee,
    make_difference,
    make_file,
    make_finding,
    make_letter,
    make_place,
    make_user,
    make_written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TOKENS, TIMES = r'(value|content)="[-0-9A-Za-z]{36,}"', r"\d{1,2}:\d\d(:\d\d)?(am|pm)?|[\d.]+(am|pm)"
RETURN_KEY = r"<t>[A-Z0-9]{8}</t>"
EACH_TIME_ANEW = re.compile(f"{TOKENS}|{TIMES}|{RETURN_KEY}")
FILES = {"actions_csv", "actions_excel", "actions_excel_full", "matrix_csv", "matrix_excel"}


def grow(letter, known, officer):
    """One more of everything that hangs on a letter, for agencies and officers that were there before."""
    agency = Agency.objects.get(partnership=letter.partnership, name__contains="CCG")
    make_addressee(letter, "Director", agency=agency, officer=officer)
    file = make_file(letter, name=f"copy{letter.files.count()}.txt", data=f"copy {letter.files.count()}".encode())
    finding = make_finding(letter, lead_agency=agency, suggested_owner=officer)
    make_place(finding, file, [1])
    make_difference(file, finding)
    named = {"lead_officer": officer, "deputy": officer, "target_date": dt.date(2018, 9, 1)}
    action = make_written(finding, lead_agency=officer.agency, **named)
    fill_action(action, agency, officer)
    AlsoAnswers(partnership=letter.partnership, action=action, finding=known).enter(None)


def test_nothing_changes_where_it_grows(client):
    cache.clear()
    keys = make_everything("Dorset")
    partnership, known = Partnership.objects.get(pk=keys["partnership"]), Finding.objects.get(pk=keys["finding"])
    officer = Officer.objects.get(pk=keys["officer"])
    person = make_person(Role.BUSINESS_MANAGER, partnership, None)
    officer.change(None, user=person, left_on=dt.date(2018, 10, 1))
    letter = make_letter(partnership, letter_date=dt.date(2019, 3, 4))
    letter.hold_back(make_user(partnership=partnership))
    client.force_login(person)
    opens = {name for name, row in TABLE.items() if Role.BUSINESS_MANAGER in (row.get or ())}
    made = ("_word", "_pdf")  # files with the time in them tell what another file or page does
    pages = {name: address(name, keys) for name in opens if not any(one in name for one in made)}

    def shown():
        return {n: EACH_TIME_ANEW.sub("", send(client, "get", url, TABLE[n].also)[1]) for n, url in pages.items()}

    before = shown()
    grow(letter, known, officer)
    after = shown()
    assert {name for name in pages if after[name] != before[name]} == set()
    letter.publish(None, dt.date(2019, 4, 4))
    changed = shown()
    assert {"home", "actions", "findings", "finding", "agencies", "challenges", "plan_check"} | FILES <= {
        name for name in pages if changed[name] != before[name]
    }
