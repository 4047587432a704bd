"""The mails that tell people of their role: plain text, with the partnership's name, who invited, and a link."""

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from partnerships.models import Partnership, User
from partnerships.models.invitations import LASTS

SUBJECT = "JTAI Tracker: you are invited"
log = logging.getLogger(__name__)


def send(request: HttpRequest, partnership: Partnership, user: User, token: str = "") -> bool:
    """With `token` the link sets up an account, without it leads to signing in; False where the mail did not go."""
    address = reverse("accept_invitation", args=[token]) if token else reverse("home")
    context: dict[str, Any] = {
        "partnership": partnership,
        "inviter": request.user,
        "address": request.build_absolute_uri(address),
        "is_new": bool(token),
        "days": LASTS.days,
    }
    body = render_to_string("partnerships/invitation_mail.txt", context)
    try:
        return bool(send_mail(SUBJECT, body, None, [user.email]))
    except (OSError, SMTPException):  # the server of the mail is away, or refuses the address
        log.exception("An invitation could not be sent.")
        return False
