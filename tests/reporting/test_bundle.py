"""A bundle of chosen findings for an inspector: what can be chosen, what is in it, and what never is."""

import csv
import datetime as dt
import hashlib
import re
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actions.evidence_files import from_file
from partnerships.expunging import expunge
from partnerships.models import Look, Role
from partnerships.models.looks import What
from partnerships.words_said import words_of
from tests.makers import (
    make_decision,
    make_evidence,
    make_finding,
    make_letter,
    make_measure,
    make_opinion,
    make_reading,
    make_update,
    make_user,
    make_written,
)
from tests.reporting.zips import entries, words_of_pdf

pytestmark = pytest.mark.django_db
PRIORITY, OTHER = "Leaders must act on exploitation.", "Records should be better."


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def priority(letter):
    return make_finding(letter, kind="priority action", text=PRIORITY, stem="The partnership must:")


@pytest.fixture
def other(letter):
    return make_finding(letter, text=OTHER)


@pytest.fixture
def person(client, letter):
    user = make_user(Role.SCRUTINEER, letter.partnership, name="Sam Lee")
    client.force_login(user)
    return user


def address(letter):
    return reverse("bundle", args=[letter.partnership_id])


def add_file(action, title="Audit of 40 cases", name="audit.csv", data=b"40 cases", update=None):
    evidence = from_file(action, title, SimpleUploadedFile(name, data), make_user(None))
    evidence.update = update
    return evidence.enter(None, "added evidence")


def take(client, letter, **chosen):
    """The entries, without the outermost folder, which each has."""
    answer = client.post(address(letter), chosen)
    assert answer.status_code == 200
    found = entries(answer)
    roots = {name.partition("/")[0] for name in found}
    assert len(roots) == 1
    assert re.fullmatch(r"OFFICIAL-SENSITIVE Dorset bundle [\d-]{10}", roots.pop())
    return {name.partition("/")[2]: data for name, data in found.items()}


def index(found):
    """The rows of the index below its headings."""
    lines = list(csv.reader(found["OFFICIAL-SENSITIVE 00 index.csv"].decode("utf-8-sig").splitlines()))
    start = next(number for number, line in enumerate(lines) if line[:1] == ["Letter"])
    return [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :]]


class TestWhatIsInIt:
    def test_a_document_its_evidence_and_an_index_that_leads_to_each(self, client, person, letter, priority, other):
        action = make_written(priority, text="Train every officer.")
        add_file(action)
        make_evidence(action, title="Policy", link="https://example.org/policy")
        found = take(client, letter, finding=priority.pk)
        assert set(found) == {
            "OFFICIAL-SENSITIVE 00 index.csv",
            "OFFICIAL-SENSITIVE 00 index.pdf",
            "OFFICIAL-SENSITIVE P1 area for priority action 1.pdf",
            "P1/P1.1/1 Audit of 40 cases.csv",
        }
        assert found["P1/P1.1/1 Audit of 40 cases.csv"] == b"40 cases"
        for row in index(found):
            inside = row["In this bundle"].partition("/")[2]
            assert (row["SHA-256"] == hashlib.sha256(found[inside]).hexdigest()) if inside else row["Link"]
        assert {row["In this bundle"].partition("/")[2] for row in index(found)} - {""} == set(found) - {
            "OFFICIAL-SENSITIVE 00 index.csv",
            "OFFICIAL-SENSITIVE 00 index.pdf",
        }
        told = words_of_pdf(found["OFFICIAL-SENSITIVE 00 index.pdf"])
        assert "P1/P1.1/1 Audit of 40 cases.csv" in told.replace("P1.1/ ", "P1.1/")
        assert PRIORITY in told
        assert OTHER not in told

    def test_the_document_tells_all_of_the_finding(self, client, person, letter, priority):
        action = make_written(priority, text="Train every officer.")
        make_update(action, text="Two hundred are trained.")
        measure = make_measure(priority, name="Children flagged within 24 hours")
        for day, value in ((dt.date(2018, 10, 12), 25), (dt.date(2018, 11, 12), 61)):
            make_reading(measure, day, value)
        make_decision(priority, text="Go on for a quarter.")
        make_opinion(priority, text="The sample is thin.")
        found = take(client, letter, finding=priority.pk)
        told = words_of_pdf(found["OFFICIAL-SENSITIVE P1 area for priority action 1.pdf"])
        for words in (
            *("The partnership must:", PRIORITY, "Train every officer.", "Two hundred are trained."),
            *("Children flagged within 24 hours", "Go on for a quarter.", "The sample is thin."),
            *("OFFICIAL-SENSITIVE", "Made by Sam Lee"),
        ):
            assert words in told, words

    def test_all_of_a_letter_or_all_priority_actions(self, client, person, letter, priority, other):
        second = make_letter(letter.partnership, letter_date=dt.date(2020, 3, 4))
        make_finding(second, text="Another letter's.")
        assert [row["Finding"] for row in index(take(client, letter, every=f"letter-{letter.pk}"))] == ["P1", "A1"]
        assert [row["Finding"] for row in index(take(client, letter, every="priority"))] == ["P1"]
        both = take(client, letter, every=[f"letter-{letter.pk}", f"letter-{second.pk}"])
        assert f"2020-03-04 letter {second.pk}/OFFICIAL-SENSITIVE A1 area for improvement 1.pdf" in both

    def test_names_are_safe_and_told_apart(self, client, person, letter, priority):
        action = make_written(priority)
        for title in ("../../etc/passwd", "CON", "=1+1|<b>", "A\nB"):
            add_file(action, title, "a.csv", title.encode())
        found = take(client, letter, finding=priority.pk)
        assert {name for name in found if name.startswith("P1/")} == {
            *("P1/P1.1/1 etc passwd.csv", "P1/P1.1/2 file CON.csv", "P1/P1.1/3 1+1 b.csv", "P1/P1.1/4 A B.csv")
        }
        assert {row["What"] for row in index(found)} >= {"'=1+1|<b>", "../../etc/passwd"}


class TestWhatIsNot:
    def test_what_an_agency_has_not_cleared(self, client, letter, priority):
        client.force_login(make_user(Role.BUSINESS_MANAGER, letter.partnership))
        action = make_written(priority)
        add_file(action, "Waits", data=b"waits", update=make_update(action, draft=True, text="Not cleared yet."))
        found = take(client, letter, finding=priority.pk)
        assert not any(b"waits" in data for data in found.values())
        assert [row["What"] for row in index(found)] == [PRIORITY]
        told = words_of_pdf(found["OFFICIAL-SENSITIVE P1 area for priority action 1.pdf"])
        assert "Not cleared yet." not in told
        assert "Waits" not in told

    def test_a_letter_before_publication(self, client, person, letter, priority):
        hidden = make_letter(letter.partnership, letter_date=dt.date(2020, 3, 4))
        secret = make_finding(hidden, text="Unpublished words.")
        hidden.hold_back(make_user(None))
        assert "Unpublished words." not in client.get(address(letter)).content.decode()
        for chosen in ({"finding": secret.pk}, {"every": f"letter-{hidden.pk}"}):
            answer = client.post(address(letter), chosen)
            assert "Choose from what is listed here" in answer.content.decode()

    def test_a_file_that_was_taken_out_or_that_the_store_lost(self, client, person, letter, priority, tmp_path):
        action = make_written(priority)
        gone, lost = add_file(action, "It named a child"), add_file(action, "Lost", "b.csv", b"lost")
        expunge(words_of(gone), make_user(Role.BUSINESS_MANAGER, letter.partnership), "As the police asked.")
        (tmp_path / lost.content.name).unlink()
        found = take(client, letter, finding=priority.pk)
        assert not any(name.startswith("P1/") for name in found)
        assert "[not in the store of files]" in words_of_pdf(found["OFFICIAL-SENSITIVE 00 index.pdf"])


class TestThePage:
    def test_nothing_chosen_is_told_and_what_was_ticked_stays(self, client, person, letter, priority, other):
        page = client.post(address(letter), {}).content.decode()
        assert 'href="#id_every_0">Choose at least one finding' in page
        page = client.post(address(letter), {"finding": [priority.pk, "zebra"]}).content.decode()
        assert 'href="#id_finding_0">Choose from what is listed here' in page
        assert re.search(rf'value="{priority.pk}" checked', page)

    def test_an_address_can_name_findings(self, client, person, letter, priority, other):
        page = client.get(f"{address(letter)}?{urlencode({'finding': other.pk})}").content.decode()
        assert re.search(rf'value="{other.pk}" checked', page)
        assert not re.search(rf'value="{priority.pk}" checked', page)

    def test_a_plan_without_findings_says_so(self, client, person, letter):
        assert "There are no findings yet." in client.get(address(letter)).content.decode()

    @pytest.mark.parametrize("role", [Role.BUSINESS_MANAGER, Role.CHAIR, Role.SCRUTINEER, Role.VIEWER])
    def test_a_finding_s_page_leads_there_for_whom_it_opens(self, client, letter, priority, role):
        client.force_login(make_user(role, letter.partnership))
        there = f"{address(letter)}?finding={priority.pk}"
        page = client.get(reverse("finding", args=[priority.pk])).content.decode()
        assert (there in page) is (role != Role.VIEWER)

    def test_each_finding_and_file_that_leaves_is_noted(self, client, person, letter, priority, other):
        add_file(make_written(priority))
        take(client, letter, every=f"letter-{letter.pk}")
        looks = Look.objects.filter(what=What.EXPORT, user=person).order_by("pk")
        assert [(one.subject_type, one.rows) for one in looks] == [
            *(("", 2), ("findings.finding", None), ("findings.finding", None), ("actions.evidence", None))
        ]
        assert all(one.about_letter == letter.pk for one in looks if one.subject_type)
