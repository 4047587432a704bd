"""How many people one person invites in a day, and how many such mails go to one address."""

from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from partnerships.models import Partnership

BY_PERSON = "You have sent as many invitations as one person can in a day. Go on tomorrow."
TO_ADDRESS = "Several mails went to {} today. Ask them to look among unwanted mail, or send another tomorrow."


class TooMany(Exception):
    """So many mails were sent that the person has to wait. Says what to do."""


class counted:
    """Counts a mail to `email` against who sends it and against the address, before anything is done. Raises TooMany.

    `roll_back` where none was sent. An address is counted in each partnership by itself: what others send is not told.
    """

    def __init__(self, request: HttpRequest, partnership: Partnership, email: str) -> None:
        self.usages: list[Any] = []
        self._count(request, "invite", f"user {request.user.pk}", BY_PERSON)
        self._count(request, "invite_address", f"{partnership.pk} {email.lower()}", TO_ADDRESS.format(email))

    def roll_back(self) -> None:
        for usage in self.usages:
            usage.rollback()

    def _count(self, request: HttpRequest, action: str, key: str, words: str) -> None:
        usage = ratelimit.consume(request, app="allauth.account", action=action, key=key)
        if usage is None:
            self.roll_back()
            raise TooMany(words)
        self.usages.append(usage)
