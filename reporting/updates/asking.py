"""A business manager asks for updates: whose actions are asked about, and that it is asked once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from actions.models import Action
from actions.models.actions import ActionQuerySet
from findings.models import Letter
from partnerships.history import NotPossible
from partnerships.models import Agency, Partnership
from reporting.models import AskedUpdate, UpdateRequest

NOTHING_OPEN = "No action is open there. Choose other letters or agencies."
ALL_ANSWERED = "Everybody has answered, so nobody is asked again."


def can_be_asked(partnership: Partnership, user: Any) -> ActionQuerySet:
    """Open actions that `user` sees, of letters that are published: others must not be told of in a mail."""
    actions = Action.objects.visible_to(user).open()
    return actions.filter(partnership=partnership, letter__embargoed=False)


def chosen(open_actions: ActionQuerySet, letters: Sequence[Letter], agencies: Sequence[Agency]) -> ActionQuerySet:
    """Of those letters and led by those agencies; none of a kind is all of it."""
    if letters:
        open_actions = open_actions.filter(letter__in=letters)
    return open_actions.filter(lead_agency__in=agencies) if agencies else open_actions


@transaction.atomic
def ask(
    actor: Any, partnership: Partnership, actions: Iterable[int], due: dt.date, meeting: str = ""
) -> tuple[UpdateRequest, bool]:
    """The request, and whether it is new: the very same that stands already is the second click's.

    `actions` are keys. Raises NotPossible where there are none.
    """
    request = UpdateRequest(partnership=partnership, due=due, meeting=meeting)
    return _ask(actor, request, actions, NOTHING_OPEN)


@transaction.atomic
def ask_again(actor: Any, former: UpdateRequest, due: dt.date, meeting: str = "") -> tuple[UpdateRequest, bool]:
    """Asks those who have not answered `former` by a new day; `former` itself ends."""
    request = UpdateRequest(partnership=former.partnership, due=due, meeting=meeting, follows=former)
    left = AskedUpdate.objects.unanswered().filter(request=former, action__letter__embargoed=False)
    asked, new = _ask(actor, request, left.values_list("action", flat=True), ALL_ANSWERED)
    UpdateRequest.objects.get(pk=former.pk).end(actor)
    return asked, new


def _ask(actor: Any, request: UpdateRequest, actions: Iterable[int], otherwise: str) -> tuple[UpdateRequest, bool]:
    Partnership.objects.select_for_update().get(pk=request.partnership_id)  # one form sent twice waits for itself
    keys = set(actions)
    if not keys:
        raise NotPossible(otherwise)
    if there := _standing(request, keys):
        return there, False
    request.asked_by = actor
    request.enter(actor, "asked for updates")
    about = {"partnership_id": request.partnership_id, "request": request}
    AskedUpdate.objects.bulk_create([AskedUpdate(**about, action_id=key) for key in sorted(keys)])
    return request, True


def _standing(request: UpdateRequest, keys: set[int]) -> UpdateRequest | None:
    """The request that asks the same already."""
    same = UpdateRequest.objects.open().filter(partnership=request.partnership_id, due=request.due)
    same = same.filter(meeting=request.meeting, follows=request.follows).prefetch_related("asked")
    return next((one for one in same if {asked.action_id for asked in one.asked.all()} == keys), None)
