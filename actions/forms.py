"""What people type about a finding's lead and about an action."""

from django import forms

from actions.models import Action
from findings.models import Finding
from partnerships.models import Agency


class LeadForm(forms.Form):
    """Which agency of the finding's own partnership leads."""

    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        label="Lead agency",
        empty_label="Choose an agency",
        error_messages={
            "required": "Choose the lead agency.",
            "invalid_choice": "Choose an agency of this partnership.",
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: object, finding: Finding, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["agency"].queryset = finding.partnership.agencies.all()  # type: ignore[attr-defined]


class ActionTextForm(forms.Form):
    """What will be done to answer a finding."""

    text = forms.CharField(
        label="What will be done",
        help_text="Say who does what, so that another agency can see whether it is done. Name no child or family.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": "Write what will be done."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def refuse_stale(self, action: Action) -> None:
        """Shows what stands now beside what was typed; a second save of the same form then goes through."""
        self.add_error(
            "text", f"Not saved: meanwhile someone wrote “{action.text}”. Put the two together and save again."
        )
        self.data = {"text": self.data["text"], "version": action.version}
