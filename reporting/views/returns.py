"""An agency's return: taken out for people who do not sign in, and brought in when it comes back."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actions.models import NotPossible
from findings.reading.letter import Unreadable
from partnerships.gates import require
from partnerships.history import StaleEdit
from partnerships.looks import looked
from partnerships.models import Agency
from partnerships.models.looks import What
from partnerships.shown import visible_partnership
from reporting.returns import answers, files
from reporting.returns.answers import Fate, Line, Meanwhile
from reporting.returns.asked import make_return, of_agency
from reporting.returns.reading import read_return
from reporting.returns.telling import recorded
from reporting.spreadsheets import waiting
from reporting.spreadsheets.form import BookForm
from reporting.spreadsheets.waiting import GONE, WaitingBook

CHANGED = "Something changed since you opened this page, so nothing is recorded yet. This is how it stands now."
BEFORE = "This return is recorded. It is recorded once."


class RowsForm(forms.Form):
    """Which rows are recorded; those of an action that changed meanwhile only where somebody says so."""

    rows = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick at least one row."}
    )

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        can_be = [line for line in lines if line.can_be_recorded]
        self.fields["rows"].choices = [(answers.key_of(line), line.number) for line in can_be]  # type: ignore[attr-defined]
        self.fields["rows"].initial = [answers.key_of(line) for line in can_be if line.fate == Fate.RECORD]


def agency_of(request: HttpRequest, pk: int, agency_pk: int) -> Agency:
    """An agency whose return the person may take out and bring in."""
    partnership = visible_partnership(request, pk)
    agencies = partnership.agencies.visible_to(request.user).select_related("partnership")
    agency = get_object_or_404(agencies, pk=agency_pk)
    require(request.user, "exchange return", agency)
    return agency


@require_http_methods(["GET", "HEAD", "POST"])
def agency_return(request: HttpRequest, pk: int, agency_pk: int) -> HttpResponse:
    """Takes the return out; a POST chooses the file that came back."""
    agency = agency_of(request, pk, agency_pk)
    form = BookForm(request.POST, request.FILES) if request.method == "POST" else BookForm()
    if form.is_valid() and (kept := _keep(request, agency, form)):
        return redirect("returned", pk, agency_pk, kept.key)
    context = {"open_actions": of_agency(agency, request.user).count(), "form": form}
    return render(request, "reporting/returns/return.html", {**_of(agency), **context})


def _of(agency: Agency) -> dict[str, Any]:
    return {"agency": agency, "partnership": agency.partnership, "section": "partnership"}


def _keep(request: HttpRequest, agency: Agency, form: BookForm) -> WaitingBook | None:
    """Finds out what it would do, and puts it beside the file."""
    try:
        returned = read_return(form.book)
        answers.whose(returned, agency)
    except Unreadable as why:
        form.add_error("file", str(why))
        return None
    kept = waiting.keep(request.session, form.cleaned_data["file"], form.book, _purpose(agency))
    _look(request, agency, kept)
    return kept


def _look(request: HttpRequest, agency: Agency, kept: WaitingBook) -> None:
    lines = answers.look(read_return(kept.book), agency, request.user)
    kept.tell("lines", [asdict(line) for line in lines])


def _purpose(agency: Agency) -> str:
    return f"return {agency.pk}"


@require_safe
def return_file(request: HttpRequest, pk: int, agency_pk: int, ending: str) -> FileResponse:
    agency = agency_of(request, pk, agency_pk)
    looked(request, agency, What.EXPORT, f"Return of {agency} ({ending})")
    return files.download(make_return(agency, request.user, timezone.localtime()), ending)


@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: HttpRequest, pk: int, agency_pk: int, key: str) -> HttpResponse:
    """What the return would do, row by row; a POST records the rows that are ticked."""
    agency = agency_of(request, pk, agency_pk)
    try:
        return _answer(request, agency, key)
    except FileNotFoundError:  # recorded or given up while this was being done
        messages.info(request, GONE)
        return redirect("agency_return", pk, agency_pk)


def _answer(request: HttpRequest, agency: Agency, key: str) -> HttpResponse:
    kept = waiting.found(request.session, key, _purpose(agency))
    if kept is None or kept.is_done:
        messages.info(request, BEFORE if kept else GONE)
        return redirect("agency_return", agency.partnership_id, agency.pk)
    lines = [Line(**{**line, "fate": Fate(line["fate"])}) for line in kept.told("lines")]
    form = RowsForm(request.POST if request.method == "POST" else None, lines=lines)
    if form.is_valid():
        return _record(request, agency, kept, lines, form.cleaned_data["rows"])
    looked(request, agency, name=f"Return of {agency}, to be brought in")
    by_fate = {fate.value: [line for line in lines if line.fate == fate] for fate in Fate}
    ticked = {int(key) for key in form["rows"].value() or () if key.isdecimal()}
    shown = {"lines": by_fate, "ticked": ticked, "form": form, "kept": kept}
    doubt = answers.whose(read_return(kept.book), agency)
    return render(request, "reporting/returns/returned.html", {**_of(agency), **shown, "doubt": doubt})


def _record(
    request: HttpRequest, agency: Agency, kept: WaitingBook, lines: list[Line], rows: list[str]
) -> HttpResponse:
    try:
        done = answers.bring_in(read_return(kept.book), agency, request.user, lines, rows)
    except (Meanwhile, StaleEdit, NotPossible):
        _look(request, agency, kept)
        messages.warning(request, CHANGED)
        return redirect("returned", agency.partnership_id, agency.pk, kept.key)
    waiting.done(request.session, kept, agency.pk)
    messages.success(request, recorded(done, agency))
    return redirect("agency_return", agency.partnership_id, agency.pk)


@require_POST
def forget_return(request: HttpRequest, pk: int, agency_pk: int, key: str) -> HttpResponse:
    agency_of(request, pk, agency_pk)
    waiting.drop(request.session, key)
    messages.info(request, "Nothing of this file is recorded.")
    return redirect("agency_return", pk, agency_pk)
