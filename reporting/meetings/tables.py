"""The parts of a meeting's papers that every kind can have: one table each, nothing where there is nothing to tell."""

from collections.abc import Callable, Sequence

from reporting.documents.blocks import Block, Bullets, Column, Paragraph, Table
from reporting.meetings.showing import SHORT, Shown, Told, agreed, day, days, due, named, recovery, shortened, who

Part = Callable[[Shown], list[Block]]
ACTION, LEAD, DUE = Column("Action", 3.4), Column("Who leads", 1.9), Column("Due", 1.4)


def _table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Block]:
    return [Table(f"{caption} ({len(rows)})", columns, rows)] if rows else []


def overdue(shown: Shown) -> list[Block]:
    new = set(shown.told["newly_overdue"] if shown.told["since"] else ())
    rows = [
        [_with_agreed(one), who(one), due(one) + ("\nnew since then" if one["key"] in new else ""), recovery(one)]
        for one in shown.of("overdue")
    ]
    return _table("Overdue", [ACTION, LEAD, DUE, Column("Recovery: the next step", 2.3)], rows)


def red(shown: Shown) -> list[Block]:
    rows = [[_with_agreed(one), who(one), due(one), recovery(one)] for one in shown.of("red")]
    return _table(
        "Red by its lead’s word, not overdue", [ACTION, LEAD, DUE, Column("Recovery: the next step", 2.3)], rows
    )


def stuck(shown: Shown) -> list[Block]:
    rows = [[named(one), who(one), shortened("\n".join(one["help"]), 2 * SHORT)] for one in shown.of("stuck")]
    return _table("Help is asked for", [ACTION, LEAD, Column("What is said", 3.7)], rows)


def dates(shown: Shown) -> list[Block]:
    rows = [_date(shown.actions[one["action"]], one) for one in shown.told["dates"]]
    columns = [ACTION, Column("From and to", 1.7), Column("Slips", 1.6), Column("Why", 2.4), Column("Answer", 1.2)]
    return _table("Later dates asked for", columns, rows)


def _date(action: Told, change: Told) -> list[str]:
    slips = days(change["slips"])
    if change["in_all"] > change["slips"]:
        slips += f"\n{days(change['in_all'])} in all, from {day(action['first_due'])}"
    moves = f"{day(change['was'])}\nto {day(change['wanted'])}"
    return [named(action), moves, slips, shortened(change["reason"], SHORT), change["answer"]]


def more_evidence(shown: Shown) -> list[Block]:
    rows = [[named(one), who(one), shortened(one["asked"], SHORT)] for one in shown.of("more_evidence")]
    return _table("More evidence needed", [ACTION, LEAD, Column("What is asked for", 3.7)], rows)


def challenges(shown: Shown) -> list[Block]:
    rows = [
        [f"{shown.about(one['finding'], one['action'])}: {shortened(one['text'], SHORT)}", one["to"], _answer(one)]
        for one in shown.told["challenges"]
    ]
    return _table("Challenges open", [Column("Challenge", 4.4), Column("To", 2), Column("Answer due", 1.8)], rows)


def _answer(challenge: Told) -> str:
    return f"{day(challenge['due'])}\n{challenge['stands']}"


def silent(shown: Shown) -> list[Block]:
    agencies: list[str] = shown.told["silent"]
    since = f"since {day(shown.told['since'])}" if shown.told["since"] else "yet"
    return [Paragraph(f"No update {since} from:"), Bullets(agencies)] if agencies else []


def delivered(shown: Shown) -> list[Block]:
    rows = [[named(one), who(one), shortened(one["difference"], 2 * SHORT)] for one in shown.of("delivered")]
    return _table("Delivered, waiting for assurance", [ACTION, LEAD, Column("What is now different", 3.7)], rows)


def assured(shown: Shown) -> list[Block]:
    rows = [[named(one), who(one), shortened(one["difference"], 2 * SHORT)] for one in shown.of("assured")]
    return _table("Assured", [ACTION, LEAD, Column("What is now different", 3.7)], rows)


def new(shown: Shown) -> list[Block]:
    rows = [[named(one), who(one), due(one)] for one in shown.of("new")]
    if rows and not shown.told["since"]:
        return [Paragraph("These are the first papers, so every action is new.")]
    return _table("New actions", [ACTION, LEAD, DUE], rows)


def ended(shown: Shown) -> list[Block]:
    rows = [[named(one), one["status"].capitalize(), shortened(one["reason"], SHORT)] for one in shown.of("ended")]
    return _table("No longer pursued", [ACTION, Column("What became of it", 1.5), Column("Why", 3)], rows)


def closed(shown: Shown) -> list[Block]:
    found = [shown.findings[key] for key in shown.told["closed"]]
    rows = [[f"{one['code']} {shortened(one['text'], SHORT)}", day(one["closed"])] for one in found]
    return _table("Findings closed", [Column("Finding", 5), Column("Closed on", 1.4)], rows)


def impact(shown: Shown) -> list[Block]:
    rows = [_moved(shown, one) for one in shown.told["impact"]]
    columns = [
        Column("Finding", 2.9),
        Column("Was", 1.7),
        Column("Is now", 1.7),
        Column("Rated", 1.6),
        Column("Why", 2.2),
    ]
    return _table("Impact ratings that moved", columns, rows)


def _moved(shown: Shown, moved: Told) -> list[str]:
    finding = shown.findings[moved["finding"]]
    rated = f"{day(moved['on'])}\n{moved['meeting']}"
    words = f"{finding['code']} {shortened(finding['text'], SHORT)}"
    return [words, moved["was"], moved["now"], rated, shortened(moved["note"], SHORT)]


def colours(shown: Shown) -> list[Block]:
    """Where the colour now is another than the one that the meeting agreed, or agreed before."""
    held = [(one, one["agreed"] or one["agreed_before"]) for one in shown.live()]
    told = [one for one, said in held if said and said["brag"]]
    rows = [[named(one), agreed(one), shown.colour(one["brag"])] for one in told if _differs(one)]
    same = len(told) - len(rows)
    found = _table(
        "Colours that differ from what was agreed", [ACTION, Column("Agreed", 2.4), Column("Now", 1.6)], rows
    )
    if same:
        found.append(Paragraph(f"{same} more stand{'s' if same == 1 else ''} as agreed."))
    return found


def _differs(action: Told) -> bool:
    here, before = action["agreed"], action["agreed_before"]
    said = here if here and here["brag"] else before
    return bool(said["brag"] != action["brag"] or (here and before and here["brag"] != before["brag"]))


def _with_agreed(action: Told) -> str:
    said = agreed(action)
    return f"{named(action)}\n{said}" if said else named(action)


PARTS: dict[str, Part] = {  # what each is called where there is nothing to tell of it
    "overdue": overdue,
    "Red for another reason": red,
    "help asked for": stuck,
    "later dates asked for": dates,
    "more evidence needed": more_evidence,
    "challenges open": challenges,
    "agencies without an update": silent,
    "colours agreed": colours,
    "delivered": delivered,
    "assured": assured,
    "new actions": new,
    "actions no longer pursued": ended,
    "findings closed": closed,
    "impact ratings that moved": impact,
}
NEEDS = (
    *("overdue", "Red for another reason", "help asked for", "later dates asked for", "more evidence needed"),
    *("challenges open", "agencies without an update", "colours agreed"),
)
CHANGED = (
    *("delivered", "assured", "new actions", "actions no longer pursued", "findings closed"),
    "impact ratings that moved",
)


def parts(shown: Shown, names: Sequence[str]) -> tuple[list[Block], list[str]]:
    """Blocks of those that there is something to tell of; the names of the others."""
    blocks: list[Block] = []
    nothing = []
    for name in names:
        made = PARTS[name](shown)
        blocks += made
        nothing += [] if made else [name]
    return blocks, nothing
