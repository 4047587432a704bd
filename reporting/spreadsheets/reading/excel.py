"""An Excel file (.xlsx) → its sheets, read as a stream: no more of a sheet is kept than MOST_ROWS filled rows.

Read from the XML itself, because a cell's formula and the value it had stand side by side there, and because sheets
that other programs write come in two dialects of it. Element names: ECMA-376 part 1, section 18.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from reporting.spreadsheets.reading.book import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Book, Kind, Merged, Row, Sheet
from reporting.spreadsheets.reading.cells import Raw, Styles, cell_of, columns_in, spot

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TOO_MUCH = (
    "There is more text in this file than a plan holds (the limit is {:,} characters). Save the plan’s sheet alone."
)
NO_DOCTYPE = "This file is damaged or made to do harm. Open it in Excel and save it again."


@dataclass
class Raws:
    """A sheet before its shared texts are looked up."""

    rows: list[tuple[int, bool, dict[int, Raw]]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    too_long: bool = False


def read_excel(data: bytes, limits: Limits) -> Book:
    """Raises Unreadable for what holds too much, and what lxml and zipfile raise for what is no such file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        workbook = _tree(package, "xl/workbook.xml")
        styles = Styles.of(_tree(package, "xl/styles.xml") if "xl/styles.xml" in package.namelist() else None, workbook)
        found = [(name, hidden, _sheet(package, path)) for name, hidden, path in _paths(package, workbook)]
        wanted = {raw.shared for _, _, one in found for _, _, cells in one.rows for raw in cells.values()}
        texts = _shared_texts(package, wanted - {None}, limits)  # type: ignore[arg-type]
    return Book("xlsx", tuple(_settled(name, hidden, one, texts, styles) for name, hidden, one in found))


def _settled(name: str, hidden: bool, raws: Raws, texts: Mapping[int, str], styles: Styles) -> Sheet:
    rows = []
    for number, unseen, cells in raws.rows:
        told = {column: cell_of(raw, texts, styles) for column, raw in cells.items()}
        told = {column: cell for column, cell in told.items() if cell.text.strip() or cell.kind == Kind.FORMULA}
        rows += [Row(number, told, unseen)] if told else []
    return Sheet(name, tuple(rows), hidden, tuple(raws.merged), tuple(raws.hidden_columns), raws.too_long)


def _tree(package: zipfile.ZipFile, name: str) -> Any:
    tree = etree.fromstring(package.read(name), _parser())
    if tree.getroottree().docinfo.doctype:
        raise Unreadable(NO_DOCTYPE)
    return tree


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _paths(package: zipfile.ZipFile, workbook: Any) -> Iterator[tuple[str, bool, str]]:
    """The sheets of cells, in the book's order: name, whether it is hidden, and which part of the package it is."""
    relations = _tree(package, "xl/_rels/workbook.xml.rels").iter(RELATIONS)
    targets = {one.get("Id"): one.get("Target", "") for one in relations if one.get("Type", "").endswith("/worksheet")}
    names = set(package.namelist())
    for sheet in list(workbook.iter("{*}sheet"))[:MOST_SHEETS]:
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        path = posixpath.normpath(posixpath.join("/xl", targets.get(key, ""))).lstrip("/")
        if key in targets and path in names:
            yield sheet.get("name", ""), sheet.get("state", "visible") != "visible", path


def _sheet(package: zipfile.ZipFile, path: str) -> Raws:
    raws = Raws()
    with package.open(path) as part:
        for element in _elements(part, ("row", "col", "mergeCell")):
            name = etree.QName(element).localname
            if name == "col" and element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min", 1)) - 1, int(element.get("max", 1)) - 1
                raws.hidden_columns += range(first, min(last + 1, MOST_COLUMNS))
            elif name == "mergeCell":
                raws.merged.append(Merged(*_span(element.get("ref", ""))))
            elif name == "row":
                _take_row(raws, element)
            if raws.too_long:
                return Raws(too_long=True)
    return raws


def _take_row(raws: Raws, element: Any) -> None:
    """Kept where something stands in it; rows that only have a look go by."""
    number = int(element.get("r") or (raws.rows[-1][0] + 1 if raws.rows else 1))
    if cells := dict(columns_in(element, number)):
        raws.rows.append((number, element.get("hidden") in ("1", "true"), cells))
        raws.too_long = len(raws.rows) > MOST_ROWS


def _elements(part: Any, names: Iterable[str]) -> Iterator[Any]:
    """Each such element once it is whole; what was read before it is forgotten."""
    tags = [f"{{*}}{name}" for name in names]
    for _, element in etree.iterparse(part, tag=tags, resolve_entities=False, no_network=True, huge_tree=False):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _span(reference: str) -> tuple[int, int, int, int]:
    """ "B4:B7" → (4, 7, 1, 1)."""
    first, _, last = reference.partition(":")
    (row, column), (last_row, last_column) = spot(first), spot(last or first)
    return row, last_row, column, last_column


def _shared_texts(package: zipfile.ZipFile, wanted: Set[int], limits: Limits) -> dict[int, str]:
    """Those of the book's texts that some kept cell shows, by their number."""
    texts: dict[int, str] = {}
    if not wanted or "xl/sharedStrings.xml" not in package.namelist():
        return texts
    left = limits.characters
    with package.open("xl/sharedStrings.xml") as part:
        for number, element in enumerate(_elements(part, ("si",))):
            if number in wanted:
                texts[number] = "".join(_said(element))
                left -= len(texts[number])
            if left < 0:
                raise Unreadable(TOO_MUCH.format(limits.characters))
    return texts


def _said(element: Any) -> Iterator[str]:
    """Its words, without how they are pronounced."""
    for child in element:
        name = etree.QName(child).localname
        if name == "t":
            yield child.text or ""
        elif name == "r":
            yield from _said(child)
