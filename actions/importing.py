"""An uploaded letter is brought in as the person who looked at it wants it: all of it in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.accepting import accept, keep
from actions.planning import import_read
from actions.preparing import Prepared, read_again
from actions.uploads import Waiting
from findings.comparing import key_of
from findings.importing import Outcome, sha256
from findings.models import Difference
from findings.wishes import Wishes
from partnerships.history import NotPossible

DECIDE = {"accept": accept, "keep": keep}


class Meanwhile(Exception):
    """Since the person looked, importing the file would do something else."""


@dataclass(frozen=True)
class Answers:
    """On a further copy: by the differences' keys "accept" or "keep", and the day it was published, if it is now."""

    decisions: Mapping[str, str] = field(default_factory=dict)
    published_on: date | None = None


def import_waiting(file: Waiting, prepared: Prepared, user: Any, wishes: Wishes, answers: Answers) -> Outcome:
    """Raises Meanwhile, and does nothing, where the outcome is not the one that was shown."""
    read = read_again(file, prepared)

    def then(outcome: Outcome) -> None:
        if outcome.status != prepared.status:
            raise Meanwhile
        if outcome.letter and outcome.status == "updated":
            _decide(outcome, sha256(read.data), answers, user)
            if answers.published_on:
                outcome.letter.refresh_from_db()  # what was accepted has changed it
                outcome.letter.publish(user, answers.published_on)

    return import_read(read, user, wishes=wishes, then=then)


def _decide(outcome: Outcome, file: str, answers: Answers, user: Any) -> None:
    """Each read anew, because deciding one can change the letter that another is about."""
    listed = Difference.objects.open().filter(letter=outcome.letter, file__sha256=file)
    for key, name in [(row.pk, key_of(row)) for row in listed]:
        if decide := DECIDE.get(answers.decisions.get(name, "")):
            try:
                decide(Difference.objects.select_related("letter__partnership", "finding", "file").get(pk=key), user)
                outcome.differences -= 1
            except NotPossible as why:
                outcome.refused.append(str(why))
