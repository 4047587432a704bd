"""Choosing letters to import."""

from typing import Any

from django import forms
from django.conf import settings

MOST_FILES = 20  # each may take the reader's 15 seconds while the person waits


class ManyFiles(forms.FileInput):
    """Gives the list of files; Django's own has `allow_multiple_selected` off."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name)


class FilesField(forms.FileField):
    """One or several files, the empty ones too: reading says what is wrong with them."""

    widget = ManyFiles(attrs={"accept": ".pdf,.docx,.txt,.md"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            raise forms.ValidationError("Choose one or more letters.")
        if len(data) > MOST_FILES:
            raise forms.ValidationError(f"Choose at most {MOST_FILES} files at a time; the command takes more.")
        return [super(FilesField, self).clean(one, initial) for one in data]


class UploadForm(forms.Form):
    letters = FilesField(
        label="Letters",
        allow_empty_file=True,
        max_length=255,
        help_text=f"PDF, Word (.docx) or text; at most {MOST_FILES} files, {settings.LETTER_MAX_MEGABYTES} MB each.",
    )
