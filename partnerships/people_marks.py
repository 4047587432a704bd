"""What a review should not pass over about a person, in a few words each."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from partnerships.models.invitations import LASTS

IDLE_DAYS = 90


def idle_since(today: dt.date) -> dt.date:
    """Whoever has not signed in since this day is idle."""
    return today - dt.timedelta(days=IDLE_DAYS)


@dataclass(frozen=True)
class Mark:
    """`colour` is the tag's."""

    words: str
    colour: str


def marks_of(user: Any, today: dt.date) -> list[Mark]:
    """Of a row of people_of."""
    return [*_of_coming(user, today), *_of_mail(user), *_of_access(user)]


def _of_coming(user: Any, today: dt.date) -> Iterator[Mark]:
    if user.invited_at and user.has_role:
        yield _waited_for(user.invited_at)
    elif user.declined_at and user.unknown:
        yield Mark(f"Declined on {_day(user.declined_at)}", "grey")
    elif user.seen_at is None:
        yield Mark("Never signed in", "yellow")
    elif timezone.localdate(user.seen_at) < idle_since(today):
        yield Mark(f"Idle for {IDLE_DAYS} days", "orange")


def _of_mail(user: Any) -> Iterator[Mark]:
    """Who has signed in since needs the mail no more."""
    failed = user.mail_failed_at
    if failed and user.has_role and not (user.seen_at and user.seen_at > failed):
        yield Mark("The mail could not be sent", "red")


def _of_access(user: Any) -> Iterator[Mark]:
    if not user.has_role:
        yield Mark("No role now", "grey")
    elif user.came_with_a_plan:
        yield Mark("Came with the plan, invite them", "yellow")
    elif not user.is_active and not user.unknown:
        yield Mark("Account closed", "grey")
    elif user.left_on:
        yield Mark(f"Left on {user.left_on:%-d %B %Y}, role goes on", "orange")


def _waited_for(sent_at: dt.datetime) -> Mark:
    if timezone.now() > sent_at + LASTS:
        return Mark(f"Invitation of {_day(sent_at)} has run out", "red")
    return Mark(f"Invited on {_day(sent_at)}, not come yet", "yellow")


def _day(moment: dt.datetime) -> str:
    return f"{timezone.localdate(moment):%-d %B %Y}"
