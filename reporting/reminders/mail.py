"""The mail that a person's reminders are sent in: text and HTML, without pictures or styles from elsewhere."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from reporting.reminders.digest import Contents
from reporting.reminders.stopping import token_of

TEXT, PAGE = "reporting/reminders/digest.txt", "reporting/reminders/digest.html"


def message(contents: Contents) -> EmailMultiAlternatives:
    """To this one person. Its headers say how the mailbox's own button ends such mails, and that no program answers."""
    stop = settings.SITE_URL + reverse("stop_reminders", args=[token_of(contents.user)])
    context = {
        "site": settings.SITE_URL,
        "parts": list(contents.parts()),
        "day": contents.day,
        "stop": stop,
        "settings": settings.SITE_URL + reverse("reminders"),
        "home": settings.SITE_URL + reverse("home"),
    }
    headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    text = render_to_string(TEXT, context)
    mail = EmailMultiAlternatives(subject(contents), text, None, [contents.user.email], headers=headers)
    mail.attach_alternative(render_to_string(PAGE, context), "text/html")
    return mail


def subject(contents: Contents) -> str:
    return f"JTAI Tracker: {contents.counted()}"
