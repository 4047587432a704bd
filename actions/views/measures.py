"""A finding's measures: changing one, adding readings, correcting one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions.measure_forms import AddReadingForm, MeasureForm, ReadingFields, ReadingForm
from actions.models import Measure, MeasureReading, NotPossible
from actions.models.measures import READ_THEN
from partnerships.gates import require
from partnerships.history import Historic
from partnerships.stale import StaleForm

OF_FINDING = "finding__letter__partnership"


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """What is measured, in which unit, from where and to where."""
    measure = get_object_or_404(Measure.objects.visible_to(request.user).select_related(OF_FINDING), pk=pk)
    require(request.user, "measure", measure.finding)
    form = MeasureForm(request.POST or None, measure=measure)
    if form.is_valid() and _save(request, measure, form, "changed measure"):
        return _back(measure)
    return _page(request, measure, form, "Change the measure", "Save the measure")


@require_http_methods(["GET", "HEAD", "POST"])
def add_reading(request: HttpRequest, pk: int) -> HttpResponse:
    measure = get_object_or_404(Measure.objects.visible_to(request.user).select_related(OF_FINDING), pk=pk)
    require(request.user, "measure", measure.finding)
    form = AddReadingForm(request.POST or None, measure=measure)
    if form.is_valid() and _add(request, measure, form):
        return _back(measure)
    return _page(request, measure, form, "Add a reading", "Add the reading")


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects a reading: what it was stays in the finding's history."""
    rows = MeasureReading.objects.visible_to(request.user).select_related(f"measure__{OF_FINDING}")
    reading = get_object_or_404(rows, pk=pk)
    require(request.user, "measure", reading.measure.finding)
    form = ReadingForm(request.POST or None, reading=reading)
    if form.is_valid() and _correct(request, reading, form):
        return _back(reading.measure)
    return _page(request, reading.measure, form, "Correct a reading", "Save the correction")


def _add(request: HttpRequest, measure: Measure, form: AddReadingForm) -> bool:
    try:
        added = measure.add_reading(request.user, form.cleaned_data["on"], form.cleaned_data["value"])
    except NotPossible as refused:
        form.add_error("on", str(refused))
        return False
    if added:
        messages.success(request, "The reading is added.")
    else:
        messages.info(request, "Nothing is changed: this reading is there already.")
    return True


def _correct(request: HttpRequest, reading: MeasureReading, form: ReadingForm) -> bool:
    if reading.measure.readings.filter(on=form.cleaned_data["on"]).exclude(pk=reading.pk).exists():
        form.add_error("on", READ_THEN)
        return False
    return _save(request, reading, form, "corrected reading")


def _save(request: HttpRequest, record: Historic, form: StaleForm, verb: str) -> bool:
    saved = type(record)._base_manager.get(pk=record.pk)  # of its own, so that the page shows what stands
    saved.version = form.cleaned_data["version"]
    values = {name: form.cleaned_data[name] for name in form.edits}
    changed = form.attempt(lambda: saved.change(request.user, verb, **values))
    if changed:
        messages.success(request, f"Saved. What it was stays in the history.{form.theirs}")
    return changed is not None


def _back(measure: Measure) -> HttpResponse:
    return redirect("finding", pk=measure.finding_id)


def _page(
    request: HttpRequest, measure: Measure, form: ReadingFields | MeasureForm, heading: str, button: str
) -> HttpResponse:
    context = {"measure": measure, "finding": measure.finding, "form": form, "section": "findings"}
    return render(request, "actions/measure.html", {**context, "heading": heading, "button": button})
