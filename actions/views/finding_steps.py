"""One page for each thing that is said of a finding; splitting it; and taking back what also answers it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from actions import adding
from actions.finding_forms import FindingForm
from actions.finding_page import for_step, state_now, told_before_closing
from actions.finding_steps import FindingStep
from actions.models import AlsoAnswers, NotPossible
from actions.splitting_form import SplitForm
from findings import splitting
from findings.models import Finding
from partnerships.gates import Hats, require
from partnerships.history import StaleEdit
from partnerships.looks import looked
from partnerships.stale import StaleForm
from partnerships.way_back import way_back


@require_http_methods(["GET", "HEAD", "POST"])
def finding_step(request: HttpRequest, pk: int, step: FindingStep) -> HttpResponse:
    """Asks what the step needs, and takes it. Where it does not fit (a second click), says where the finding stands."""
    finding = get_object_or_404(for_step().visible_to(request.user), pk=pk)
    require(request.user, step.may, finding)
    looked(request, finding)
    if not step.fits(finding):
        where = f"{finding.code} stands at “{state_now(finding)}” now."
        messages.info(request, where + _lost(request, finding))
        return redirect("finding", pk=pk)
    hats = Hats.of(request.user)
    form = step.form(request.POST or None, finding=finding, hats=hats)
    back = way_back(request, reverse("finding", args=[pk]))
    if form.is_valid() and _take(request, finding, step, form):
        return redirect(back)
    context = {"finding": finding, "step": step, "form": form, "back": back, "section": "findings"}
    if step.url_name == "close":
        context |= told_before_closing(finding, hats)
    return render(request, "actions/finding_step.html", context)


def _lost(request: HttpRequest, finding: Finding) -> str:
    """What was typed for a step that somebody else was faster with; empty on a second click of one's own."""
    typed = (request.POST.get("reason") or request.POST.get("text") or "").replace("\r\n", "\n").strip()
    return f" What you wrote is not saved: “{typed}”" if typed and typed != finding.reason else ""


def _take(request: HttpRequest, finding: Finding, step: FindingStep, form: FindingForm) -> bool:
    """Works on a row of its own, so that the page shows what stands where the step is refused."""
    taken = Finding.objects.get(pk=finding.pk)
    taken.version = form.cleaned_data.get("version", taken.version)
    done: bool | None
    try:
        if isinstance(form, StaleForm):
            done = form.attempt(lambda: step.run(taken, request.user, form))
        else:
            done = step.run(taken, request.user, form)
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    if done:
        messages.success(request, step.done)
    elif done is False:
        messages.info(request, "Nothing is changed: this stands already.")
    return done is not None


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The action no longer answers this finding; it stays under its own."""
    rows = AlsoAnswers.objects.visible_to(request.user).select_related("action__finding", "finding")
    also = get_object_or_404(rows, pk=pk)
    require(request.user, "plan", also.finding)
    try:
        done = also.take_back(request.user)
    except StaleEdit:  # two people at once
        done = False
    if done:
        messages.success(request, f"{also.action.number} no longer answers {also.finding.code}.")
    else:
        messages.info(request, "Nothing is changed: this was taken back before.")
    return redirect("finding", pk=also.finding_id)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose where the second part begins; look at both parts; a second POST (`confirmed`) splits."""
    finding = get_object_or_404(for_step().visible_to(request.user), pk=pk)
    require(request.user, "plan", finding)
    looked(request, finding)
    if finding.closed_at or not splitting.cuts(finding.text):
        messages.info(request, f"{finding.code} {'is closed' if finding.closed_at else 'is one word'}: it stays whole.")
        return redirect("finding", pk=pk)
    form = SplitForm(request.POST or None, finding=finding)
    context = {"finding": finding, "form": form, "section": "findings"}
    if form.is_valid() and "confirmed" in request.POST and _split(request, finding, form):
        return redirect("finding", pk=pk)
    if form.is_bound and _is_split(request, finding, form):
        return redirect("finding", pk=pk)
    if form.is_bound and form.is_valid():
        context["parts"] = splitting.parts(finding.text, form.cleaned_data["at"])
    return render(request, "actions/finding_split.html", context)


def _is_split(request: HttpRequest, finding: Finding, form: SplitForm) -> bool:
    """Says who split it since the form was opened: cutting the same words again would leave the first part in two."""
    events = form.meanwhile.events if form.meanwhile else []
    who = next((event.actor_name for event in events if event.verb == "split"), None)
    if who is None:
        return False
    part = finding.parts.latest("pk")
    messages.info(request, f"Nothing is changed: {who} split {finding.code} before. The second part is {part.code}.")
    return True


def _split(request: HttpRequest, finding: Finding, form: SplitForm) -> bool:
    taken = Finding.objects.get(pk=finding.pk)
    taken.version = form.cleaned_data["version"]
    try:
        done = form.attempt(lambda: bool(adding.split(taken, form.cleaned_data["at"], request.user)))
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    if done:
        part = taken.parts.latest("pk")
        messages.success(request, f"{finding.code} is split. The second part is {part.code}.")
    return bool(done)
