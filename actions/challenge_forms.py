"""What people write when they challenge, answer, close, and give an opinion."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from actions.form_fields import PlainText
from actions.models import Action
from actions.models.updates import LONGEST
from findings.models import Finding
from partnerships.models import Agency
from partnerships.plain_dates import EXAMPLE, PlanDateField
from partnerships.stale import StaleForm

READ_BY_ALL = f"Up to {LONGEST:,} characters. Everyone in the partnership can read it. Name no child or family."


def long_text(label: str, missing: str, help_text: str = READ_BY_ALL) -> PlainText:
    """A box for several sentences, with its limit in words."""
    return PlainText(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


class ChallengeForm(forms.Form):
    """To which agency, what is asked, and by when it answers."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="To which agency?",
        empty_label="Choose an agency",
        error_messages={
            "required": "Choose the agency that has to answer.",
            "invalid_choice": "Choose an agency of this partnership.",
        },
    )
    text = long_text("What do you ask?", "Write what you ask.")
    answer_due = PlanDateField(label="Answer due", help_text=f"Today or later. {EXAMPLE}.")

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Agency.objects.beside(finding.letter_id).filter(partnership=finding.partnership_id)
        works_on = Q(successor=None) | Q(succeeded_on__gt=timezone.localdate())
        self.fields["agency"].queryset = here.filter(works_on)  # type: ignore[attr-defined]

    def clean_answer_due(self) -> Any:
        day = self.cleaned_data["answer_due"]
        if day < timezone.localdate():
            raise forms.ValidationError("Answer due: choose today or a later day.")
        return day


class ChallengeStepForm(StaleForm):
    """What somebody else changed meanwhile is shown before the step is taken."""

    looks_first = True


class AnswerForm(ChallengeStepForm):
    text = long_text("Your answer", "Write the answer.")


class CloseForm(ChallengeStepForm):
    text = long_text("What came of it?", "Say what came of it.", f"Such as what was agreed. {READ_BY_ALL}")


class OpinionForm(forms.Form):
    """On an action as a whole, or on one piece of its evidence."""

    about = forms.ChoiceField(
        label="What is your opinion about?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what your opinion is about.",
            "invalid_choice": "Choose one of the list.",
        },
    )
    text = long_text("Your opinion", "Write your opinion.", f"It is shown beside the evidence. {READ_BY_ALL}")

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = {str(one.pk): one for one in action.evidence.all() if one.counts}
        whole = ("action", "The action as a whole")
        choices = [whole, *((key, f"Evidence: {one.title} ({one.where})") for key, one in self.pieces.items())]
        self.fields["about"].choices = choices  # type: ignore[attr-defined]
        self.fields["about"].initial = whole[0]
