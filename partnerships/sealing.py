"""What seals an event: a digest of its contents, and a hash over that digest, all else of it and the hash before it.

Contents can be taken out without breaking the chain: their digest stays, and its salt goes, so that nobody can find out
by guessing what they were.
"""

import hashlib
import json
import secrets
from typing import Any

TAKEN_OUT = "[taken out]"  # stands where words were
TOOK_OUT = "took out"  # the verb of the event that says so
REWRITTEN = "rewritten"  # in its changes: [None, {sequence of an event that lost words: digest of what it still says}]
IMPORTED = "imported the plan"  # the verb of the event that says that a history came from another installation
ACTORS = "actors"  # in its changes: [None, {key that a person had there: their key here}], of those whose keys differ


def new_salt() -> str:
    return secrets.token_hex(16)


def contents_digest(salt: str, subject_name: str, changes: Any) -> str:
    return _sha256([salt, subject_name, changes])


def seal(*told: Any) -> str:
    return _sha256(told)


def _sha256(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


class Tombstones:
    """Held together while a chain is read: which events lost words, and which say that they took some out."""

    def __init__(self) -> None:
        self.left: dict[int, str] = {}  # by sequence: digest of what an event says that lost words
        self.told: dict[int, str] = {}  # by sequence: digest of what it was said to say from then on

    def are_told_of(self, event: Any) -> bool:
        """Reads on; False where the event says something else than it said, and does not own up to it."""
        says = contents_digest(event.content_salt, event.subject_name, event.changes)
        if event.expunged_at:
            self.left[event.sequence] = says
        elif says != event.content_hash:
            return False
        if event.verb == TOOK_OUT:
            rewritten = event.changes.get(REWRITTEN, [None, {}])[1]
            self.told |= {int(number): digest for number, digest in rewritten.items() if int(number) < event.sequence}
        return True

    def first_wrong(self) -> int | None:
        """The first event that lost words without being told of, or says other words than it was said to."""
        wrong = (number for number in {**self.left, **self.told} if self.left.get(number) != self.told.get(number))
        return min(wrong, default=None)


class Moves:
    """Held together while a chain is read: whether each event's actor is who did it, by the keys of this installation.

    A person may have had another key where an event was sealed; the event that says so is sealed, too.
    """

    def __init__(self) -> None:
        self.maps: list[dict[str, int]] = []
        self.actors: dict[tuple[int, int | None, int | None], int] = {}  # maps before it, key as sealed and now

    def read(self, event: Any) -> None:
        if event.verb == IMPORTED:
            self.maps.append(event.changes.get(ACTORS, [None, {}])[1])
        self.actors.setdefault((len(self.maps), event.actor_as_sealed, event.actor_id), event.sequence)

    def first_wrong(self) -> int | None:
        """The first event whose actor is somebody else than it was sealed with."""
        wrong = (number for (since, sealed, now), number in self.actors.items() if self._by_now(sealed, since) != now)
        return min(wrong, default=None)

    def _by_now(self, key: int | None, since: int) -> int | None:
        for moved in self.maps[since:]:
            key = moved.get(str(key), key)
        return key
