"""The days of a letter that its partnership says: when it came, and when the statement was sent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from findings.forms import LetterDayForm, ReceiptForm, StatementSentForm
from findings.models import Letter
from findings.views.letters import visible_letter
from partnerships.gates import require


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Says on which day the letter came: the 70 working days start there."""
    return _asked(request, _own(request, pk), ReceiptForm)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Says on which day the written statement was sent; emptied, that it was not."""
    letter = _own(request, pk)
    if not letter.statement_required:
        messages.info(request, "This letter asks for no statement.")
        return redirect("letter", pk=letter.pk)
    return _asked(request, letter, StatementSentForm)


def _own(request: HttpRequest, pk: int) -> Letter:
    letter = visible_letter(request, pk)
    require(request.user, "correct letter", letter)
    return letter


def _asked(request: HttpRequest, letter: Letter, form_class: type[LetterDayForm]) -> HttpResponse:
    form = form_class(request.POST or None, letter=letter, today=timezone.localdate())
    if form.is_valid() and _save(request, letter, form):
        return redirect("letter", pk=letter.pk)
    return render(request, "findings/letter_day.html", {"letter": letter, "form": form, "section": "letters"})


def _save(request: HttpRequest, letter: Letter, form: LetterDayForm) -> bool:
    letter.version = form.cleaned_data["version"]
    changed = form.attempt(lambda: form.write(letter, request.user))
    if changed:
        messages.success(request, form.done())
    return changed is not None
