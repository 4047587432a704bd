"""Where a finding is split."""

from typing import Any

from django import forms

from findings import splitting
from findings.models import Finding
from partnerships.stale import StaleForm

SHOWN = 12  # words of the second part that a choice shows


class SplitForm(StaleForm):
    """`at`: the place in the finding's text where the second part begins, in characters."""

    looks_first = True

    at = forms.TypedChoiceField(
        label="Where does the second part begin?",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose where the second part begins.",
            "invalid_choice": "Choose where the second part begins: the words have changed since.",
        },
    )

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, record=finding, **kwargs)
        cuts = splitting.cuts(finding.text)
        self.fields["at"].choices = [(at, _begins(finding.text[at:])) for at in cuts]  # type: ignore[attr-defined]


def _begins(text: str) -> str:
    words = text.split()
    return f"“{' '.join(words[:SHOWN])}{' …' if len(words) > SHOWN else ''}”"
