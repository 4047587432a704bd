"""A partnership's meetings: when they are, and each with its papers and what it agreed."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actions import brag_words
from findings.deadlines import stand
from partnerships.gates import Hats, require
from partnerships.looks import looked, looked_at_list
from partnerships.shown import visible_partnership
from partnerships.story import story
from reporting.meeting_forms import SAME_DAY, MeetingForm
from reporting.meetings.agreeing import agreed_of
from reporting.models import Meeting, Papers
from reporting.views.form_pages import saved

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
IS_PAST = "Its day is past: its papers tell how the plan stood on {day}, and what it agreed can be recorded."
CALLED_OFF = "The meeting is called off, so nothing of it is changed."


def meetings(request: HttpRequest) -> Any:
    return Meeting.objects.visible_to(request.user).select_related("partnership")


@require_safe
def partnership_meetings(request: HttpRequest, pk: int) -> HttpResponse:
    """The next first; then those that were, the latest first."""
    partnership = visible_partnership(request, pk)
    today = timezone.localdate()
    kept = Count("papers", Q(papers__in=Papers.objects.visible_to(request.user)))
    here = Meeting.objects.visible_to(request.user).filter(partnership=partnership).annotate(kept=kept)
    ahead, gone = ([(one, stand(one.on, today)) for one in rows] for rows in (here.ahead(today), here.gone(today)))
    looked_at_list(request, "Meetings", {partnership.pk: len(ahead) + len(gone)})
    context = {"partnership": partnership, "ahead": ahead, "gone": gone, "section": "partnership"}
    context["may_run"] = Hats.of(request.user).may("run meetings", partnership)
    return render(request, "reporting/meetings/list.html", context)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(meetings(request), pk=pk)
    looked(request, meeting)
    hats, today = Hats.of(request.user), timezone.localdate()
    kept = Papers.objects.visible_to(request.user).filter(meeting=meeting)
    standing = meeting.called_off_at is None
    context = {
        **_page(meeting),
        "due": stand(meeting.on, today),
        "is_past": meeting.on < today,
        "as_of": meeting.as_of(today),
        "may_run": standing and hats.may("run meetings", meeting),
        "may_agree": standing and meeting.on <= today and hats.may("agree colours", meeting),
        "may_ask": standing and meeting.cut_off >= today and hats.may("ask for updates", meeting),
        "may_take_out": hats.may("take out", meeting),
        "kept": kept.select_related("kept_by").defer("contents"),
        "agreed": [
            (row, brag_words.in_words(row.here.brag, meeting.partnership)) for row in agreed_of(meeting, request.user)
        ],
        "story": story(meeting, kept),
    }
    return render(request, "reporting/meetings/meeting.html", context)


def _page(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "partnership": meeting.partnership, "section": "partnership"}


@get_or_post
def add_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    require(request.user, "run meetings", partnership)
    meeting = Meeting(partnership=partnership)
    form = MeetingForm(request.POST or None, record=meeting)
    if form.is_valid() and _add(request, form, meeting):
        return redirect("meeting", pk=meeting.pk)
    context = {"partnership": partnership, "form": form, "heading": "Add a meeting", "section": "partnership"}
    return render(request, "reporting/meetings/form.html", {**context, "button": "Add the meeting"})


def _add(request: HttpRequest, form: MeetingForm, meeting: Meeting) -> bool:
    """Two at once that add the same are told by the database."""
    for name, value in form.values().items():
        setattr(meeting, name, value)
    try:
        with transaction.atomic():
            meeting.enter(request.user, "called a meeting")
    except IntegrityError:
        form.add_error("on", SAME_DAY)
        return False
    past = f" {IS_PAST.format(day=f'{meeting.cut_off:%-d %B %Y}')}" if meeting.on < timezone.localdate() else ""
    messages.success(request, f"The meeting is added.{past}")
    return True


@get_or_post
def change_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(meetings(request), pk=pk)
    require(request.user, "run meetings", meeting)
    if meeting.called_off_at:
        messages.info(request, CALLED_OFF)
        return redirect("meeting", pk=pk)
    form = MeetingForm(request.POST or None, record=meeting)
    if form.is_valid() and _change(request, form):
        return redirect("meeting", pk=pk)
    context = {**_page(meeting), "form": form, "heading": "Change the meeting", "button": "Save the meeting"}
    return render(request, "reporting/meetings/form.html", context)


def _change(request: HttpRequest, form: MeetingForm) -> bool:
    try:
        with transaction.atomic():
            return saved(request, form, Meeting, "changed the meeting")
    except IntegrityError:
        form.add_error("on", SAME_DAY)
        return False


@require_POST
def call_off_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(meetings(request), pk=pk)
    require(request.user, "run meetings", meeting)
    if meeting.call_off(request.user):
        messages.success(request, "The meeting is called off.")
    return redirect("meeting", pk=pk)
