"""What inviting somebody and giving them a role share: the limit, the mail, and what is said of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from partnerships import invitation_mail
from partnerships.history import NotPossible, StaleEdit
from partnerships.inviting import Invited
from partnerships.mail_limit import TooMany, counted
from partnerships.models import Partnership, Role

STALE = "Someone changed this meanwhile. Load the page again to see what stands now."


def attempt(request: HttpRequest, partnership: Partnership, email: str, give: Callable[[], Invited]) -> Invited | str:
    """Does it and sends the mail; in words, why not. A mail that need not be sent is not counted."""
    try:
        mail = counted(request, partnership, email)
    except TooMany as too_many:
        return str(too_many)
    try:
        invited = give()
    except (NotPossible, StaleEdit) as refused:
        mail.roll_back()
        return str(refused) if isinstance(refused, NotPossible) else STALE
    if invited.about:
        invitation_mail.send(request, invited)
    else:
        mail.roll_back()
    return invited


def tell(request: HttpRequest, given: Invited, role: Role, name: str) -> None:
    """Says what came of inviting somebody or giving them a role."""
    label, mail = role.label.lower(), f"A mail is on its way to {given.user.email}."
    if not given.is_new:
        messages.info(request, f"{name} has this role already.")
    elif not given.waits:
        messages.success(request, f"{name} is {label} now. {mail}")
    elif given.about:
        messages.success(request, f"{name} is invited. {mail}")
    else:
        messages.success(request, f"{name} is invited as {label} too. The link that was sent works for both.")
