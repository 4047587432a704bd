"""What a row names of a letter that whoever takes the plan away may not see: it goes out without it."""

from typing import Any

from django.apps import apps
from django.db import models

from partnerships.letter_gate import hidden_beside
from partnerships.models import Event

NOT_TOLD = {"id": None, "name": "[not in this file]"}
Row = dict[str, Any]


class Blanking:
    """For one person; None: for who sees all. Which fields these are, a model says in `beside_its_letter`."""

    def __init__(self, user: Any) -> None:
        self.hidden = hidden_beside(user) if user is not None else frozenset()

    def blank(self, model: type[models.Model], row: Row) -> None:
        if not self.hidden:
            return
        if model is Event:
            self._blank_changes(row)
        for name in getattr(model, "beside_its_letter", ()):
            if self._is_hidden(model, name, row[name]):
                row[name] = None

    def _blank_changes(self, row: Row) -> None:
        kind = apps.get_model(row["subject_type"])
        for name in set(getattr(kind, "beside_its_letter", ())) & row["changes"].keys():
            both = row["changes"][name]
            if any(one and self._is_hidden(kind, name, one["id"]) for one in both):
                row["changes"][name] = [one and NOT_TOLD for one in both]

    def _is_hidden(self, model: Any, name: str, key: Any) -> bool:
        return (model._meta.get_field(name).related_model._meta.label_lower, key) in self.hidden
