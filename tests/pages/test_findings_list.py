"""The list of findings: what it says, how it is narrowed, whose it shows."""

import datetime as dt

import pytest

from partnerships.models import Role
from tests.makers import (
    make_action,
    make_agency,
    make_assured,
    make_finding,
    make_letter,
    make_partnership,
    make_user,
    make_written,
)


@pytest.fixture
def letter(client):
    """Three findings: P1 open and about exploitation, A1 all assured and led by the council for sure, A2 a draft."""
    letter = make_letter()
    first = make_finding(letter, kind="priority action", text="Share what you know.", theme="Exploitation")
    make_written(first)
    council = make_agency(letter.partnership, "Dorset Council", "local authority")
    second = make_finding(letter, text="Record the voice of the child.", lead_agency=council)
    second.confirm_lead(None, council)
    make_assured(second)
    make_action(make_finding(letter, text="Train midwives."))
    client.force_login(make_user(Role.VIEWER, letter.partnership))
    return letter


def read(client, query=""):
    return " ".join(client.get(f"/findings/?{query}").content.decode().split())


def codes(client, query=""):
    return [row.record.code for row in client.get(f"/findings/?{query}").context["table"].page.object_list]


def test_it_says_how_each_stands(client, letter):
    page = read(client)
    for words in (
        *("3 findings", "Share what you know.", "Exploitation", "1 open of 1", "0 open of 1", "1 action open"),
        *("All assured", "No action yet", "Dorset Police (suggested)", "Dorset Council<", "Not measured", ">Blue<"),
    ):
        assert words in page, words
    assert f"/findings/{letter.findings.first().pk}/" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("filter-kind=priority action", ["P1"]),
        ("filter-state=assured", ["A1"]),
        ("filter-state=none", ["A2"]),
        ("filter-state=open", ["P1"]),
        ("filter-brag=blue", ["A1"]),
        ("filter-theme=Exploitation", ["P1"]),
        ("filter-theme=none", ["A1", "A2"]),
        ("filter-led=confirmed", ["A1"]),
        ("filter-led=suggested", ["P1", "A2"]),
        ("filter-led=nobody", []),
        ("filter-impact=not measured", ["P1", "A1", "A2"]),
        ("filter-impact=worse", []),
        ("filter-search=midwives", ["A2"]),
        ("filter-search=a1", ["A1"]),
        ("filter-search=council", ["A1"]),
        ("sort=-number", ["A2", "A1", "P1"]),
        ("sort=state", ["A1", "A2", "P1"]),
    ],
)
def test_it_is_narrowed_and_sorted(client, letter, query, found):
    assert codes(client, query) == found


def test_filters_by_agency_and_letter(client, letter):
    other = make_letter(letter.partnership, letter_date=dt.date(2019, 7, 9))
    make_finding(other)
    council = make_agency(letter.partnership, "Dorset Council", "local authority")
    assert codes(client, f"filter-lead={council.pk}") == ["A1"]
    assert codes(client, f"filter-letter={other.pk}") == ["A1"]
    assert "Remove this filter: </span>Letter: Dorset, 9 July 2019" in read(client, f"filter-letter={other.pk}")


@pytest.mark.parametrize("wrong", ["kind=x", "state=never", "lead=0", "letter=x", "theme=zebra", "brag=pink", "area=9"])
def test_a_wrong_filter_is_told_and_the_list_stays(client, letter, wrong):
    page = read(client, f"filter-{wrong}")
    assert "choose one from the list." in page
    assert "3 findings" in page


def test_nothing_found_says_why(client, letter):
    assert "No finding fits <strong>Words or number: “zebra”</strong>." in read(client, "filter-search=zebra")
    assert "No finding is all of this at once." in read(client, "filter-search=zebra&filter-kind=improvement")


def test_foreign_findings_are_nowhere(client, letter):
    torbay = make_letter(make_partnership("Torbay"))
    council = make_agency(torbay.partnership, "Torbay Council", "local authority")
    make_finding(torbay, text="Torbay's own.", theme="Torbay theme", lead_agency=council)
    page = read(client)
    assert "3 findings" in page
    assert "Torbay" not in page


def test_an_administrator_sees_all_with_their_areas(client, letter, admin_client):
    make_finding(make_letter(make_partnership("Torbay")))
    page = read(admin_client)
    assert "Torbay, 9 July 2018" in page
    assert "Dorset Police (Dorset)" in page


def test_a_page_has_an_allowed_size(client, letter):
    for _ in range(25):
        make_finding(letter)
    assert len(codes(client)) == 25
    assert len(codes(client, "per_page=1000000")) == 25
    assert len(codes(client, "per_page=50")) == 28


def test_queries_do_not_grow(client, letter, django_assert_max_num_queries):
    for _ in range(10):
        make_written(make_finding(letter, lead_agency=make_agency(letter.partnership, "Dorset CCG", "health")))
    with django_assert_max_num_queries(8):
        client.get("/findings/")


def test_actions_lead_to_their_findings(client, letter):
    finding = letter.findings.first()
    assert f'href="/findings/{finding.pk}/"' in client.get("/actions/").content.decode()
