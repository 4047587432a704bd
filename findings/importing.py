"""A letter as read becomes rows: a new letter, a further copy of one that is held, or nothing new.

Runs inside the caller's transaction, one a letter; actions.planning opens the actions in the same one.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Q

from findings import comparing, naming
from findings.correcting import correct
from findings.correcting_people import as_called, renamed, write_people
from findings.models import Difference, Finding, FindingContributor, FindingPlace, Letter, LetterFile
from findings.reading import letter as reading
from findings.reading.letter import Letter as Reading
from findings.reading.letter import Unreadable
from findings.reading.record import as_record
from findings.wishes import AS_READ, Wishes, numbered
from partnerships.models import Partnership
from partnerships.models.events import because_of_letter


@dataclass
class Outcome:
    """What became of one file. `status`: created, updated (a further copy was kept), unchanged or failed."""

    file: str
    status: str
    letter: Letter | None = None
    reading: Reading | None = None
    differences: int = 0
    may_be: list[Letter] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # why a difference could not be accepted with it
    error: str = ""


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def known(data: bytes) -> LetterFile | None:
    """The same bytes, imported before. What a person may be told of it is the caller's to gate."""
    return LetterFile.objects.filter(sha256=sha256(data)).select_related("letter__partnership").first()


def bring_in(name: str, data: bytes, read: Reading, actor: Any, wishes: Wishes = AS_READ) -> Outcome:
    """Writes what the file `name` says. Raises Unreadable where nobody says whose it is, or it may not be told."""
    if not (read.area or wishes.area or wishes.partnership):
        raise Unreadable("It does not say which area was inspected. Enter this letter by hand in the admin site.")
    partnership = _partnership(wishes, read.area, actor)
    again = partnership.letters.filter(files__sha256=sha256(data)).first()
    same = again or _same_letter(partnership, read)
    if same and _is_hidden(same, actor):
        raise Unreadable(_held_back(same))
    if again:
        return Outcome(name, "unchanged", again, read)
    if same:
        return _keep_copy(same, name, data, read, actor)
    alike = (letter for letter in partnership.letters.all() if _dates_alike(letter, read) == 2)
    may_be = [letter for letter in alike if not _is_hidden(letter, actor)]
    letter = Letter(partnership=partnership, **_read_values(read)).enter(actor, "imported")
    with because_of_letter(letter.pk):
        _write_contents(letter, name, data, read, actor, wishes)
    return Outcome(name, "created", letter, read, may_be=may_be)


def _is_hidden(letter: Letter, actor: Any) -> bool:
    """Whether it is not published yet and is not for the eyes of the person who imports; a command sees all."""
    if actor is None or actor.is_administrator or not letter.embargoed:
        return False
    return Letter.objects.hidden_from(actor).filter(pk=letter.pk).exists()


def _held_back(letter: Letter) -> str:
    """To someone who has the letter in hand, and may import it: not what the plan makes of it."""
    readers = letter.readers.current().select_related("user")
    names = " or ".join(str(reader.user) for reader in readers[:3]) or "an administrator"
    return f"This letter is held already, before its publication. Ask {names} to name you as a reader, or to import it."


def _partnership(wishes: Wishes, area: str, actor: Any) -> Partnership:
    """Whose letter it is, locked, so that two imports of one letter cannot both find it new."""
    found = wishes.partnership or _of_area(wishes.area or area, actor)
    return Partnership.objects.select_for_update().get(pk=found.pk)


def _of_area(area: str, actor: Any) -> Partnership:
    known_as = Q(area__iexact=area) | Q(letters__as_read__area=area)  # an area keeps its letters when it is renamed
    return Partnership.objects.filter(known_as).order_by("pk").first() or _new_partnership(area, actor)


def _new_partnership(area: str, actor: Any) -> Partnership:
    try:
        with transaction.atomic():
            return Partnership(area=area, name=f"{area} safeguarding partnership").enter(actor)
    except IntegrityError:  # another import was quicker
        return Partnership.objects.of_area(area).get()


def _same_letter(partnership: Partnership, read: Reading) -> Letter | None:
    return next((letter for letter in partnership.letters.all() if _dates_alike(letter, read) == 3), None)


def _dates_alike(letter: Letter, read: Reading) -> int:
    """How many of the three dates are known and agree; as first read, where a file was, whatever people made of it."""
    dates = ("letter_date", "inspected_from", "inspected_to")
    now, held = comparing.facts(read), comparing.source(letter, dates)
    return sum(now[name] is not None and now[name] == held[name] for name in dates)


def _read_values(read: Reading) -> dict[str, Any]:
    return {
        "warnings": as_record(read)["warnings"],
        "inferred": read.inferred,
        "as_read": {**comparing.facts(read), "area": read.area},
        **comparing.values(comparing.facts(read)),
    }


def _write_contents(letter: Letter, name: str, data: bytes, read: Reading, actor: Any, wishes: Wishes) -> None:
    if wishes.embargoed:
        letter.hold_back(actor)
    write_people(letter, read.addressees, wishes.people, actor)
    file = _keep_file(letter, name, data, read, actor)
    names = renamed(read.addressees, wishes.people)
    found = [(number, as_called(one, names)) for number, one in numbered(read.findings, wishes)]
    findings = write_findings(letter, file, found, actor)
    correct(letter, findings, read, wishes, actor)


def write_findings(
    letter: Letter, file: LetterFile, numbered: Sequence[tuple[int, reading.Finding]], actor: Any
) -> list[Finding]:
    """Findings as read under the given numbers, with suggested leads and contributors and their places in the file."""
    leads = naming.Leads(letter, actor)
    findings = Finding.enter_all(actor, [_row(letter, number, found, leads) for number, found in numbered], "imported")
    both = list(zip(findings, (found for _number, found in numbered), strict=True))
    contributors = [
        FindingContributor(partnership=letter.partnership, finding=finding, agency=agency)
        for finding, found in both
        for agency in leads.contributing(found)
    ]
    FindingContributor.enter_all(actor, contributors, "suggested contributor")
    _place_all(file, both)
    return findings


def next_number(letter: Letter, kind: str) -> int:
    """The first number of its kind that the letter has not used."""
    return int(letter.findings.next_number(kind))


def _row(letter: Letter, number: int, found: reading.Finding, leads: naming.Leads) -> Finding:
    lead = leads.of(found)
    return Finding(
        partnership=letter.partnership,
        letter=letter,
        kind=found.kind,
        number=number,
        stem=found.stem,
        subheading=found.subheading,
        text=found.text,
        page=found.page,
        lead_agency=lead,
        because=found.because,
        suggested_owner=leads.owner(lead),
        as_read=comparing.words(found),
    )


def _place_all(file: LetterFile, both: Iterable[tuple[Finding, reading.Finding]]) -> None:
    FindingPlace.objects.bulk_create(
        FindingPlace(
            partnership=finding.partnership, finding=finding, file=file, page=found.page, lines=list(found.lines)
        )
        for finding, found in both
    )


def _keep_file(letter: Letter, name: str, data: bytes, read: Reading, actor: Any) -> LetterFile:
    file = LetterFile(
        partnership=letter.partnership,
        letter=letter,
        name=name[-255:],
        sha256=sha256(data),
        size=len(data),
        reading=as_record(read),
        imported_by=actor,
    )
    file.content.name = file.content.field.generate_filename(file, name)
    return file.enter(actor, "kept file")


def put_away(letter: Letter, data: bytes) -> None:
    """Puts a kept file's bytes where its row says: the last step of an import. What was cut short is written again."""
    content = letter.files.get(sha256=sha256(data)).content
    name = str(content.name)
    if content.storage.exists(name):
        with content.open("rb") as kept:
            if sha256(kept.read()) == sha256(data):
                return
        content.storage.delete(name)
    content.storage.save(name, ContentFile(data))


def _keep_copy(letter: Letter, name: str, data: bytes, read: Reading, actor: Any) -> Outcome:
    """Keeps the file, lists what differs, applies none of it; a finding it lacks is flagged and stays open."""
    file = _keep_file(letter, name, data, read, actor)
    findings = list(letter.findings.all())
    pairs = comparing.pair([one for one in findings if one.split_from_id is None], read.findings)
    split_off = comparing.split_off(findings)
    differences = comparing.letter_differences(letter, read) + comparing.addressee_differences(letter, read)
    _place_all(file, pairs.both)
    _place_all(file, [(part, found) for finding, found in pairs.both for part in split_off.get(finding.pk, ())])
    for finding, found in pairs.both:
        finding.change(actor, "found in a further copy", missing_from=None)
        differences += comparing.finding_differences(finding, found)
    for finding in pairs.only_held:
        finding.change(actor, "missing from a further copy", missing_from=file)
        differences.append(Difference(finding=finding, subject="missing", then=finding.as_read, now=None))
    differences += [
        Difference(subject="finding", then=None, now={**comparing.words(found), "index": index})
        for index, found in pairs.only_read
    ]
    for difference in differences:
        difference.partnership, difference.letter, difference.file = letter.partnership, letter, file
    Difference.enter_all(actor, differences, "listed difference")
    return Outcome(name, "updated", letter, read, differences=len(differences))
