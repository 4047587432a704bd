"""How the partnership knows that children's experience changed: measures, and their readings by themselves too."""

import datetime as dt
from collections import defaultdict
from typing import Any, ClassVar, Literal

from ninja import Schema
from pydantic import Field

from actions.models import Measure, MeasureReading
from actions.models.measures import SourceOfMeasure
from reporting.api.asking import Asked
from reporting.api.narrowing import Key, Narrowing
from reporting.api.resource import Resource, Row

SourceValue = Literal[*SourceOfMeasure.values]  # type: ignore[valid-type]


class Reading(Schema):
    on: dt.date
    value: float


class MeasureRow(Row):
    letter_id: int
    finding_id: int
    finding_number: str
    name: str = Field(description="What is measured.")
    unit: str
    baseline: float | None = Field(description="Where it stood at the inspection.")
    target: float | None
    source: SourceValue
    latest_on: dt.date | None
    latest: float | None
    readings: list[Reading] = Field(description="By day. As a table of their own: readings.")
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


class ReadingRow(Row):
    letter_id: int
    finding_id: int
    finding_number: str
    measure_id: int
    measure: str
    unit: str
    on: dt.date
    value: float
    changed_at: dt.datetime


class OfMeasures(Narrowing):
    paths: ClassVar = {**Narrowing.paths, "letter": "finding__letter", "finding": "finding"}
    letter: Key = Field(None, description="Of findings of the letter with this id.")
    finding: Key = Field(None, description="Of the finding with this id.")


class OfReadings(OfMeasures):
    paths: ClassVar = {
        **Narrowing.paths,
        **{"letter": "measure__finding__letter", "finding": "measure__finding", "measure": "measure"},
    }
    kinds: ClassVar = {"measure": Measure}
    measure: Key = Field(None, description="Of the measure with this id.")


def tell_measure(measure: Any, asked: Asked, readings: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    own = readings[measure.pk]
    last = own[-1] if own else {"on": None, "value": None}
    return {name: getattr(measure, name) for name in ("name", "unit", "source", "changed_at")} | {
        **_of_finding(measure.finding),
        "baseline": _number(measure.baseline),
        "target": _number(measure.target),
        "latest_on": last["on"],
        "latest": last["value"],
        "readings": own,
        "page": asked.page("finding", measure.finding_id),
    }


def tell_reading(reading: Any, _asked: Asked, _: Any) -> dict[str, Any]:
    measure = reading.measure
    return {
        **_of_finding(measure.finding),
        "measure_id": measure.pk,
        "measure": measure.name,
        "unit": measure.unit,
        "on": reading.on,
        "value": float(reading.value),
        "changed_at": reading.changed_at,
    }


def _of_finding(finding: Any) -> dict[str, Any]:
    return {"letter_id": finding.letter_id, "finding_id": finding.pk, "finding_number": finding.code}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def beside(keys: Any) -> dict[int, list[dict[str, Any]]]:
    """Readings by measure, the latest last."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = MeasureReading.objects.filter(measure__in=keys).order_by("measure", "on", "pk")
    for measure, on, value in rows.values_list("measure", "on", "value"):
        found[measure].append({"on": on, "value": float(value)})
    return found


MEASURES = Resource(
    "measures",
    "a measure of a finding, with its readings",
    MeasureRow,
    OfMeasures,
    lambda _: Measure.objects.select_related("finding").defer("finding__as_read"),
    tell_measure,
    beside,
    nested=("readings",),
)
READINGS = Resource(
    "readings",
    "a reading of a measure",
    ReadingRow,
    OfReadings,
    lambda _: MeasureReading.objects.select_related("measure__finding").defer("measure__finding__as_read"),
    tell_reading,
)
