"""Papers that go by finding: what is asked of the safeguarding partners, and each finding with what does not move."""

from collections.abc import Iterator

from actions.models import Status
from actions.models.assurance import Impact
from actions.models.dates import Answer
from findings.models.findings import Kind
from reporting.documents.blocks import Block, Bullets, Facts, Figure, Heading, Note, Quote
from reporting.meetings.charted import measure_figures
from reporting.meetings.showing import SHORT, Shown, Told, agreed, day, days, recovery, shortened

WORDS = 500  # characters of a finding's own


def decisions_wanted(shown: Shown) -> list[Block]:
    wanted = [*_dates(shown), *_help(shown), *_to_close(shown), *_unanswered(shown)]
    told: Block = Bullets(wanted) if wanted else Note("None.")
    return [Heading("Decisions wanted"), told]


def _dates(shown: Shown) -> Iterator[str]:
    for one in shown.told["dates"]:
        if one["answer"] == Answer.OPEN.label:
            number = shown.actions[one["action"]]["number"]
            reason = shortened(one["reason"], SHORT)
            yield f"{number}: a later date, {day(one['wanted'])} ({days(one['slips'])} later). {reason}"


def _help(shown: Shown) -> Iterator[str]:
    for one in shown.of("stuck"):
        yield f"{one['number']}: help. {shortened('; '.join(one['help']), SHORT)}"


def _to_close(shown: Shown) -> Iterator[str]:
    for one in shown.told["findings"]:
        answering = [shown.actions[key] for key in one["actions"]]
        done = answering and all(action["status"] == Status.ASSURED for action in answering)
        if done and not one["closed"] and one["kind"] == Kind.PRIORITY_ACTION:
            yield f"{one['code']}: whether it is closed. All its actions are assured."


def _unanswered(shown: Shown) -> Iterator[str]:
    for one in shown.told["challenges"]:
        if one["late"]:
            about = shown.about(one["finding"], one["action"])
            yield f"{about}: {one['to']} has not answered a challenge, due on {day(one['due'])}."


def findings(shown: Shown) -> Iterator[Block]:
    """Each that is not closed, with its measures."""
    measured: dict[int, list[Figure]] = {}
    for key, figure in measure_figures(shown.told.get("measures", ())):
        measured.setdefault(key, []).append(figure)
    yield Heading("By finding")
    for one in shown.told["findings"]:
        if not one["closed"]:
            yield Heading(f"{Kind(one['kind']).label} {one['code']}", 2)
            yield Quote(shortened(" ".join(part for part in (one["stem"], one["text"]) if part), WORDS))
            yield Facts(list(_facts(shown, one)))
            yield from measured.get(one["key"], ())


def _facts(shown: Shown, one: Told) -> Iterator[tuple[str, str]]:
    yield "Who answers", ", ".join(part for part in (one["lead"], one["title"]) if part) or "Nobody yet"
    yield "How it stands", f"{one['state']}. {shown.colour(one['brag'])}"
    if said := agreed(one):
        yield "Colour agreed", said
    yield "Impact", impact(one)
    if held := stuck(shown, one):
        yield "What is stuck", "\n".join(held)
        steps = [shown.actions[key] for key in one["actions"]]
        late = [action for action in steps if shown.is_in(action["key"], "overdue", "red")]
        if late:
            yield "Recovery", "\n".join(f"{action['number']}: {recovery(action)}" for action in late)


def impact(one: Told) -> str:
    """Such as "Some improvement (3 October 2018, Executive)"."""
    rated = one["impact"]
    if not rated:
        return "Not rated yet"
    return f"{Impact(rated['rating']).label} ({day(rated['on'])}, {rated['meeting']})"


def stuck(shown: Shown, one: Told) -> list[str]:
    """What does not move under a finding, each in a few words, such as "A2.1: 13 days late, help asked for"."""
    held = ((shown.actions[key], _stuck(shown, shown.actions[key])) for key in one["actions"])
    found = [f"{action['number']}: {', '.join(words)}" for action, words in held if words]
    if not one["actions"] and not one["closed"]:
        found.append("No action answers it")
    late = (asked for asked in shown.told["challenges"] if asked["late"] and asked["finding"] == one["key"])
    return [*found, *(f"{asked['to']} has not answered a challenge" for asked in late)]


def _stuck(shown: Shown, action: Told) -> list[str]:
    told = {
        "no action written yet": action["status"] == Status.DRAFT,
        action["stands"]: shown.is_in(action["key"], "overdue"),
        "Red by its lead’s word": shown.is_in(action["key"], "red"),
        "help asked for": shown.is_in(action["key"], "stuck"),
        "more evidence needed": shown.is_in(action["key"], "more_evidence"),
    }
    return [words for words, holds in told.items() if holds]
