"""The people of a partnership: a list for the access review, on a page and as a file."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from partnerships import people_file
from partnerships.gates import require
from partnerships.list_pages import FilteredListPage
from partnerships.looks import looked_at_list
from partnerships.models import Partnership
from partnerships.models.looks import What
from partnerships.people import people_of, person_of
from partnerships.people_table import PeopleFilter, PeopleTable
from partnerships.shown import visible_partnership


def managed(request: HttpRequest, pk: int, verb: str = "manage people") -> Partnership:
    """The partnership of an address, for who may manage its people; 404 where it is foreign, 403 where they may not."""
    partnership = visible_partnership(request, pk)
    require(request.user, verb, partnership)
    return partnership


def person_here(request: HttpRequest, pk: int, user_pk: int) -> tuple[Partnership, Any]:
    """The partnership and a row of people_of, for who may manage its people; 404 for who never had a role there."""
    partnership = visible_partnership(request, pk)
    found = get_object_or_404(people_of(partnership, timezone.localdate()), pk=user_pk)
    require(request.user, "manage people", partnership)
    return partnership, found


class PeopleList(FilteredListPage):
    table_class = PeopleTable
    filterset_class = PeopleFilter

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.partnership = managed(request, kwargs["pk"])
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[Any]:
        return people_of(self.partnership, timezone.localdate())

    def get_filterset_kwargs(self, filterset_class: type) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(filterset_class), "partnership": self.partnership}


class PeoplePage(PeopleList):
    template_name = "partnerships/people.html"
    extra_context = {"section": "partnership"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(partnership=self.partnership, **kwargs)
        today = timezone.localdate()
        shown = [person_of(row.record, today) for row in context["table"].page.object_list]
        looked_at_list(self.request, "People", {self.partnership.pk: len(shown)})
        review = self.partnership.access_reviews.select_related("reviewed_by").first()
        return {**context, "people": shown, "review": review, "today": today}


class PeopleExport(PeopleList):
    """Everyone whom the list shows on all its pages, in its order."""

    def render_to_response(self, context: dict[str, Any], **_kwargs: Any) -> HttpResponseBase:
        words = [one.words for one in context["filtered"]]
        wrong = [error for errors in context["form"].errors.values() for error in errors]
        rows = [person_of(user, timezone.localdate()) for user in context["table"].data.data]
        looked_at_list(self.request, "People", {self.partnership.pk: len(rows)}, What.EXPORT)
        return people_file.as_csv(self.partnership, rows, str(self.request.user), words, wrong)
