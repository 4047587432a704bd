"""What was said of actions at the time, once the agency stands by it."""

import datetime as dt
from typing import Any, ClassVar, Literal

from pydantic import Field

from actions.models import Action, Update
from actions.models.updates import Kind
from reporting.api.asking import Asked
from reporting.api.narrowing import Key, Narrowing
from reporting.api.resource import Resource, Row

KindValue = Literal[*Kind.values]  # type: ignore[valid-type]
DeclaredValue = Literal["green", "amber", "red"]


class UpdateRow(Row):
    letter_id: int
    finding_id: int
    action_id: int
    action_number: str
    agency_id: int
    agency: str = Field(description="For which it was said.")
    kind: KindValue
    text: str = Field(description="What has happened, and what is different for children.")
    declared: DeclaredValue | None = Field(description="The colour that was declared with it.")
    next_step: str
    author: str
    recorded_at: dt.datetime
    cleared_at: dt.datetime
    changed_at: dt.datetime
    page: str = Field(description="Where it is shown on the site.")


class OfUpdates(Narrowing):
    paths: ClassVar = {
        **Narrowing.paths,
        **{"letter": "action__letter", "finding": "action__finding", "action": "action", "agency": "agency"},
    }
    kinds: ClassVar = {"action": Action}
    letter: Key = Field(None, description="On actions of the letter with this id.")
    finding: Key = Field(None, description="On actions answering the finding with this id.")
    action: Key = Field(None, description="On the action with this id.")
    agency: Key = Field(None, description="Said for the agency with this id.")


SAME = ("action_id", "agency_id", "kind", "text", "next_step", "recorded_at", "cleared_at", "changed_at")


def tell(update: Any, asked: Asked, _: Any) -> dict[str, Any]:
    return {name: getattr(update, name) for name in SAME} | {
        "letter_id": update.action.letter_id,
        "finding_id": update.action.finding_id,
        "action_number": update.action.number,
        "agency": update.agency.name,
        "declared": update.declared or None,
        "author": str(update.author),
        "page": asked.page("action", update.action_id),
    }


def rows(_: Asked) -> Any:
    return Update.objects.cleared().select_related("action__finding", "agency", "author")


RESOURCE = Resource("updates", "an update", UpdateRow, OfUpdates, rows, tell)
