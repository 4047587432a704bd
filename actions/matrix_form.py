"""How the page of who is doing what is narrowed."""

from typing import Any

from django import forms

from findings.models import Letter

WRONG = "{}: choose one from the list."


class MatrixForm(forms.Form):
    """`letters` are those of the partnership; one that is alone is no choice. A wrong value is told and left out."""

    letter = forms.ChoiceField(
        label="Letter", required=False, error_messages={"invalid_choice": WRONG.format("Letter")}
    )
    show = forms.ChoiceField(
        label="Findings",
        choices=[("", "All"), ("gaps", "Only those with a gap")],
        required=False,
        error_messages={"invalid_choice": WRONG.format("Findings")},
    )

    def __init__(self, *args: Any, letters: list[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "filter"})
        choices = [("", "All"), *((str(letter.pk), str(letter)) for letter in letters)]
        self.fields["letter"].choices = choices  # type: ignore[attr-defined]
        if len(letters) < 2 and not self.data.get("filter-letter"):
            del self.fields["letter"]

    def wanted(self) -> dict[str, str]:
        """What was understood of it, by name."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    def in_words(self) -> list[str]:
        choices = {name: dict(self.fields[name].choices) for name in self.fields}  # type: ignore[attr-defined]
        return [f"{self.fields[name].label}: {choices[name][value]}" for name, value in self.wanted().items()]
