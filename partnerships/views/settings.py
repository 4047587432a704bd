"""What a partnership sets for itself: its name, the words beside the colours, the marking of what is taken out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from partnerships.forms import PartnershipForm
from partnerships.gates import require
from partnerships.models import Partnership
from partnerships.shown import visible_partnership
from partnerships.story import story


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_settings(request: HttpRequest, pk: int) -> HttpResponse:
    partnership = visible_partnership(request, pk)
    require(request.user, "manage settings", partnership)
    form = PartnershipForm(request.POST or None, partnership=partnership)
    if form.is_valid() and _save(request, partnership, form):
        return redirect("partnership_settings", pk=pk)
    context = {"partnership": partnership, "form": form, "story": story(partnership), "section": "partnership"}
    return render(request, "partnerships/settings.html", context)


def _save(request: HttpRequest, partnership: Partnership, form: PartnershipForm) -> bool:
    saved = Partnership.objects.get(pk=partnership.pk)
    saved.version = form.cleaned_data["version"]
    values = {name: form.cleaned_data[name] for name in form.edits}
    changed = form.attempt(lambda: saved.change(request.user, "changed settings", **values))
    if changed:
        messages.success(request, f"The settings are saved.{form.theirs}")
    return changed is not None
