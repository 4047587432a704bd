"""Letters to measure with, where none are given: PDFs made from the seeds, areas and dates varied."""

from pathlib import Path

from tests.papers.pdf import pdf_of
from tests.papers.seeds import Block, blocks, seed

SEEDS = {"001": "Hampshire", "002": "Dorset", "003": "Lincolnshire", "004": "Wiltshire"}
AREAS = (
    "Barsetshire",
    "Borsetshire",
    "Glebeshire",
    "Loamshire",
    "Mummerset",
    "Naptonshire",
    "Radfordshire",
    "Rutshire",
    "Stonyshire",
    "Trumptonshire",
    "Wealdshire",
    "Westshire",
    "Fenshire",
    "Downshire",
    "Moorshire",
    "Wolds",
)  # counties of fiction: nobody takes what is measured for a finding about a place


def varied(number: int) -> list[Block]:
    """The number-th letter: a seed, of another area, in another year."""
    start, place = list(SEEDS.items())[number % len(SEEDS)]
    turn = number // len(SEEDS)
    text = seed(start).replace(place, AREAS[turn % len(AREAS)])
    for year in (2018, 2017, 2016):
        text = text.replace(str(year), str(year + turn % 8))
    return blocks(text)


def make_letters(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"letter-{number:02}.pdf" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(pdf_of(varied(number)))
    return paths


def longer(times: int) -> bytes:
    """One letter with its key strengths and findings so many times over, and about so many times the pages."""
    found = blocks(seed("003"))
    first = next(i for i, block in enumerate(found) if block.kind == "bullet")
    last = max(i for i, block in enumerate(found) if block.kind == "bullet")
    return pdf_of(found[:first] + found[first : last + 1] * times + found[last + 1 :])


def copies(paths: list[Path], folder: Path, count: int) -> list[Path]:
    """As many files as asked for, each with bytes of its own (a comment after the PDF's end), so that each is read."""
    made = [folder / f"{number:02}-{paths[number % len(paths)].name}" for number in range(count)]
    for number, path in enumerate(made):
        path.write_bytes(paths[number % len(paths)].read_bytes() + b"\n%% copy %d\n" % number)
    return made
