"""Importing letters in the browser: choosing the files, and which of them are still to be looked at."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actions import uploads
from actions.preparing import prepare_all, prepared_for
from actions.upload_form import UploadForm
from actions.uploads import Waiting
from findings.page_pictures import MOST_PAGES
from partnerships.gates import Hats

GONE = "These files no longer wait: they are kept for a day. Choose them again."


def require_import(request: HttpRequest) -> None:
    """403 for who may not import in any of their partnerships, 404 for who has none."""
    hats = Hats.of(request.user)
    if not hats.may_somewhere("import letter"):
        raise PermissionDenied("import letter") if hats.held else Http404


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Chooses files. Where none of them can be imported, the form says why of each."""
    require_import(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        key = uploads.keep(request.session, form.cleaned_data["letters"])
        files = uploads.found(request.session, key)
        prepared = prepare_all(files, request.user)
        refused = [(file, one) for file, one in zip(files, prepared, strict=True) if one.error]
        if len(refused) < len(files):
            for number, one in enumerate(prepared):
                uploads.refuse(request.session, key, number, one.error)
            return redirect("import_file", key, 0) if len(files) == 1 else redirect("import_files", key)
        uploads.drop(request.session, key)
        for file, one in refused:
            form.add_error("letters", f"{file.name}: {one.error}")
    return render(request, "actions/import.html", {"form": form, "section": "letters"})


@require_safe
def files(request: HttpRequest, key: str) -> HttpResponse:
    """Several files: which are still to be looked at, which are imported, which cannot be."""
    require_import(request)
    waiting = uploads.found(request.session, key)
    if not waiting:
        messages.info(request, GONE)
        return redirect("import_letters")
    listed = [(number, file, prepared_for(file) if file.path else None) for number, file in enumerate(waiting)]
    return render(request, "actions/import_files.html", {"key": key, "files": listed, "section": "letters"})


@require_POST
def forget(request: HttpRequest, key: str) -> HttpResponse:
    """Nothing of these files is imported that is not imported yet."""
    require_import(request)
    uploads.drop(request.session, key)
    messages.info(request, "Nothing more is imported of these files.")
    return redirect("letters")


@require_safe
def picture(request: HttpRequest, key: str, number: int, page: int) -> HttpResponse:
    """A page of a waiting letter, for the session that uploaded it."""
    require_import(request)
    file = waiting_file(request, key, number)
    if file is None or file.path is None or page > MOST_PAGES:
        return redirect("import_letters")
    if not (shown := file.beside(f"page-{page}.png")).exists():
        return redirect("import_letters")
    return HttpResponse(shown.read_bytes(), content_type="image/png")


def waiting_file(request: HttpRequest, key: str, number: int) -> Waiting | None:
    files = uploads.found(request.session, key)
    return files[number] if number < len(files) else None
