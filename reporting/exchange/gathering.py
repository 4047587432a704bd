"""A plan's rows on their way out: each kind once with all its fields for programs, once for people to read."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from partnerships.csv_rows import plain
from partnerships.models import User
from reporting.exchange.registry import fields_of
from reporting.exchange.values import as_json, in_a_cell

AT_A_TIME = 500  # rows
Row = dict[str, Any]
Model = type[models.Model]


class Sheet:
    """The rows of one kind as a spreadsheet has them, filled while they are read for the programs' own file."""

    def __init__(self, model: Model, file: IO[bytes]) -> None:
        self.file, self.fields = file, fields_of(model)
        self.names = dict(_names(self.fields))

    def head(self) -> None:
        self._write([list(self._headings())])

    def add(self, told: Sequence[Row], raw: Sequence[Sequence[Any]]) -> None:
        """`raw` are the values as the database gave them, then the names; rows of `told` lack what does not leave."""
        self._write([list(self._cells(row, values)) for row, values in zip(told, raw, strict=True)])

    def _headings(self) -> Iterator[str]:
        for field in self.fields:
            heading = capfirst(str(field.verbose_name))
            yield heading
            if field.name in self.names:
                yield f"{heading}: {'address' if field.related_model is User else 'name'}"

    def _cells(self, row: Row, raw: Sequence[Any]) -> Iterator[str]:
        named = dict(zip(self.names, raw[len(self.fields) :], strict=True))
        for field, value in zip(self.fields, raw, strict=False):
            leaves = row[field.name] is not None
            local = timezone.localtime(value).replace(tzinfo=None) if isinstance(value, dt.datetime) else value
            yield plain(in_a_cell(field, local if leaves else None))
            if field.name in named:
                yield plain(named[field.name] if leaves else None)

    def _write(self, rows: Sequence[Sequence[str]]) -> None:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        self.file.write(text.getvalue().encode())


def _names(fields: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """What stands in the sheet beside the key of what a field refers to: the field, the path to a name."""
    for field in fields:
        target: Any = field.related_model if field.is_relation else None
        if target is User:
            yield field.name, f"{field.name}__email"
        elif target and any(one.name == "name" for one in target._meta.concrete_fields):
            yield field.name, f"{field.name}__name"


def as_array(rows: models.QuerySet[Any], seen: Callable[[Row], None], sheet: Sheet) -> Iterator[bytes]:
    """The rows as one JSON array, each on a line. `seen` may take out of one what does not leave."""
    sheet.head()
    yield b"[\n"
    for number, (told, raw) in enumerate(_batches(rows, seen, sheet.fields, tuple(sheet.names.values()))):
        yield f"{_comma(number)}{_comma(1).join(json.dumps(row, ensure_ascii=False) for row in told)}".encode()
        sheet.add(told, raw)
    yield b"\n]\n"


def as_lines(rows: models.QuerySet[Any], seen: Callable[[Row], None]) -> Iterator[bytes]:
    """The rows as JSON, a line each."""
    model: Model = rows.model
    for told, _ in _batches(rows, seen, fields_of(model)):
        yield "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in told).encode()


def _comma(number: int) -> str:
    return ",\n" if number else ""


def _batches(
    rows: models.QuerySet[Any], seen: Callable[[Row], None], fields: Sequence[Any], more: Sequence[str] = ()
) -> Iterator[tuple[list[Row], list[Any]]]:
    """Some rows at a time: by the names of their fields, and as the database gave them with `more`."""
    found = rows.values_list(*(field.attname for field in fields), *more).iterator(AT_A_TIME)
    while raw := list(islice(found, AT_A_TIME)):
        told = [{one.name: as_json(value) for one, value in zip(fields, row, strict=False)} for row in raw]
        for row in told:
            seen(row)
        yield told, raw
