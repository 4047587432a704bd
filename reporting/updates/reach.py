"""Who of those asked gets no mail, why, and what there is to do about it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from actions.models import Action
from actions.officers import together
from partnerships.models import Membership, Officer, Partnership
from reporting.updates.answers import Asked


@dataclass
class Unreached:
    """`way` is (address, words) for who runs the plan; None where somebody has to be spoken to."""

    who: str
    why: str
    actions: list[Action] = field(default_factory=list)
    way: tuple[str, str] | None = None


def unreached(partnership: Partnership, asked: Iterable[Asked], today: dt.date) -> list[Unreached]:
    """Of those who have not answered: who leads nothing has no officer, who left, who has no address here, who cannot
    sign in, who wants no such mail. One query."""
    waiting = [one for one in asked if one.left]
    users = [one.officer.user_id for one in waiting if one.officer and one.officer.user_id]
    roles = Membership.objects.filter(partnership=partnership, user__in=users)
    current = set(roles.current(today).of_who_can_come().values_list("user", flat=True))
    found = [_unreached(partnership, one, current, today) for one in waiting]
    return [one for one in found if one is not None]


def _unreached(partnership: Partnership, asked: Asked, current: set[int], today: dt.date) -> Unreached | None:
    actions = [answer.action for answer in asked.left]
    officer = asked.officer
    if officer is None:
        return Unreached(f"Nobody at {asked.agency}", "No lead officer is named.", actions, _name_one(actions))
    why, way = _why(partnership, officer, current, today, actions)
    return Unreached(f"{officer}, {asked.agency}", why, actions, way) if why else None


def _why(
    partnership: Partnership, officer: Officer, current: set[int], today: dt.date, actions: Sequence[Action]
) -> tuple[str, tuple[str, str] | None]:
    """Why no mail goes, "" where one does."""
    if officer.has_left(today):
        return f"Left on {officer.left_on:%-d %B %Y}.", _name_one(actions)
    if officer.user is None:
        return "Has no e-mail address here.", (reverse("invite", args=[partnership.pk]), "Invite them")
    if officer.user_id not in current:
        people = reverse("people", args=[partnership.pk])
        return "Cannot sign in now: no role here, or not come yet.", (people, "Look among the people")
    if not wants(officer.user, "asked"):
        return "Wants no such mail. It stands on their home page.", None
    return "", None


def wants(user: Any, kind: str) -> bool:
    """Whether the person gets reminders of this kind."""
    choice = getattr(user, "reminder_choice", None)
    return choice is None or choice.wants(kind)


def _name_one(actions: Sequence[Action]) -> tuple[str, str]:
    return together(actions), "Name somebody"
