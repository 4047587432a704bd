"""What an older plan’s columns of progress, colour and evidence say, as an update of the action."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from actions import brag_words, progress
from actions.models import Action, Evidence, Update
from actions.models.updates import Kind, Via
from reporting.plans.values import Taken

OURS = uuid.UUID("1c7b1f6e-6f0f-4a51-8d2e-4a7d9f0f7c55")  # the space of names of what older plans bring


def record(action: Action, taken: Taken, user: Any) -> list[str]:
    """Once, however often the file comes; gives in words what is new."""
    told: list[str] = []
    if taken.begun and not taken.said and action.start(user):
        told.append("Work has begun")
    if taken.said or taken.declared or taken.link:
        told += _record(action, taken, user)
    return told


def _record(action: Action, taken: Taken, user: Any) -> list[str]:
    token = uuid.uuid5(OURS, json.dumps([action.pk, taken.said, taken.declared, taken.link]))
    if Update.objects.filter(token=token).exists():
        return []
    text = taken.said or (f"Evidence: {taken.link}" if taken.link else "")
    update = Update(
        partnership=action.letter.partnership,
        action=action,
        agency=action.lead_agency,
        kind=Kind.PROGRESS if text else Kind.NO_CHANGE,
        text=text,
        declared=taken.declared,
        author=user,
        token=token,
        via=Via.PLAN,
    )
    progress.record(user, update, False, _evidence(action, taken, user) if taken.link else None, deliver=False)
    return list(_in_words(action, taken))


def _evidence(action: Action, taken: Taken, user: Any) -> Evidence:
    told = {"title": taken.link[:300], "link": taken.link, "added_by": user}
    return Evidence(partnership=action.letter.partnership, action=action, **told)


def _in_words(action: Action, taken: Taken) -> Iterator[str]:
    if taken.said:
        yield f"Update: {taken.said}"
    if taken.declared:
        yield f"Colour: {brag_words.in_words(taken.declared, action.letter.partnership)}"
    if taken.link:
        yield f"Evidence: {taken.link}"
