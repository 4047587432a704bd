"""A meeting's papers as a document, made of what is told (meetings.telling) alone: kept ones can be written again."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from actions.bars import COLOURS, WORST_FIRST
from reporting.documents.blocks import Block, Bullets, Column, Document, Facts, Heading, Note, Table
from reporting.meetings import by_finding, two_pages
from reporting.meetings.charted import figures
from reporting.meetings.showing import Shown, Told, agreed, counted, day, due, listed, named, shortened, who
from reporting.meetings.tables import CHANGED, NEEDS, parts
from reporting.models import MeetingKind

TITLES = {
    MeetingKind.WORKING_GROUP: "Papers for the working group",
    MeetingKind.EXECUTIVE: "Board pack for the executive",
    MeetingKind.PARTNERS: "Papers for the safeguarding partners",
    MeetingKind.SCRUTINY: "Report to council scrutiny",
}
LONG = 1500  # characters


def document(told: Told, marking: Sequence[str], made: str) -> Document:
    """`marking`: the marking, then how to handle it, if anything."""
    shown = Shown(told)
    kind = MeetingKind(told["kind"])
    held = ", ".join(part for part in (told["meeting"], told["place"]) if part)
    return Document(
        title=TITLES[kind],
        subtitle="\n".join(part for part in (told["partnership"], held) if part),
        subject=f"{TITLES[kind]}, as it stood on {day(told['as_of'])}",
        author=told["partnership"],
        marking=marking[0],
        handling=" ".join(marking[1:]),
        made=made,
        landscape=kind == MeetingKind.WORKING_GROUP,
        blocks=[Facts(list(_facts(told))), *DEPTHS[kind](shown)],
    )


def _facts(told: Told) -> Iterator[tuple[str, str]]:
    yield "As it stood on", f"{day(told['as_of'])}, at the end of the day"
    if told["since"]:
        before = f", where the papers of {told['before']} ended" if told["before"] else ""
        yield "What changed since", f"{day(told['since'])}{before}"
    else:
        yield "What changed since", "the beginning: these are the first papers for a meeting of this kind"
    yield "Made for", told["made_for"]


def in_short(shown: Shown) -> list[Block]:
    """Counts, and what the colours say."""
    told, live = shown.told, shown.live()
    colours = Counter(one["brag"] for one in live)
    by_colour = [f"{colours[one]} {COLOURS[one]}" for one in WORST_FIRST if colours[one]]
    closed = sum(bool(one["closed"]) for one in told["findings"])
    done = [(len(told[name]), name) for name in ("delivered", "assured", "new")]
    since = "Since then" if told["since"] else "So far"
    key = " ".join(f"{shown.colour(brag)}." for brag in shown.says)
    return [
        Heading("In short"),
        Bullets(
            [
                f"{counted(len(told['findings']), 'finding')}, {closed} of them closed.",
                f"{counted(len(live), 'action')}: {listed(by_colour)}." if live else "No action yet.",
                f"{since}: {listed(f'{number} {name}' for number, name in done)}.",
                f"{len(told['overdue'])} overdue, {len(told['newly_overdue'])} of them new; "
                f"help is asked for with {len(told['stuck'])}; {len(told['challenges'])} challenges open.",
            ]
        ),
        Note(f"What the colours say: {key}"),
    ]


def _executive(shown: Shown) -> list[Block]:
    needs, nothing = parts(shown, NEEDS)
    changed, unchanged = parts(shown, CHANGED)
    charts = figures(shown.told)
    return [
        *in_short(shown),
        *charts[:1],
        *_under("What needs the meeting", needs),
        *_under("What changed", changed),
        *_nothing([*nothing, *unchanged]),
        *_under("Progress and dates ahead", charts[1:]),
    ]


def _under(heading: str, blocks: Sequence[Block]) -> list[Block]:
    return [Heading(heading), *blocks] if blocks else []


def _nothing(names: Sequence[str]) -> list[Block]:
    return [Note(f"Nothing to report: {', '.join(names)}.")] if names else []


def _working_group(shown: Shown) -> list[Block]:
    return [*_executive(shown), *_open_actions(shown)]


def _open_actions(shown: Shown) -> Iterator[Block]:
    """Every one, by the agency that leads."""
    found = [one for one in shown.told["actions"] if one["open"]]
    yield Heading("Every open action")
    if not found:
        yield Note("No action is open.")
    columns = [Column("Action", 3.4), Column("Who", 1.7), Column("Due", 1.3), Column("Colour", 1.6)]
    columns.append(Column("What was said last, and the next step", 3.4))
    for agency in sorted({one["lead"] for one in found}, key=str.casefold):
        rows = [_open(shown, one) for one in found if one["lead"] == agency]
        yield Heading(agency, 2)
        yield Table(f"Open actions that {agency} leads ({len(rows)})", columns, rows)


def _open(shown: Shown, one: Told) -> list[str]:
    others = f"\nWith: {'; '.join(one['with'])}" if one["with"] else ""
    colour = "\n".join(part for part in (shown.colour(one["brag"]), one["why"], agreed(one)) if part)
    said = f"{day(one['said_on'])}: {one['said'] or 'no change'}" if one["said_on"] else "No update yet."
    next_step = f"\nNext: {one['next_step']}" if one["next_step"] else ""
    return [named(one, LONG) + others, who(one) or one["lead"], due(one), colour, shortened(said, LONG) + next_step]


def _partners(shown: Shown) -> list[Block]:
    needs, nothing = parts(shown, NEEDS[:-1])
    changed, unchanged = parts(shown, CHANGED)
    return [
        *in_short(shown),
        *by_finding.decisions_wanted(shown),
        *_under("What changed, and what does not move", [*needs, *changed]),
        *_nothing([*nothing, *unchanged]),
        *by_finding.findings(shown),
    ]


def _scrutiny(shown: Shown) -> list[Block]:
    return two_pages.blocks(shown)


DEPTHS: dict[str, Callable[[Shown], list[Block]]] = {
    MeetingKind.WORKING_GROUP: _working_group,
    MeetingKind.EXECUTIVE: _executive,
    MeetingKind.PARTNERS: _partners,
    MeetingKind.SCRUTINY: _scrutiny,
}
