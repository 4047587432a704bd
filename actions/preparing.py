"""What importing an uploaded file would do, found out once and kept beside the file until somebody says yes."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from actions.planning import rehearse
from actions.uploads import Waiting
from actions.whose import wished_for
from findings import comparing, intake, telling
from findings.difference_places import place
from findings.differences_told import told
from findings.importing import Outcome
from findings.intake import Read
from findings.models import Difference, FindingPlace
from findings.models import Letter as Held
from findings.page_pictures import page_pictures
from findings.reading.guarded import GuardedReader
from findings.reading.letter import Letter, Unreadable
from findings.reading.record import Record, as_record, from_record
from findings.wishes import Wishes
from partnerships.models import Agency, Event

BESIDE = "prepared.json"


@dataclass(frozen=True)
class Prepared:
    """`status` is the outcome's, or "whose" while somebody has to say whose letter it is.

    `partnership` is None for one that the import makes. `letter` is the one that is held, for a copy. `leads` are by
    the findings' places in the reading. A difference is told as dict: key, about, then, now, held, stays, line (where
    in the reading it stands). `may_be` are letters that the person sees, each with its key and name.
    """

    status: str
    error: str = ""
    reading: Record | None = None
    partnership: int | None = None
    area: str = ""
    whose: str = ""
    letter: int | None = None
    due: str = ""
    embargoed: bool = False
    agencies: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    differences: list[dict[str, Any]] = field(default_factory=list)
    new_agencies: int = 0
    may_be: list[dict[str, Any]] = field(default_factory=list)

    @property
    def letter_read(self) -> Letter:
        return from_record(self.reading)


def prepare_all(files: Sequence[Waiting], user: Any) -> list[Prepared]:
    """Reads each file, draws its pages, and tries its import out."""
    with intake.reader() as reader:
        return [_prepare(file, reader, user) for file in files]


def _prepare(file: Waiting, reader: GuardedReader, user: Any) -> Prepared:
    if file.path is None:
        return Prepared("failed", file.refusal)
    read = intake.read_path(file.path, reader, file.name)
    if read.letter is None:
        return Prepared("failed", read.error)
    prepared = try_out(file, read, user)
    if prepared.status != "failed":
        for page, picture in page_pictures(read.data, read.name, _pages(read.letter)):
            file.put_beside(f"page-{page}.png", picture)
    return prepared


def try_out(file: Waiting, read: Read, user: Any, wishes: Wishes | None = None) -> Prepared:
    """Finds out what importing would do and keeps it; without `wishes`, for the area that the letter names."""
    letter = read.letter or Letter()
    try:
        wishes = wishes or wished_for(user, letter.area)
    except Unreadable as refusal:
        return Prepared("failed", str(refusal))
    prepared = Prepared("whose", reading=as_record(letter))
    if wishes:
        [said] = rehearse([read], user, _tell, wishes)
        partnership = wishes.partnership.pk if wishes.partnership else None
        prepared = Prepared(**said, partnership=partnership, area=wishes.area, reading=as_record(letter))
    if prepared.status != "failed":
        file.put_beside(BESIDE, json.dumps(asdict(prepared)).encode())
    return prepared


def try_again(file: Waiting, prepared: Prepared, user: Any, wishes: Wishes | None = None) -> Prepared:
    """For another partnership, or after something else was imported; what was read stays."""
    return try_out(file, read_again(file, prepared), user, wishes)


def read_again(file: Waiting, prepared: Prepared) -> Read:
    return Read(file.name, file.name, file.path.read_bytes() if file.path else b"", prepared.letter_read)


def prepared_for(file: Waiting) -> Prepared | None:
    """What was found out before; None for a file that was refused or is done."""
    try:
        return Prepared(**json.loads(file.beside(BESIDE).read_bytes()))
    except FileNotFoundError:
        return None


def pictures_of(file: Waiting, read: Letter) -> set[int]:
    """The pages of which there is a picture."""
    return {page for page in range(1, _pages(read) + 1) if file.beside(f"page-{page}.png").exists()}


def _pages(read: Letter) -> int:
    return max((line.page or 0 for line in read.source), default=0)


def _tell(outcome: Outcome) -> dict[str, Any]:
    said: dict[str, Any] = {"status": outcome.status, "error": outcome.error}
    letter = outcome.letter
    if letter is None:
        return said
    said |= {"whose": str(letter.partnership), "embargoed": letter.embargoed}
    if outcome.status != "created":
        return {**said, "letter": letter.pk, "differences": _differences(outcome)}
    findings = letter.findings.order_by("pk").select_related("lead_agency")
    return {
        **said,
        "due": telling.due_in_words(letter),
        "agencies": [agency.name for agency in letter.partnership.agencies.beside(letter.pk)],
        "leads": [finding.lead_agency.name if finding.lead_agency else "" for finding in findings],
        "new_agencies": _named_first(letter),
        "may_be": [{"key": other.pk, "name": str(other)} for other in outcome.may_be],
    }


def _named_first(letter: Held) -> int:
    """How many agencies the partnership has only since this letter."""
    named = Event.objects.filter(subject_type=Agency._meta.label_lower, about_letter=letter.pk)
    return named.filter(verb="named in a letter").count()


def _differences(outcome: Outcome) -> list[dict[str, Any]]:
    if outcome.status != "updated" or outcome.letter is None or outcome.reading is None:
        return []
    rows = Difference.objects.open().filter(letter=outcome.letter, file=outcome.letter.files.latest("pk"))
    rows = rows.select_related("finding", "letter")
    places = FindingPlace.objects.filter(file=outcome.letter.files.latest("pk"))
    lines = dict(places.values_list("finding", "lines"))
    ordered = list(outcome.letter.findings.in_order().values_list("pk", flat=True))
    return [_difference(row, lines, _before(row, ordered, lines), outcome.reading) for row in rows]


def _before(row: Difference, ordered: list[int], lines: dict[int, list[int]]) -> list[int]:
    """The lines of the nearest finding before it that the copy has."""
    earlier = reversed(ordered[: ordered.index(row.finding_id)]) if row.finding_id else iter(())
    return next((lines[key] for key in earlier if key in lines), [])


def _difference(row: Difference, lines: dict[int, list[int]], before: list[int], read: Letter) -> dict[str, Any]:
    words = told(row)
    return {
        "key": comparing.key_of(row),
        **{"about": words.about, "then": words.then, "now": words.now, "held": words.held, "stays": words.stays},
        "renumbers": words.renumbers,
        "line": place(words, lines, before, read),
    }
