"""How a list is narrowed: what can stand in its address, and which rows that leaves."""

import datetime as dt
from typing import Annotated, Any, ClassVar

from django.utils import timezone
from ninja import Schema
from pydantic import AfterValidator, Field

from findings.models import Finding, Letter
from partnerships.models import Agency, Partnership
from reporting.api.asking import Asked
from reporting.changed import with_changed_at

MOST = 500
HIGHEST = 2**63 - 1
KINDS: dict[str, Any] = {"partnership": Partnership, "letter": Letter, "finding": Finding, "agency": Agency}


def of_a_plan(moment: dt.datetime) -> dt.datetime:
    """London's time where none is given, in a year that a plan can have."""
    if not 2000 <= moment.year <= 2100:
        raise ValueError("Give a day from 2000 to 2100.")
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


Key = Annotated[int | None, Field(ge=1, le=HIGHEST)]
Moment = Annotated[dt.datetime, AfterValidator(of_a_plan)]


class Paging(Schema):
    limit: int = Field(100, ge=1, le=MOST, description=f"How many rows at once, {MOST} at most.")
    after: int = Field(0, ge=0, le=HIGHEST, description="Only rows with a higher id. “next” of an answer has it.")


class Narrowing(Schema):
    """`paths`: from a parameter that names a record to that record's key."""

    paths: ClassVar[dict[str, str]] = {"partnership": "partnership"}
    kinds: ClassVar[dict[str, Any]] = {}

    partnership: Key = Field(None, description="Of the partnership with this id.")
    changed_since: Moment | None = Field(
        None, description="Changed in any way since this day or moment, such as 2018-10-16 or 2018-10-16T09:30:00Z."
    )

    def narrow(self, rows: Any, asked: Asked) -> Any:
        """Raises NotThere for a record that the token does not see."""
        for name, path in self.paths.items():
            if key := getattr(self, name):
                asked.must_see({**KINDS, **self.kinds}[name], name, key)
                rows = rows.filter(**{path: key})
        rows = with_changed_at(rows)
        return rows.filter(changed_at__gte=self.changed_since) if self.changed_since else rows


class OfLetter(Narrowing):
    paths: ClassVar = {**Narrowing.paths, "letter": "letter"}
    letter: Key = Field(None, description="Of the letter with this id.")
