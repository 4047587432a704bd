"""What a written statement costs to write as a Word file and as PDF, in time and memory: a part of `make bench`.

Bars: of Dorset's letter (31 findings) under 1 s as Word and under 2 s as PDF, on two cores; of a letter with 300
findings of 1,300 characters under 10 s and 400 MB. The ratio is to what the library alone takes for the same text.
"""

import datetime as dt
import io
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django
from django.core.management import call_command

from bench.memory import peaks

ROUNDS = 3  # the quickest counts
FINDINGS, CHARACTERS = 300, 1300
BARS = {"Dorset": {"docx": 1.0, "pdf": 2.0}, "Barsetshire": {"docx": 10.0, "pdf": 10.0}}  # seconds
WORDS = "Health visitors should use the agreed tool in every visit, and share what they learn with others. "


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "jtai_tracker.settings",
            "SECRET_KEY": secrets.token_hex(32),
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FILES_DIR": f"{folder}/files",
        }
        django.setup()
        fill()
        for area in BARS:
            report(area, Path(folder))


def fill() -> None:
    """Dorset's letter with example progress, and a long letter of a county of fiction."""
    call_command("migrate", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("import_letters", str(Path(__file__).resolve().parents[1] / "seeds"), stdout=nowhere)
        call_command("load_example_progress", stdout=nowhere)
    long_letter("Barsetshire")


def long_letter(area: str) -> None:
    """One action answers each finding, as an import opens them."""
    from actions.models import Action
    from findings.models import Finding, Letter
    from partnerships.models import Agency, Partnership

    partnership = Partnership(area=area, name=f"{area} Safeguarding Children Partnership").enter(None)
    ours = {"partnership": partnership}
    police = Agency(**ours, name=f"{area} Police", sector="police").enter(None)
    letter = Letter(**ours, letter_date=dt.date(2018, 7, 9), statement_required=True).enter(None)
    about = {"letter": letter, "lead_agency": police, **ours}
    said = [f"Finding {number}. {WORDS * CHARACTERS}"[:CHARACTERS] for number in range(1, FINDINGS + 1)]
    numbered = enumerate(said, start=1)
    findings = [Finding(**about, number=number, kind="improvement", text=text) for number, text in numbered]
    done = {"sequence": 1, "text": WORDS * 3, "measure_of_success": WORDS}
    Action.enter_all(None, [Action(**about, finding=one, **done) for one in Finding.enter_all(None, findings)])


def report(area: str, folder: Path) -> None:
    from django.utils import timezone

    from reporting.areas import letter_of
    from reporting.models import Statement
    from reporting.statements import files
    from reporting.statements.starting import begin

    letter = letter_of(area, None)
    begin(letter, None, timezone.localdate())
    statement = Statement.objects.select_related("letter__partnership", "partnership").get(letter=letter)
    document = files.drawn(statement, None, timezone.localtime())
    print(f"Written statement of a letter with {letter.findings.count()} findings, the quickest of {ROUNDS} rounds")
    for ending, bar in BARS[area].items():
        file = folder / f"{area}.{ending}"
        seconds = quickest(partial(write, statement, ending))
        alone = quickest(partial(ALONE[ending], document))
        took, peak, _ = peaks(dict(os.environ), "write_statement", area, "--out", str(file))
        ratio = f"ratio to the library alone {seconds / alone:.1f}"
        print(f"  as {ending:4}  {seconds:6.2f} s (bar: under {bar:.0f} s); {ratio}")
        print(f"           a fresh process: {took:.1f} s, peak memory {peak:.0f} MB (bar: under 400)")


def write(statement: Any, ending: str) -> None:
    from django.utils import timezone

    from reporting.statements import files

    files.as_file(files.drawn(statement, None, timezone.localtime()), ending)


def word_alone(document: Any) -> None:
    """The same text as python-docx takes it, a paragraph each."""
    import docx

    from reporting.documents.blocks import plain_text

    word = docx.Document()
    for line in plain_text(document).split("\n"):
        word.add_paragraph(line)
    word.save(io.BytesIO())


def pdf_alone(document: Any) -> None:
    """The same text as typst sets it, with neither tables nor tags."""
    import typst
    from django.conf import settings

    from reporting.documents.blocks import plain_text

    source = b'#set text(font: "Arimo")\n#for line in sys.inputs.text.split("\\n") { par(line) }'
    told = {"text": plain_text(document)}
    compile_to_pdf: Any = typst.compile
    compile_to_pdf(source, font_paths=[str(settings.FONTS_DIR)], ignore_system_fonts=True, sys_inputs=told)


ALONE: dict[str, Callable[[Any], None]] = {"docx": word_alone, "pdf": pdf_alone}


def quickest(work: Callable[[], object]) -> float:
    """Seconds by the clock: typst sets a document on all cores."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
