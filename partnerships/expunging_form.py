"""What is to be taken out, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms

from partnerships.words_said import Words

CHANGED = "Something changed since you opened this page. Look again, then choose."
LONGEST = 500  # characters
TELLING = 8  # characters from which words are looked for in the reason


class TakeOutForm(forms.Form):
    """Ticked are the record's own words and those that the program copied, such as to what is now different.

    The same words in another record of its kind are for the person to tick: many say “None” or “As before”.
    """

    words = forms.MultipleChoiceField(
        label="What is to go?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what is to go.", "invalid_choice": CHANGED},
    )
    reason = forms.CharField(
        label="Why is it taken out?",
        help_text="Do not repeat what it says: the reason stays in the history. Up to 500 characters.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why, without repeating what it says."},
    )
    sure = forms.BooleanField(
        label="I understand that nobody can bring it back",
        error_messages={"required": "Tick that you understand that nobody can bring it back."},
    )

    def __init__(self, *args: Any, found: Sequence[Words], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {one.key: one for one in found}
        words: Any = self.fields["words"]
        words.choices = [(key, one.label) for key, one in self.found.items()]
        words.initial = [one.key for one in found if not (one.of and one.model is found[0].model)]

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        says = (one.shown.casefold() for one in self.found.values() if len(one.shown) >= TELLING)
        if any(words in reason.casefold() for words in says):
            raise forms.ValidationError("Say why without repeating what it says: the reason stays in the history.")
        return reason

    def chosen(self) -> list[Words]:
        return [self.found[key] for key in self.cleaned_data["words"]]

    def own(self) -> list[tuple[Words, Any]]:
        """The record's words, each with its tick box."""
        return [(one, tick) for one, tick in self._ticks() if not one.of]

    def elsewhere(self) -> list[tuple[Words, Any]]:
        return [(one, tick) for one, tick in self._ticks() if one.of]

    def _ticks(self) -> Any:
        return zip(self.found.values(), self["words"], strict=True)
