"""A finding with two subjects becomes two: the inspectors' words stay as they are, each in one of them."""

import re
from itertools import pairwise
from typing import Any

from django.db import transaction

from findings import comparing
from findings.models import Finding, FindingContributor, FindingPlace, Letter

WORD = re.compile(r"\S+")
ENDS = tuple(".;:,?!–—") + tuple(f"{stop}{quote}" for stop in ".;:,?!" for quote in "'\"’”)")
JOINS = frozenset({"and", "or", "but", "while", "including", "particularly", "however", "which"})
WORDS = ("kind", "text", "stem", "subheading")


def cuts(text: str) -> list[int]:
    """Where the second part can begin: at a sentence, a clause or a line; else at any word after the first."""
    words = list(WORD.finditer(text))
    at = [after.start() for before, after in pairwise(words) if _begins(text, before, after)]
    return at or [word.start() for word in words[1:]]


def _begins(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    between = text[before.end() : after.start()]
    return before[0].endswith(ENDS) or "\n" in between or after[0].casefold() in JOINS


def parts(text: str, at: int) -> tuple[str, str]:
    """The two parts of `text`; nothing but white space between them is left out."""
    return text[:at].rstrip(), text[at:].lstrip()


@transaction.atomic
def split(finding: Finding, at: int, actor: Any) -> Finding:
    """The new finding: the words from `at` on, under the next number of its kind. Raises StaleEdit.

    The first keeps its number and, in `as_read`, what the letter says, so that a further copy is held against the
    whole. Both stand where the letter has them.
    """
    letter = Letter.objects.select_for_update().get(pk=finding.letter_id)
    first, second = parts(finding.text, at)
    finding.change(actor, "split", text=first, as_read={**finding.as_read, **comparing.source(finding, WORDS)})
    part = _part(finding, second, letter.findings.next_number(finding.kind)).enter(actor, "split off")
    contributors = [
        FindingContributor(partnership_id=finding.partnership_id, finding=part, agency_id=one.agency_id)
        for one in finding.contributors.all()
    ]
    FindingContributor.enter_all(actor, contributors, "suggested contributor")
    FindingPlace.objects.bulk_create(
        FindingPlace(partnership_id=place.partnership_id, finding=part, file_id=place.file_id, **_where(place))
        for place in finding.places.defer("file__reading")
    )
    return part


def _part(finding: Finding, text: str, number: int) -> Finding:
    """Its lead is a suggestion again: the words that it rests on are now in two places."""
    return Finding(
        partnership_id=finding.partnership_id,
        letter_id=finding.letter_id,
        kind=finding.kind,
        number=number,
        stem=finding.stem,
        subheading=finding.subheading,
        text=text,
        page=finding.page,
        lead_agency_id=finding.lead_agency_id,
        because=finding.because,
        suggested_owner_id=finding.suggested_owner_id,
        theme=finding.theme,
        split_from=finding,
        missing_from_id=finding.missing_from_id,
    )


def _where(place: FindingPlace) -> dict[str, Any]:
    return {"page": place.page, "lines": place.lines}
