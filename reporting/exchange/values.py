"""A field's value as JSON, and back: nothing of it is lost, neither microseconds nor decimals."""

import datetime as dt
import json
import uuid
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.db import models

from partnerships.csv_rows import Value
from partnerships.sealing import TAKEN_OUT

LONGEST = 32_000  # characters; a spreadsheet spills what is longer over the rows below


def as_json(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | uuid.UUID) else value


def from_json(field: models.Field, value: Any) -> Any:
    """Raises ValidationError for what the field cannot hold."""
    if value is None or isinstance(field, models.JSONField):
        return value
    kind: Any = field.target_field if isinstance(field, models.ForeignKey) else field
    read = kind.to_python(value)
    if isinstance(read, str) and "\0" in read:
        raise ValidationError("It holds a character that no text has.")
    if kind is field and read not in (*field.empty_values, TAKEN_OUT):
        _check(field, read)
    return read


def _check(field: models.Field, value: Any) -> None:
    """Lengths, ranges, choices and where a link leads; not what a form would ask besides, as rows may be older."""
    for validator in field.validators:
        if isinstance(field, models.URLField) or isinstance(validator, BaseValidator):
            validator(value)
    if field.choices and value not in dict(field.flatchoices):
        raise ValidationError(f"“{value}” is none of the values that there are.")


def in_a_cell(field: models.Field, value: Any) -> Value:
    """For a person to read in a spreadsheet."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return _short(json.dumps(value, ensure_ascii=False)) if value else ""
    if isinstance(value, str):
        return _short(str(dict(field.flatchoices).get(value, value)))
    return value if value is None or isinstance(value, int | dt.date) else str(as_json(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … (the whole of it is in the .json file)"
