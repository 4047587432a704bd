"""The list of people: its columns, and how it is narrowed."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from partnerships.list_pages import WordedFilterSet
from partnerships.models import Agency, Membership, Partnership, Role
from partnerships.people import idle

STATES = [
    ("current", "Has a role now"),
    ("invited", "Invited, not come yet"),
    ("never", "Never signed in"),
    ("idle", "Idle for 90 days"),
    ("left", "Left as an officer, role goes on"),
    ("ended", "A role ended or expired"),
    ("none", "No role now"),
]


class PeopleTable(tables.Table):
    name = tables.Column("Name", accessor="shown_name")
    roles = tables.Column("Roles", accessor="pk", orderable=False)
    seen = tables.Column("Last signed in", accessor="seen_at")
    second_factor = tables.Column("Security codes", accessor="pk", orderable=False)

    def order_name(self, people: QuerySet[Any], descending: bool) -> tuple[QuerySet[Any], bool]:
        name = Lower("shown_name")
        return people.order_by(name.desc() if descending else name.asc(), "pk"), True

    def order_seen(self, people: QuerySet[Any], descending: bool) -> tuple[QuerySet[Any], bool]:
        """Whoever never signed in comes before all who did."""
        seen = F("seen_at").desc(nulls_last=True) if descending else F("seen_at").asc(nulls_first=True)
        return people.order_by(seen, Lower("shown_name"), "pk"), True


class PeopleFilter(WordedFilterSet):
    search = filters.CharFilter(label="Name or e-mail", method="called", max_length=200)
    role = filters.ChoiceFilter(label="Role now", choices=Role, method="with_role", empty_label="All")
    agency = filters.ChoiceFilter(label="Agency", method="of_agency", empty_label="All")
    state = filters.ChoiceFilter(label="How it stands", choices=STATES, method="standing", empty_label="All")

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partnership, self.today = partnership, timezone.localdate()
        named = Agency.objects.filter(partnership=partnership, memberships__isnull=False).distinct()
        self.filters["agency"].extra["choices"] = [(str(key), name) for key, name in named.values_list("pk", "name")]

    def called(self, people: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return people.filter(Q(shown_name__icontains=value) | Q(email__icontains=value))

    def with_role(self, people: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """With an agency chosen too, in that agency."""
        roles = self._roles().current(self.today).filter(role=value)
        agency = self.form.cleaned_data.get("agency")
        return people.filter(Exists(roles.filter(agency=int(agency)) if agency else roles))

    def of_agency(self, people: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return people.filter(Exists(self._roles().current(self.today).filter(agency=int(value))))

    def standing(self, people: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        current = self._roles().current(self.today)
        over = self._roles().exclude(pk__in=Membership.objects.current(self.today).values("pk"))
        choices = {
            "current": people.filter(Exists(current)),
            "invited": people.filter(Exists(current), invited_at__isnull=False),
            "never": people.filter(seen_at=None),
            "idle": idle(people, self.today),
            "left": people.filter(left_on__isnull=False),
            "ended": people.filter(Exists(over)),
            "none": people.exclude(Exists(current)),
        }
        return choices[value]

    def _roles(self) -> Any:
        return Membership.objects.filter(partnership=self.partnership, user=OuterRef("pk"))
