"""A real SMTP server on loopback, which can refuse, hang, or die half way."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


class Box:
    """What arrived, by recipient. `dies_after`: so many mails are taken, then the line is cut before the answer."""

    def __init__(self) -> None:
        self.arrived: list[tuple[str, Message]] = []
        self.refused: set[str] = set()
        self.dies_after: int | None = None
        self.hangs = False

    @property
    def people(self) -> list[str]:
        return [person for person, _ in self.arrived]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hangs:
            await asyncio.sleep(5)
        if self.dies_after is not None and len(self.arrived) >= self.dies_after:
            server.transport.abort()
            return "250 never said"
        self.arrived += [(person, message_from_bytes(envelope.content)) for person in envelope.rcpt_tos]
        return "250 OK"


@contextmanager
def served(box: Box, settings: Any) -> Iterator[Controller]:
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT = 1
    controller.start()
    try:
        yield controller
    finally:
        with suppress(AssertionError):  # a test has stopped it
            controller.stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
