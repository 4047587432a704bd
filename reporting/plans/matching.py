"""Which finding of a letter a row of an older plan answers: by its number, by the inspectors' words, or by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from findings.models import Finding
from reporting.plans.likeness import in_common, likeness, words_of
from reporting.plans.numbers import number_in, words_after
from reporting.plans.table import PlanRow

SURE, LIKELY, UNLIKE, AHEAD = 80, 60, 40, 10  # of 100
COMPARED = 5  # findings that share the most words with a row


@dataclass(frozen=True)
class Match:
    """`finding` is None where nobody can tell. `how` in words, such as "by its words (93 of 100)"."""

    finding: Finding | None = None
    how: str = ""


@dataclass(frozen=True)
class _Known:
    finding: Finding
    words: list[str]
    bag: frozenset[str]


@dataclass
class Findings:
    """Those of one letter; asked of row after row, it compares each text once."""

    all: Iterable[Finding]
    known: list[_Known] = field(default_factory=list)
    by_code: dict[str, Finding] = field(default_factory=dict)
    seen: dict[str, list[tuple[int, Finding]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for finding in self.all:
            words = words_of(f"{finding.stem} {finding.text}")
            self.known.append(_Known(finding, words, frozenset(words)))
            self.by_code |= dict.fromkeys(finding.was, finding)
        self.by_code |= {one.finding.code: one.finding for one in self.known}

    def of_code(self, code: str) -> Finding | None:
        return self.by_code.get(code.strip().upper())

    def match(self, row: PlanRow) -> Match:
        """A number decides, unless the words are surely those of another finding."""
        numbers = self._numbered(row.text("number")) or self._numbered(row.text("finding"), True)
        by_words = self._by_words(words_after(row.text("finding")) if row.text("finding") else "")
        best, found = by_words[0] if by_words else (0, None)
        if len(numbers) == 1:
            return self._settled(numbers[0], best, found, {one.pk: score for score, one in by_words})
        second = by_words[1][0] if len(by_words) > 1 else 0
        if found and best >= LIKELY and best - second >= AHEAD:
            return Match(found, f"by its words ({best} of 100)")
        return Match(None, self._why_not(numbers, best, found))

    def _settled(self, numbered: Finding, best: int, found: Finding | None, scores: dict[int, int]) -> Match:
        if found and found != numbered and best >= SURE and scores.get(numbered.pk, 0) < UNLIKE:
            return Match(found, f"by its words ({best} of 100), though its number says {numbered.code}")
        return Match(numbered, "by its number")

    def _why_not(self, numbers: list[Finding], best: int, found: Finding | None) -> str:
        if numbers:
            return f"its number can be {' or '.join(one.code for one in numbers)}"
        if found and best >= UNLIKE:
            return f"the nearest by its words is {found.code} ({best} of 100)"
        return "neither its number nor its words are of a finding of this letter"

    def _numbered(self, text: str, among_words: bool = False) -> list[Finding]:
        told = number_in(text, among_words) if text else None
        if told is None:
            return []
        codes = [f"{kind}{told[1]}" for kind in ([told[0]] if told[0] else "PA")]
        return [self.by_code[code] for code in codes if code in self.by_code]

    def _by_words(self, text: str) -> list[tuple[int, Finding]]:
        """The likest first."""
        if text not in self.seen:
            words = words_of(text)
            near = sorted(self.known, key=lambda one: -in_common(words, one.bag))[: COMPARED if words else 0]
            scored = [(likeness(words, one.words), one.finding) for one in near]
            self.seen[text] = sorted(scored, key=lambda one: (-one[0], one[1].pk))
        return self.seen[text]
