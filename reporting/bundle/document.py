"""One finding as a document for an inspector: their words, what was done, the proof, what changed, who decided."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from actions import brag_words
from actions.charts import amount
from actions.deadlines import action_stands
from actions.models import Challenge, Status
from actions.timeline import Entry
from actions.who import lead_in_words
from partnerships.story import Chapter
from reporting.bundle.readings import readings
from reporting.bundle.rows import FindingRows
from reporting.documents.blocks import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
    Table,
)

Pairs = list[tuple[str, str]]
EVIDENCE = (Column("What it shows", 2), Column("In this bundle", 3), Column("Added", 1.4))
HISTORY = (Column("When", 1.1), Column("Who", 1.3), Column("What", 4))


def document(rows: FindingRows, where: Mapping[int, str], marking: Sequence[str], made: str) -> Document:
    """`where`: by the key of a piece of evidence, its file in the bundle or its link."""
    finding = rows.finding
    blocks = [Facts(_facts(rows)), *_words(rows), *_actions(rows, where), *_measures(rows)]
    blocks += [*_impact(rows), *_decisions(rows), *_challenges(rows), *_opinions(rows), *_history(rows)]
    return Document(
        title=f"{finding.get_kind_display()} {finding.number}",
        subtitle=f"{finding.partnership}\nJoint targeted area inspection: {finding.letter}",
        subject=f"{finding.code}, {finding.letter}",
        author=str(finding.partnership),
        marking=marking[0],
        handling=" ".join(marking[1:]),
        made=made,
        blocks=blocks,
    )


def _facts(rows: FindingRows) -> Pairs:
    finding, page = rows.finding, rows.page
    suggested = " (suggested)" if finding.lead_is_suggestion else ""
    told = {
        "State": page["state"],
        "Worst colour": page["brag"],
        "Impact": page["rating"].get_rating_display() if page["rating"] else "Not measured",
        "Lead agency": f"{finding.lead_agency}{suggested}" if finding.lead_agency else "Nobody yet",
        "Theme": finding.theme,
        "Page of the letter": str(finding.page or ""),
        "Was": ", ".join(finding.was),
        "Why it is closed": finding.reason if finding.closed_at else "",
    }
    return [pair for pair in told.items() if pair[1]]


def _words(rows: FindingRows) -> Iterator[Block]:
    finding = rows.finding
    yield Heading("What the inspectors wrote")
    if finding.subheading:
        yield Paragraph(finding.subheading)
    if finding.stem:
        yield Quote(finding.stem)
    yield Quote(finding.text)


def _actions(rows: FindingRows, where: Mapping[int, str]) -> Iterator[Block]:
    yield Heading("Actions")
    if not rows.actions:
        yield Note("No action answers it.")
    for action in rows.actions:
        also = "" if action.finding_id == rows.finding.pk else ", which answers this finding too"
        yield Heading(f"{action.number}{also}", 2)
        yield Paragraph(action.text) if action.text else Note("No action is written yet.")
        yield Facts(_facts_of(action))
        evidence = [
            [one.title, where[one.pk], f"{_day(one.added_at)}\n{one.added_by}"] for one in rows.evidence(action)
        ]
        yield Table(f"Evidence for {action.number}", EVIDENCE, evidence) if evidence else Note("No evidence yet.")


def _facts_of(action: Any) -> Pairs:
    due, partnership = action_stands(action, timezone.localdate()), action.letter.partnership
    deadline = f"{due.date:%-d %B %Y}{f', {due.words}' if due.words else ''}" if due.date else due.words
    brag, assured = brag_words.in_words(action.brag, partnership), action.assured_at
    told = {
        "Lead agency": lead_in_words(action),
        "Lead officer": str(action.lead_officer or ""),
        "Contributing": "; ".join(_part(one) for one in action.other_contributors),
        "Deadline": deadline,
        "Slippage": f"{action.slipped} days after the date first agreed" if action.slipped > 0 else "",
        "Status": action.get_status_display() if action.status != Status.DRAFT else "",
        "Colour": " ".join(filter(None, (brag, brag_words.why(action, due, partnership)))),
        "Measure of success": action.measure_of_success,
        "What is now different": action.difference,
        "Assured": f"{_day(assured)}, by {action.assured_by}" if assured else "",
        "More evidence asked for": action.asked if action.is_asked else "",
        "Why it ended": action.reason if action.reason_stands else "",
        "Superseded by": str(action.told_superseded_by or ""),
    }
    return [pair for pair in told.items() if pair[1]]


def _part(contributor: Any) -> str:
    return ", ".join(filter(None, (contributor.agency.name, str(contributor.officer or ""), contributor.part)))


def _measures(rows: FindingRows) -> Iterator[Block]:
    yield Heading("Measures")
    if not rows.page["measures"]:
        yield Note("Nothing is measured yet.")
    for one in rows.page["measures"]:
        measure = one.measure
        yield Heading(measure.name, 2)
        known = {"Baseline": measure.baseline, "Target": measure.target}
        told = [(name, amount(value, measure.unit)) for name, value in known.items() if value is not None]
        yield Facts([*told, ("Source", measure.get_source_display())])
        yield from readings(one) or [Note("No reading yet.")]


def _impact(rows: FindingRows) -> Iterator[Block]:
    ratings = rows.finding.impactratings.select_related("said_by")
    told = [[f"{one.on:%-d %B %Y}", one.meeting, f"{one.get_rating_display()}\n{one.note}".strip()] for one in ratings]
    columns = (Column("Rated on"), Column("Meeting", 2), Column("Impact", 3))
    yield from _section("Impact", "How the impact was rated", columns, told, "It is not rated yet.")


def _decisions(rows: FindingRows) -> Iterator[Block]:
    told = []
    for one in rows.page["decisions"]:
        by = "\nBy the safeguarding partners" if one.by_partners else ""
        about = f"\nOn {one.action.number}" if one.action else ""
        closes = " It closes the finding." if one.closes else ""
        told.append([f"{one.on:%-d %B %Y}", f"{one.meeting}{by}{about}", f"{one.text}{closes}", str(one.said_by)])
    columns = (Column("Decided on"), Column("Meeting", 1.5), Column("Decision", 3), Column("Recorded by"))
    yield from _section("Decisions", "What was decided", columns, told, "No decision is recorded.")


def _challenges(rows: FindingRows) -> Iterator[Block]:
    """Those on the finding and on its own actions: each is about the finding."""
    told = [_challenge(asked.challenge) for asked in rows.page["challenges"]]
    columns = (
        Column("To, and by whom", 1.3),
        Column("Challenge", 2),
        Column("Answer", 2),
        Column("What came of it", 2),
    )
    yield from _section("Challenges", "What was asked, and answered", columns, told, "Nobody raised a challenge.")


def _challenge(one: Challenge) -> list[str]:
    about = f"\non {one.action.number}" if one.action else ""
    asked = f"{one.agency}{about}\nby {one.said_by}, {_day(one.said_at)}\nto answer by {one.answer_due:%-d %B %Y}"
    answered = f"{one.answer}\n{one.answered_by}, {_day(one.answered_at)}" if one.answered_at else "Not answered yet"
    closed = f"{one.outcome}\n{one.closed_by or ''}, {_day(one.closed_at)}" if one.closed_at else "Open"
    return [asked, one.text, answered, closed]


def _opinions(rows: FindingRows) -> Iterator[Block]:
    told = [[_day(one.said_at), str(one.said_by), _about(one), one.text] for one in rows.page["opinions"]]
    columns = (Column("When"), Column("Who", 1.3), Column("About", 1.3), Column("Opinion", 4))
    yield from _section("The scrutineer’s opinions", "Opinions", columns, told, "No opinion is given yet.")


def _about(opinion: Any) -> str:
    return f"{opinion.action.number}" if opinion.action else "The finding"


def _history(rows: FindingRows) -> Iterator[Block]:
    yield Heading("History")
    yield Table("What happened to the finding, the newest first", HISTORY, [_chapter(c) for c in rows.page["story"]])
    for action in rows.actions:
        told = [_entry(one) for one in rows.story(action)]
        yield Table(f"What happened to {action.number}, the newest first", HISTORY, told)


def _chapter(one: Chapter) -> list[str]:
    what = f"{one.did}{f': {one.about}' if one.about else ''}"
    when = _day(one.event.at) if one.dated else ""
    return [when, one.event.actor_name, "\n".join([what, *(change.line for change in one.changes)])]


def _entry(one: Entry) -> list[str]:
    lines = [one.did, one.text, *(change.line for change in one.changes)]
    lines += [one.declared, *(f"Evidence: {proof.title}" for proof in one.evidence)]
    return [_day(one.at) if one.dated else "", one.who, "\n".join(filter(None, lines))]


def _section(
    heading: str, caption: str, columns: Sequence[Column], rows: list[list[str]], nothing: str
) -> Iterator[Block]:
    yield Heading(heading)
    yield Table(caption, columns, rows) if rows else Note(nothing)


def _day(at: Any) -> str:
    return f"{timezone.localtime(at):%-d %B %Y}"
