"""The table of actions, on a page and as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone

from actions import exports
from actions.calls import with_help
from actions.filters import ActionFilter
from actions.models import Action
from actions.tables import ActionTable
from partnerships.gates import Hats
from partnerships.list_pages import FilteredListPage
from partnerships.looks import by_partnership, count_by_partnership, looked_at_list
from partnerships.marking import marking_lines
from partnerships.models.looks import What
from partnerships.shown import partnerships_of


class ActionList(FilteredListPage):
    table_class = ActionTable
    filterset_class = ActionFilter
    template_name = "actions/actions.html"
    extra_context = {"section": "actions"}

    def get_queryset(self) -> QuerySet[Action]:
        actions = with_help(Action.objects.visible_to(self.request.user).with_brag(timezone.localdate())).in_order()
        return actions.select_related("finding__suggested_owner", "letter__partnership", "lead_agency", "lead_officer")

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}


class ActionPage(ActionList):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`plannable`: the partnerships, of those on the page, whose plan the person may change."""
        context = super().get_context_data(**kwargs)
        hats = Hats.of(self.request.user)
        records = [row.record for row in context["table"].page.object_list]
        looked_at_list(self.request, "Table of actions", by_partnership(records))
        shown = {action.partnership_id: action for action in records}
        context["keyed"] = [action.letter.partnership for action in shown.values()]
        context["plannable"] = {key for key, action in shown.items() if hats.may("plan", action)}
        context["several_letters"] = len(context["form"].fields["letter"].choices) > 2  # the first is "All"
        return context


class ActionExport(ActionList):
    """Every action that the table shows on all its pages, in its order, as a file."""

    write: Any = None  # a function of actions.action_files

    def render_to_response(self, context: dict[str, Any], **_kwargs: Any) -> HttpResponseBase:
        words = [one.words for one in context["filtered"]]
        wrong = [error for errors in context["form"].errors.values() for error in errors]
        actions = context["table"].data.data
        rows = count_by_partnership(actions)
        looked_at_list(self.request, "Table of actions", rows, What.EXPORT)
        marking = marking_lines(one for one in partnerships_of(self.request.user) if one.pk in rows)
        told = exports.Told(str(self.request.user), timezone.localtime(), words, wrong, marking)
        response: HttpResponseBase = self.write(actions, told)
        return response
