"""What a partnership sets for itself."""

from typing import Any

from django import forms

from partnerships.models import Partnership
from partnerships.models.partnerships import BRAG_LONGEST, Marking
from partnerships.stale import StaleForm

LEAVES = ("calendar_feeds", "data_api")
COLOURS = ("blue", "green", "amber", "red", "grey")
WHEN = {
    "blue": "somebody has assured it",
    "green": "it is on time",
    "amber": "it may be late, or not do what it should",
    "red": "it is late, or needs a decision",
    "grey": "its planned start is still ahead",
}


def says(colour: str) -> forms.CharField:
    return forms.CharField(
        label=f"{colour.capitalize()} says",
        help_text=f"Stands on an action where {WHEN[colour]}. Up to {BRAG_LONGEST} characters.",
        max_length=BRAG_LONGEST,
        error_messages={"required": f"Say in words what {colour} stands for."},
    )


def after(label: str) -> forms.TypedChoiceField:
    """After how many missed requests in a row somebody is told; None is never."""
    numbers = ((number, f"{number} missed request{'' if number == 1 else 's in a row'}") for number in range(1, 7))
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Never"), *numbers],
        error_messages={"invalid_choice": f"{label}: choose one of the list."},
    )


class PartnershipForm(StaleForm):
    """The name, the words beside the colours, the marking of what is taken out, what leaves by itself,
    and who is told of missed requests.
    """

    edits = {
        **{name: name for name in ("name", *(f"{colour}_says" for colour in COLOURS), "marking", "handling")},
        **{name: name for name in (*LEAVES, "executive_after", "chair_after")},
    }

    name = forms.CharField(
        label="Name of the partnership",
        help_text="Such as “Dorset Safeguarding Children Partnership”. Up to 200 characters.",
        max_length=200,
        error_messages={"required": "Give the partnership’s name."},
    )
    blue_says, green_says, amber_says, red_says, grey_says = (says(colour) for colour in COLOURS)
    marking = forms.ChoiceField(
        label="Protective marking",
        choices=Marking.choices,
        help_text="The first line of every file that is taken out.",
        error_messages={"required": "Choose the marking.", "invalid_choice": "Choose one of the two markings."},
    )
    handling = forms.CharField(
        label="How to handle it (optional)",
        required=False,
        max_length=200,
        help_text="The second line of every file, such as “For members of the partnership only”. Up to 200 characters.",
    )

    calendar_feeds = forms.BooleanField(
        label="Calendar feeds",
        required=False,
        help_text="People can show deadlines in a calendar of theirs: numbers, states and days, never what a finding "
        "or an action says. Turned off, every calendar address of this partnership stops at once.",
    )
    data_api = forms.BooleanField(
        label="Data for other programs",
        required=False,
        help_text="People can fetch what they see here, the words of findings, actions and updates too, into Excel, "
        "Power BI or another program. Each needs a token of their own. Turned off, it stops at once.",
    )
    executive_after = after("The agency’s accountable executive is told after")
    chair_after = after("The chair is told after")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, record=partnership, **kwargs)
        for name in self.edits:
            self.fields[name].initial = getattr(partnership, name)

    def clean(self) -> dict[str, Any]:
        """Two colours that say the same cannot be told apart by who does not see them."""
        cleaned = super().clean()
        executive, chair = cleaned.get("executive_after"), cleaned.get("chair_after")
        if executive and chair and chair < executive:
            self.add_error("chair_after", "The chair is told after the agency’s executive, or together with them.")
        seen: dict[str, str] = {}
        for colour in COLOURS:
            words = (cleaned.get(f"{colour}_says") or "").casefold()
            if words and words in seen:
                self.add_error(f"{colour}_says", f"Choose other words for {colour} than for {seen[words]}.")
            seen.setdefault(words, colour)
        return cleaned
