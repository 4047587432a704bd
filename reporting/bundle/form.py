"""Which findings go into a bundle: single ones, all of a letter, all areas for priority action."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django import forms

from findings.models import Finding, Letter
from findings.models.findings import Kind

NONE = "Choose at least one finding, all of a letter, or all areas for priority action."
UNKNOWN = "Choose from what is listed here: something that was asked for is not."
Choice = tuple[Finding, str, bool]  # the finding, the id of its box, whether it is ticked


def _ticks() -> forms.MultipleChoiceField:
    told = {"invalid_choice": UNKNOWN, "invalid_list": UNKNOWN}
    return forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, error_messages=told)


class BundleForm(forms.Form):
    """`findings`: all that the person may choose from, with their letters, those of a letter together."""

    every = _ticks()
    finding = _ticks()

    def __init__(self, *args: Any, findings: Iterable[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = list(findings)
        self.fields["every"].choices = list(self._groups())  # type: ignore[attr-defined]
        self.fields["finding"].choices = [(str(one.pk), one.code) for one in self.findings]  # type: ignore[attr-defined]

    def _groups(self) -> Iterator[tuple[str, str]]:
        priority = sum(one.kind == Kind.PRIORITY_ACTION for one in self.findings)
        if priority:
            yield "priority", f"All areas for priority action ({priority})"
        for letter, found in self._by_letter():
            yield f"letter-{letter.pk}", f"All of the letter {letter} ({len(found)})"

    def _by_letter(self) -> Iterator[tuple[Letter, list[Finding]]]:
        for _, group in groupby(self.findings, key=lambda one: one.letter_id):
            found = list(group)
            yield found[0].letter, found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.chosen():
            self.add_error("every", NONE)
        return cleaned

    def chosen(self) -> list[Finding]:
        every, keys = self.cleaned_data.get("every", ()), self.cleaned_data.get("finding", ())
        return [one for one in self.findings if str(one.pk) in keys or _within(one, every)]

    def items(self) -> Iterator[tuple[Letter, list[Choice]]]:
        """For the page: the findings of each letter."""
        ticked, number = set(map(str, self["finding"].value() or ())), 0
        for letter, found in self._by_letter():
            numbered = enumerate(found, start=number)
            yield letter, [(one, f"{self['finding'].auto_id}_{at}", str(one.pk) in ticked) for at, one in numbered]
            number += len(found)


def _within(finding: Finding, every: Iterable[str]) -> bool:
    priority = "priority" in every and finding.kind == Kind.PRIORITY_ACTION
    return priority or f"letter-{finding.letter_id}" in every
