"""Taking out what identifies a child, for good: one page for every kind of record that people write freely in."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from partnerships import subjects
from partnerships.expunging import expunge
from partnerships.expunging_form import TakeOutForm
from partnerships.gates import require
from partnerships.history import Historic, NotPossible
from partnerships.looks import looked
from partnerships.words_said import Words, elsewhere, quoting, words_of

BEFORE = "Nothing is left of it to take out."
DONE = "It is taken out, here and in the history. That you took it out, and why, is told there."


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Shows what would go, the same words elsewhere too; takes out what is ticked."""
    record = get_object_or_404(_kind(kind)._default_manager.visible_to(request.user), pk=pk)
    require(request.user, "take out", record)
    own = words_of(record)
    found = [*own, *elsewhere(own, request.user)] if own else []
    back = _page_of(record)
    sent = set(request.POST.getlist("words"))
    if not found or (sent and not sent & {one.key for one in found}):  # a second click
        messages.info(request, BEFORE)
        return redirect(back)
    form = TakeOutForm(request.POST or None, found=found)
    if form.is_valid() and _expunge(request, form):
        return redirect(back)
    looked(request, record)
    told = {"record": record, "kind": subjects.kind_in_words(record._meta.label_lower), "form": form, "back": back}
    told |= {"own": form.own(), "elsewhere": form.elsewhere(), "quoting": _quoting(own, request.user)}
    return render(request, "partnerships/take_out.html", {**told, "section": "actions"})


def _kind(name: str) -> Any:
    """A model by its short name, of those that something can be taken out of."""
    there = (one for one in apps.get_models() if issubclass(one, Historic) and one.may_be_taken_out)
    if model := next((one for one in there if one._meta.model_name == name), None):
        return model
    raise Http404(name)


def _page_of(record: Historic) -> str:
    thing = (record._meta.label_lower, record.pk)
    return subjects.addresses([thing])[thing]


def _quoting(own: list[Words], user: Any) -> list[tuple[str, Historic, str]]:
    """Kind, record and page of what was given out with the words in it."""
    found = quoting(own, user) if own else []
    return [(subjects.kind_in_words(one._meta.label_lower), one, _page_of(one)) for one in found]


def _expunge(request: HttpRequest, form: TakeOutForm) -> bool:
    try:
        taken = expunge(form.chosen(), request.user, form.cleaned_data["reason"])
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    messages.add_message(request, *(messages.SUCCESS, DONE) if taken else (messages.INFO, BEFORE))
    return True
