"""The frames drawn on a PDF's page: letters set case and practice studies in one."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

THIN = 4.0  # points: a wider shape is a fill and no rule
TALL = 50.0  # points: a lower rectangle underlines a line or stands behind a heading
SIDE = 14.0  # points: what a frame that runs over a page break leaves on the next page is no lower
WIDE = 200.0  # points
NEAR = 8.0  # points between the ends of two rules of one frame
MOST_PAGES = 0.5  # of the pages: what stands on more is no study's
FEWEST = 2  # pages; a short letter may have a study on each of two
MOST_OBJECTS = 5_000  # on one page; a letter's has some hundreds
MOST_SIDES = 200  # rules down one page that are held against each other


@dataclass(frozen=True)
class Frame:
    """In points from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, left: float, middle: float) -> bool:
        return self.left - THIN <= left <= self.right and self.top <= middle <= self.bottom


def frames_on(page: pypdfium2.PdfPage) -> list[Frame]:
    """Frames drawn as one rectangle, or as a rule down the left and one down the right."""
    shapes = [shape for shape in _shapes(page) if shape.bottom - shape.top > SIDE]
    sides = [shape for shape in shapes if shape.right - shape.left < THIN][:MOST_SIDES]
    pairs = (_between(a, b) for a in sides for b in sides if _pair(a, b))
    return [shape for shape in shapes if shape.right - shape.left > WIDE and shape.bottom - shape.top > TALL] + [*pairs]


def without_page_frames(pages: list[list[Frame]]) -> list[list[Frame]]:
    """The frames of each page but for one that runs around most pages."""
    edges = Counter(edge for frames in pages for edge in {_edges(frame) for frame in frames})
    around = {edge for edge, times in edges.items() if times > max(MOST_PAGES * len(pages), FEWEST)}
    return [[frame for frame in frames if _edges(frame) not in around] for frames in pages]


def _edges(frame: Frame) -> tuple[int, int, int]:
    return round(frame.left), round(frame.top), round(frame.right)


def _pair(a: Frame, b: Frame) -> bool:
    return b.left - a.left > WIDE and abs(a.top - b.top) < NEAR and abs(a.bottom - b.bottom) < NEAR


def _between(a: Frame, b: Frame) -> Frame:
    return Frame(a.left, min(a.top, b.top), b.right, max(a.bottom, b.bottom))


def _shapes(page: pypdfium2.PdfPage) -> Iterator[Frame]:
    height = page.get_height()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        yield Frame(left.value, height - top.value, right.value, height - bottom.value)
