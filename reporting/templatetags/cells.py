"""A document's tables as a page shows them."""

from collections.abc import Iterator

from django import template

from reporting.documents.blocks import Table

register = template.Library()


@register.filter
def cells(table: Table) -> Iterator[list[tuple[str, str]]]:
    """Each row's texts, each with its column's heading: on a phone the heads of the columns are not in sight."""
    headings = [column.heading for column in table.columns]
    return (list(zip(headings, row, strict=True)) for row in table.rows)
