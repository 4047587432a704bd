"""What was given out is kept as it was, its words as data, a Word file and a PDF, until it is taken out."""

from typing import Any, ClassVar

from partnerships.history import Historic
from partnerships.sealing import TAKEN_OUT


class GivenOut(Historic):
    """Has `contents`, `word` and `pdf`, each file with its SHA-256. Once a file is taken out, none of it is shown."""

    may_be_taken_out: ClassVar = ("word", "pdf")
    goes_along: ClassVar = {
        "word": {"word_sha256": "", "contents": {}},
        "pdf": {"pdf_sha256": "", "contents": {}},
    }

    quotes: ClassVar = "contents"

    class Meta:
        abstract = True

    def derived_fields(self) -> tuple[str, ...]:
        """They go along where the files are taken out, and are too long to be told in the history."""
        return ("contents",)

    @property
    def is_taken_out(self) -> bool:
        own: Any = self
        return TAKEN_OUT in (own.word.name, own.pdf.name)

    def file(self, ending: str) -> Any:
        own: Any = self
        return own.word if ending == "docx" else own.pdf
