"""A letter as reading gives it, for tests of what is made of it."""

import datetime as dt
from dataclasses import replace
from typing import Any

from findings.reading.letter import Addressee, Agency, Doubt, Finding, Kind, Letter, Sector, SourceLine, Statement

PEOPLE = (
    Addressee("Nick Jarman", "Director of Children’s Services", "Dorset County Council", Sector.LOCAL_AUTHORITY, False),
    Addressee("Debbie Simpson", "Chief Constable", "Dorset Police", Sector.POLICE, False),
    Addressee("Martyn Underhill", "Police and Crime Commissioner", "Dorset PCC", Sector.POLICE, True),
    Addressee("Kim Jones", "Designated Nurse", "", None, False),
)


def a_finding(
    kind: Kind = Kind.IMPROVEMENT,
    number: int = 1,
    text: str = "Police must record the voice of the child.",
    **values: Any,
) -> Finding:
    about = {"lead": Sector.POLICE, "lead_agency": "Dorset Police", "because": "Police must", "page": 3, "lines": (2,)}
    return Finding(kind, number, text, **{**about, **values})


FINDINGS = (
    a_finding(
        Kind.PRIORITY_ACTION,
        text="The partnership must share intelligence on county lines.",
        lead=Sector.PARTNERSHIP,
        lead_agency="",
        because="The partnership must",
    ),
    a_finding(),
    a_finding(
        number=2,
        text="Midwives at Poole Hospital NHS Foundation Trust do not ask about abuse; social workers do.",
        lead=Sector.HEALTH,
        lead_agency="Poole Hospital NHS Foundation Trust",
        contributing=(Agency("Dorset County Council", Sector.LOCAL_AUTHORITY),),
        because="Midwives at Poole Hospital NHS Foundation Trust",
    ),
)


def a_letter(**values: Any) -> Letter:
    """Dorset's, in small: one finding for everyone, one for the police, one for a trust that is no addressee."""
    letter = Letter(
        area="Dorset",
        letter_date=dt.date(2018, 7, 9),
        inspected_from=dt.date(2018, 5, 21),
        inspected_to=dt.date(2018, 5, 25),
        theme="child exploitation",
        inspectorates=("Ofsted", "CQC"),
        addressees=PEOPLE,
        statement=Statement(
            True, dt.date(2018, 10, 16), "by 16 October 2018", "a@ofsted.gov.uk", "The council", "The DCS"
        ),
        findings=FINDINGS,
        strengths=("Leaders are open.",),
        source=tuple(SourceLine(f"line {n}", 1) for n in range(5)),
        inferred={"area": "from the title"},
        warnings=(Doubt("Look at this.", (1,)),),
    )
    return replace(letter, **values)


def with_text(letter: Letter, index: int, text: str) -> Letter:
    findings = list(letter.findings)
    findings[index] = replace(findings[index], text=text)
    return replace(letter, findings=tuple(findings))
