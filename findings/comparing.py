"""What differs between a letter as it was read before and as another file of it reads now.

Quotes, dashes and white space are the scanner's, not the inspectors': they make no difference.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from findings.models import Difference, Finding, Letter
from findings.reading import letter as reading
from partnerships.history import told

ALIKE = 0.8  # of two findings' letters: below this they are two findings
PLAIN = str.maketrans({**dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("“”„", '"'), **dict.fromkeys("‐‑‒–—―−─", "-")})
NOBODY: dict[str, Any] = {"text": ""}
DATES = ("letter_date", "inspected_from", "inspected_to", "statement_printed")


def facts(read: reading.Letter) -> dict[str, Any]:
    """The letter's facts by the names of findings.models.Letter, as JSON keeps them."""
    statement = read.statement
    return {
        "letter_date": _iso(read.letter_date),
        "inspected_from": _iso(read.inspected_from),
        "inspected_to": _iso(read.inspected_to),
        "theme": read.theme,
        "inspectorates": list(read.inspectorates),
        "statement_required": statement.required,
        "statement_printed": _iso(statement.due),
        "statement_to": statement.to,
        "principal_authority": statement.principal_authority,
        "sender": statement.sender,
        "strengths": list(read.strengths),
        "case_studies": list(read.case_studies),
    }


def source(record: Letter | Finding, names: Iterable[str]) -> dict[str, Any]:
    """What the letter said of `names`: as last read, else as somebody entered it by hand."""
    entered = {name: told(record, name) for name in names if name not in record.as_read}
    return {**entered, **{name: record.as_read[name] for name in names if name in record.as_read}}


def values(facts_read: dict[str, Any]) -> dict[str, Any]:
    """The same facts as a row takes them."""
    return {name: value_of(name, value) for name, value in facts_read.items()}


def value_of(name: str, value: Any) -> Any:
    return dt.date.fromisoformat(value) if value and name in DATES else value


def words(found: reading.Finding) -> dict[str, str]:
    """A finding's words by the names of findings.models.Finding."""
    return {"kind": found.kind.value, "text": found.text, "stem": found.stem, "subheading": found.subheading}


def plain(value: Any) -> Any:
    """`value` without what only a scanner or a typist put there."""
    if isinstance(value, str):
        return re.sub(r"\s+", " ", value.translate(PLAIN)).strip()
    return [plain(item) for item in value] if isinstance(value, list) else value or ""


def letter_differences(letter: Letter, read: reading.Letter) -> list[Difference]:
    now = facts(read)
    return _differences(source(letter, now), now)


def finding_differences(finding: Finding, found: reading.Finding) -> list[Difference]:
    now = words(found)
    return _differences(source(finding, now), now, finding=finding)


def _differences(then: dict[str, Any], now: dict[str, Any], **about: Any) -> list[Difference]:
    return [
        Difference(subject=name, then=then[name], now=value, **about)
        for name, value in now.items()
        if plain(then[name]) != plain(value)
    ]


def addressee_differences(letter: Letter, read: reading.Letter) -> list[Difference]:
    """A person that only one of the two names, or whom they name differently."""
    held: dict[str, dict[str, Any]]
    held = {squash(person.name): {"text": person.as_read or str(person)} for person in letter.addressees.all()}
    here = {squash(a.name): {"text": person_told(a), "index": index} for index, a in enumerate(read.addressees)}
    return [
        Difference(subject="addressee", then=held.get(name), now=here.get(name))
        for name in {**held, **here}
        if squash(held.get(name, NOBODY)["text"]) != squash(here.get(name, NOBODY)["text"])
    ]


def key_of(difference: Difference) -> str:
    """The same for the same difference, whether it is listed or only looked at before."""
    said = [difference.finding_id, difference.subject, difference.then, difference.now]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def person_told(person: reading.Addressee) -> str:
    return ", ".join(part for part in (person.name, person.role, person.organisation) if part)


@dataclass
class Pairs:
    """Findings held against findings read; `only_read` carry their index in the reading."""

    both: list[tuple[Finding, reading.Finding]] = field(default_factory=list)
    only_held: list[Finding] = field(default_factory=list)
    only_read: list[tuple[int, reading.Finding]] = field(default_factory=list)


def pair(held: Sequence[Finding], read: Sequence[reading.Finding]) -> Pairs:
    """Each finding held with the one read that is most like it: the same words first, then words alike."""
    pairs, free = Pairs(), dict(enumerate(read))
    left = []
    for finding in held:
        index = next((i for i, found in free.items() if squash(found.text) == squash(_text_read(finding))), None)
        if index is None:
            left.append(finding)
        else:
            pairs.both.append((finding, free.pop(index)))
    for finding in left:
        best = max(free, key=lambda i: likeness(_text_read(finding), free[i].text), default=None)
        if best is not None and likeness(_text_read(finding), free[best].text) >= ALIKE:
            pairs.both.append((finding, free.pop(best)))
        else:
            pairs.only_held.append(finding)
    pairs.only_read = list(free.items())
    return pairs


def likeness(one: str, other: str) -> float:
    """0 to 1; the quick measures spare the slow one where the texts cannot be alike."""
    matcher = SequenceMatcher(None, squash(one), squash(other), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def squash(text: str) -> str:
    """Letters and digits alone."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _text_read(finding: Finding) -> str:
    return str(finding.as_read.get("text") or finding.text)


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def split_off(findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    """By the key of each finding that the letter has: what people split off it, and off that."""
    rows = list(findings)
    came_from = {finding.pk: finding.split_from_id for finding in rows}
    found: dict[int, list[Finding]] = {}
    for finding in rows:
        root = finding.pk
        while came_from.get(root):
            root = came_from[root]  # type: ignore[assignment]
        if root != finding.pk:
            found.setdefault(root, []).append(finding)
    return found
