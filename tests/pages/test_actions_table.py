import datetime as dt
import re

import pytest
from django.utils import timezone

from partnerships.models import Role, Sector
from tests.makers import (
    make_action,
    make_administrator,
    make_agency,
    make_finding,
    make_letter,
    make_officer,
    make_partnership,
    make_update,
    make_user,
    make_written,
)


@pytest.fixture
def letter(client):
    letter = make_letter()
    client.force_login(make_user(partnership=letter.partnership))
    return letter


def page_of(client, **query):
    answer = client.get("/actions/", query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def numbers(client, **query):
    """The numbers of the actions shown, in order."""
    answer = client.get("/actions/", query)
    assert answer.status_code == 200
    return [row.record.number for row in answer.context["table"].page.object_list]


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def test_row_says_what_answers_what_by_when(client, letter):
    make_action(make_finding(letter, text="Officers do not share what they know."))
    page = page_of(client)
    for words in ("A1.1", "Officers do not share", "Dorset Police", "(suggested)", "16 October 2018", "years late"):
        assert words in page
    assert "No action written yet" in page
    assert "1 action<" in page


def test_priority_actions_come_first_and_numbers_count(client, letter):
    for _ in range(10):
        make_action(make_finding(letter))
    make_action(make_finding(letter, kind="priority action"))
    assert numbers(client)[:3] == ["P1.1", "A1.1", "A2.1"]
    assert numbers(client)[-1] == "A10.1"
    assert numbers(client, sort="-number")[0] == "A10.1"


def test_each_filter(client):
    client.force_login(make_administrator())
    dorset, torbay = make_letter(), make_letter(make_partnership("Torbay"))
    council = make_agency(torbay.partnership, "Torbay Council", Sector.LOCAL_AUTHORITY)
    make_action(make_finding(dorset, kind="priority action"))
    make_action(make_finding(torbay, number=7, lead_agency=council, stem="Leaders should ensure"))
    for query in (
        {"filter-area": torbay.partnership.pk},
        {"filter-kind": "improvement"},
        {"filter-lead": council.pk},
        {"filter-sector": "local authority"},
        {"filter-search": "leaders SHOULD"},
        {"filter-search": "torbay council"},
        {"filter-search": "a7"},
        {"filter-search": "A7.1"},
    ):
        assert numbers(client, **query) == ["A7.1"], query


def test_what_is_not_written_has_no_colour_to_filter_by_until_it_is_due(client, letter):
    make_action(make_finding(letter))
    make_action(make_finding(letter), target_date=in_days(60))
    make_action(make_finding(letter)).cancel(None, "Not needed.")
    assert numbers(client, **{"filter-brag": "unwritten"}) == ["A2.1"]
    assert numbers(client, **{"filter-brag": "green"}) == []
    assert "BRAG: None: no action written yet" in page_of(client, **{"filter-brag": "unwritten"})


def test_filters_of_the_daily_work(client, letter):
    police = make_agency(letter.partnership)
    officer = make_officer(police)
    working = make_written(make_finding(letter), target_date=in_days(60), lead_officer=officer)
    make_update(working, declared="amber")
    make_action(make_finding(letter))
    assert numbers(client, **{"filter-status": "in progress"}) == ["A1.1"]
    assert numbers(client, **{"filter-status": "draft"}) == ["A2.1"]
    assert numbers(client, **{"filter-brag": "amber"}) == ["A1.1"]
    assert numbers(client, **{"filter-brag": "red"}) == ["A2.1"]
    assert numbers(client, **{"filter-officer": officer.pk}) == ["A1.1"]
    assert numbers(client, **{"filter-officer": "nobody"}) == ["A2.1"]
    assert numbers(client, **{"filter-letter": letter.pk}) == ["A1.1", "A2.1"]
    assert numbers(client, **{"filter-search": "debbie"}) == ["A1.1"]
    assert numbers(client, **{"filter-quiet": "1"}) == ["A2.1"]
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    assert numbers(client, **{"filter-whose": "mine"}) == []
    client.force_login(make_user(Role.AGENCY_LEAD, letter.partnership))
    assert numbers(client, **{"filter-whose": "mine"}) == ["A1.1", "A2.1"]


def test_area_is_asked_only_where_there_are_several(client, letter):
    make_action(make_finding(letter))
    assert 'name="filter-area"' not in page_of(client)
    make_action(make_finding(make_letter(make_partnership("Torbay"))))
    assert "Torbay" not in page_of(client)
    client.force_login(make_administrator())
    assert 'name="filter-area"' in page_of(client)


def test_choices_name_nothing_of_another_partnership(client, letter):
    make_action(make_finding(letter))
    torbay = make_partnership("Torbay")
    police = make_agency(torbay, "Torbay Police")
    make_action(make_finding(make_letter(torbay), lead_agency=police), lead_officer=make_officer(police, "Jim Colwell"))
    page = page_of(client)
    for words in ("Torbay", "Jim Colwell"):
        assert words not in page
    for name, value in (("lead", police.pk), ("area", torbay.pk), ("letter", torbay.letters.get().pk)):
        assert "choose one from the list" in page_of(client, **{f"filter-{name}": value})


def test_fifty_rows_are_a_light_page(client, letter):
    other = make_letter(letter.partnership, letter_date=dt.date(2019, 7, 9))
    for number in range(50):
        finding = make_finding(other if number % 2 else letter, text="Leaders do not know how well children fare. " * 9)
        make_update(make_written(finding, text="Agree how to share what each agency knows. " * 9))
    answer = client.get("/actions/", {"per_page": 50})
    assert len(answer.context["table"].page.object_list) == 50
    assert len(answer.content) < 60_000


def test_due_filter(client, letter):
    for days in (-1, 0, 14, 15):
        make_action(make_finding(letter), target_date=in_days(days), original_target_date=in_days(days))
    make_action(make_finding(make_letter(letter.partnership, statement_required=False), number=9))
    done = make_finding(letter)
    make_action(done, target_date=in_days(-1), original_target_date=in_days(-1), text="Done.", status="delivered")
    assert numbers(client, **{"filter-due": "overdue"}) == ["A1.1"]
    assert numbers(client, **{"filter-due": "soon"}) == ["A2.1", "A3.1"]
    assert numbers(client, **{"filter-due": "later"}) == ["A4.1"]
    assert numbers(client, **{"filter-due": "none"}) == ["A9.1"]


def test_from_and_to(client, letter):
    for day in (1, 2, 3):
        date = dt.date(2030, 5, day)
        make_action(make_finding(letter), target_date=date, original_target_date=date)
    assert numbers(client, **{"filter-due_from": "2 May 2030", "filter-due_to": "02/05/2030"}) == ["A2.1"]


def test_what_is_filtered_stands_in_words_each_removable(client, letter):
    make_action(make_finding(letter))
    page = page_of(client, **{"filter-kind": "improvement", "filter-due": "overdue", "page": "1"})
    assert "Kind: Area for improvement" in page
    assert 'href="?filter-due=overdue"' in page
    assert 'href="?filter-kind=improvement"' in page


def test_nothing_found_says_why_and_offers_to_clear(client, letter):
    make_action(make_finding(letter))
    page = page_of(client, **{"filter-search": "zebra"})
    assert "0 actions" in page
    assert "show all actions" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"whose": "mine"}, "No action is in your name, and you lead for no agency that leads one."),
        ({"whose": "agency"}, "You work for no agency that leads an action or has a part in one."),
        ({"due": "soon"}, "No action is due soon."),
        ({"status": "assured"}, "No action fits <strong>Status: Assured</strong>. Take the filter away: "),
        ({"status": "assured", "due": "soon"}, "No action is all of this at once. Take one filter away, or "),
    ],
)
def test_nothing_found_says_which_filter_is_why(client, letter, query, words):
    make_action(make_finding(letter))
    assert words in page_of(client, **{f"filter-{name}": value for name, value in query.items()})


def test_a_last_day_before_the_first_is_told_and_left_out(client, letter):
    for day in (1, 2, 3):
        date = dt.date(2030, 5, day)
        make_action(make_finding(letter), target_date=date, original_target_date=date)
    query = {"filter-due_from": "2 May 2030", "filter-due_to": "1 May 2030"}
    assert "Due to: choose that day or a later one (Due from: 2 May 2030)." in page_of(client, **query)
    assert numbers(client, **query) == ["A2.1", "A3.1"]


def test_rare_filters_are_folded_away_until_one_is_used(client, letter):
    make_action(make_finding(letter))
    more = re.compile(r"<details [^>]*?( open)?>\s*<summary [^>]*><span [^>]*>More filters<")
    assert more.search(page_of(client, **{"filter-status": "draft"}))[1] is None
    for query in ({"filter-kind": "improvement"}, {"filter-due_from": "never"}):
        assert more.search(page_of(client, **query))[1] == " open", query


def test_the_action_is_the_link_and_the_findings_code_leads_to_the_finding(client, letter):
    written = make_written(make_finding(letter, text="Officers do not share what they know."))
    draft = make_action(make_finding(letter, text="Nurses do not ask."))
    page = page_of(client)
    assert f'<a href="/findings/{written.finding_id}/">A1</a> Officers do not share what they know.</td>' in page
    assert f'<a href="/actions/{written.pk}/">Train every officer in the use of the tool.</a>' in page
    linked = f'<a href="/findings/{draft.finding_id}/">A2</a> <a href="/actions/{draft.pk}/">Nurses do not ask.</a>'
    assert linked in page


def test_nothing_yet_is_said(client, letter):
    assert "There are no actions yet." in page_of(client)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("due", "whenever", "Due: choose one from the list."),
        ("area", "9" * 25, "Area: choose one from the list."),
        ("lead", "x", "Lead agency: choose one from the list."),
        ("due_from", "31 February", "Due from: write a day, a month and a year"),
        ("search", "a\0b", "Words or number: write letters, figures and signs that can be typed."),
        ("search", "x" * 3000, "Words or number: write up to 200 characters."),
        ("stat", "draft", "This list has no filter called “stat”, so it is left out."),
        ("<b>" * 99, "x", "&lt;b&gt;&lt;b&gt;"),
        ("status", "x", "Status: choose one from the list."),
        ("brag", "pink", "BRAG: choose one from the list."),
        ("officer", "9" * 25, "Lead officer: choose one from the list."),
        ("letter", "0", "Letter: choose one from the list."),
        ("whose", "yours", "Whose: choose one from the list."),
        ("quiet", "soon", "No update for: write a number of days from 1 to 3650."),
        ("quiet", "0", "No update for: write a number of days from 1 to 3650."),
        ("quiet", "9" * 25, "No update for: write a number of days from 1 to 3650."),
    ],
)
def test_wrong_value_is_told_and_the_other_filters_hold(client, letter, name, value, words):
    make_action(make_finding(letter))
    make_action(make_finding(letter, kind="priority action"))
    page = page_of(client, **{f"filter-{name}": value, "filter-kind": "improvement"})
    assert words in page
    assert "<title>Error: " in page
    assert numbers(client, **{f"filter-{name}": value, "filter-kind": "improvement"}) == ["A1.1"]


@pytest.mark.parametrize("query", ["sort=no", "sort=-", "sort=&sort=", "page=0", "page=x", "page=99", "per_page=7"])
def test_mangled_address_still_gives_the_table(client, letter, query):
    make_action(make_finding(letter))
    answer = client.get(f"/actions/?{query}")
    assert answer.status_code == 200
    assert "A1.1" in answer.content.decode()


def test_pages_of_an_allowed_size(client, letter):
    for _ in range(30):
        make_action(make_finding(letter))
    assert len(numbers(client)) == 25
    assert len(numbers(client, page=2)) == 5
    assert len(numbers(client, per_page=50)) == 30
    assert len(numbers(client, per_page=1_000_000)) == 25
    assert "per_page=50&amp;page=2" not in page_of(client, page=2)


def test_every_column_sorts(client, letter):
    council = make_agency(letter.partnership, "A council", Sector.LOCAL_AUTHORITY)
    late, soon = dt.date(2030, 1, 1), dt.date(2020, 1, 1)
    make_action(make_finding(letter), target_date=late, original_target_date=late)
    make_action(make_finding(letter, lead_agency=council), target_date=soon, original_target_date=soon)
    undated = make_letter(letter.partnership, statement_required=False)
    make_action(make_finding(undated, number=9))
    assert numbers(client, sort="deadline") == ["A2.1", "A1.1", "A9.1"]
    assert numbers(client, sort="-deadline") == ["A1.1", "A2.1", "A9.1"]
    assert numbers(client, sort="lead")[0] == "A2.1"
    assert len(numbers(client, sort="-status")) == 3
    assert numbers(client, sort="-brag")[0] == "A2.1"
    for column in ("number", "officer", "brag", "updated"):
        assert len(numbers(client, sort=column)) == len(numbers(client, sort=f"-{column}")) == 3


def test_once_the_statement_is_sent_the_lack_of_a_date_is_what_is_wrong(client, letter):
    letter.statement_sent_on = dt.date(2018, 10, 12)
    letter.save()
    make_action(make_finding(letter))
    page = page_of(client)
    assert "No target date" in page
    assert "late<" not in page


@pytest.mark.parametrize("administrator", [False, True])
def test_queries_do_not_grow_with_actions(client, letter, django_assert_max_num_queries, administrator):
    if administrator:
        client.force_login(make_administrator())
    query = {"filter-area": letter.partnership.pk, "filter-due": "overdue", "filter-sector": "police"}
    for _ in range(3):
        for _ in range(10):
            make_action(make_finding(letter))
        with django_assert_max_num_queries(8):
            client.get("/actions/", query | {"per_page": 100})
