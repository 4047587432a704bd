"""What meetings decided, and opinions on an action: a scrutineer's view of its evidence, never an approval."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from django.views.generic import ListView

from actions.board_lists import DecisionTable
from actions.challenge_forms import OpinionForm
from actions.models import Action, Decision, Opinion
from actions.said import opinions_of, with_proof
from actions.views.action import for_page
from partnerships.gates import Hats, require
from partnerships.list_pages import PagedTableMixin
from partnerships.looks import looked, looked_at_list
from partnerships.shown import visible_partnership


class DecisionList(PagedTableMixin, ListView):
    """All of a partnership's, the latest first."""

    table_class = DecisionTable
    template_name = "actions/decisions.html"
    extra_context = {"section": "partnership"}

    def get_queryset(self) -> QuerySet[Decision]:
        self.partnership = visible_partnership(self.request, self.kwargs["pk"])
        here = Decision.objects.visible_to(self.request.user).filter(partnership=self.partnership)
        return here.select_related("finding__letter__partnership", "action__finding", "said_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(partnership=self.partnership, **kwargs)
        looked_at_list(self.request, "Decisions", {self.partnership.pk: len(context["table"].page.object_list)})
        return context


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(with_proof(for_page(), request.user).visible_to(request.user), pk=pk)
    require(request.user, "give opinion", action)
    looked(request, action)
    form = OpinionForm(request.POST or None, action=action)
    if form.is_valid():
        _give(request, action, form)
        return redirect("action", pk=pk)
    context = {"action": action, "finding": action.finding, "form": form, "section": "actions"}
    return render(request, "actions/opinion_form.html", {**context, **opinions_of(Hats.of(request.user), action)})


def _give(request: HttpRequest, action: Action, form: OpinionForm) -> None:
    piece = form.pieces.get(form.cleaned_data["about"])
    opinion = Opinion(partnership_id=action.partnership_id, finding=action.finding, action=action, evidence=piece)
    opinion.text, opinion.said_by_id = form.cleaned_data["text"], request.user.pk  # type: ignore[assignment]
    if opinion.give(request.user):
        messages.success(request, f"Your opinion on {action.number} is recorded.")
    else:
        messages.info(request, f"This opinion on {action.number} was recorded before. It is kept once.")
