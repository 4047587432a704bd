"""The agencies of a partnership, those too whose place another took."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from partnerships.models import Agency, Sector
from reporting.api.asking import Asked
from reporting.api.narrowing import Narrowing
from reporting.api.resource import Resource, Row

SectorValue = Literal[*Sector.values]  # type: ignore[valid-type]


class AgencyRow(Row):
    name: str
    sector: SectorValue
    successor_id: int | None = Field(description="The agency that took its place.")
    succeeded_on: dt.date | None
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


def tell(agency: Any, asked: Asked, _: Any) -> dict[str, Any]:
    return {
        "name": agency.name,
        "sector": agency.sector,
        "successor_id": agency.successor_id,
        "succeeded_on": agency.succeeded_on,
        "changed_at": agency.changed_at,
        "page": asked.page("agency", agency.partnership_id, agency.pk),
    }


RESOURCE = Resource("agencies", "an agency", AgencyRow, Narrowing, lambda _: Agency.objects.all(), tell)
