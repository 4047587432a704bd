"""What the guarded child does with a file of rows and columns (findings.reading.child)."""

import zipfile
from collections.abc import Callable

from lxml import etree

from findings.reading.letter import Unreadable
from findings.reading.limits import Limits
from reporting.spreadsheets.reading.book import Book, as_record
from reporting.spreadsheets.reading.excel import read_excel
from reporting.spreadsheets.reading.sniffing import DAMAGED, kind_of
from reporting.spreadsheets.reading.text_rows import read_csv
from reporting.spreadsheets.reading.word_tables import read_tables

READ: dict[str, Callable[[bytes, Limits], Book]] = {"xlsx": read_excel, "docx": read_tables, "csv": read_csv}


def work(data: bytes, name: str, limits: Limits) -> dict[str, object]:
    """Raises Unreadable."""
    kind = kind_of(data, name, limits)
    try:
        return {"book": as_record(READ[kind](data, limits))}
    except (etree.XMLSyntaxError, KeyError, ValueError, zipfile.BadZipFile, OverflowError) as error:
        raise Unreadable(DAMAGED) from error
