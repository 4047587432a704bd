"""Choosing a file of rows and columns."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from findings.reading.letter import Unreadable
from findings.reading.limits import MEGABYTE
from reporting.spreadsheets.guarded import MEGABYTES, GuardedBooks
from reporting.spreadsheets.reading.book import MOST_ROWS, Book


class BookForm(forms.Form):
    """`book` is what was read from the file, once the form is valid."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,  # so that the refusal is in our words
        max_length=255,
        help_text=f"Excel (.xlsx), Word (.docx) or CSV, up to {MEGABYTES} MB and {MOST_ROWS} filled rows.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx,.csv"}),
        error_messages={"required": "Choose the file."},
    )
    book: Book

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MEGABYTES * MEGABYTE:
            found = f"The file has {(file.size or 0) / MEGABYTE:,.1f} MB; the limit is {MEGABYTES} MB."
            raise forms.ValidationError(f"{found} Save it without its pictures.")
        try:
            with GuardedBooks() as reader:
                self.book = reader.book(file.read(), file.name or "")
        except Unreadable as why:
            raise forms.ValidationError(str(why)) from None
        file.seek(0)
        return file
