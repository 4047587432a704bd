"""One body under a shorter and a longer name: "Dorset County Hospital" and "Dorset County Hospital Trust"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from findings.reading.letter import Addressee, Agency, Finding

_BODY_WORDS = """
    trust nhs foundation service police constabulary force council authority company limited ltd board partnership group
    team ccg icb
"""
BODY_WORDS = frozenset(_BODY_WORDS.split())


def same_body(one: str, other: str) -> bool:
    """Whether the words of one name begin the other's, and the rest are words for a body, or both are the same."""
    short, long = sorted((_words(one), _words(other)), key=len)
    return bool(short) and long[: len(short)] == short and BODY_WORDS.issuperset(long[len(short) :])


def one_name_each(findings: Sequence[Finding], addressees: Iterable[Addressee]) -> tuple[Finding, ...]:
    """The findings of one letter, each body under one name: the addressee's, else the longest."""
    known = [Agency(a.organisation, a.sector) for a in addressees if a.organisation and a.sector]
    named = {agency for finding in findings for agency in (_lead(finding), *finding.contributing) if agency.name}
    names = [*known, *sorted(named, key=lambda agency: (-len(agency.name), agency.name))]
    return tuple(_renamed(finding, names) for finding in findings)


def _renamed(finding: Finding, names: Sequence[Agency]) -> Finding:
    lead = _settled(_lead(finding), names)
    others = dict.fromkeys(_settled(agency, names) for agency in finding.contributing)
    others.pop(lead, None)
    return replace(finding, lead_agency=lead.name, contributing=tuple(others))


def _settled(agency: Agency, names: Iterable[Agency]) -> Agency:
    """The first of `names` that is the same body."""
    same = (other for other in names if other.sector is agency.sector and same_body(other.name, agency.name))
    return next(same, agency)


def _lead(finding: Finding) -> Agency:
    return Agency(finding.lead_agency, finding.lead)


def _words(name: str) -> list[str]:
    words = re.findall(r"[\w’'&-]+", name.casefold().removeprefix("the "))
    return [word.removesuffix("s") for word in words]
