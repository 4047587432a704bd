import datetime as dt

import pytest

from findings.reading.letter import Addressee, Doubt, Sector, Statement
from findings.reading.statement import read_statement
from tests.findings.reading.samples import lines, seed

ADDRESS = "ProtectionOfChildren@ofsted.gov.uk"
LETTER = dt.date(2017, 2, 1)


def read(text: str, people: tuple[Addressee, ...] = ()) -> tuple[Statement, tuple[Doubt, ...]]:
    return read_statement(lines(f"Children wait.\nNext steps\n{text}\nYours sincerely\nA. Inspector"), people, LETTER)


def asked(
    by: str = "by 5 May 2017", principal: str = "The local authority should", sender: str = "The local authority"
) -> str:
    return (
        f"{principal} prepare a written statement of proposed action responding to the findings.\n"
        "The response should set out the actions for the partnership and, where appropriate, individual agencies.²\n"
        f"{sender} should send the written statement of action to {ADDRESS} {by}. This statement will inform us."
    )


@pytest.mark.parametrize(
    ("number", "due", "sender"),
    [
        (0, "2017-05-05", "The local authority"),
        (1, "2017-05-05", "The local authority"),
        (2, "2018-10-16", "The director of children’s service"),
        (3, "2017-03-07", "The local authority"),
        (4, "2017-03-27", "The local authority"),
    ],
)
def test_the_seeds(number: int, due: str, sender: str):
    statement, doubts = read_statement(seed(number))
    assert statement.required
    assert str(statement.due) == due
    assert (statement.to, statement.principal_authority, statement.sender) == (ADDRESS, "The local authority", sender)
    assert doubts == ()


@pytest.mark.parametrize(
    ("by", "due"),
    [
        ("by Friday 5 May 2017", "2017-05-05"),
        ("by Friday\n5 May 2017", "2017-05-05"),
        ("by 5\n² The Children Act 2004 (Joint Area Reviews) Regulations 2015\n12\nMay 2017", "2017-05-05"),
        ("by\u00a012\u00a0June\u00a017", "2017-06-12"),
        ("no later than 5th May 2017", "2017-05-05"),
        ("by close of business on 12 May 2017", "2017-05-12"),
    ],
)
def test_forms_of_the_date(by: str, due: str):
    statement, doubts = read(asked(by))
    assert (str(statement.due), doubts) == (due, ())


def test_the_date_is_given_as_printed_with_its_explanation():
    statement, _ = read(asked("by 9 May 2017, 70 working days from pre-publication"))
    assert statement.due_as_printed == "by 9 May 2017, 70 working days from pre-publication"


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("by Friday 18 April 2017", "The letter says Friday; 18 April 2017 was a Tuesday. Kept as printed."),
        ("by 6 May 2017", "6 May 2017, is a Saturday"),
        ("by 5 May 2016", "not after the letter’s, 1 February 2017"),
        ("by 5 May 2071", "days after the letter’s"),
        ("by 5 May", "printed without a year; 2017"),
        ("as soon as it can", "prints no date for it"),
    ],
)
def test_a_doubtful_date_is_kept_and_said(by: str, message: str):
    statement, (doubt,) = read(asked(by))
    assert message in doubt.message
    assert doubt.lines
    assert (statement.due is None) == ("no date" in message)


@pytest.mark.parametrize(
    ("principal", "name"),
    [
        ("Sefton MBC should", "Sefton MBC"),
        ("We have determined that Leeds City Council is the principal authority and should", "Leeds City Council"),
        (
            "35. We have determined that One Devon Integrated Care Board\nis the principal authority and should",
            "One Devon Integrated Care Board",
        ),
        ("We have determined that the BSCP chair is the principal authority and should", "the BSCP chair"),
        (
            "The director of children’s services should coordinate the preparation of a written statement. They should",
            "The director of children’s services",
        ),
        ("St Helens Council, as the principal authority, should", "St Helens Council"),
        ("The principal authority is Leeds City Council, which should", "Leeds City Council"),
        ("The local authority and the CCG should jointly", "The local authority and the CCG"),
    ],
)
def test_forms_of_the_principal_authority(principal: str, name: str):
    assert read(asked(principal=principal))[0].principal_authority == name


def test_a_person_as_principal_authority_is_explained_from_the_addressees():
    jill = Addressee(
        "Jill Colbert", "Director of Children’s Services", "Sunderland Council", Sector.LOCAL_AUTHORITY, False
    )
    statement, (doubt,) = read(
        asked(principal="We have determined that Jill Colbert is the principal authority and should", sender="The LSP"),
        (jill,),
    )
    assert (statement.principal_authority, statement.sender) == ("Jill Colbert", "The LSP")
    assert "Director of Children’s Services, Sunderland Council" in doubt.message


def test_an_abbreviation_as_principal_authority_is_written_out():
    body = asked(principal="We have determined that the MSCP is the principal authority and should", sender="The MSCP")
    text = f"The Medway Safeguarding Children Partnership (MSCP) works well.\nNext steps\n{body}"
    _, (doubt,) = read_statement(lines(text), (), LETTER)
    assert "“Medway Safeguarding Children Partnership”" in doubt.message


@pytest.mark.parametrize("heading", ["Next Steps", "NEXT STEPS", "Next steps:"])
def test_the_heading_is_no_part_of_the_principal_authority(heading: str):
    text = f"Children wait.\n{heading}\n{asked(principal='Leeds City Council should')}"
    assert read_statement(lines(text), (), LETTER)[0].principal_authority == "Leeds City Council"


def test_a_sender_other_than_the_preparer():
    statement, _ = read(asked(principal="Kirklees Council should", sender="Kirklees Safeguarding Children Partnership"))
    assert statement.principal_authority == "Kirklees Council"
    assert statement.sender == "Kirklees Safeguarding Children Partnership"


@pytest.mark.parametrize(
    "broken",
    [
        "ProtectionOfChildren@\nofsted.gov.uk",
        "ProtectionOfChildren\n@ofsted.gov.uk",
        "ProtectionOf\nChildren@ofsted.gov.uk",
    ],
)
def test_an_address_broken_over_lines_is_healed(broken: str):
    assert read(asked().replace(ADDRESS, broken))[0].to == ADDRESS


def test_another_address_is_kept_in_its_own_case():
    assert read(asked().replace(ADDRESS, "JTAI.Team@Ofsted.gov.uk"))[0].to == "JTAI.Team@Ofsted.gov.uk"


def test_a_request_without_date_and_address_is_still_a_request():
    statement, doubts = read("The local authority should prepare a written statement of proposed action.")
    assert statement == Statement(required=True, principal_authority="The local authority")
    assert len(doubts) == 2


def test_a_letter_that_asks_for_none_says_so():
    assert read("You are not required to prepare a written statement of proposed action.") == (Statement(), ())


def test_a_letter_without_a_word_of_it_is_doubtful():
    statement, (doubt,) = read("Thank you for your time.")
    assert not statement.required
    assert "No request for a written statement" in doubt.message
