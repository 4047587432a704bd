"""Files of rows and columns, read in a child process under limits as letters are."""

from findings.reading.guarded import GuardedReader
from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from reporting.spreadsheets.reading.book import Book, from_record

MEGABYTES = 10  # the largest plan that was seen has 0.4
LIMITS = Limits(megabytes=MEGABYTES)


class GuardedBooks(GuardedReader):
    """`with GuardedBooks() as reader: book = reader.book(data, "plan.xlsx")`."""

    work = "reporting.spreadsheets.reading.work"
    simpler = "Copy the plan’s sheet alone into a new file, and save that as .xlsx."

    def __init__(self, limits: Limits | None = None) -> None:
        super().__init__(limits or LIMITS)

    def book(self, data: bytes, name: str) -> Book:
        """What is in the file. Raises Unreadable, whatever the file does to its reader."""
        return self.ask(data, name, _book)


def _book(answer: dict[str, object]) -> Book:
    if "book" in answer:
        return from_record(answer["book"])
    raise Unreadable(str(answer["unreadable"])[:500])
