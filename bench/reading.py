"""`make bench [LETTERS=DIR]`: what reading costs in time and memory, measured in one run on this machine.

Bars: reading at most 8 times what pypdfium2 takes for the plain text of the same pages; an import of 64 letters
under 300 MB; cost in proportion to pages.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pypdfium2

from bench.letters import copies, longer, make_letters
from bench.memory import import_peaks
from findings.reading.files import source_of
from findings.reading.limits import Limits
from findings.reading.reader import read_letter

LETTERS = 64
ROUNDS = 3  # the quickest counts: other programs on the machine only ever slow one down


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=Path, metavar="DIR", help="a folder of PDFs; else they are made from seeds/")
    given = parser.parse_args().letters
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(given.glob("*.pdf")) if given else made(Path(folder))
        if not paths:
            sys.exit(f"There is no PDF in {given}.")
        report_speed([path.read_bytes() for path in paths])
        report_memory(paths if len(paths) == LETTERS else copies(paths, Path(folder), LETTERS))
    report_growth()


def made(folder: Path) -> list[Path]:
    print(f"Making {LETTERS} letters from the seeds …", flush=True)
    return make_letters(folder, LETTERS)


def report_speed(letters: list[bytes]) -> None:
    pages = sum(map(plain_text, letters))
    plain, reading = quickest(lambda: list(map(plain_text, letters)), lambda: list(map(read, letters)))
    print(f"{len(letters)} letters, {pages} pages, computing time, the quickest of {ROUNDS} rounds")
    print(f"  reading                       {reading:7.2f} s")
    print(f"  pypdfium2's plain text        {plain:7.2f} s")
    print(f"  ratio                         {reading / plain:7.2f}    (bar, for published letters: at most 8)")


def report_memory(letters: list[Path]) -> None:
    seconds, own, child = import_peaks(letters)
    print(f"Import of {len(letters)} letters (import_letters --dry-run, a fresh process): {seconds:.1f} s")
    print(f"  peak memory of the command    {own:7.0f} MB")
    print(f"  of the child that reads       {child:7.0f} MB")
    print(f"  together                      {own + child:7.0f} MB (bar: under 300)")


def report_growth() -> None:
    print("Cost for more pages")
    for times in (1, 4, 16):
        data = longer(times)
        pages = plain_text(data)
        (seconds,) = quickest(partial(read, data))
        print(f"  {times:2} times: {pages:4} pages    {seconds:7.3f} s   {1000 * seconds / pages:6.2f} ms a page")


def read(data: bytes) -> None:
    read_letter(source_of(data, "letter.pdf", Limits()))


def plain_text(data: bytes) -> int:
    """Takes a PDF's text as pypdfium2 gives it; the number of pages."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            textpage = page.get_textpage()
            textpage.get_text_bounded()
            textpage.close()
            page.close()
        return len(document)


def quickest(*works: Callable[[], object]) -> list[float]:
    """Seconds of computing for each; their rounds take turns, so that a busy machine slows them alike."""
    rounds = [[_computing(work) for work in works] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _computing(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
