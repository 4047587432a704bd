"""In plain words: what is in a file beside the plan, what bringing it in would do, and what came of it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from reporting.plans.bringing import Fate, Line
from reporting.plans.table import Place
from reporting.spreadsheets.reading.book import MOST_ROWS, Book, Sheet, column_letters

SHOWN = 10  # names in a sentence


def too_long(sheet: Sheet) -> str:
    return f"“{sheet.name}” has more than {MOST_ROWS} filled rows and is not read. Copy the plan’s rows alone."


def about_book(book: Book, place: Place) -> Iterator[str]:
    """What to know of the file before its columns are chosen."""
    for sheet in book.sheets:
        if sheet.too_long:
            yield too_long(sheet)
        elif sheet.hidden and sheet.rows:
            yield f"The sheet “{sheet.name}” is hidden in the file."
    sheet = book.sheets[place.sheet]
    if sheet.hidden_columns:
        letters = ", ".join(column_letters(column) for column in sheet.hidden_columns[:SHOWN])
        yield f"Hidden in the file, and read where they are chosen: columns {letters}."
    if tall := [str(one) for one in sheet.merged if one.last_row > one.first_row]:
        more = f" and {len(tall) - SHOWN} more" if len(tall) > SHOWN else ""
        yield f"Merged cells count for each of their rows: {', '.join(tall[:SHOWN])}{more}."


def counted(lines: Sequence[Line]) -> str:
    """Such as "12 actions written, 3 added, 4 changed; 14 updates recorded"; empty where nothing would be."""
    fates = Counter(line.fate for line in lines)
    done = {Fate.WRITE: "written", Fate.ADD: "added", Fate.CHANGE: "changed"}
    told = [f"{fates[fate]} {words}" for fate, words in done.items() if fates[fate]]
    if not told:
        return ""
    first, *rest = told
    number, _, words = first.partition(" ")
    sentence = ", ".join([f"{number} action{'' if number == '1' else 's'} {words}", *rest])
    updates = sum(any(what.startswith(("Update: ", "Colour: ", "Evidence: ")) for what in line.what) for line in lines)
    return f"{sentence}; {updates} update{'' if updates == 1 else 's'} recorded" if updates else sentence
