"""The pages of a letter's PDF as pictures, drawn in the guarded child process."""

from collections.abc import Iterator

from findings import intake
from findings.reading.guarded import GuardedArtist
from findings.reading.letter import Unreadable
from findings.reading.sniffing import sniff
from findings.reading.source import Format

MOST_PAGES = 40  # twice the longest letter; further pages show their words


def page_pictures(data: bytes, name: str, pages: int) -> Iterator[tuple[int, bytes]]:
    """Number and PNG of each page that can be drawn; none where the file is no PDF."""
    if sniff(data, name) != Format.PDF:
        return
    with GuardedArtist(intake.limits()) as artist:
        for page in range(1, min(pages, MOST_PAGES) + 1):
            try:
                yield page, artist.draw(data, page)
            except Unreadable:
                return
