"""People as the history needs them: by address and name. Nothing with which somebody signs in leaves or comes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from partnerships.models import Partnership, User
from partnerships.people import people_of

AT_A_TIME = 500


def told(keys: Iterable[int], partnership: Partnership, today: dt.date) -> Iterator[dict[str, Any]]:
    """By key. Who has not accepted an invitation yet is called what the partnership typed, as on its own pages."""
    waited_for = people_of(partnership, today).filter(unknown=True)
    typed = dict(waited_for.values_list("pk", "shown_name"))
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_A_TIME):
        found = User.objects.filter(pk__in=wanted[start : start + AT_A_TIME]).order_by("pk")
        for key, email, name in found.values_list("pk", "email", "name"):
            yield {"id": key, "email": email, "name": typed.get(key, name) or ""}


def enter(rows: Sequence[dict[str, Any]], actor: Any) -> tuple[dict[int, int], list[User]]:
    """The keys that these people have here, by those that they had; and those who can sign in here already.

    Who is new is entered inactive: until an administrator lets them in, nobody signs in as them in any way.
    """
    keys, known = {}, []
    for row in rows:
        email, name = row["email"].lower(), row["name"]
        user = User.objects.filter(email__iexact=email).first()
        user = user or _entered(email, name, actor)
        known += [user] if user.is_active else []
        keys[row["id"]] = user.pk
    return keys, known


def _entered(email: str, name: str, actor: Any) -> User:
    user = User(email=email, name=name, is_active=False)
    user.set_unusable_password()
    return user.enter(actor, "came with a plan")


def why_wrong(rows: Any) -> str:
    """What is no list of people, each once, in words; empty where all is well."""
    if not isinstance(rows, list):
        return "no list"
    for row in rows:
        if not isinstance(row, dict) or set(row) != {"id", "email", "name"} or type(row["id"]) is not int:
            return "a person without key, address and name"
        if not (isinstance(row["email"], str) and isinstance(row["name"], str) and len(row["name"]) <= 200):
            return "a person whose address or name is no text, or too long"
        try:
            validate_email(row["email"])
        except ValidationError:
            return f"“{row['email'][:100]}”, which is no e-mail address"
    for name in ("id", "email"):
        if len({str(row[name]).lower() for row in rows}) < len(rows):
            return "a person twice"
    return ""
