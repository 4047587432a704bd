"""Partnerships, with their own words for the colours."""

import datetime as dt
from typing import Any, ClassVar

from pydantic import Field

from partnerships.models import Partnership
from reporting.api.asking import Asked
from reporting.api.narrowing import Narrowing
from reporting.api.resource import Resource, Row


class PartnershipRow(Row):
    name: str
    marking: str = Field(description="Protective marking of what is taken out.")
    handling: str
    blue_says: str = Field(description="What the colour says in this partnership; so for each colour.")
    green_says: str
    amber_says: str
    red_says: str
    grey_says: str
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


class OfPartnerships(Narrowing):
    paths: ClassVar = {"partnership": "pk"}


SAME = ("name", "marking", "handling", "blue_says", "green_says", "amber_says", "red_says", "grey_says", "changed_at")


def tell(partnership: Any, asked: Asked, _: Any) -> dict[str, Any]:
    return {name: getattr(partnership, name) for name in SAME} | {"page": asked.page("partnership", partnership.pk)}


RESOURCE = Resource(
    "partnerships", "a partnership", PartnershipRow, OfPartnerships, lambda _: Partnership.objects.all(), tell
)
