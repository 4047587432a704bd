"""A page with one form about a statement: what is asked, one button, and the way back."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reporting.models import Statement
from reporting.statement_forms import RecordForm


def form_page(
    request: HttpRequest, statement: Statement, form: Any, heading: str, button: str, **told: Any
) -> HttpResponse:
    """`told`: `say` (a sentence above the form), `back` (an anchor on the statement's page)."""
    context = {"statement": statement, "letter": statement.letter, "form": form, "heading": heading, "button": button}
    return render(request, "reporting/form.html", {**context, **told, "section": "letters"})


def saved(request: HttpRequest, form: RecordForm, model: type[models.Model], verb: str) -> bool:
    """Writes what the form changes; False where somebody else was faster and the page is to be shown again."""
    record: Any = model._base_manager.get(pk=form.record.pk)  # of its own, so that the page shows what stands
    record.version = form.cleaned_data["version"]
    changed = form.attempt(lambda: record.change(request.user, verb, **form.values()))
    if changed:
        messages.success(request, "Saved.")
    return changed is not None
