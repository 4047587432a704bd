"""One uploaded letter: its pages beside what was read from them, corrections, and the button that imports it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions import uploads
from actions.import_copy_forms import CopyForm, WhoseForm
from actions.import_letter_form import NewLetterForm
from actions.import_page import Item, items_of, sheets
from actions.importing import Answers, Meanwhile, import_waiting
from actions.preparing import Prepared, pictures_of, prepared_for, try_again
from actions.uploads import Waiting
from actions.views.importing import GONE, require_import, waiting_file
from actions.whose import importable
from findings import telling
from findings.changed_words import changed_words
from findings.importing import Outcome
from findings.models import Letter
from findings.reading.letter import SourceLine
from findings.wishes import Wishes
from partnerships.history import StaleEdit
from partnerships.models import Partnership

CHANGED = "Something changed since you opened this page, so nothing is imported yet. This is what it would do now."


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Shows what the file would do; a POST says whose it is, asks for another finding's fields, or imports it."""
    require_import(request)
    try:
        return _answer(request, key, number)
    except FileNotFoundError:  # imported or given up while this was being done
        messages.info(request, GONE)
        return redirect("import_letters")


def _answer(request: HttpRequest, key: str, number: int) -> HttpResponse:
    file = waiting_file(request, key, number)
    if file is None:
        messages.info(request, GONE)
        return redirect("import_letters")
    if file.done:
        messages.info(request, f"{file.name} is imported. It is kept once.")
        return redirect("letter", pk=file.done)
    prepared = prepared_for(file)
    if prepared is None:  # it was refused
        return redirect("import_files", key)
    _require_own(request, prepared)
    if prepared.status == "whose" or "whose" in request.POST:
        return _whose(request, key, number, file, prepared)
    if prepared.status == "unchanged":
        context = {"file": file, "key": key, "held": _held(request, prepared), "section": "letters"}
        return render(request, "actions/import_unchanged.html", context)
    form = _form(request, prepared)
    if request.method == "POST" and not _another(request) and form.is_valid():
        return _import(request, key, number, file, prepared, form)
    context = {"file": file, "key": key, "number": number, "prepared": prepared, "form": form, "section": "letters"}
    return render(request, "actions/import_file.html", {**context, **_shown(request, file, prepared, form)})


def _require_own(request: HttpRequest, prepared: Prepared) -> None:
    """The role that the file was uploaded with may have ended since."""
    own = {one.pk for one in importable(request.user)}
    if prepared.status != "whose" and prepared.partnership not in own and not _is_administrator(request):
        raise PermissionDenied("import letter")
    if prepared.letter and _held(request, prepared) is None:  # held back since, and not for their eyes
        raise Http404


def _is_administrator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_administrator", False))


def _held(request: HttpRequest, prepared: Prepared) -> Letter | None:
    """The letter of which the file is a copy."""
    return Letter.objects.visible_to(request.user).filter(pk=prepared.letter or 0).first()


def _form(request: HttpRequest, prepared: Prepared) -> Any:
    data = request.POST if request.method == "POST" else None
    if prepared.status == "created":
        return NewLetterForm(prepared, data, another=_another(request))
    return CopyForm(data, prepared=prepared)


def _another(request: HttpRequest) -> str:
    """Of what the fields of one more are asked for."""
    wanted = request.POST.get("another", "")
    return wanted if wanted in ("finding", "person") else ""


def _shown(request: HttpRequest, file: Waiting, prepared: Prepared, form: Any) -> dict[str, Any]:
    read = prepared.letter_read
    new = prepared.status == "created"
    items, doubts = items_of(read, form.findings, prepared.leads) if new else (_differences(prepared, form), [])
    own = importable(request.user) if new else []
    return {
        "read": read,
        "sheets": sheets(read, items, pictures_of(file, read), all_pages=new),
        "items": items,
        "doubts": [*doubts, *telling.inferences(read)] if new else [],
        "held": _held(request, prepared),
        "may_choose": len(own) > 1 or _is_administrator(request),
    }


def _differences(prepared: Prepared, form: CopyForm) -> list[Item]:
    source = prepared.letter_read.source
    told = [(one, form[one["key"]], one["line"] or 0) for one in prepared.differences]
    return [
        Item("difference", at, difference=_marked(one), form=field, page=_page(source, at)) for one, field, at in told
    ]


def _page(source: Sequence[SourceLine], line: int) -> int | None:
    return source[line].page if line < len(source) else None


def _marked(told: dict[str, Any]) -> dict[str, Any]:
    """A difference with what changes in long texts."""
    changes, held_changes = (changed_words(told["then"], told[other]) for other in ("now", "held"))
    return {**told, "changes": changes, "held_changes": held_changes}


def _whose(request: HttpRequest, key: str, number: int, file: Waiting, prepared: Prepared) -> HttpResponse:
    """Asks whose letter it is; then shows what importing it there would do."""
    own = {str(one.pk): one for one in importable(request.user)}
    choices = [(pk, str(one)) for pk, one in own.items()]
    sent = request.POST if request.POST.get("whose") == "yes" else None
    now = {"partnership": str(prepared.partnership or ""), "area": prepared.area}
    form = WhoseForm(sent, choices=choices, new=_is_administrator(request), prefix="whose", initial=now)
    if form.is_valid():
        said = form.cleaned_data
        wishes = Wishes(partnership=own.get(said["partnership"]), area=said.get("area", ""))
        again = try_again(file, prepared, request.user, wishes)
        if not again.error:
            return redirect("import_file", key, number)
        form.add_error("partnership", again.error)
    return render(request, "actions/import_whose.html", {"file": file, "form": form, "key": key, "section": "letters"})


def _import(request: HttpRequest, key: str, number: int, file: Waiting, prepared: Prepared, form: Any) -> HttpResponse:
    try:
        outcome = import_waiting(file, prepared, request.user, _wishes(prepared, form), _answers(prepared, form))
    except (Meanwhile, StaleEdit):
        again = try_again(file, prepared, request.user, _where(prepared))
        messages.warning(request, again.error or CHANGED)
        return redirect("import_file", key, number)
    if outcome.error or outcome.letter is None:
        messages.error(request, outcome.error)
        return redirect("import_file", key, number)
    uploads.done(request.session, key, number, outcome.letter.pk)
    _tell(request, outcome)
    files = uploads.found(request.session, key)
    for other in files:
        if other.path and (waits := prepared_for(other)):
            try_again(other, waits, request.user, _where(waits))
    return redirect("import_files", key) if any(one.path for one in files) else redirect("letter", outcome.letter.pk)


def _where(prepared: Prepared) -> Wishes:
    partnership = get_object_or_404(Partnership, pk=prepared.partnership) if prepared.partnership else None
    return Wishes(partnership=partnership, area=prepared.area)


def _wishes(prepared: Prepared, form: Any) -> Wishes:
    where = _where(prepared)
    if prepared.status != "created":
        return where
    embargoed = form.facts.cleaned_data["published"] == "no"
    return Wishes(where.partnership, where.area, embargoed, form.facts.facts(), form.wanted(), form.wanted_people())


def _answers(prepared: Prepared, form: Any) -> Answers:
    if prepared.status != "updated":
        return Answers()
    told = form.cleaned_data
    return Answers({one["key"]: told[one["key"]] for one in prepared.differences}, told.get("published_on"))


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    letter = outcome.letter
    if outcome.status == "created" and letter:
        number = letter.findings.count()
        held = " Only you see it: name those who are to see it before it is published." if letter.embargoed else ""
        told = f"{letter} is imported: {telling.counted(number, 'finding')}, each with a draft action.{held}"
    elif outcome.differences:
        told = f"The copy is kept. {telling.counted(outcome.differences, 'difference')} left to decide."
    else:
        told = "The copy is kept, and nothing is left to decide."
    messages.success(request, told)
    for why in outcome.refused:
        messages.warning(request, why)
