"""A letter as JSON-ready data and back, exactly. What comes back is checked against the shapes of letter.py,
because it comes from the process that read a stranger's file."""

import dataclasses
import datetime as dt
import types
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from findings.reading.letter import Letter

Record = dict[str, Any]  # what json.dumps takes


def as_record(letter: Letter) -> Record:
    """The letter as dicts and lists; dates in ISO form, kinds and sectors as their words."""
    record: Record = _plain(letter)
    return record


def from_record(record: object) -> Letter:
    """The letter that `as_record` was given. Raises ValueError for anything of another shape."""
    letter: Letter = _shaped(Letter, record)
    return letter


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value


def _shaped(shape: Any, raw: Any) -> Any:
    """`raw` as an instance of the annotation `shape`: a dataclass, tuple[X, ...], dict, X | None, date, enum, str…"""
    origin = get_origin(shape)
    if origin in (Union, types.UnionType):
        return None if raw is None else _shaped(get_args(shape)[0], raw)
    if origin is tuple:
        return tuple(_shaped(get_args(shape)[0], item) for item in _exactly(list, raw))
    if origin is dict:
        key, value = get_args(shape)
        return {_exactly(key, k): _exactly(value, v) for k, v in _exactly(dict, raw).items()}
    if dataclasses.is_dataclass(shape):
        return _instance(shape, _exactly(dict, raw))
    if issubclass(shape, dt.date):
        return dt.date.fromisoformat(_exactly(str, raw))
    if issubclass(shape, Enum):
        return shape(raw)
    return _exactly(shape, raw)


def _instance(shape: Any, raw: Record) -> Any:
    hints = _hints(shape)
    if raw.keys() != hints.keys():
        raise ValueError(f"{shape.__name__}: fields {sorted(map(str, raw.keys() ^ hints.keys()))} missing or unknown")
    return shape(**{name: _shaped(hint, raw[name]) for name, hint in hints.items()})


def _exactly(kind: type, raw: Any) -> Any:
    if type(raw) is not kind:  # not isinstance: True is no page number
        raise ValueError(f"a {kind.__name__} was expected, not a {type(raw).__name__}")
    return raw


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)
