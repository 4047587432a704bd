"""A return as a file, and what the file is called."""

import io
import re
from collections.abc import Callable

from django.http import FileResponse

from reporting.returns.asked import Return
from reporting.returns.excel import as_excel
from reporting.returns.word import as_word

OFFICE = "application/vnd.openxmlformats-officedocument."
WRITE: dict[str, tuple[Callable[[Return], bytes], str]] = {
    "xlsx": (as_excel, f"{OFFICE}spreadsheetml.sheet"),
    "docx": (as_word, f"{OFFICE}wordprocessingml.document"),
}


def file_name(made: Return, ending: str) -> str:
    """With the marking first, such as "OFFICIAL-SENSITIVE Dorset Police return 2018-10-01.xlsx"."""
    agency = re.sub(r"[^\w ,’'&()-]", "", str(made.agency)).strip() or "agency"
    return f"{made.marking[0]} {agency[:100]} return {made.at:%Y-%m-%d}.{ending}"


def download(made: Return, ending: str) -> FileResponse:
    write, media_type = WRITE[ending]
    content, name = io.BytesIO(write(made)), file_name(made, ending)
    return FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
