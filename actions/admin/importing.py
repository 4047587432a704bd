"""Letters uploaded on the admin site: choose files, see what they would do, confirm."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from actions import previewing, uploads
from actions.planning import import_read
from actions.upload_form import UploadForm
from findings import telling

LETTERS = "admin:findings_letter_changelist"


def import_urls(model_admin: ModelAdmin) -> list[URLPattern]:
    view = model_admin.admin_site.admin_view
    told = {"model_admin": model_admin}
    return [
        path("import/", view(upload), told, name="import_letters"),
        path("import/<str:key>/", view(confirm), told, name="confirm_letters"),
    ]


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, model_admin: ModelAdmin) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        return redirect("admin:confirm_letters", uploads.keep(request.session, form.cleaned_data["letters"]))
    return _page(request, model_admin, "admin/import_letters.html", "Import letters", form=form)


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, key: str, model_admin: ModelAdmin) -> HttpResponse:
    files = uploads.found(request.session, key)
    if not files:
        messages.warning(request, "These files no longer wait. If they are not in the list, choose them again.")
        return redirect(LETTERS)
    if request.method == "POST":
        if "cancel" in request.POST:
            messages.info(request, "Nothing was imported.")
        else:
            _import(request, files)
        uploads.drop(request.session, key)
        return redirect(LETTERS)
    previews = previewing.previews(files, request.user)
    some = any(one.outcome.status in ("created", "updated") for one in previews)
    return _page(request, model_admin, "admin/confirm_letters.html", "Before you import", previews=previews, some=some)


def _import(request: HttpRequest, files: list[uploads.Waiting]) -> None:
    reads = previewing.read_all(files)
    for read, again in zip(reads, previewing.came_before(reads), strict=True):
        outcome = import_read(read, request.user)
        level = messages.ERROR if outcome.error else messages.SUCCESS
        twice = again and outcome.status == "unchanged"
        told = f"{outcome.file}: the same file was chosen twice." if twice else telling.in_a_line(outcome)
        messages.add_message(request, level, told)


def _page(request: HttpRequest, model_admin: ModelAdmin, template: str, title: str, **context: Any) -> HttpResponse:
    site = model_admin.admin_site.each_context(request)
    return TemplateResponse(request, template, {**site, "title": title, "opts": model_admin.opts, **context})
