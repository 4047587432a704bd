"""The parts of a statement: its sections and its timetable."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.gates import require
from partnerships.history import StaleEdit
from reporting.models import Milestone, Section
from reporting.statement_forms import MilestoneForm, SectionForm
from reporting.statements.hints import HINTS
from reporting.views.form_pages import form_page, saved
from reporting.views.statements import statements

OF_STATEMENT = ("statement__letter__partnership", "statement__partnership")
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _section(request: HttpRequest, pk: int) -> Section:
    sections = Section.objects.visible_to(request.user).select_related(*OF_STATEMENT)
    section = get_object_or_404(sections, pk=pk)
    require(request.user, "edit statement", section)
    return section


@get_or_post
def section(request: HttpRequest, pk: int) -> HttpResponse:
    section = _section(request, pk)
    form = SectionForm(request.POST or None, record=section)
    if form.is_valid() and saved(request, form, Section, "wrote"):
        return redirect(f"{_page(section)}#sections")
    told = {"say": HINTS[section.key], "back": "#sections"}
    return form_page(request, section.statement, form, section.heading, "Save the section", **told)


@require_POST
def move_section(request: HttpRequest, pk: int, up: bool) -> HttpResponse:
    """One place up or down; where two people move at once, the second sees what stands."""
    section = _section(request, pk)
    try:
        with transaction.atomic():
            section.move(request.user, up)
    except StaleEdit:
        messages.info(request, "Somebody else moved it just now. What stands is below.")
    return redirect(f"{_page(section)}#sections")


def _page(part: Section | Milestone) -> str:
    return redirect("statement", pk=part.statement_id).url


def _milestone(request: HttpRequest, pk: int) -> Milestone:
    milestones = Milestone.objects.standing().visible_to(request.user).select_related(*OF_STATEMENT)
    milestone = get_object_or_404(milestones, pk=pk)
    require(request.user, "edit statement", milestone)
    return milestone


@get_or_post
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    form = MilestoneForm(request.POST or None, record=milestone)
    if form.is_valid() and _saved_once(request, form, milestone):
        return redirect(f"{_page(milestone)}#timetable")
    told = {"back": "#timetable", "remove": milestone}
    return form_page(request, milestone.statement, form, "A step of the timetable", "Save the step", **told)


@get_or_post
def add_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    statement = get_object_or_404(statements(request), pk=pk)
    require(request.user, "edit statement", statement)
    milestone = Milestone(partnership_id=statement.partnership_id, statement=statement)
    form = MilestoneForm(request.POST or None, record=milestone)
    if form.is_valid() and _saved_once(request, form, milestone):
        return redirect(f"{_page(milestone)}#timetable")
    return form_page(request, statement, form, "Add a step to the timetable", "Add the step", back="#timetable")


def _saved_once(request: HttpRequest, form: MilestoneForm, milestone: Milestone) -> bool:
    """Two at once that add the same are told by the database."""
    try:
        with transaction.atomic():
            if milestone.pk:
                return saved(request, form, Milestone, "changed the timetable")
            for name, value in form.values().items():
                setattr(milestone, name, value)
            milestone.enter(request.user, "added to the timetable")
    except IntegrityError:
        form.add_error("name", "The timetable has a step of this name. Choose another name.")
        return False
    messages.success(request, "The step is added.")
    return True


@require_POST
def reach_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    if milestone.reach(request.user, timezone.localdate()):
        messages.success(request, f"“{milestone}” is reached.", extra_tags="in-place")
    return redirect(f"{_page(milestone)}#timetable")


@require_POST
def remove_milestone(request: HttpRequest, pk: int) -> HttpResponse:
    milestone = _milestone(request, pk)
    if milestone.remove(request.user):
        messages.success(request, f"“{milestone}” is no longer in the timetable.")
    return redirect(f"{_page(milestone)}#timetable")
