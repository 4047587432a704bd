"""Challenges: raised on a finding or an action, answered by the agency, closed with what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actions.board_lists import ChallengeFilter, ChallengeTable
from actions.challenge_forms import AnswerForm, ChallengeForm, ChallengeStepForm, CloseForm
from actions.deadlines import challenge_stands
from actions.models import Action, Challenge, NotPossible
from actions.views.action import for_page
from findings.models import Finding
from partnerships.gates import Hats, require
from partnerships.list_pages import FilteredListPage
from partnerships.looks import looked, looked_at_list
from partnerships.shown import visible_partnership


class ChallengeList(FilteredListPage):
    """All of a partnership's, the open ones first."""

    table_class = ChallengeTable
    filterset_class = ChallengeFilter
    template_name = "actions/challenges.html"
    extra_context = {"section": "partnership"}

    def get_queryset(self) -> QuerySet[Challenge]:
        self.partnership = visible_partnership(self.request, self.kwargs["pk"])
        here = Challenge.objects.visible_to(self.request.user).filter(partnership=self.partnership)
        return here.with_names().in_order()

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        return {**kwargs, "partnership_id": self.kwargs["pk"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(partnership=self.partnership, **kwargs)
        looked_at_list(self.request, "Challenges", {self.partnership.pk: len(context["table"].page.object_list)})
        return context


@require_http_methods(["GET", "HEAD", "POST"])
def raise_on_finding(request: HttpRequest, pk: int) -> HttpResponse:
    findings = Finding.objects.select_related("letter__partnership", "lead_agency")
    finding = get_object_or_404(findings.visible_to(request.user), pk=pk)
    require(request.user, "challenge", finding)
    looked(request, finding)
    return _raise(request, finding, None)


@require_http_methods(["GET", "HEAD", "POST"])
def raise_on_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(for_page().visible_to(request.user), pk=pk)
    require(request.user, "challenge", action)
    looked(request, action)
    return _raise(request, action.finding, action)


def _raise(request: HttpRequest, finding: Finding, action: Action | None) -> HttpResponse:
    about = action or finding
    form = ChallengeForm(request.POST or None, finding=finding, initial={"agency": about.lead_agency_id})
    if form.is_valid():
        owner = finding.partnership_id
        challenge = Challenge(partnership_id=owner, finding=finding, action=action, **form.cleaned_data)
        challenge.said_by_id = request.user.pk  # type: ignore[assignment]
        raised = challenge.put(request.user)
        told = f"The challenge is raised. {challenge.agency} answers by {challenge.answer_due:%-d %B %Y}."
        messages.success(request, told if raised else "This challenge was raised before. It is kept once.")
        return redirect("action" if action else "finding", pk=about.pk)
    context = {"form": form, "finding": finding, "action": action, "about": about, "section": "findings"}
    return render(request, "actions/raise_challenge.html", context)


@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """The page, with the form for whoever may answer or close now."""
    challenge = _visible(request, pk)
    step = _next(Hats.of(request.user), challenge)
    form = FORMS[step](record=challenge) if step else None
    return _page(request, challenge, step, form)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    challenge = _visible(request, pk)
    require(request.user, "answer challenge", challenge)
    return _take(request, challenge, "answer", Challenge.give_answer, "The answer is given.")


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    challenge = _visible(request, pk)
    require(request.user, "close challenge", challenge)
    return _take(request, challenge, "close", Challenge.close, "The challenge is closed.")


FORMS: dict[str, type[ChallengeStepForm]] = {"answer": AnswerForm, "close": CloseForm}


def _visible(request: HttpRequest, pk: int) -> Challenge:
    return get_object_or_404(Challenge.objects.visible_to(request.user).with_names(), pk=pk)


def _next(hats: Hats, challenge: Challenge) -> str:
    """What this person can do with it now: "answer", "close" or nothing."""
    if challenge.closed_at:
        return ""
    if challenge.answered_at:
        return "close" if hats.may("close challenge", challenge) else ""
    return "answer" if hats.may("answer challenge", challenge) else ""


def _take(
    request: HttpRequest, challenge: Challenge, step: str, verb: Callable[[Challenge, Any, str], bool], done: str
) -> HttpResponse:
    """Takes the step where it fits; a second click is told what stands."""
    if _next(Hats.of(request.user), challenge) != step:
        messages.info(
            request, "This was done before, or comes later. What stands now is below." + _lost(request, challenge)
        )
        return redirect("challenge", pk=challenge.pk)
    form = FORMS[step](request.POST or None, record=challenge)
    if form.is_valid() and _carry_out(request, challenge, form, verb):
        messages.success(request, done)
        return redirect("challenge", pk=challenge.pk)
    return _page(request, challenge, step, form)


def _carry_out(
    request: HttpRequest, challenge: Challenge, form: ChallengeStepForm, verb: Callable[[Challenge, Any, str], bool]
) -> bool:
    """Works on a row of its own, so that the page shows what stands where the step is refused."""
    taken = Challenge.objects.get(pk=challenge.pk)
    taken.version = form.cleaned_data["version"]
    try:
        return bool(form.attempt(lambda: verb(taken, request.user, form.cleaned_data["text"])))
    except NotPossible as refused:
        form.add_error(None, str(refused))
    return False


def _lost(request: HttpRequest, challenge: Challenge) -> str:
    """What was typed where somebody else was faster; empty on a second click of one's own."""
    typed = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if not typed or typed in (challenge.answer, challenge.outcome):
        return ""
    return f" What you wrote is not saved: “{typed}”"


def _page(request: HttpRequest, challenge: Challenge, step: str, form: ChallengeStepForm | None) -> HttpResponse:
    looked(request, challenge)
    due = challenge_stands(challenge, timezone.localdate())
    context = {"challenge": challenge, "due": due, "step": step, "form": form, "section": "partnership"}
    context["may_take_out"] = Hats.of(request.user).may("take out", challenge)
    return render(request, "actions/challenge.html", context)
