"""The plan that a partnership already keeps in Excel: uploaded, its columns and rows matched, looked at, brought in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from actions.models import NotPossible
from findings.models import Letter
from partnerships.gates import require
from partnerships.history import StaleEdit
from partnerships.looks import looked
from partnerships.models import Partnership
from partnerships.shown import visible_partnership
from reporting.plans import table, telling, waiting_plan
from reporting.plans.bringing import KEEPS, Fate, Line, Meanwhile, bring_in
from reporting.plans.forms import ColumnsForm, PlaceForm, RowsForm
from reporting.plans.matching import Findings
from reporting.plans.names import People
from reporting.plans.table import Place
from reporting.plans.waiting_plan import WaitingPlan
from reporting.spreadsheets import waiting
from reporting.spreadsheets.form import BookForm
from reporting.spreadsheets.waiting import GONE

EMPTY = "Nothing is in this file: its sheets are empty. Choose another."
CHANGED = "Something changed since you opened this page, so nothing is kept yet. This is what it would do now."
LOOK_AGAIN = "You changed something. Look at what it does now, then bring the plan in."
BEFORE = "This file is brought in. Nothing is kept twice."


def _partnership(request: HttpRequest, pk: int) -> Partnership:
    """One whose plan the person runs."""
    partnership = visible_partnership(request, pk)
    require(request.user, "plan", partnership)
    return partnership


def _letters(request: HttpRequest, partnership: Partnership) -> list[Letter]:
    """The latest first."""
    seen = Letter.objects.visible_to(request.user).filter(partnership=partnership)
    return list(seen.select_related("partnership").defer("as_read").order_by("-letter_date", "-pk"))


def _of(partnership: Partnership) -> dict[str, Any]:
    return {"partnership": partnership, "section": "partnership"}


@require_http_methods(["GET", "HEAD", "POST"])
def plan_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Chooses the file."""
    partnership = _partnership(request, pk)
    form = BookForm(request.POST, request.FILES) if request.method == "POST" else BookForm()
    if form.is_valid():
        if any(sheet.rows for sheet in form.book.sheets):
            purpose = waiting_plan.purpose(partnership)
            kept = waiting.keep(request.session, form.cleaned_data["file"], form.book, purpose)
            return redirect("plan_columns", pk, kept.key)
        form.add_error("file", next((telling.too_long(one) for one in form.book.sheets if one.too_long), EMPTY))
    context = {"form": form, "letters": _letters(request, partnership)}
    return render(request, "reporting/plans/file.html", {**_of(partnership), **context})


def _gone(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    kept = waiting.found(request.session, key, waiting_plan.purpose(partnership))
    messages.info(request, BEFORE if kept and kept.is_done else GONE)
    return redirect("plan_file", partnership.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_columns(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Says where in the file the plan stands (a GET looks elsewhere), and which column is what."""
    partnership = _partnership(request, pk)
    plan, letters = waiting_plan.found(request, partnership, key), _letters(request, partnership)
    if plan is None or not letters:
        return _gone(request, partnership, key)
    place_form, place = _place(request, plan)
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, book=plan.book, place=place, letters=letters, mapped=plan.mapped)
    if posted and place_form.is_valid() and form.is_valid():
        plan.map(form.mapped())
        plan.look(form.letter, request.user, timezone.localdate())
        return redirect("plan_rows", pk, key)
    looked(request, partnership, name=f"An older plan, to be brought in: {plan.kept.name}", of=partnership)
    context = {"plan": plan, "form": form, "place_form": place_form, "place": place, "letters": letters}
    context["notes"] = list(telling.about_book(plan.book, place))
    return render(request, "reporting/plans/columns.html", {**_of(partnership), **context})


def _place(request: HttpRequest, plan: WaitingPlan) -> tuple[PlaceForm, Place]:
    mapped = plan.mapped
    found = Place(mapped.sheet, mapped.head) if mapped else table.find(plan.book)
    data = request.POST if request.method == "POST" else request.GET
    told = {"sheet": found.sheet, "head": found.head}
    form = PlaceForm(data if "head" in data else None, initial=told, book=plan.book)
    return form, Place(**form.cleaned_data) if form.is_valid() else found


@require_http_methods(["GET", "HEAD", "POST"])
def plan_rows(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What bringing the plan in would do, row by row; a POST chooses, and brings it in where it was so asked."""
    partnership = _partnership(request, pk)
    try:
        return _answer(request, partnership, key)
    except FileNotFoundError:  # brought in or given up while this was being done
        return _gone(request, partnership, key)


def _answer(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    plan = waiting_plan.found(request, partnership, key)
    mapped = plan.mapped if plan else None
    letter = next((one for one in _letters(request, partnership) if mapped and one.pk == mapped.letter), None)
    if plan is None:
        return _gone(request, partnership, key)
    if letter is None:
        return redirect("plan_columns", partnership.pk, key)
    lines, people = plan.lines, People(partnership, timezone.localdate(), request.user)
    findings = Findings(letter.findings.defer("as_read").in_order())
    posted = request.POST if request.method == "POST" else None
    form = RowsForm(posted, rows=plan.rows, lines=lines, people=people, findings=findings, chosen=plan.chosen)
    if form.is_valid():
        return _choose(request, plan, letter, form, lines)
    looked(request, letter, name=f"An older plan, row by row: {plan.kept.name}")
    return render(request, "reporting/plans/rows.html", {**_of(partnership), **_shown(plan, letter, form, lines)})


def _shown(plan: WaitingPlan, letter: Letter, form: RowsForm, lines: list[Line]) -> dict[str, Any]:
    by_fate = {fate.value: form.of_lines([line for line in lines if line.fate == fate]) for fate in Fate}
    kept = form.of_lines([line for line in lines if line.fate in KEEPS])
    told = {"plan": plan, "letter": letter, "form": form, "lines": by_fate, "kept": kept, "of": len(lines)}
    told |= {"agencies": form.of_names("agencies"), "officers": form.of_names("officers")}
    told["cells"] = [(line, why) for line in lines for why in line.wrong if line.fate != Fate.WRONG]
    return {**told, "counted": telling.counted(lines), "codes": form.findings.known}


def _choose(request: HttpRequest, plan: WaitingPlan, letter: Letter, form: RowsForm, lines: list[Line]) -> HttpResponse:
    here = redirect("plan_rows", letter.partnership_id, plan.kept.key)
    if "confirm" not in request.POST or _differs(form):
        plan.choose(form.chosen())
        plan.look(letter, request.user, timezone.localdate())
        if "confirm" in request.POST:
            messages.warning(request, LOOK_AGAIN)
        return here
    try:
        bring_in(plan.rows, letter, request.user, plan.chosen, timezone.localdate(), lines)
    except (Meanwhile, StaleEdit, NotPossible):
        plan.look(letter, request.user, timezone.localdate())
        messages.warning(request, CHANGED)
        return here
    waiting.done(request.session, plan.kept, letter.pk)
    messages.success(request, f"The plan is brought in: {telling.counted(lines)}.")
    return redirect("plan_file", letter.partnership_id)


def _differs(form: RowsForm) -> bool:
    """Whether the form says something else than what was looked at."""
    return bool(form.changed_data)


@require_POST
def forget_plan_file(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    partnership = _partnership(request, pk)
    waiting.drop(request.session, key)
    messages.info(request, "Nothing of this file is kept.")
    return redirect("plan_file", partnership.pk)
