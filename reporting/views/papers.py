"""A meeting's papers: as they stand, for who reads them; and as they were kept, for everyone."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from partnerships.gates import Hats, require
from partnerships.history import NotPossible
from partnerships.looks import looked
from partnerships.marking import marking_lines
from partnerships.models.looks import What
from reporting.documents.blocks import Document
from reporting.meetings.comparing import changes
from reporting.meetings.document import document
from reporting.meetings.keeping import keep
from reporting.meetings.making import file_name, papers, told_for
from reporting.meetings.occasions import Occasion, of_meeting, until
from reporting.meetings.readers import EVERYBODY, person
from reporting.models import Meeting, Papers
from reporting.statements import files
from reporting.views.given_out import hand_on
from reporting.views.meetings import meetings


def shown(drawn: Document) -> dict[str, Any]:
    """For a page that shows a document: it, and each of its blocks with what draws it."""
    blocks = [(f"reporting/blocks/{type(block).__name__.lower()}.html", block) for block in drawn.blocks]
    return {"document": drawn, "blocks": blocks}


def _standing(request: HttpRequest, pk: int) -> Meeting:
    meeting: Meeting = get_object_or_404(meetings(request).standing(), pk=pk)
    return meeting


def _drawn(request: HttpRequest, occasion: Occasion) -> Document:
    return papers(occasion, person(request.user), timezone.localtime())


@require_safe
def read_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers as a page: the same blocks as their files."""
    meeting = _standing(request, pk)
    looked(request, meeting)
    occasion = of_meeting(meeting, timezone.localdate())
    context = {"meeting": meeting, "partnership": meeting.partnership, **shown(_drawn(request, occasion))}
    return render(request, "reporting/meetings/read.html", {**context, "section": "partnership"})


@require_safe
def papers_file(request: HttpRequest, pk: int, ending: str) -> FileResponse:
    meeting = _standing(request, pk)
    looked(request, meeting, What.EXPORT, f"Papers, {meeting} ({ending})")
    occasion = of_meeting(meeting, timezone.localdate())
    return files.download(files.as_file(_drawn(request, occasion), ending), file_name(occasion, ending), ending)


@require_POST
def keep_papers(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(meetings(request), pk=pk)
    require(request.user, "run meetings", meeting)
    try:
        kept = keep(meeting, request.user, timezone.localdate())
    except NotPossible as refused:
        messages.info(request, str(refused))
        return redirect("meeting", pk=pk)
    if kept is None:
        messages.info(request, "These papers were kept before. They are kept once.")
    else:
        messages.success(request, f"Papers {kept.number} are kept, as the plan stood on {kept.as_of:%-d %B %Y}.")
    return redirect("meeting", pk=pk)


def _kept(request: HttpRequest, pk: int) -> Papers:
    related = ("meeting__partnership", "partnership", "kept_by")
    return get_object_or_404(Papers.objects.visible_to(request.user).select_related(*related), pk=pk)


@require_safe
def kept_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """What was given out, and how it differs from what stands now."""
    kept = _kept(request, pk)
    looked(request, kept)
    context: dict[str, Any] = {"kept": kept, "meeting": kept.meeting, "partnership": kept.meeting.partnership}
    context["may_take_out"] = Hats.of(request.user).may("take out", kept)
    if not kept.is_taken_out:
        occasion = until(of_meeting(kept.meeting, kept.as_of), timezone.localdate())
        context["changes"] = changes(kept.contents, told_for(occasion, EVERYBODY))
        context |= shown(document(kept.contents, marking_lines([kept.partnership]), ""))
    return render(request, "reporting/meetings/kept.html", {**context, "section": "partnership"})


@require_safe
def kept_file(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    kept = _kept(request, pk)
    name = file_name(of_meeting(kept.meeting, kept.as_of), ending, kept.number)
    return hand_on(request, kept, ending, page="papers", name=name, noted=f"{kept}, {kept.meeting}")
