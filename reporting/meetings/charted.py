"""The numbers of the charts, as plain data; and the charts made of them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone

from actions.models import Action, Measure, MeasureReading, Status
from partnerships.models import Event, Partnership
from reporting.charts import ahead, by_agency, progress
from reporting.charts.readings import readings
from reporting.documents.blocks import Figure
from reporting.meetings.plan import Plan
from reporting.meetings.readers import Reader
from reporting.meetings.taking_back import end_of

Told = dict[str, Any]
DONE = (Status.DELIVERED, Status.ASSURED)


def of_plan(plan: Plan, partnership: Partnership) -> Told:
    """Colours by agency, deadlines ahead, and progress from the history: one query."""
    live = [one for one in plan.actions.values() if one.is_live]
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for one in live:
        counted[plan.agencies[one.action.lead_agency_id][0]][one.brag] += 1
    steps = _steps(partnership, plan.day)
    courses = (
        progress.Course(one.action.original_target_date or one.due, one.due, steps[one.action.pk]) for one in live
    )
    return {
        "by_agency": [[name, dict(counted[name])] for name in sorted(counted, key=str.casefold)],
        "ahead": ahead.count((one.due for one in live if one.is_open), plan.day),
        "progress": [_month(one) for one in progress.count(courses, plan.day)],
    }


def _steps(partnership: Partnership, day: dt.date) -> dict[int, list[tuple[dt.date, bool, bool]]]:
    """By action, when it became or ceased to be delivered and assured, until the end of `day`."""
    events = Event.objects.filter(partnership=partnership, subject_type=Action._meta.label_lower)
    events = events.filter(at__lt=end_of(day), changes__has_key="status").order_by("sequence")
    found: dict[int, list[tuple[dt.date, bool, bool]]] = defaultdict(list)
    for key, at, (_, status) in events.values_list("subject_id", "at", "changes__status"):
        found[key].append((timezone.localdate(at), status in DONE, status == Status.ASSURED))
    return found


def _month(one: progress.Month) -> list[Any]:
    return [one.end.isoformat(), one.planned, one.now_planned, one.delivered, one.assured]


def of_measures(partnership: Partnership, reader: Reader, day: dt.date) -> list[Told]:
    """Measures with their readings up to `day`, in the findings' order. One query."""
    rows = MeasureReading.objects.filter(partnership=partnership, on__lte=day).select_related("measure__finding")
    rows = reader.sees(rows).order_by("measure__finding__letter", "measure__finding", "measure", "on")
    told = []
    for measure, read in groupby(rows, key=lambda one: one.measure):
        shown = ("pk", "name", "unit", "baseline", "target")
        about = {"finding": measure.finding_id, "code": measure.finding.code}
        facts = {name: _plain(getattr(measure, name)) for name in shown}
        told.append({**about, **facts, "readings": [[one.on.isoformat(), str(one.value)] for one in read]})
    return told


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | None) else str(value)


def figures(told: Told) -> list[Figure]:
    """Of the plan, those that there is something to draw of."""
    months = [progress.Month(dt.date.fromisoformat(end), *numbers) for end, *numbers in told.get("progress", ())]
    drawn = (
        by_agency.by_agency([(name, counts) for name, counts in told.get("by_agency", ())]),
        progress.progress(months),
        ahead.ahead([(name, number) for name, number in told.get("ahead", ())]),
    )
    return [one for one in drawn if one]


def measure_figures(told: Iterable[Told]) -> list[tuple[int, Figure]]:
    """(the finding's key, the chart) of each measure with readings to draw a line between."""
    drawn = ((one["finding"], _measured(one)) for one in told)
    return [(key, figure) for key, figure in drawn if figure]


def _measured(one: Told) -> Figure | None:
    fields = {name: Measure._meta.get_field(name) for name in ("baseline", "target")}
    facts = {name: field.to_python(one[name]) for name, field in fields.items()}  # type: ignore[union-attr]
    measure = Measure(pk=one["pk"], name=one["name"], unit=one["unit"], **facts)
    value: Any = MeasureReading._meta.get_field("value")
    read = [MeasureReading(on=dt.date.fromisoformat(day), value=value.to_python(is_)) for day, is_ in one["readings"]]
    return readings(measure, read, one["code"])
