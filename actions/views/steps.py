"""One page for each step of an action."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actions import progress
from actions.models import Action, NotPossible
from actions.said import opinions_of, with_proof
from actions.step_forms import StepForm
from actions.steps import Step
from actions.views.action import for_page
from partnerships.gates import Hats, require
from partnerships.looks import looked


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: Step) -> HttpResponse:
    """Asks what the step needs, and takes it. Where it does not fit (a second click), says where the action stands."""
    action = _action(request, pk)
    require(request.user, step.may, action)
    hats = Hats.of(request.user)
    if _is_over(request, hats, action, step):
        return redirect("action", pk=pk)
    looked(request, action)
    form = step.form(request.POST or None, request.FILES or None, action=action)
    if form.is_valid() and (_take(request, action, step, form) or _is_over(request, hats, _action(request, pk), step)):
        return redirect("action", pk=pk)
    context = {"action": action, "step": step, "form": form, "section": "actions"}
    return render(request, "actions/step.html", {**context, **opinions_of(hats, action)})


def _action(request: HttpRequest, pk: int) -> Action:
    return get_object_or_404(with_proof(for_page(), request.user).visible_to(request.user), pk=pk)


def _is_over(request: HttpRequest, hats: Hats, action: Action, step: Step) -> bool:
    """Says why the step does not fit; also where two clicks came at once, and the other was faster."""
    if why := _refused(hats, action, step):
        messages.info(request, why + _lost(request, action))
    return bool(why)


def _refused(hats: Hats, action: Action, step: Step) -> str:
    """Why the step does not fit, in words; empty where it does."""
    if not action.can(step.key):
        return f"{action.number} stands at “{action.get_status_display()}” now."
    if step.is_said and progress.waits(hats, action, action.lead_agency):
        return (
            f"{action.lead_agency} clears what you record. Record progress; its lead can then say that it is delivered."
        )
    return ""


def _lost(request: HttpRequest, action: Action) -> str:
    """What was typed for a step that somebody else was faster with; empty on a second click of one's own."""
    typed = (request.POST.get("reason") or request.POST.get("difference") or "").replace("\r\n", "\n").strip()
    if not typed or typed in (action.reason, action.asked, action.difference):
        return ""
    return f" What you wrote is not saved: “{typed}”"


def _take(request: HttpRequest, action: Action, step: Step, form: StepForm) -> bool:
    """Works on a row of its own, so that the page shows what stands where the step is refused."""
    taken = Action.objects.get(pk=action.pk)
    taken.version = form.cleaned_data["version"]
    try:
        done = form.attempt(lambda: step.run(taken, request.user, form))
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    if done:
        messages.success(request, f"{action.number} {step.done}.")
    elif done is False:
        messages.info(request, f"Nothing is changed: this was done on {action.number} before.")
    return done is not None
