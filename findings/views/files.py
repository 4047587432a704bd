"""A letter's files: a finding's place in one, and the file as it was kept."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from findings.models import Finding, FindingPlace, LetterFile
from findings.reading.letter import Unreadable
from findings.reading.sniffing import sniff
from findings.reading.source import Format
from findings.source_page import marked_pages
from partnerships.looks import looked
from partnerships.models.looks import What

CONTENT_TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.TEXT: "text/plain; charset=utf-8",
}


@require_safe
def place(request: HttpRequest, pk: int, finding_pk: int) -> HttpResponse:
    """The file's lines with the finding marked, and the way to the findings before and after it."""
    places = FindingPlace.objects.visible_to(request.user).select_related(
        "file__letter__partnership", "finding__lead_agency"
    )
    place = get_object_or_404(places, file__pk=pk, finding__pk=finding_pk)
    before, after = _neighbours(place)
    looked(request, place.finding)
    context = {
        "place": place,
        "letter": place.file.letter,
        "pages": marked_pages(place.file.reading["source"], place.lines),
        "before": before,
        "after": after,
        "section": "letters",
    }
    return render(request, "findings/place.html", context)


def _neighbours(place: FindingPlace) -> tuple[Finding | None, Finding | None]:
    here = list(Finding.objects.filter(places__file=place.file_id).in_order())
    index = here.index(place.finding)
    return (here[index - 1] if index else None), (here[index + 1] if index + 1 < len(here) else None)


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was imported, under its own name and always as an attachment."""
    file = get_object_or_404(LetterFile.objects.visible_to(request.user).defer("reading"), pk=pk)
    try:
        content = file.content.open("rb")
    except FileNotFoundError:
        raise Http404("The file is not in the store.") from None
    data = content.read()
    content.seek(0)
    looked(request, file, What.DOWNLOAD)
    return FileResponse(content, as_attachment=True, filename=file.name, content_type=_content_type(data, file.name))


def _content_type(data: bytes, name: str) -> str:
    try:
        return CONTENT_TYPES[sniff(data, name)]
    except Unreadable:
        return "application/octet-stream"
