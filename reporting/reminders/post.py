"""Mails leave one after the other, each with a row that is written before it leaves and completed after it.

What goes wrong is told apart: a mail that the server has surely not taken can be sent again; one that was on its way
when the connection broke may have arrived, and is not sent a second time.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field
from smtplib import (
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils import timezone

from reporting.models import Digest
from reporting.reminders.digest import Contents
from reporting.reminders.mail import message

ENOUGH = 10  # failures one after the other, after which the server is left alone
REFUSED = (SMTPRecipientsRefused, SMTPResponseException, SMTPNotSupportedError, UnicodeError, ValueError)


@dataclass
class Post:
    """`failed` and `doubtful` say whom it did not reach, or may not have reached, and why; `stopped` why it ended."""

    day: dt.date
    sent: int = 0
    failed: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    stopped: str = ""
    _backend: Any = None
    _in_a_row: int = 0

    @property
    def all_went(self) -> bool:
        return not (self.failed or self.doubtful or self.stopped)

    def __enter__(self) -> Self:
        self._backend = get_connection()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._hang_up()

    def deliver(self, contents: Contents) -> None:
        """Does nothing where another process has seen to this person already."""
        mail = message(contents)
        try:
            self._connect()
        except OSError as away:
            self.stopped = f"The mail server cannot be used: {_words(away)}."
            return
        if row := _claim(contents.user, self.day):
            self._send(mail, row, contents.user.email)

    def _send(self, mail: EmailMessage, row: Digest, email: str) -> None:
        try:
            self._backend.send_messages([mail])
        except REFUSED as refused:
            _complete(row, failed_at=timezone.now())
            self._count(self.failed, f"{email}: not mailed. {_words(refused)}.")
        except OSError as broken:  # on its way: nobody knows
            self._hang_up()
            self._count(self.doubtful, f"{email}: may have been mailed. The connection broke: {_words(broken)}.")
        else:
            _complete(row, gone_at=timezone.now())
            self.sent, self._in_a_row = self.sent + 1, 0

    def _count(self, told: list[str], words: str) -> None:
        told.append(words)
        self._in_a_row += 1
        if self._in_a_row >= ENOUGH:
            self.stopped = f"{ENOUGH} mails one after the other could not be sent, so no more were tried."

    def _connect(self) -> None:
        """A connection that answers, so that what breaks afterwards broke with a mail on its way. Raises OSError."""
        server = getattr(self._backend, "connection", None)
        if server is not None:
            try:
                if server.noop()[0] == 250:
                    return
            except OSError:
                pass
            self._hang_up()
        self._backend.open()

    def _hang_up(self) -> None:
        with suppress(OSError):
            self._backend.close()


def _claim(user: Any, day: dt.date) -> Digest | None:
    """The row that says that a mail to this person is about to leave; None where one says so already."""
    try:
        with transaction.atomic():
            return Digest.objects.create(user=user, day=day)
    except IntegrityError:
        failed = Digest.objects.filter(user=user, day=day).exclude(failed_at=None)
        again = failed.update(failed_at=None, began_at=timezone.now())
        return Digest.objects.get(user=user, day=day) if again else None


def _complete(row: Digest, **how: dt.datetime) -> None:
    Digest.objects.filter(pk=row.pk).update(**how)


def _words(error: BaseException) -> str:
    """What the server or the machine said."""
    if isinstance(error, SMTPRecipientsRefused):
        error = SMTPResponseException(*next(iter(error.recipients.values())))
    if isinstance(error, SMTPResponseException):
        said = error.smtp_error
        words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"The server answered {error.smtp_code} {' '.join(words.split())}".rstrip(".")
    words = getattr(error, "strerror", None) or str(error)
    return " ".join(words.split()).rstrip(".") or type(error).__name__
