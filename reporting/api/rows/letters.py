"""Letters: when, about what, and what statement each asks for."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from findings.models import Letter
from findings.models.letters import Origin
from findings.tables import statement_stands
from reporting.api.asking import Asked
from reporting.api.narrowing import Narrowing
from reporting.api.resource import Resource, Row

OriginValue = Literal[*Origin.values]  # type: ignore[valid-type]
NOT_TOLD = ("as_read", "strengths", "case_studies", "warnings", "inferred", "left_out")  # long, and read on its page


class LetterRow(Row):
    source: OriginValue
    letter_date: dt.date | None
    received_on: dt.date | None
    inspected_from: dt.date | None
    inspected_to: dt.date | None
    theme: str
    inspectorates: list[str]
    before_publication: bool = Field(description="Not published yet: told to its named readers alone.")
    published_on: dt.date | None
    principal_authority: str
    statement_required: bool
    statement_due: dt.date | None = Field(description="The statutory date.")
    statement_due_is: Literal["printed", "calculated"] | None
    seventy_working_days: dt.date | None = Field(description="The check beside the printed date.")
    statement_sent_on: dt.date | None
    statement_stands: str = Field(description="Such as “in 4 months” or “Sent on 5 May 2017”.")
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


SAME = (
    *("source", "letter_date", "received_on", "inspected_from", "inspected_to", "theme", "inspectorates"),
    *("published_on", "principal_authority", "statement_required", "statement_due_is", "statement_sent_on"),
    "changed_at",
)


def tell(letter: Any, asked: Asked, _: Any) -> dict[str, Any]:
    return {name: getattr(letter, name) for name in SAME} | {
        "before_publication": letter.embargoed,
        "statement_due": letter.statutory_due,
        "seventy_working_days": letter.working_days_due,
        "statement_stands": statement_stands(letter, asked.today).words,
        "page": asked.page("letter", letter.pk),
    }


def rows(_: Asked) -> Any:
    return Letter.objects.select_related("partnership").defer(*NOT_TOLD)


RESOURCE = Resource("letters", "a letter", LetterRow, Narrowing, rows, tell)
