"""How the list of findings is narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import Q

from actions.filters import KINDS, NUMBER
from actions.finding_choices import NO_THEME, narrowings
from actions.finding_state import State
from actions.models import Brag
from actions.models.assurance import Impact
from findings.models.findings import FindingQuerySet, Kind, once_called
from partnerships.list_pages import WordedFilterSet

SEARCHED = ("text", "stem", "subheading", "theme", "lead_agency__name")
CONFIRMED = [("confirmed", "Confirmed"), ("suggested", "Only suggested"), ("nobody", "Nobody")]


class FindingFilter(WordedFilterSet):
    rare = ("led", "theme", "letter")

    search = filters.CharFilter(label="Words or number", method="containing", max_length=200)
    kind = filters.ChoiceFilter(label="Kind", choices=Kind, empty_label="All")
    state = filters.ChoiceFilter(label="State", choices=State, empty_label="All")
    brag = filters.ChoiceFilter(label="Worst BRAG", choices=Brag, empty_label="All")
    impact = filters.ChoiceFilter(label="Impact", choices=Impact, method="of_impact", empty_label="All")
    lead = filters.ChoiceFilter(label="Lead agency", field_name="lead_agency", empty_label="All")
    led = filters.ChoiceFilter(label="The lead is", choices=CONFIRMED, method="led_so", empty_label="Any")
    theme = filters.ChoiceFilter(label="Theme", method="about", empty_label="All")
    area = filters.ChoiceFilter(label="Area", field_name="partnership", empty_label="All")
    letter = filters.ChoiceFilter(label="Letter", field_name="letter", empty_label="All")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The choices are looked up once: a choice of rows would be fetched again for each check and each list."""
        super().__init__(*args, **kwargs)
        found = narrowings(self.request.user)
        for name, choices in found.items():
            self.filters[name].extra["choices"] = choices
        if len(found["area"]) == 1 and not self.data.get(f"{self.form_prefix}-area"):
            del self.filters["area"]

    def of_impact(self, findings: FindingQuerySet, _name: str, value: str) -> FindingQuerySet:
        """Nothing rated yet counts as not measured."""
        rated = Q(impact=value)
        return findings.filter(rated | Q(impact=None) if value == Impact.NOT_MEASURED else rated)

    def led_so(self, findings: FindingQuerySet, _name: str, value: str) -> FindingQuerySet:
        if value == "nobody":
            return findings.filter(lead_agency=None)
        led = findings.exclude(lead_agency=None)
        return led.exclude(lead_confirmed_at=None) if value == "confirmed" else led.filter(lead_confirmed_at=None)

    def about(self, findings: FindingQuerySet, _name: str, value: str) -> FindingQuerySet:
        return findings.filter(theme="" if value == NO_THEME[0] else value)

    def containing(self, findings: FindingQuerySet, _name: str, value: str) -> FindingQuerySet:
        """By number, such as P3, or by words of the finding, of its theme or of who leads on it."""
        number = NUMBER.fullmatch(value)
        if number and not number[3]:
            kind = number[1].upper()
            return findings.filter(Q(kind=KINDS[kind], number=number[2]) | once_called(f"{kind}{int(number[2])}"))
        within: Any = Q()
        for field in SEARCHED:
            within |= Q(**{f"{field}__icontains": value})
        return findings.filter(within)
