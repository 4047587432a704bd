"""Who is doing what, on a page and as a file."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from actions import exports
from actions.matrix import KEY, Matrix, Row, matrix, with_spared
from actions.matrix_form import MatrixForm
from actions.models import Action
from findings.models import Finding, Letter
from partnerships.looks import looked_at_list
from partnerships.marking import marking_lines
from partnerships.models import Partnership
from partnerships.models.looks import What
from partnerships.shown import visible_partnership

NAME = "Who is doing what"
Write = Callable[[exports.Told, list[str], list[int], list[exports.Row]], HttpResponseBase]


@require_safe
def who_is_doing_what(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    form = _form(request, partnership)
    shown = _shown(request, partnership, form)
    looked_at_list(request, NAME, {partnership.pk: len(shown.rows)})
    context = {
        "partnership": partnership,
        "form": form,
        "matrix": shown,
        "gaps": shown.gaps(),
        "key": KEY.items(),
        "narrowed": form.in_words(),
        "several": len({row.finding.letter_id for row in shown.rows}) > 1,
        "section": "partnership",
    }
    return render(request, "actions/matrix.html", context)


@require_safe
def who_is_doing_what_file(request: HttpRequest, pk: int, write: Write) -> HttpResponseBase:
    partnership = visible_partnership(request, pk)
    form = _form(request, partnership)
    shown = _shown(request, partnership, form)
    looked_at_list(request, NAME, {partnership.pk: len(shown.rows)}, What.EXPORT)
    wrong = [str(error) for errors in form.errors.values() for error in errors]
    marking = marking_lines([partnership])
    told = exports.Told(
        *(str(request.user), timezone.localtime(), form.in_words(), wrong, marking),
        rows="findings",
        name="who-is-doing-what",
    )
    headings = ["Number", "Letter", "Finding", *(str(column.agency) for column in shown.columns), "Gaps"]
    widths = [10, 24, 60, *(14 for _ in shown.columns), 40]
    return write(told, headings, widths, _rows(shown))


def _form(request: HttpRequest, partnership: Partnership) -> MatrixForm:
    letters = Letter.objects.visible_to(request.user).filter(partnership=partnership).select_related("partnership")
    return MatrixForm(request.GET, letters=list(letters.defer("as_read", "strengths", "case_studies", "warnings")))


def _shown(request: HttpRequest, partnership: Partnership, form: MatrixForm) -> Matrix:
    wanted = form.wanted()
    findings = Finding.objects.visible_to(request.user).filter(partnership=partnership).in_order()
    if "letter" in wanted:
        findings = findings.filter(letter=int(wanted["letter"]))
    findings = findings.select_related("letter__partnership").prefetch_related("contributors").defer("as_read")
    seen = Action.objects.visible_to(request.user).filter(partnership=partnership)
    agencies = partnership.agencies.visible_to(request.user).order_by("name")
    return matrix(agencies, with_spared(findings), seen, only_gaps="show" in wanted)


def _rows(shown: Matrix) -> list[exports.Row]:
    return [list(_row(row)) for row in shown.rows]


def _row(row: Row) -> Iterator[str]:
    yield from (row.finding.code, str(row.finding.letter), row.finding.text)
    yield from (str(cell.part or "") for cell in row.cells)
    yield "; ".join(row.gaps)
