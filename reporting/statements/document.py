"""A statement as a document, made of what is told (statements.telling) alone: a kept version can be written again."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from findings.models.findings import Kind
from reporting.documents.blocks import (
    Block,
    Bullets,
    Column,
    Contents,
    Document,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)
from reporting.models.agreement import Answer
from reporting.models.statements import Detail, Key, Order
from reporting.statements.telling import Told

TITLE = "Written statement of proposed action"
KINDS = {Kind.PRIORITY_ACTION: "Areas for priority action", Kind.IMPROVEMENT: "Areas for improvement"}
NOTHING_YET = Note("Nothing is written here yet.")
TOGETHER, ALONE = "Partnership actions", "Single-agency actions"
FULL = (Column("Action", 3.4), Column("Who leads", 1.7), Column("By when", 1.1), Column("How we will know", 2.2))
SHORT = FULL[:3]
DUE = {"printed": "the date that the letter prints", "calculated": "70 working days: the letter prints no date"}


def document(told: Told, endorsed: Sequence[Told], marking: Sequence[str], made: str, watermark: str = "") -> Document:
    """`endorsed`: who agrees (telling.endorsements); `marking`: the marking, then how to handle it, if anything."""
    theme = f", about {told['theme']}" if told["theme"] else ""
    blocks: list[Block] = [Facts(list(_facts(told))), Contents(), PageBreak()]
    for section in told["sections"]:
        added = ADDED.get(section["key"], _nothing)(told, endorsed)
        blocks += [Heading(section["heading"]), *([*written(section["text"]), *added] or [NOTHING_YET])]
    return Document(
        title=TITLE,
        subtitle=f"{told['partnership']}\nJoint targeted area inspection: {told['letter']}{theme}",
        subject=f"{TITLE}: {told['letter']}",
        author=told["partnership"],
        marking=marking[0],
        handling=" ".join(marking[1:]),
        made=made,
        watermark=watermark,
        blocks=blocks,
    )


def written(text: str) -> Iterator[Block]:
    """What people wrote in a box: paragraphs, and lines that begin with "-" or "•" as a list."""
    for is_list, lines in groupby(text.strip().split("\n"), key=lambda line: line.lstrip()[:2] in ("- ", "• ")):
        if is_list:
            yield Bullets([line.lstrip()[2:].strip() for line in lines])
        elif words := "\n".join(lines).strip():
            yield Paragraph(words)


def _facts(told: Told) -> Iterator[tuple[str, str]]:
    if told["due"]:
        yield "Due to Ofsted", f"{_day(told['due'])} ({DUE.get(told['due_is'], '')})"
    for name, value in (("Prepared by", told["preparer"]), ("Sent by", told["sender"]), ("To", "; ".join(told["to"]))):
        if value:
            yield name, value


def _nothing(_told: Told, _endorsed: Sequence[Told]) -> list[Block]:
    return []


def _endorsed(_told: Told, endorsed: Sequence[Told]) -> list[Block]:
    if not endorsed:
        return []
    columns = (Column("Agency", 2), Column("Who signs for it", 2), Column("Agreement", 2))
    return [Table("Agencies that endorse this statement", columns, [_endorsement(one) for one in endorsed])]


def _endorsement(one: Told) -> list[str]:
    if one["answer"] != Answer.AGREED:
        earlier = " of an earlier text" if one["changed_since"] else ""
        return [one["agency"], one["who"] or "Its safeguarding partner", f"{Answer(one['answer']).label}{earlier}"]
    on = dt.datetime.fromisoformat(one["on"])
    earlier = ", to an earlier text" if one["changed_since"] else ""
    by = f" by {one['by']} for {one['agency']}" if one.get("by_another") else ""
    return [one["agency"], one["who"] or one["by"], f"Agreed{by} on {on:%-d %B %Y}{earlier}"]


def _done(told: Told, _endorsed: Sequence[Told]) -> list[Block]:
    if not told["done"]:
        return []
    rows = [[f"{one['number']} {one['text']}", one["difference"]] for one in told["done"]]
    return [Table("Actions delivered so far", (Column("Action", 3), Column("What is now different", 3)), rows)]


def _voice(told: Told, _endorsed: Sequence[Told]) -> list[Block]:
    rows = [[one["measure"], "; ".join(one["readings"]) or "No reading yet"] for one in told["voice"]]
    columns = (Column("What children and families are asked", 3), Column("What they said", 3))
    return [Table("Measures from children and families", columns, rows)] if rows else []


def _findings(told: Told, _endorsed: Sequence[Told]) -> list[Block]:
    findings = told["findings"]
    if not findings:
        return [Note("The letter has no areas for priority action and no areas for improvement.")]
    by_agency = told["order"] == Order.AGENCY
    blocks: list[Block] = [Paragraph(counted(findings))]
    key: Callable[[Told], str] = (lambda one: one["lead"]) if by_agency else (lambda one: KINDS[one["kind"]])
    for name, group in groupby(findings, key=key):
        blocks.append(Heading(name or "No agency leads yet", 2))
        for finding in group:
            blocks += _finding(told, finding)
    return blocks


def counted(findings: Sequence[Told]) -> str:
    """How many findings and actions there are, and how many of each sort."""
    actions = [action for finding in findings for action in finding["actions"]]
    together = sum(action["together"] for action in actions)
    kinds = [sum(one["kind"] == kind for one in findings) for kind in KINDS]
    return (
        f"The letter has {_number(kinds[0], 'area')} for priority action and {_number(kinds[1], 'area')} for "
        f"improvement. {_number(len(actions), 'action')} answer{'s' if len(actions) == 1 else ''} them: "
        f"{_number(together, 'partnership action')} and {_number(len(actions) - together, 'single-agency action')}."
    )


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _finding(told: Told, finding: Told) -> Iterator[Block]:
    yield Heading(f"{Kind(finding['kind']).label} {finding['number']}", 3)
    if finding["subheading"]:
        yield Paragraph(finding["subheading"])
    if finding["stem"]:
        yield Quote(finding["stem"])
    yield Quote(finding["text"])
    for caption, together in ((TOGETHER, True), (ALONE, False)):
        if actions := [action for action in finding["actions"] if action["together"] is together]:
            full = told["detail"] == Detail.FULL
            rows = [_action(action)[: 4 if full else 3] for action in actions]
            yield Table(f"{caption} on {finding['code']}", FULL if full else SHORT, rows)
    if finding["also"]:
        yield Paragraph(f"Also answered by {', '.join(finding['also'])}.")
    elif not finding["actions"]:
        yield Note("No action is written yet.")


def _action(action: Told) -> list[str]:
    contributing = f"\nWith: {'; '.join(action['with'])}" if action["with"] else ""
    who = "\n".join(part for part in (action["lead"], action["officer"]) if part)
    due = _day(action["due"]) if action["due"] else "No date agreed yet"
    return [f"{action['number']} {action['text']}{contributing}", who, due, action["measure"]]


def _glossary(told: Told, _endorsed: Sequence[Told]) -> list[Block]:
    return [Facts([tuple(pair) for pair in told["glossary"]])] if told["glossary"] else []


def _contact(told: Told, _endorsed: Sequence[Told]) -> list[Block]:
    return list(written(told["contact"]))


def _day(iso: str) -> str:
    return f"{dt.date.fromisoformat(iso):%-d %B %Y}"


ADDED: dict[str, Callable[[Told, Sequence[Told]], list[Block]]] = {  # what the program adds to a section
    Key.ENDORSED: _endorsed,
    Key.DONE: _done,
    Key.VOICE: _voice,
    Key.FINDINGS: _findings,
    Key.GLOSSARY: _glossary,
    Key.CONTACT: _contact,
}
