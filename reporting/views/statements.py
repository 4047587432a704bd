"""A letter's written statement: where it stands, to read, and as a file."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from findings.models import Letter
from findings.tables import statement_stands
from partnerships.gates import Hats, require
from partnerships.history import NotPossible
from partnerships.looks import looked, looked_at_list
from partnerships.models.looks import What
from partnerships.shown import visible_partnership
from partnerships.story import story
from reporting.models import Statement
from reporting.models.agreement import Answer
from reporting.statement_forms import SettingsForm
from reporting.statements import files
from reporting.statements.assembling import assemble
from reporting.statements.gaps import CHANGE, CHANGE_OF_EARLIER, EARLIER, NOBODY, NOT_YET, Gap, gaps, why_not_agreed
from reporting.statements.hints import HINTS
from reporting.statements.starting import begin
from reporting.statements.telling import seal, telling
from reporting.timetable import timetable
from reporting.views.form_pages import form_page, saved

AGREED = Q(statement__signatories__answer=Answer.AGREED)


def statements(request: HttpRequest) -> Any:
    """Those that the person may see, with all that a page on one of them names."""
    return Statement.objects.visible_to(request.user).select_related("letter__partnership", "partnership")


@require_safe
def partnership_statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Each letter that asks for a statement, and how that stands."""
    partnership = visible_partnership(request, pk)
    letters = Letter.objects.visible_to(request.user).filter(partnership=partnership, statement_required=True)
    asked = Count("statement__signatories", Q(statement__signatories__ended_at=None), distinct=True)
    agreed = Count("statement__signatories", Q(statement__signatories__ended_at=None) & AGREED, distinct=True)
    letters = letters.select_related("partnership", "statement").annotate(asked=asked, agreed=agreed)
    shown = list(letters.order_by("-letter_date", "pk").defer("as_read", "strengths", "case_studies", "warnings"))
    looked_at_list(request, "Written statements", {partnership.pk: len(shown)})
    rows = [(letter, statement_stands(letter, timezone.localdate())) for letter in shown]
    context = {"partnership": partnership, "rows": rows, "section": "partnership"}
    return render(request, "reporting/statements.html", context)


@require_safe
def letter_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """From a letter to its statement; where none is begun, what there is to do."""
    letter = get_object_or_404(Letter.objects.visible_to(request.user).select_related("partnership"), pk=pk)
    if found := Statement.objects.filter(letter=letter).first():
        return redirect("statement", pk=found.pk)
    return render(request, "reporting/no_statement.html", _of_letter(letter, Hats.of(request.user)))


def _of_letter(letter: Letter, hats: Hats) -> dict[str, Any]:
    return {
        "letter": letter,
        "due": statement_stands(letter, timezone.localdate()),
        "may_edit": hats.may("edit statement", letter),
        "section": "letters",
    }


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """What is missing, the timetable, who agrees, what is in it, and what was sent."""
    statement = get_object_or_404(statements(request), pk=pk)
    looked(request, statement)
    hats = Hats.of(request.user)
    context = {**_of_letter(statement.letter, hats), **_told(statement, hats)}
    return render(request, "reporting/statement.html", context)


def _told(statement: Statement, hats: Hats) -> dict[str, Any]:
    today = timezone.localdate()
    assembled = assemble(statement, today)
    told, asked = telling(assembled), assembled.signatories
    now = seal(told)
    return {
        "statement": statement,
        "nobody": NOBODY,
        "gaps": grouped(gaps(assembled, told, today)),
        "timetable": timetable(statement, today),
        "sections": [(one, HINTS[one.key]) for one in assembled.sections],
        "signatories": [
            (
                one,
                _beside_its_tag(why_not_agreed(one, now, today)),
                one.answered_earlier_text(now),
                hats.may("sign statement", one),
            )
            for one in asked
        ],
        "agreed": sum(one.answer == Answer.AGREED and not one.answered_earlier_text(now) for one in asked),
        "versions": statement.versions.select_related("recorded_by").defer("contents"),
        "may_send": hats.may("send statement", statement),
        "may_take_out": hats.may("take out", statement),
        "story": story(statement, *(rows.all() for rows in _parts(statement))),
    }


def _beside_its_tag(why: str) -> str:
    """Why it is not agreed, where the tag of its answer does not say so already."""
    return "" if why in (NOT_YET, CHANGE, CHANGE_OF_EARLIER, EARLIER) else why


def _parts(statement: Statement) -> tuple[Any, ...]:
    """Whose history is told with the statement's."""
    return statement.sections, statement.milestones, statement.signatories, statement.versions


def grouped(found: list[Gap]) -> dict[str, list[Gap]]:
    """What is missing, by what it is."""
    groups: dict[str, list[Gap]] = {}
    for gap in found:
        groups.setdefault(gap.what, []).append(gap)
    return groups


@require_POST
def begin_statement(request: HttpRequest, pk: int) -> HttpResponse:
    letter = get_object_or_404(Letter.objects.visible_to(request.user).select_related("partnership"), pk=pk)
    require(request.user, "edit statement", letter)
    try:
        begin(letter, request.user, timezone.localdate())
    except NotPossible as refused:
        messages.info(request, str(refused))
    return redirect("letter_statement", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_settings(request: HttpRequest, pk: int) -> HttpResponse:
    statement = get_object_or_404(statements(request), pk=pk)
    require(request.user, "edit statement", statement)
    form = SettingsForm(request.POST or None, record=statement)
    if form.is_valid() and saved(request, form, Statement, "changed the statement"):
        return redirect("statement", pk=statement.pk)
    return form_page(request, statement, form, "What the statement says and to whom", "Save")


@require_safe
def read_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """The statement as a page: the same blocks as its files."""
    statement = get_object_or_404(statements(request), pk=pk)
    looked(request, statement)
    drawn = files.drawn(statement, request.user, timezone.localtime())
    blocks = [(f"reporting/blocks/{type(block).__name__.lower()}.html", block) for block in drawn.blocks]
    context = {"statement": statement, "letter": statement.letter, "document": drawn, "blocks": blocks}
    return render(request, "reporting/read_statement.html", {**context, "section": "letters"})


@require_safe
def statement_file(request: HttpRequest, pk: int, ending: str) -> FileResponse:
    """As it stands now, as a Word file or PDF."""
    statement = get_object_or_404(statements(request), pk=pk)
    looked(request, statement, What.EXPORT, f"{statement} ({ending})")
    content = files.as_file(files.drawn(statement, request.user, timezone.localtime()), ending)
    return files.download(content, files.file_name(statement, ending), ending)
