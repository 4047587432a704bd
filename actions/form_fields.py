"""What the forms on an action share: plain text and evidence."""

from typing import Any

from django import forms
from django.conf import settings

from actions.evidence_files import check, from_file
from actions.file_types import ALLOWED, ENDINGS, Refused
from actions.models import Action, Evidence

NO_CHILD = "It must not identify a child."


class PlainText(forms.CharField):
    """Text as it was typed: a browser sends two characters for each end of line."""

    def to_python(self, value: Any) -> str | None:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class EvidenceFields(forms.Form):
    """A file or a link, or neither. Needs `self.action`."""

    action: Action

    file = forms.FileField(
        label="Evidence: a file",
        required=False,
        allow_empty_file=True,  # so that the refusal is in our words
        help_text=f"{ALLOWED}, up to {settings.EVIDENCE_MAX_MEGABYTES} MB. {NO_CHILD}",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    link = forms.URLField(
        label="Or a link to it",
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text=f"Such as https://files.example.org/audit, up to 1,000 characters. {NO_CHILD}",
        error_messages={"invalid": "Give the whole address, such as https://files.example.org/audit."},
    )
    title = forms.CharField(
        label="What the evidence shows", required=False, max_length=300, help_text="Up to 300 characters."
    )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError("Give an address that begins with https:// or http://.")
        return link

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            try:
                check(file, self.action.partnership_id)
            except Refused as refused:
                raise forms.ValidationError(str(refused)) from None
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("file") and cleaned.get("link"):
            self.add_error("link", "Give a file or a link: one of the two.")
        if cleaned.get("title") and not (self.files or self.data.get("link")):
            self.add_error("title", "Choose the file or give the link that this is about.")
        return cleaned

    def evidence(self, actor: Any) -> Evidence | None:
        """What is to be entered; None where nothing was given."""
        told = self.cleaned_data
        if told["file"]:
            return from_file(self.action, told["title"], told["file"], actor)
        if not told["link"]:
            return None
        action, title = self.action, told["title"] or told["link"][:300]
        return Evidence(partnership=action.partnership, action=action, title=title, link=told["link"], added_by=actor)
