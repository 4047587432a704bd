"""Rows of a CSV file, sent as they are read; text that a spreadsheet would run stays text."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Value = str | int | dt.date | None


def as_csv(rows: Iterable[Sequence[Value]], file_name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def csv_lines(rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"  # so that Excel reads it as UTF-8
    for row in rows:
        yield writer.writerow([plain(value) for value in row])


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def plain(value: Value) -> str:
    """A date in ISO form; text that a spreadsheet would take for a formula after an apostrophe."""
    if isinstance(value, dt.date):
        return value.isoformat(" ", "seconds") if isinstance(value, dt.datetime) else value.isoformat()
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
