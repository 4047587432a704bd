"""Where each file of a bundle is: folders by finding and action, names that people can read and any computer takes."""

import datetime as dt
from collections import defaultdict

from actions.models import Action, Evidence
from findings.models import Finding
from reporting.exchange.naming import each_once, safe_ending, safe_name


class Paths:
    """`marking` is the first word of the outermost folder and of each document; `letters`: how many are told of."""

    def __init__(self, marking: str, area: str, on: dt.date, letters: int) -> None:
        self.marking = marking
        self.root = f"{marking} {safe_name(area)} bundle {on:%Y-%m-%d}"
        self._by_letter = letters > 1
        self._taken: dict[str, set[str]] = defaultdict(set)

    def index(self, ending: str) -> str:
        return f"{self.root}/{self.marking} 00 index.{ending}"

    def document(self, finding: Finding) -> str:
        name = f"{self.marking} {finding.code} {finding.get_kind_display().lower()} {finding.number}"
        return self._once(self._of_letter(finding), name, ".pdf")

    def evidence(self, finding: Finding, action: Action, number: int, evidence: Evidence) -> str:
        """Such as "…/P3/P3.1/1 Audit of 40 cases.pdf"."""
        folder = f"{self._of_letter(finding)}/{finding.code}/{action.number}"
        return self._once(folder, f"{number} {safe_name(evidence.title, 60)}", safe_ending(evidence.name))

    def _of_letter(self, finding: Finding) -> str:
        """Two letters have findings of one number."""
        if not self._by_letter:
            return self.root
        day = finding.letter.letter_date
        return f"{self.root}/{f'{day:%Y-%m-%d}' if day else 'no date'} letter {finding.letter_id}"

    def _once(self, folder: str, name: str, ending: str) -> str:
        name = each_once(name, ending, self._taken[folder])
        self._taken[folder].add(name)
        return f"{folder}/{name}"
