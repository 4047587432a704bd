"""What was given out is kept as it was, its words as data, a Word file and a PDF, until it is taken out."""

import hashlib
from typing import Any, ClassVar

from django.db import models

from partnerships.history import Historic
from partnerships.sealing import TAKEN_OUT, seal

SEALS = ("contents_sha256", "word_sha256", "pdf_sha256")


class GivenOut(Historic):
    """Has `contents`, `word` and `pdf`, each with its SHA-256. Once a file is taken out, none of it is shown.

    `contents_sha256` is empty where it was given out before contents were sealed.
    """

    contents = models.JSONField()
    contents_sha256 = models.CharField("SHA-256 of what it says", max_length=64, blank=True, editable=False)

    may_be_taken_out: ClassVar = ("word", "pdf")
    goes_along: ClassVar = {
        "word": {"word_sha256": "", "contents": {}, "contents_sha256": ""},
        "pdf": {"pdf_sha256": "", "contents": {}, "contents_sha256": ""},
    }
    quotes: ClassVar = "contents"

    class Meta:
        abstract = True

    def settle(self) -> None:
        """Sealed when it is given out, and never anew."""
        if self.pk is None:
            self.contents_sha256 = seal(self.contents)

    def derived_fields(self) -> tuple[str, ...]:
        """They go along where the files are taken out, and are too long to be told in the history."""
        return ("contents",)

    @property
    def is_taken_out(self) -> bool:
        own: Any = self
        return TAKEN_OUT in (own.word.name, own.pdf.name)

    def read(self, ending: str) -> bytes | None:
        """The file's bytes as they were given out; None where it is lost, or is another one now."""
        kind = "word" if ending == "docx" else "pdf"
        try:
            with getattr(self, kind).open("rb") as file:
                content: bytes = file.read()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == getattr(self, f"{kind}_sha256") else None

    def not_as_given_out(self, told: dict[str, Any]) -> list[str]:
        """What of it is not as it was; `told` are its recorded fields by the history."""
        if self.is_taken_out:
            return []
        own: Any = self
        whole = {
            "contents": self.contents_sha256 in ("", seal(self.contents)),
            "Word file": self.read("docx") is not None,
            "PDF": self.read("pdf") is not None,
            "SHA-256": all(getattr(own, name) == told.get(name, "") for name in SEALS),
        }
        return [what for what, is_whole in whole.items() if not is_whole]
