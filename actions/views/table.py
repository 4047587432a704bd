"""The table of actions."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from actions.filters import ActionFilter
from actions.models import Action
from actions.tables import ActionTable
from partnerships.list_pages import FilteredListPage


class ActionList(FilteredListPage):
    table_class = ActionTable
    filterset_class = ActionFilter
    template_name = "actions/actions.html"
    extra_context = {"section": "actions"}

    def get_queryset(self) -> QuerySet[Action]:
        actions = Action.objects.visible_to(self.request.user).with_deadline().in_order()
        return actions.select_related("finding__suggested_owner", "letter__partnership", "lead_agency", "lead_officer")

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"today": timezone.localdate()}
