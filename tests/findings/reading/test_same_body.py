import pytest

from findings.reading.letter import Addressee, Agency, Finding, Kind, Sector
from findings.reading.same_body import one_name_each, same_body

TRUST = "Dorset County Hospital Trust"


def finding(lead_agency: str, *contributing: str) -> Finding:
    others = tuple(Agency(name, Sector.HEALTH) for name in contributing)
    return Finding(Kind.IMPROVEMENT, 1, "", lead=Sector.HEALTH, lead_agency=lead_agency, contributing=others)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dorset County Hospital", TRUST, True),
        ("Metropolitan Police Service", "Metropolitan Police", True),
        ("Royal Cornwall Hospital", "Royal Cornwall Hospitals Trust", True),
        ("The Dorset Company Limited", "Dorset Company", True),
        ("Dorset County Hospital", "Dorset HealthCare", False),
        ("National Probation Service", "National Probation Service South West", False),
        ("", "Trust", False),
    ],
)
def test_a_shorter_name_is_the_same_body_where_only_words_for_a_body_are_left(one: str, other: str, same: bool):
    assert same_body(one, other) is same


def test_a_body_has_its_longest_name_in_every_finding_of_a_letter():
    first, second = one_name_each(
        [finding("Dorset County Hospital", TRUST), finding("CCG", "Dorset County Hospital")], ()
    )
    assert (first.lead_agency, first.contributing) == (TRUST, ())
    assert second.contributing == (Agency(TRUST, Sector.HEALTH),)


def test_a_body_that_the_letter_is_written_to_has_its_name_there():
    written_to = Addressee("A B", "Chief Executive", "Dorset County Hospital", Sector.HEALTH, False)
    assert one_name_each([finding(TRUST)], [written_to])[0].lead_agency == "Dorset County Hospital"


def test_a_finding_without_an_agency_stays_without():
    assert one_name_each([finding("")], ())[0].lead_agency == ""
