"""A file of evidence, as it was added."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from actions.models import Evidence
from partnerships.looks import looked
from partnerships.models.looks import What


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Under its own name and always as an attachment; evidence that is a link has no file."""
    evidence = get_object_or_404(
        Evidence.objects.visible_to(request.user).there().exclude(content="").select_related("action__finding"), pk=pk
    )
    try:
        content = evidence.content.open("rb")
    except FileNotFoundError:
        raise Http404("The file is not in the store.") from None
    looked(request, evidence, What.DOWNLOAD, f"{evidence.name}, evidence for {evidence.action.number}")
    return FileResponse(content, as_attachment=True, filename=evidence.name, content_type=evidence.media_type)
