"""A kind of rows that the API gives: as a list, one by its id, and as a flat table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ninja import Schema
from pydantic import Field

from reporting.api.asking import Asked
from reporting.api.narrowing import Narrowing, Paging


class Row(Schema):
    """What each row begins with."""

    id: int
    partnership_id: int
    area: str = Field(description="The partnership's, as letters name it.")


@dataclass(frozen=True)
class Resource:
    """`rows` begins with all that there are; `tell` gives a record's values by `row`'s names, without id and
    partnership. `beside` fetches in one query, for all of some keys, what `tell` needs of other tables.
    """

    name: str
    says: str  # what each row is, after "Each row is"
    row: type[Row]
    narrowing: type[Narrowing]
    rows: Callable[[Asked], Any]
    tell: Callable[[Any, Asked, Any], dict[str, Any]]
    beside: Callable[[Any], Any] = lambda _keys: None
    nested: tuple[str, ...] = ()  # what a flat table has no column for

    def found(self, asked: Asked, narrowing: Narrowing) -> Any:
        return narrowing.narrow(asked.visible(self.rows(asked)), asked).order_by("pk")

    def told(self, record: Any, asked: Asked, beside: Any) -> dict[str, Any]:
        partnership = asked.partnerships[owner(record)]
        first = {"id": record.pk, "partnership_id": partnership.pk, "area": partnership.area}
        return first | self.tell(record, asked, beside)

    @property
    def columns(self) -> list[str]:
        """Of the flat table."""
        return [name for name in self.row.model_fields if name not in self.nested]

    @property
    def parameters(self) -> set[str]:
        return {*self.narrowing.model_fields, *Paging.model_fields}


def owner(record: Any) -> int:
    """The key of the partnership whose row it is."""
    key: int = record.history_partnership_id
    return key
