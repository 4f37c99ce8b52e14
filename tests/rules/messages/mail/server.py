"""A mail server on this machine that keeps received letters, and answers as a test chooses."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port


class Letters:
    """The letters received. `answers` are used up one by one, for each recipient; then every letter is accepted."""

    def __init__(self) -> None:
        self.port = 0
        self.got: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept a recipient, or refuse it with the next answer."""
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - so too
        """Store the letter."""
        content = cast("bytes", envelope.content)
        self.got.append(message_from_bytes(content, policy=policy.default))
        return "250 OK"


@contextmanager
def serving() -> Iterator[Letters]:
    """Yield a mail server that runs while the block lasts."""
    letters = Letters()
    letters.port = free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=letters.port)
    controller.start()
    try:
        yield letters
    finally:
        controller.stop()
