"""The first gate: what of a partnership's records a person can see."""

import datetime as dt
from typing import Any, Self, TypeVar

from django.db import models

from partnerships.draft_gate import without_drafts
from partnerships.letter_gate import came_with, hidden_letters, letters_hidden_from, named_beside, paths_to_letter

Owned = TypeVar("Owned", bound=models.Model)


class OwnedQuerySet(models.QuerySet[Owned]):
    """Records that belong to one partnership each. `gate` is the path to that partnership's key."""

    gate = "partnership_id"

    def visible_to(self, user: Any, today: dt.date | None = None) -> Self:
        """What `user` can see on `today`: everything for an administrator, else their current partnerships'.

        Of a letter that is not published yet, and of all that hangs on it, only what its readers can see; of what an
        agency has not cleared yet, only what its own people can.
        """
        from partnerships.gates import Hats

        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_administrator:
            return self
        hats = Hats.of(user, today)
        mine = self.filter(**{f"{self.gate}__in": list(hats.partnerships)})
        for path in paths_to_letter(self.model) if hats.not_all else ():
            mine = mine.exclude(**{f"{path}__in": hidden_letters(user)})
        return without_drafts(mine, hats)

    def visible_to_all(self) -> Self:
        """What everybody in its partnership can see: nothing of a letter before publication, and no draft."""
        shown = self
        for path in paths_to_letter(self.model):
            shown = shown.exclude(**{f"{path}__in": hidden_letters(None)})
        return without_drafts(shown)


class BroughtQuerySet(OwnedQuerySet[Owned]):
    """What letters bring with them: agencies, and people in them.

    Of a letter that is not published yet, only its readers see those that nobody knew before and no other letter's
    plan names since; `known_by` is the path to those who sign in for one, for then it is known.
    """

    known_by: str

    def visible_to(self, user: Any, today: dt.date | None = None) -> Self:
        from partnerships.gates import Hats

        shown = super().visible_to(user, today)
        hides = user.is_authenticated and not user.is_administrator and Hats.of(user, today).not_all
        return shown.without_those_of(letters_hidden_from(user)) if hides else shown

    def visible_to_all(self) -> Self:
        return super().visible_to_all().without_those_of(letters_hidden_from(None))

    def beside(self, letter: int | None) -> Self:
        """Those that can be named in what hangs on `letter`, whoever reads it."""
        others = letters_hidden_from(None).exclude(pk=letter)
        return self.without_those_of(others) if others.exists() else self

    def without_those_of(self, letters: Any) -> Self:
        """Without those that came with one of `letters`, and that nobody else can know."""
        known = self.model._base_manager.filter(**{f"{self.known_by}__isnull": False}).values("pk")
        brought = came_with(self.model, letters).exclude(subject_id__in=known)
        return self.filter(~models.Q(pk__in=brought) | named_beside(self.model, letters))
