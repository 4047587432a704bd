"""How much room text takes in a document's small tables, about: for papers that may have no more than two pages."""

from collections.abc import Sequence

SIZE, LINE, FRAME = 9.0, 10.9, 4.0  # points: letters, from line to line, above and below a row's text
SHARES = {  # of a letter's size, as Arial and Arimo have them
    **dict.fromkeys("ijl'’|", 0.23),
    **dict.fromkeys("tf.,:;!/I[] ", 0.28),
    **dict.fromkeys('r-()“”"', 0.36),
    **dict.fromkeys("ckszxvyJ", 0.5),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&w", 0.75),
    **dict.fromkeys("mMW@%—…", 1.0),
}
USUAL, UNUSUAL = 0.56, 1.0  # small letters and figures; signs beyond the Latin ones


def width(text: str) -> float:
    """In points."""
    return SIZE * sum(SHARES.get(one, USUAL if ord(one) < 0x250 else UNUSUAL) for one in text)


def lines(text: str, room: float) -> int:
    """How many a cell needs that has `room` points for its text."""
    return sum(_wrapped(part, room) for part in text.split("\n"))


def _wrapped(text: str, room: float) -> int:
    count, used, space = 1, 0.0, width(" ")
    for word in text.split():
        wide = width(word)
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        count += int(wide // room)  # a word that is longer than a line
        used = wide % room if wide > room else used + wide + (space if used else 0.0)
    return count


def height(rows: Sequence[Sequence[str]], rooms: Sequence[float]) -> float:
    """Of a table's rows, in points."""
    return sum(FRAME + LINE * max(map(lines, row, rooms)) for row in rows)
