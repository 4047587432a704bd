"""A choice among the officers who can be given work, under their agencies."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils import timezone

from partnerships.models import Agency, Officer


class ByAgency(ModelChoiceIterator):
    """Officers under the name of their agency: the one that leads before the others, who has none last."""

    field: "OfficerField"

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        groups: dict[Agency | None, list[Any]] = defaultdict(list)
        for officer in self.queryset:
            groups[officer.agency].append(self.choice(officer))
        for agency in sorted(groups, key=self._order):
            yield (str(agency or "Of no agency"), groups[agency])

    def _order(self, agency: Agency | None) -> tuple[bool, bool, str]:
        return (agency is None, agency is not None and agency.pk != self.field.leading, str(agency).casefold())


class OfficerField(forms.ModelChoiceField):
    """Nobody, until somebody is offered."""

    iterator = ByAgency
    leading: int | None = None
    today: dt.date

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("empty_label", "Nobody yet")
        kwargs.setdefault("error_messages", {"invalid_choice": "Choose an officer of this partnership."})
        super().__init__(Officer.objects.none(), **kwargs)

    def offer(
        self, partnership_id: int, letter_id: int | None, leading: int | None = None, now: Iterable[int | None] = ()
    ) -> None:
        """For work on that letter: those who are here and may own work, and who is named `now`.

        `leading`: the key of the agency that leads.
        """
        self.leading, self.today = leading, timezone.localdate()
        can = Officer.objects.beside(letter_id).here_on(self.today).may_own()
        named = Q(pk__in=[key for key in now if key])
        officers = Officer.objects.filter(Q(pk__in=can.values("pk")) | named, partnership=partnership_id)
        self.queryset = officers.select_related("agency").order_by("name")

    def label_from_instance(self, officer: Any) -> str:
        return f"{officer}{officer.leaving(self.today)}"
