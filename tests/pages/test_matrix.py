"""Who is doing what: each agency's part in each finding, the gaps, the filter and the files."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from actions.models import AlsoAnswers, Contributor
from findings.models import FindingContributor
from partnerships.models import Role, Sector
from tests.makers import (
    make_action,
    make_agency,
    make_finding,
    make_letter,
    make_partnership,
    make_user,
    make_written,
)
from tests.pages.test_decisions import decide


@pytest.fixture
def letter(client):
    letter = make_letter()
    client.force_login(make_user(Role.VIEWER, letter.partnership, name="Kim Jones"))
    return letter


@pytest.fixture
def council(letter):
    return make_agency(letter.partnership, "Dorset Council", Sector.LOCAL_AUTHORITY)


def answer(client, about, **query):
    asked = {f"filter-{name}": value for name, value in query.items()}
    return client.get(reverse("matrix", args=[about.partnership_id]), asked)


def cells(client, about, **query):
    """By finding's code, each agency's part that is not empty."""
    rows = answer(client, about, **query).context["matrix"].rows
    return {row.finding.code: {str(c.agency): str(c.part) for c in row.cells if c.part} for row in rows}


def gaps(client, letter):
    return {row.finding.code: row.gaps for row in answer(client, letter).context["matrix"].rows}


def words(page):
    return " ".join(page.content.decode().split())


def confirm(finding):
    finding.confirm_lead(None, finding.lead_agency)
    return finding


def test_lead_is_told_apart_from_a_suggestion(client, letter):
    make_finding(letter)
    confirm(make_finding(letter))
    assert cells(client, letter) == {"A1": {"Dorset Police": "Lead?"}, "A2": {"Dorset Police": "Lead"}}


def test_part_comes_from_the_words_then_from_written_actions(client, letter, council):
    named, drafted, written, leading = (make_finding(letter) for _ in range(4))
    FindingContributor(partnership=letter.partnership, finding=named, agency=council).enter(None)
    for action in (make_action(drafted), make_written(written)):
        Contributor(partnership=letter.partnership, action=action, agency=council).enter(None)
    make_written(leading, lead_agency=council)
    parts = [found["Dorset Council"] for found in cells(client, letter).values()]
    assert parts == ["Part?", "Part?", "Part", "Part"]


def test_part_that_ended_counts_no_more(client, letter, council):
    action = make_written(make_finding(letter))
    part = Contributor(partnership=letter.partnership, action=action, agency=council).enter(None)
    make_written(make_finding(letter), lead_agency=council)
    part.end(None)
    found = cells(client, letter)
    assert "Dorset Council" not in found["A1"]
    assert found["A2"]["Dorset Council"] == "Part"


def test_action_on_a_letter_that_one_does_not_see_counts_nowhere(client, letter, council):
    hidden = make_letter(letter.partnership, letter_date=dt.date(2019, 7, 9))
    action = make_written(make_finding(hidden), lead_agency=council)
    AlsoAnswers(partnership=letter.partnership, action=action, finding=make_finding(letter)).enter(None)
    assert cells(client, letter, letter=letter.pk)["A1"]["Dorset Council"] == "Part"
    hidden.hold_back(make_user(partnership=letter.partnership))
    assert cells(client, letter) == {"A1": {"Dorset Police": "Lead?"}}


def test_an_action_that_answers_another_finding_counts_there_too(client, letter, council):
    own, other = make_finding(letter), make_finding(letter)
    action = make_written(own, lead_agency=council)
    AlsoAnswers(partnership=letter.partnership, action=action, finding=other).enter(None)
    assert cells(client, letter)["A2"]["Dorset Council"] == "Part"
    assert gaps(client, letter)["A2"] == ["Lead only suggested"]


def test_what_was_taken_back_and_a_part_that_ended_count_no_more(client, letter, council):
    own, other = make_finding(letter), make_finding(letter, lead_agency=None)
    action = make_written(own)
    also = AlsoAnswers(partnership=letter.partnership, action=action, finding=other).enter(None)
    part = Contributor(partnership=letter.partnership, action=action, agency=council).enter(None)
    parts = {"Dorset Police": "Lead?", "Dorset Council": "Part"}
    assert cells(client, letter) == {"A1": parts, "A2": parts | {"Dorset Police": "Part"}}
    also.take_back(None)
    part.end(None)
    assert cells(client, letter) == {"A1": {"Dorset Police": "Lead?"}, "A2": {}}
    assert gaps(client, letter)["A2"] == ["No lead", "No action"]


def test_what_was_taken_back_or_needs_no_action_counts_no_more(client, letter, council):
    own, other = make_finding(letter), confirm(make_finding(letter))
    action = make_written(own, lead_agency=council)
    also = AlsoAnswers(partnership=letter.partnership, action=action, finding=other).enter(None)
    also.take_back(None)
    assert "Dorset Council" not in cells(client, letter)["A2"]
    assert gaps(client, letter)["A2"] == ["No action"]
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    check = reverse("plan_check", args=[letter.partnership_id])
    assert "no-action" in {result.check.key for result, _ in client.get(check).context["found"]}
    decide(other, "It needs none.", no_action=True)
    assert gaps(client, letter)["A2"] == []
    assert "no-action" not in {result.check.key for result, _ in client.get(check).context["found"]}


def test_gaps_are_told_and_a_cancelled_action_fills_none(client, letter, council):
    make_finding(letter, lead_agency=None)
    make_written(confirm(make_finding(letter)))
    make_written(confirm(make_finding(letter))).cancel(None, "Twice the same.")
    assert gaps(client, letter) == {
        "A1": ["No lead", "No action"],
        "A2": [],
        "A3": ["No action"],
    }
    page = words(answer(client, letter))
    assert "No action: 2 of 3 findings" in page
    assert "Agencies with nothing to do: Dorset Council" in page
    assert list(cells(client, letter, show="gaps")) == ["A1", "A3"]


def test_a_draft_and_none_are_told_apart_as_in_the_plan_check(client, letter):
    make_action(confirm(make_finding(letter)))
    confirm(make_finding(letter))
    assert gaps(client, letter) == {"A1": ["No action written yet"], "A2": ["No action"]}
    check = words(client.get(reverse("plan_check", args=[letter.partnership_id])))
    for title in ("No action written yet (1)", "Findings with no action (1)"):
        assert title in check


def test_nothing_missing_is_said(client, letter):
    make_written(confirm(make_finding(letter)))
    assert "None: each finding has a confirmed lead" in words(answer(client, letter))


def test_agency_that_another_took_over_is_not_called_idle(client, letter, council):
    make_written(confirm(make_finding(letter)))
    unitary = make_agency(letter.partnership, "Dorset Unitary", Sector.LOCAL_AUTHORITY)
    council.change(None, successor=unitary, succeeded_on=dt.date(2019, 4, 1))
    assert "Agencies with nothing to do: Dorset Unitary</li>" in words(answer(client, letter))


def test_cell_leads_to_the_actions_it_tells_of(client, letter, council):
    make_written(confirm(make_finding(letter)))
    make_written(confirm(make_finding(letter)), lead_agency=council)
    rows = answer(client, letter).context["matrix"].rows
    addresses = {str(cell.agency): cell.address for cell in rows[1].cells}
    table = client.get(addresses["Dorset Council"]).context["table"].page
    assert [row.record.number for row in table.object_list] == ["A2.1"]
    assert addresses["Dorset Police"] == reverse("finding", args=[rows[1].finding.pk])


def test_several_letters_can_be_narrowed_to_one(client, letter):
    other = make_letter(letter.partnership, letter_date=dt.date(2020, 1, 2))
    make_finding(letter)
    make_finding(other, kind="priority action")
    assert list(cells(client, letter)) == ["P1", "A1"]  # the newer letter first
    assert list(cells(client, letter, letter=other.pk)) == ["P1"]


def test_wrong_filter_is_told_and_left_out(client, letter):
    make_finding(letter)
    foreign = make_letter(make_partnership("Torbay"))
    page = answer(client, letter, letter=foreign.pk, show="lost")
    assert "Letter: choose one from the list." in words(page)
    assert "Findings: choose one from the list." in words(page)
    assert len(page.context["matrix"].rows) == 1


def test_no_finding_yet_is_said(client, letter):
    assert "There are no findings yet." in words(answer(client, letter))


def test_another_partnership_is_not_there(client, letter):
    client.force_login(make_user(Role.BUSINESS_MANAGER, make_partnership("Torbay")))
    for name in ("matrix", "matrix_csv", "matrix_excel"):
        assert client.get(reverse(name, args=[letter.partnership_id])).status_code == 404, name


def file_rows(client, letter, name, **query):
    response = client.get(reverse(name, args=[letter.partnership_id]), query)
    assert f'filename="who-is-doing-what-{timezone.localdate():%Y-%m-%d}.' in response["Content-Disposition"]
    data = b"".join(response.streaming_content)
    if name == "matrix_csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    return [[cell.value or "" for cell in row] for row in load_workbook(io.BytesIO(data)).active.rows]


@pytest.mark.parametrize("name", ["matrix_csv", "matrix_excel"])
def test_files_hold_what_is_shown_with_the_marking_on_top(client, letter, council, name):
    make_finding(letter, text="=SUM(1)")
    make_written(confirm(make_finding(letter)))
    rows = file_rows(client, letter, name, **{"filter-show": "gaps"})
    assert rows[0][0] == "OFFICIAL-SENSITIVE"
    assert rows[1][0].startswith("Downloaded by Kim Jones, ")
    assert rows[2][0] == "Only: Findings: Only those with a gap"
    assert rows[4] == ["Number", "Letter", "Finding", "Dorset Council", "Dorset Police", "Gaps"]
    formula = "'=SUM(1)" if name == "matrix_csv" else "=SUM(1)"
    told = ["A1", "Dorset, 9 July 2018", formula, "", "Lead?", "Lead only suggested; No action"]
    assert rows[5:] == [told]


def test_queries_do_not_grow_with_findings_and_agencies(client, letter, django_assert_max_num_queries):
    for number in range(12):
        agency = make_agency(letter.partnership, f"Agency {number}")
        action = make_written(make_finding(letter, lead_agency=agency))
        Contributor(partnership=letter.partnership, action=action, agency=agency).enter(None)
    for name in ("matrix", "matrix_csv"):
        with django_assert_max_num_queries(11):
            client.get(reverse(name, args=[letter.partnership_id]))
