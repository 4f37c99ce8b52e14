"""One POST: to the address that was looked up, in bounded time, following no redirect and reading little."""

import http.client
import socket
import ssl
import threading
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from rules.messages.webhooks.address import Target
from rules.models import DeliveryTrouble

STEP_SECONDS: Final = 5.0  # for connecting, and for each wait
WHOLE_SECONDS: Final = 15.0  # also for a receiver that sends byte by byte
MOST_READ: Final = 4096


@dataclass(frozen=True, slots=True)
class DeliveryAttempt:
    """The result of an attempt. `trouble` is empty if it was delivered."""

    status: int | None = None
    trouble: str = ""

    @property
    def nobody_there(self) -> bool:
        """True if other messages would fail too, so that the webhook rests.

        A refused message says nothing of the next.
        """
        return bool(self.trouble) and (self.status is None or self.status == 429 or self.status >= 500)


class PinnedConnection(http.client.HTTPSConnection):
    """A connection to a given address that checks the certificate of a name."""

    def __init__(self, target: Target, context: ssl.SSLContext) -> None:
        super().__init__(target.host, target.port, timeout=STEP_SECONDS, context=context)
        self.pinned, self.trusting = (target.address, target.port), context
        self.sock: socket.socket

    def connect(self) -> None:
        """Connect without a proxy and without a second look-up."""
        plain = socket.create_connection(self.pinned, STEP_SECONDS)
        try:
            self.sock = self.trusting.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def cut(self) -> None:
        """End the connection from another thread; its reader gets an error."""
        if sock := getattr(self, "sock", None):
            try:
                socket.socket.shutdown(sock, socket.SHUT_RDWR)  # TLS's own shutdown would wait for the other side
            except OSError:
                return


def post_message(target: Target, headers: dict[str, str], content: bytes) -> DeliveryAttempt:
    """Send the message once."""
    connection = PinnedConnection(target, ssl.create_default_context(cafile=settings.WEBHOOK_CA_FILE or None))
    late = threading.Event()

    def cut() -> None:
        late.set()
        connection.cut()

    timer = threading.Timer(WHOLE_SECONDS, cut)
    timer.daemon = True
    timer.start()
    try:
        connection.request("POST", target.path, body=content, headers={**headers, "Connection": "close"})
        answer = connection.getresponse()
        status = answer.status
        answer.read(MOST_READ)
    except ssl.SSLCertVerificationError:
        return DeliveryAttempt(trouble=DeliveryTrouble.CERTIFICATE)
    except TimeoutError:
        return DeliveryAttempt(trouble=DeliveryTrouble.TIMEOUT)
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            return DeliveryAttempt(trouble=DeliveryTrouble.TIMEOUT)
        spoke = isinstance(error, http.client.HTTPException) and not isinstance(error, ConnectionError)
        return DeliveryAttempt(trouble=DeliveryTrouble.ANSWER if spoke else DeliveryTrouble.CONNECTION)
    finally:
        timer.cancel()
        connection.close()
    if 200 <= status < 300:
        return DeliveryAttempt(status)
    return DeliveryAttempt(status, DeliveryTrouble.REDIRECT if 300 <= status < 400 else DeliveryTrouble.STATUS)
