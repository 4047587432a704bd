"""An older plan's file between upload and import: what was read, what was chosen, and what bringing it in would do."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest

from findings.models import Letter
from partnerships.models import Partnership
from reporting.plans import table
from reporting.plans.bringing import Chosen, Fate, Line, look
from reporting.plans.table import PlanRow
from reporting.spreadsheets import waiting
from reporting.spreadsheets.reading.book import Book, Sheet
from reporting.spreadsheets.waiting import WaitingBook


@dataclass(frozen=True)
class Mapped:
    """Which letter the plan answers, where it stands, and which column (from 0) is which field."""

    letter: int
    sheet: int
    head: int
    columns: Mapping[int, str]


@dataclass
class WaitingPlan:
    kept: WaitingBook
    book: Book

    @property
    def mapped(self) -> Mapped | None:
        told = self.kept.told("mapped")
        if not told:
            return None
        columns = {int(column): name for column, name in told.pop("columns").items()}
        return Mapped(**told, columns=columns)

    @property
    def sheet(self) -> Sheet:
        mapped = self.mapped
        return self.book.sheets[mapped.sheet if mapped else table.find(self.book).sheet]

    @property
    def rows(self) -> list[PlanRow]:
        mapped = self.mapped
        return table.rows_of(self.sheet, mapped.head, mapped.columns) if mapped else []

    @property
    def chosen(self) -> Chosen:
        return Chosen(**(self.kept.told("chosen") or {}))

    @property
    def lines(self) -> list[Line]:
        """What bringing it in would do, as it was found out last."""
        return [Line(**{**line, "fate": Fate(line["fate"])}) for line in self.kept.told("lines") or []]

    def map(self, mapped: Mapped) -> None:
        """Another place or other columns have other rows: what was chosen for rows is asked anew."""
        if mapped != self.mapped:
            self.kept.tell("chosen", {})
        self.kept.tell("mapped", asdict(mapped))

    def look(self, letter: Letter, user: Any, today: dt.date) -> None:
        lines = look(self.rows, letter, user, self.chosen, today)
        self.kept.tell("lines", [asdict(line) for line in lines])

    def choose(self, chosen: Chosen) -> None:
        self.kept.tell("chosen", asdict(chosen))


def purpose(partnership: Partnership) -> str:
    return f"plan {partnership.pk}"


def found(request: HttpRequest, partnership: Partnership, key: str) -> WaitingPlan | None:
    """None where it was brought in or no longer waits."""
    kept = waiting.found(request.session, key, purpose(partnership))
    return WaitingPlan(kept, kept.book) if kept and not kept.is_done else None
