"""What a person's visible findings can be narrowed by, looked up once for a page."""

from typing import Any

from actions.choices import Choices, by_words, with_area
from findings.models import Finding

NO_THEME = ("none", "No theme yet")


def narrowings(user: Any) -> dict[str, Choices]:
    """Choices of (key, words) by the filter's name; of several areas, agencies and letters say theirs."""
    rows = (
        Finding.objects.visible_to(user)
        .order_by()
        .values_list(
            *("partnership_id", "partnership__area", "lead_agency_id", "lead_agency__name"),
            *("theme", "letter_id", "letter__letter_date"),
        )
    )
    areas: dict[Any, str] = {}
    agencies: dict[Any, tuple[str, str]] = {}
    letters: dict[Any, tuple[str, str]] = {}
    themes: set[str] = set()
    for area_key, area, agency_key, agency, theme, letter_key, date in rows.distinct():
        areas[area_key] = area
        letters[letter_key] = (f"{date:%-d %B %Y}" if date else "no date", area)
        if agency_key:
            agencies[agency_key] = (agency, area)
        if theme:
            themes.add(theme)
    return {
        "area": by_words(areas),
        "lead": by_words(with_area(agencies, len(areas) > 1)),
        "letter": by_words({key: f"{area}, {day}" for key, (day, area) in letters.items()}),
        "theme": [NO_THEME, *by_words({theme: theme for theme in themes})],
    }
