"""Recording that the statement was sent, and what was sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.gates import Hats, require
from partnerships.history import NotPossible
from partnerships.looks import looked
from reporting.models import Statement, Version
from reporting.statement_forms import PublishedForm, SendForm
from reporting.statements import files
from reporting.statements.assembling import assemble
from reporting.statements.comparing import changes
from reporting.statements.gaps import gaps
from reporting.statements.sending import send
from reporting.statements.telling import telling
from reporting.views.form_pages import form_page, saved
from reporting.views.given_out import hand_on
from reporting.views.statements import grouped, statements


@require_http_methods(["GET", "HEAD", "POST"])
def send_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """When, by whom and to whom it was sent; what is missing stands above the form."""
    statement = get_object_or_404(statements(request), pk=pk)
    require(request.user, "send statement", statement)
    today = timezone.localdate()
    assembled = assemble(statement)
    missing = gaps(assembled, telling(assembled), today)
    form = SendForm(request.POST or None, statement=statement, missing=len(missing), today=today)
    if form.is_valid() and _send(request, statement, form):
        return redirect("statement", pk=statement.pk)
    told = {"gaps": grouped(missing), "say": "The statement is kept as it stands now, with its files."}
    return form_page(request, statement, form, "Record that the statement was sent", "Record it as sent", **told)


def _send(request: HttpRequest, statement: Statement, form: SendForm) -> bool:
    told, gone = form.cleaned_data, form.recipients()
    anyway = told.get("with_gaps", False)
    try:
        version = send(statement, request.user, told["on"], told["by"], gone, timezone.localdate(), anyway)
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    if version is None:
        messages.info(request, "This was recorded before. It is kept once.")
    else:
        messages.success(request, f"Version {version.number} is recorded as sent: {version.in_time}.")
    return True


def _version(request: HttpRequest, pk: int) -> Version:
    related = ("statement__letter__partnership", "statement__partnership", "recorded_by")
    return get_object_or_404(Version.objects.visible_to(request.user).select_related(*related), pk=pk)


@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, and how it differs from the version before."""
    version = _version(request, pk)
    looked(request, version)
    before = version.statement.versions.filter(number__lt=version.number).first()
    hats = Hats.of(request.user)
    context: dict[str, Any] = {
        "version": version,
        "statement": version.statement,
        "letter": version.statement.letter,
        "before": before,
        "may_publish": hats.may("send statement", version),
        "may_take_out": hats.may("take out", version),
        "section": "letters",
    }
    if not version.is_taken_out:
        context["changes"] = changes(before.contents, version.contents) if before and not before.is_taken_out else []
        context["since"] = changes(version.contents, telling(assemble(version.statement)))
    return render(request, "reporting/version.html", context)


@require_safe
def version_file(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    version = _version(request, pk)
    name = files.file_name(version.statement, ending, version.number)
    noted = f"{version.statement}, version {version.number}"
    return hand_on(request, version, ending, page="statement_version", name=name, noted=noted)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the statement can be read by everybody."""
    version = _version(request, pk)
    require(request.user, "send statement", version)
    form = PublishedForm(request.POST or None, record=version)
    if form.is_valid() and saved(request, form, Version, "published the statement"):
        return redirect("statement_version", pk=version.pk)
    return form_page(request, version.statement, form, "Where was it published?", "Save")
