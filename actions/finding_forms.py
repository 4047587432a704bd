"""What is asked about a finding: its theme, its impact, a decision, an opinion, closing and opening it again."""

from typing import Any

from django import forms
from django.utils import timezone

from actions.closing import opinions_to_attach
from actions.form_fields import PlainText
from actions.impact import NOT_BETTER, rating_of
from actions.models.assurance import Impact
from actions.models.updates import LONGEST
from findings.models import Finding
from findings.models.findings import Kind
from partnerships.gates import Hats
from partnerships.plain_dates import PastDateField
from partnerships.stale import StaleForm

UP_TO = f"Up to {LONGEST:,} characters. Name no child or family."


def long_text(label: str, help_text: str = UP_TO, **kwargs: Any) -> PlainText:
    wrong = kwargs.pop("wrong", f"{label}: write something here.")
    return PlainText(
        label=label,
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": kwargs.pop("rows", 4)}),
        error_messages={"required": wrong},
        **kwargs,
    )


def meeting_field(did: str) -> forms.CharField:
    return forms.CharField(
        label="Meeting",
        max_length=200,
        help_text=f"Which meeting {did}, such as “Executive”. Up to 200 characters.",
        error_messages={"required": f"Meeting: write which meeting {did}."},
    )


class FindingForm(forms.Form):
    """Something new about `finding`, said by the person who wears `hats`."""

    def __init__(self, *args: Any, finding: Finding, hats: Hats, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finding, self.hats = finding, hats


class FindingChangeForm(StaleForm, FindingForm):
    """A change of the finding as it stood when the form was opened."""

    def __init__(self, *args: Any, finding: Finding, hats: Hats, **kwargs: Any) -> None:
        super().__init__(*args, record=finding, finding=finding, hats=hats, **kwargs)


class ThemeForm(FindingChangeForm):
    edits = {"theme": "theme"}

    theme = forms.CharField(
        label="Theme",
        required=False,
        max_length=100,
        help_text="Up to 100 characters, such as “Voice of the child”. Empty: no theme.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].initial = self.finding.theme
        same = Finding.objects.visible_to(self.hats.user).filter(partnership=self.finding.partnership_id)
        same = same.exclude(theme="").order_by("theme")
        if used := list(same.values_list("theme", flat=True).distinct()[:12]):
            self.fields["theme"].help_text += f" In use: {'; '.join(used)}."


class RatingForm(FindingForm):
    rating = forms.ChoiceField(
        label="Impact",
        choices=Impact.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the impact."},
    )
    on = PastDateField(label="Rated on")
    meeting = meeting_field("rated it")
    note = long_text("Why", required=False)


class DecisionForm(FindingForm):
    meeting = meeting_field("decided it")
    on = PastDateField(label="Decided on")
    text = long_text("Decision", wrong="Decision: write what was decided.")
    by_partners = forms.BooleanField(label="The safeguarding partners decided this", required=False)
    no_action = forms.BooleanField(
        label="No action is needed on this finding; what is not written yet is cancelled", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.finding.closed_at:
            del self.fields["no_action"]


class OpinionForm(FindingForm):
    text = long_text(
        "Your opinion of the evidence",
        f"It stands beside the evidence and is no approval. {UP_TO}",
        wrong="Write your opinion.",
        rows=6,
    )


class OpinionChoice(forms.ModelChoiceField):
    def label_from_instance(self, opinion: Any) -> str:
        return f"{opinion.said_by}, {timezone.localtime(opinion.said_at):%-d %B %Y}: {opinion.text[:80]}"


class CloseForm(FindingChangeForm):
    looks_first = True

    meeting = meeting_field("decided it")
    on = PastDateField(label="Decided on")
    text = long_text("Why it can be closed", wrong="Write why it can be closed.")
    by_partners = forms.BooleanField(
        label="The safeguarding partners decided this",
        error_messages={"required": "Say that the safeguarding partners decided this: nobody else can."},
    )
    opinion = OpinionChoice(
        None,
        label="The scrutineer’s opinion that goes with it",
        empty_label=None,
        error_messages={"required": "Choose the opinion.", "invalid_choice": "Choose one of the opinions."},
    )

    all_the_same = forms.BooleanField(
        error_messages={"required": "Say that it is closed all the same, or rate the impact again first."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rating = rating_of(self.finding)
        if rating and rating.rating in NOT_BETTER:
            told = f"The impact is rated “{rating}”, and it is closed all the same: the reason says why"
            self.fields["all_the_same"].label = told
        else:
            del self.fields["all_the_same"]
        if self.finding.kind == Kind.PRIORITY_ACTION:
            self.fields["opinion"].queryset = opinions_to_attach(self.finding)  # type: ignore[attr-defined]
        else:
            del self.fields["opinion"], self.fields["by_partners"]


class ReopenForm(FindingChangeForm):
    looks_first = True

    reason = long_text("Reason", wrong="Give the reason.")
