"""Who agrees to the statement: which agencies are asked, who signs, and what they answer."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.gates import require
from partnerships.history import NotPossible, StaleEdit
from reporting.models import Signatory
from reporting.models.agreement import ANEW
from reporting.statement_forms import ChangeWantedForm, SignatoryForm
from reporting.statements.assembling import assemble
from reporting.statements.telling import seal, telling
from reporting.views.form_pages import form_page, saved
from reporting.views.statements import statements

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
ASKED = "This agency is asked already."
BACK = "#agreement"


def _signatory(request: HttpRequest, pk: int, verb: str) -> Signatory:
    related = ("statement__letter__partnership", "statement__partnership", "agency", "officer", "answered_by")
    asked = Signatory.objects.current().visible_to(request.user).select_related(*related)
    signatory = get_object_or_404(asked, pk=pk)
    require(request.user, verb, signatory)
    return signatory


@get_or_post
def add_signatory(request: HttpRequest, pk: int) -> HttpResponse:
    statement = get_object_or_404(statements(request), pk=pk)
    require(request.user, "edit statement", statement)
    signatory = Signatory(partnership_id=statement.partnership_id, statement=statement)
    form = SignatoryForm(request.POST or None, record=signatory)
    if form.is_valid() and _add(request, form, signatory):
        return _back(signatory)
    return form_page(request, statement, form, "Ask an agency to agree", "Ask the agency", back=BACK)


def _add(request: HttpRequest, form: SignatoryForm, signatory: Signatory) -> bool:
    """An agency that was asked before is asked again, with nothing of what it said then standing."""
    before = Signatory.objects.filter(statement=signatory.statement, agency=form.cleaned_data["agency"]).first()
    try:
        with transaction.atomic():
            if before:
                before.change(request.user, "asked again", ended_at=None, **ANEW, **form.values())
            else:
                signatory.agency, signatory.officer = form.cleaned_data["agency"], form.cleaned_data["officer"]
                signatory.enter(request.user, "asked to agree")
    except (IntegrityError, StaleEdit):
        form.add_error("agency", ASKED)
        return False
    messages.success(request, f"{form.cleaned_data['agency']} is asked to agree.")
    return True


@get_or_post
def signatory(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signs for the agency."""
    signatory = _signatory(request, pk, "edit statement")
    form = SignatoryForm(request.POST or None, record=signatory)
    if form.is_valid() and saved(request, form, Signatory, "named signatory"):
        return _back(signatory)
    told = {"back": BACK, "end": signatory}
    return form_page(request, signatory.statement, form, f"Who signs for {signatory.agency}?", "Save", **told)


@require_POST
def end_signatory(request: HttpRequest, pk: int) -> HttpResponse:
    signatory = _signatory(request, pk, "edit statement")
    if signatory.end(request.user):
        messages.success(request, f"{signatory.agency} is no longer asked to agree.")
    return _back(signatory)


@require_POST
def ask_signatory_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the statement changed after they answered: it waits for them anew."""
    signatory = _signatory(request, pk, "edit statement")
    if signatory.ask_again(request.user, seal(telling(assemble(signatory.statement)))):
        messages.success(request, f"{signatory.agency} is asked again.")
    return _back(signatory)


@get_or_post
def answer_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency agrees to the statement that is before it, or says what should change."""
    signatory = _signatory(request, pk, "sign statement")
    now = seal(telling(assemble(signatory.statement)))
    form = ChangeWantedForm(request.POST or None, initial={"seal": now, "said": signatory.said})
    if form.is_valid() and _answer(request, form, signatory, now):
        return _back(signatory)
    told = {"back": BACK, "signatory": signatory}
    return form_page(request, signatory.statement, form, f"Does {signatory.agency} agree?", "", **told)


def _answer(request: HttpRequest, form: ChangeWantedForm, signatory: Signatory, now: str) -> bool:
    """What changed since the page was opened is read first: nobody agrees to what they have not seen."""
    agrees = "agree" in request.POST
    if agrees and form.cleaned_data["seal"] != now:
        form.data = {**form.data.dict(), "seal": now}  # type: ignore[attr-defined]
        form.add_error(None, "The statement changed after you opened this page. Read it again, then agree.")
        return False
    try:
        if agrees:
            signatory.agree(request.user, now)
        else:
            signatory.ask_for_change(request.user, now, form.cleaned_data["said"])
    except NotPossible as refused:
        form.add_error("said", str(refused))
        return False
    except StaleEdit:
        form.add_error(None, "Somebody else answered for the agency just now. Look, then answer again.")
        return False
    done = "agrees to the statement" if agrees else "asks for a change"
    messages.success(request, f"{signatory.agency} {done}.")
    return True


def _back(signatory: Signatory) -> HttpResponse:
    return redirect(f"{redirect('statement', pk=signatory.statement_id).url}{BACK}")
