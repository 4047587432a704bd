"""The mails that tell people of their role: plain text, with the partnership's name, who invited, and a link."""

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from partnerships.inviting import Invited
from partnerships.models import Invitation, Membership, Partnership
from partnerships.models.invitations import LASTS
from partnerships.signing_in.later import later

SUBJECT = "JTAI Tracker: you are invited"
log = logging.getLogger(__name__)


def send(request: HttpRequest, invited: Invited) -> None:
    """Sends it later: nobody waits for the mail server. Where it does not go, the person's page says so."""
    about = invited.about
    if about is None:
        return
    if invited.token:
        address = reverse("accept_invitation", args=[invited.token])
    else:
        address = reverse("invitations" if invited.waits else "home")
    context: dict[str, Any] = {
        "partnership": about.partnership,
        "inviter": request.user,
        "address": request.build_absolute_uri(address),
        "is_new": bool(invited.token),
        "waits": invited.waits,
        "days": LASTS.days,
    }
    body = render_to_string("partnerships/invitation_mail.txt", context)
    later(_send, type(about), about.pk, invited.user.email, body)


def _send(kind: type[Invitation | Membership], key: int, email: str, body: str) -> None:
    try:
        send_mail(SUBJECT, body, None, [email])
    except (OSError, SMTPException):  # the server of the mail is away, or refuses the address
        log.exception("An invitation could not be sent.")
        _note_failure(kind, key)


@transaction.atomic
def _note_failure(kind: type[Invitation | Membership], key: int) -> None:
    about = kind.objects.get(pk=key)
    Partnership.objects.select_for_update().get(pk=about.partnership_id)
    about.refresh_from_db()
    if isinstance(about, Invitation) or about.is_current(timezone.localdate()):
        about.change(None, "could not be mailed", mail_failed_at=timezone.now())
