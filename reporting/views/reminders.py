"""Which reminders I get; and the address in each of them that ends them."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from partnerships.signing_in.closed import SignedIn
from partnerships.story import story
from reporting.models import ReminderChoice
from reporting.reminder_forms import ReminderForm
from reporting.reminders import stopping


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: SignedIn) -> HttpResponse:
    choice = ReminderChoice.of(request.user)
    form = ReminderForm(request.POST or None, record=choice)
    if form.is_valid() and _save(request, form):
        return redirect("reminders")
    told = story(choice) if choice.pk else []
    return render(request, "reporting/reminders/choice.html", {"form": form, "story": told})


def _save(request: SignedIn, form: ReminderForm) -> bool:
    choice = ReminderChoice.of(request.user)
    choice.version = form.cleaned_data["version"]
    values = {name: form.cleaned_data[name] for name in form.edits}
    changed = form.attempt(lambda: _write(request, choice, values))
    if changed:
        messages.success(request, f"Your choice of reminders is saved.{form.theirs}")
    return changed is not None


def _write(request: SignedIn, choice: ReminderChoice, values: dict[str, object]) -> bool:
    """The first choice is a new row, and where one sent it twice at once, that row already."""
    if choice.pk:
        return choice.change(request.user, "chose reminders", **values)
    for name, value in values.items():
        setattr(choice, name, value)
    try:
        with transaction.atomic():
            choice.enter(request.user, "chose reminders")
    except IntegrityError:
        return False
    return True


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Opening changes nothing, since scanners of mail open links; the mailbox's own button posts here (RFC 8058)."""
    user = stopping.user_of(token)
    if user and request.method == "POST":
        stopping.stop(user)
    stopped = user is not None and not ReminderChoice.of(user).on
    return render(request, "reporting/reminders/stop.html", {"known": user is not None, "stopped": stopped})
