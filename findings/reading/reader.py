"""Source lines → letter: the whole reading, from its parts."""

import re
from collections.abc import Iterator, Sequence

from findings.reading.blocks import Assembler, Block
from findings.reading.facts import Facts, read_facts
from findings.reading.findings import read_findings
from findings.reading.furniture import furniture
from findings.reading.headings import Section
from findings.reading.healing import ends
from findings.reading.letter import Addressee, Doubt, Finding, Letter, SourceLine, Unreadable
from findings.reading.measure import Measure, measure
from findings.reading.owners import suggest_all
from findings.reading.people import read_addressees
from findings.reading.sections import WANTED, Part, outside_frames, parts
from findings.reading.source import Line, Source
from findings.reading.statement import read_statement

OPENING_LINES = 150  # the title stands on the first page
LONGEST_LINE = 500  # characters of a line that are looked at for the title

TITLE = re.compile(r"joint[ \t]*targeted[ \t]*area[ \t]*inspections?\b", re.IGNORECASE)
LAW = re.compile(r"section 20 of the Children Act 2004|Joint Area Reviews\) Regulations", re.IGNORECASE)


def read_letter(source: Source) -> Letter:
    """The letter that the lines hold. Raises Unreadable where they hold no joint targeted area inspection letter."""
    size = measure(source.lines)
    sections = parts(read_blocks(source, size), size)
    facts = read_facts(source.lines)
    addressees = read_addressees(source.lines)
    _refuse_other_documents(source.lines, sections, addressees, facts)
    findings, doubts = read_findings(sections, size)
    statement, statement_doubts = read_statement(source.lines, addressees, facts.letter_date)
    notes = [Doubt(note) for note in source.notes]
    return Letter(
        area=facts.area,
        letter_date=facts.letter_date,
        inspected_from=facts.inspected_from,
        inspected_to=facts.inspected_to,
        theme=facts.theme,
        inspectorates=facts.inspectorates,
        addressees=addressees,
        statement=statement,
        findings=suggest_all(findings, addressees, facts.area),
        strengths=tuple(_strengths(sections)),
        case_studies=tuple(part.heading.text for part in sections if part.section is Section.STUDY and part.heading),
        source=tuple(SourceLine(line.text, line.page) for line in source.lines),
        inferred=facts.inferred,
        warnings=(*notes, *facts.doubts, *statement_doubts, *_about_sections(sections, findings), *doubts),
    )


def read_blocks(source: Source, size: Measure) -> list[Block]:
    """The letter's blocks in order; those in frames are put together apart from those that they interrupt."""
    away = furniture(source.lines, size)
    kept = [index for index, line in enumerate(source.lines) if index not in away]
    blocks = [
        block
        for boxed in (False, True)
        for block in Assembler(source.lines, size).blocks([i for i in kept if source.lines[i].boxed is boxed])
    ]
    return list(outside_frames(sorted(blocks, key=lambda block: block.lines[0]), size))


def _strengths(sections: Sequence[Part]) -> Iterator[str]:
    """The items of the sections of strengths; where such a section has no bullets, its paragraphs."""
    for part in sections:
        if part.section is Section.STRENGTHS:
            listed = [block for block in part.blocks if block.bullet]
            yield from (block.text for block in listed or part.blocks)


def _refuse_other_documents(
    lines: Sequence[Line], sections: Sequence[Part], addressees: Sequence[Addressee], facts: Facts
) -> None:
    """Raises Unreadable, naming what is missing, unless the title or the law and one more part of a letter stand."""
    titled = any(TITLE.match(line.text) for line in _opening(lines))
    by_law = any(LAW.search(line.text[:LONGEST_LINE]) for line in lines)
    asked = any(part.section in WANTED for part in sections)
    there = {
        "the title “Joint targeted area inspection …”": titled,
        "the people it is written to": bool(addressees),
        "the dates of the inspection": facts.inspected_from is not None,
        "a heading such as “Areas for improvement” or “What needs to improve?”": asked,
    }
    if (titled or by_law) and sum(there.values()) > 1:
        return
    parts_missing = "; ".join(part for part, found in there.items() if not found)
    raise Unreadable(
        f"This is no letter about a joint targeted area inspection, or part of it is lost. Missing: {parts_missing}."
        " Check that it is the right file; a letter that cannot be read can be entered by hand, in the admin site."
    )


def _opening(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.text][:OPENING_LINES]


def _about_sections(sections: Sequence[Part], findings: Sequence[Finding]) -> Iterator[Doubt]:
    """What a reader of the plan must know of the letter's sections."""
    if not any(part.section in WANTED for part in sections):
        yield Doubt("No heading for areas for priority action or for improvement was found, so there are no findings.")
    stopless = [finding for finding in findings if not ends(finding.text)]
    for finding in stopless if len(stopless) < len(findings) / 2 else []:  # else it is the letter's way
        if finding.text[:1].isupper():
            yield Doubt(f"“{finding.text[:60]} …” ends without a full stop; part of it may be missing.", finding.lines)
