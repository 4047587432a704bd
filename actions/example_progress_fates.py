"""How example actions fare: each a way that work on a plan really goes, in days before and after today."""

from collections.abc import Callable

from actions.example_progress_threads import Thread
from actions.models import Brag
from actions.models.updates import Kind
from partnerships.models import Role


def assured(one: Thread) -> None:
    _begun(one, target=-25)
    one.say(-110, 0)
    one.say(-72, 1)
    one.say(-41, 2)
    _delivered(one, -33)
    one.step(-15, Role.CHAIR, "assure", "assure")


def on_track(one: Thread) -> None:
    _begun(one, target=45)
    one.say(-64, 0)
    one.say(-11, 1)
    one.prove(-11)


def at_risk(one: Thread) -> None:
    _begun(one, target=24)
    one.say(-80, 0)
    one.say(-13, 1, Brag.AMBER, Kind.NEED_HELP)


def overdue(one: Thread) -> None:
    _begun(one, target=-12)
    one.say(-95, 0)
    one.say(-47, 1, Brag.RED, Kind.NEED_HELP)


def delivered(one: Thread) -> None:
    _begun(one, target=-3)
    one.say(-90, 0)
    one.say(-52, 1)
    one.say(-18, 2)
    _delivered(one, -5)
    one.opinion(-4, "Eight of ten cases that I read bear this out. In two the child was not asked.")


def not_begun(one: Thread) -> None:
    _begun(one, target=120, start=27)


def sent_back(one: Thread) -> None:
    _begun(one, target=-8)
    one.say(-88, 0)
    one.say(-49, 1)
    _delivered(one, -28)
    reason = "The file says how many, and not what became different. Show six cases, and ask two families."
    one.step(-9, Role.SCRUTINEER, "ask for more evidence", "ask_for_more_evidence", reason)


def moved(one: Thread) -> None:
    _begun(one, target=-30)
    one.say(-84, 0)
    one.later_date(-44, wanted=31, answer=-38)
    one.say(-16, 1, Brag.AMBER)


def due_soon(one: Thread) -> None:
    _begun(one, target=7)
    one.say(-60, 0)
    one.say(-20, 1)
    one.no_change(-6)


def wants_longer(one: Thread) -> None:
    _begun(one, target=4)
    one.say(-58, 0, Brag.AMBER)
    one.later_date(-3, wanted=63)


def under_way(one: Thread) -> None:
    _begun(one, target=86)
    one.say(-35, 0)


def unwritten(_one: Thread) -> None:
    """Nobody has written yet what will be done."""


def cancelled(one: Thread) -> None:
    one.write(-160)
    reason = "The service was given to another provider, whose contract asks for this. See the contract, part 4."
    one.step(-100, Role.CHAIR, "close action", "cancel", reason)


def _begun(one: Thread, target: int, start: int | None = None) -> None:
    one.write(-160)
    one.plan(-152, target, start)


def _delivered(one: Thread, days: int) -> None:
    one.prove(days - 4, file=True)
    one.prove(days - 1)
    one.step(days, None, "deliver", "deliver", one.story.different)


FATES: tuple[Callable[[Thread], None], ...] = (  # taken in turn
    *(on_track, overdue, assured, at_risk, delivered, moved, due_soon, sent_back, unwritten, not_begun),
    *(under_way, assured, wants_longer, on_track, cancelled, overdue, under_way, at_risk, assured, due_soon),
)
