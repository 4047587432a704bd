"""What a person's visible actions can be narrowed by, looked up once for a page."""

from dataclasses import dataclass, field
from typing import Any, Self

from actions.models import Action

Choices = list[tuple[str, str]]
NOBODY = ("nobody", "Nobody yet")


@dataclass(frozen=True)
class Narrowings:
    """Choices of (key, words), each by its words; of several areas, letters first say theirs."""

    areas: Choices = field(default_factory=list)
    agencies: Choices = field(default_factory=list)
    officers: Choices = field(default_factory=list)
    letters: Choices = field(default_factory=list)

    @classmethod
    def of(cls, user: Any) -> Self:
        rows = (
            Action.objects.visible_to(user)
            .order_by()
            .values_list(
                *("partnership_id", "partnership__area", "lead_agency_id", "lead_agency__name"),
                *("lead_officer_id", "lead_officer__name", "letter_id", "letter__letter_date"),
            )
        )
        areas: dict[Any, str] = {}
        agencies: dict[Any, tuple[str, str]] = {}
        officers: dict[Any, tuple[str, str]] = {}
        letters: dict[Any, tuple[str, str]] = {}
        for area_key, area, agency_key, agency, officer_key, officer, letter_key, date in rows.distinct():
            areas[area_key] = area
            agencies[agency_key] = (agency, area)
            letters[letter_key] = (f"{date:%-d %B %Y}" if date else "no date", area)
            if officer_key:
                officers[officer_key] = (officer, area)
        several = len(areas) > 1
        return cls(
            areas=by_words(areas),
            agencies=by_words(with_area(agencies, several)),
            officers=[NOBODY, *by_words(with_area(officers, several))],
            letters=by_words({key: f"{area}, {day}" for key, (day, area) in letters.items()}),
        )


def with_area(named: dict[Any, tuple[str, str]], several: bool) -> dict[Any, str]:
    """Names alone could be two agencies, or two people, where there are several areas."""
    return {key: f"{name} ({area})" if several else name for key, (name, area) in named.items()}


def by_words(words: dict[Any, str]) -> Choices:
    return sorted(((str(key), word) for key, word in words.items()), key=lambda choice: choice[1].casefold())
