"""Adding and changing agencies and their officers."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from partnerships.agency_forms import AgencyForm, OfficerForm, RecordForm
from partnerships.gates import require
from partnerships.looks import looked
from partnerships.models import Agency, Officer, Partnership
from partnerships.shown import visible_partnership
from partnerships.views.people import managed

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
MANAGE = "manage agencies"
TWICE = "Somebody else saved the same just now. Load the page again to see what stands."


@get_or_post
def add_agency(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = managed(request, pk, MANAGE)
    agency = Agency(partnership=partnership)
    form = AgencyForm(request.POST or None, record=agency, user=request.user)
    if form.is_valid() and _save(request, agency, form):
        messages.success(request, f"{agency} is added.")
        return redirect("agency", pk, agency.pk)
    return _page(request, partnership, form, "Add an agency")


@get_or_post
def change_agency(request: HttpRequest, pk: int, agency_pk: int) -> HttpResponse:
    partnership, agency = _agency(request, pk, agency_pk)
    form = AgencyForm(request.POST or None, record=agency, user=request.user)
    if form.is_valid() and _save(request, agency, form):
        messages.success(request, f"{agency} is saved.{form.theirs}")
        return redirect("agency", pk, agency.pk)
    return _page(request, partnership, form, "Change the agency", agency)


@get_or_post
def add_officer(request: HttpRequest, pk: int, agency_pk: int) -> HttpResponse:
    partnership, agency = _agency(request, pk, agency_pk)
    looked(request, agency)
    officer = Officer(partnership=partnership, agency=agency)
    form = OfficerForm(request.POST or None, record=officer, user=request.user)
    if form.is_valid() and _save(request, officer, form):
        messages.success(request, f"{officer.name} is added.")
        return redirect("agency", pk, officer.agency_id)
    return _page(request, partnership, form, "Add an officer", agency)


@get_or_post
def change_officer(request: HttpRequest, pk: int, officer_pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    officers = partnership.officers.visible_to(request.user).select_related("agency", "partnership", "user")
    officer = get_object_or_404(officers, pk=officer_pk)
    require(request.user, MANAGE, officer)
    looked(request, officer)
    form = OfficerForm(request.POST or None, record=officer, user=request.user)
    if form.is_valid() and _save(request, officer, form):
        messages.success(request, f"{officer.name} is saved.{form.theirs}")
        return redirect("agency", pk, officer.agency_id)
    return _page(request, partnership, form, f"Change {officer.name}", officer.agency)


def _agency(request: HttpRequest, pk: int, agency_pk: int) -> tuple[Partnership, Agency]:
    partnership = visible_partnership(request, pk)
    agency = get_object_or_404(partnership.agencies.visible_to(request.user), pk=agency_pk)
    require(request.user, MANAGE, agency)
    return partnership, agency


def _page(
    request: HttpRequest, partnership: Partnership, form: RecordForm, heading: str, agency: Agency | None = None
) -> HttpResponse:
    context = {"partnership": partnership, "form": form, "heading": heading, "agency": agency, "section": "partnership"}
    return render(request, "partnerships/agency_form.html", context)


def _save(request: HttpRequest, record: Any, form: RecordForm) -> bool:
    try:
        with transaction.atomic():
            Partnership.objects.select_for_update().get(pk=record.partnership_id)  # one after the other: none twice
            form.refuse_twice(form.cleaned_data)
            return form.is_valid() and form.attempt(lambda: _write(request, record, form)) is not None
    except IntegrityError:
        form.add_error(None, TWICE)
        return False


def _write(request: HttpRequest, record: Any, form: RecordForm) -> bool:
    if not record._state.adding:
        record.version = form.cleaned_data["version"]
        return record.change(request.user, **form.values())
    for name, value in form.values().items():
        setattr(record, name, value)
    record.enter(request.user)
    return True
