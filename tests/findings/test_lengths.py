"""A value longer than its column is cut with a doubt, whatever the database: SQLite would take it, PostgreSQL not."""

from dataclasses import replace

import pytest

from actions.planning import import_letter
from findings.models import Addressee, Finding, Letter
from findings.reading import letter as reading
from findings.reading.guarded import GuardedReader
from findings.reading.lengths import LONGEST, cut_to_length
from partnerships.models import Agency, Officer, Partnership
from tests.papers.seeds import seed
from tests.readings import a_letter

COLUMNS = {
    "area": [(Partnership, "area")],
    "name": [(Addressee, "name"), (Officer, "name"), (Agency, "name")],
    "organisation": [(Addressee, "organisation"), (Agency, "name")],
    "lead_agency": [(Agency, "name")],
    "to": [(Letter, "statement_to")],
    "theme": [(Letter, "theme")],
    "role": [(Addressee, "role")],
    "subheading": [(Finding, "subheading")],
    "principal_authority": [(Letter, "principal_authority")],
    "sender": [(Letter, "sender")],
}


def lengthened(record):
    """Every text of the record far over its length."""
    return replace(record, **{name: "Words " * 2000 for name in LONGEST if hasattr(record, name)})


def an_endless_letter():
    letter = a_letter()
    findings = [
        lengthened(replace(finding, contributing=tuple(lengthened(agency) for agency in finding.contributing)))
        for finding in letter.findings
    ]
    return replace(
        lengthened(letter),
        statement=lengthened(letter.statement),
        addressees=tuple(lengthened(person) for person in letter.addressees),
        findings=tuple(findings),
    )


@pytest.mark.parametrize("name", LONGEST)
def test_what_reading_gives_fits_its_columns(name):
    assert {model._meta.get_field(field).max_length for model, field in COLUMNS[name]} == {LONGEST[name]}


def test_every_single_text_of_the_letter_s_shapes_has_a_length_or_a_column_without():
    endless = {"text", "stem", "because", "message", "due_as_printed"}  # TextField, or kept within JSON
    shapes = (reading.Letter, reading.Statement, reading.Addressee, reading.Finding, reading.Agency)
    texts = {name for shape in shapes for name, kind in shape.__annotations__.items() if kind is str}
    assert texts - endless == set(LONGEST)


def test_what_is_within_its_length_stays_as_it_is():
    assert cut_to_length(a_letter()) == a_letter()


@pytest.mark.django_db
def test_a_letter_of_endless_values_is_imported_cut_and_with_a_doubt_for_each():
    read = cut_to_length(an_endless_letter())
    assert import_letter("endless.txt", b"endless", read, None).status == "created"
    letter = Letter.objects.get()
    assert len(letter.theme) <= 1000
    assert letter.theme.startswith("Words Words")
    assert letter.theme.endswith("…")
    cut = 2 + 3 + 4 * 3 + 3 * 2 + 1  # the letter, the statement, four people, three findings, one agency named
    assert len(letter.warnings) == 1 + cut
    assert "“Words Words" in letter.warnings[-1]["message"]
    assert "too long (12,000 characters)" in letter.warnings[-1]["message"]


def test_a_file_with_an_endless_name_is_read_cut():
    text = seed("002").replace("Dorset County Council", f"Dorset {'and District ' * 60}County Council", 1)
    with GuardedReader() as reader:
        letter = reader.read(text.encode(), "letter.txt")
    assert all(len(person.organisation) <= 300 and len(person.role) <= 1000 for person in letter.addressees)
