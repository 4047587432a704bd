"""The colours that a meeting agreed: one page for all of them."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actions import brag_words
from partnerships.gates import require
from partnerships.looks import looked
from reporting.meeting_forms import ColoursForm
from reporting.meetings.agreeing import agree, held, rows_of
from reporting.models import Meeting
from reporting.views.meetings import CALLED_OFF, meetings

AHEAD = "What the meeting agreed is recorded from its day on: {day}."


@require_http_methods(["GET", "HEAD", "POST"])
def agree_colours(request: HttpRequest, pk: int) -> HttpResponse:
    """With `fill` nothing is saved: what is empty shows the colour as it stands, to be looked at."""
    meeting = get_object_or_404(meetings(request), pk=pk)
    require(request.user, "agree colours", meeting)
    if why := _why_not(meeting):
        messages.info(request, why)
        return redirect("meeting", pk=pk)
    with transaction.atomic():
        if request.method == "POST":
            held(meeting.pk)
        rows = rows_of(meeting, request.user, timezone.localdate())
        form = ColoursForm(request.POST or None, rows=rows)
        if "fill" in request.POST:
            form = ColoursForm(_filled(form), rows=rows)
        elif form.is_valid():
            _tell(request, agree(meeting, rows, form.said, request.user))
            return redirect("meeting", pk=pk)
    looked(request, meeting)
    lines = [(*line, brag_words.in_words(line[0].now, meeting.partnership)) for line in form.lines()]
    context = {"meeting": meeting, "partnership": meeting.partnership, "form": form, "lines": lines}
    return render(request, "reporting/meetings/colours.html", {**context, "section": "partnership"})


def _why_not(meeting: Meeting) -> str:
    if meeting.called_off_at:
        return CALLED_OFF
    return AHEAD.format(day=f"{meeting.on:%-d %B %Y}") if meeting.on > timezone.localdate() else ""


def _filled(form: ColoursForm) -> dict[str, str]:
    told = {field.html_name: str(field.value() or "") for field in form}
    for row, brag, *_ in form.lines():
        told[brag.html_name] = told[brag.html_name] or row.now
    return told


def _tell(request: HttpRequest, number: int) -> None:
    if number:
        messages.success(request, f"{number} {'colour is' if number == 1 else 'colours are'} recorded.")
    else:
        messages.info(request, "Nothing differs from what was recorded before.")
