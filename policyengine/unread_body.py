"""The rest of a body that the program refused unread: dropped before the answer is sent."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from socket import SHUT_RD, socket
from threading import Timer
from time import monotonic
from typing import Any, Final

AT_ONCE: Final = 64 * 1024  # bytes
LONGEST: Final = 520 * 1024 * 1024  # bytes: the largest body that the proxies of docs/installing let pass
PATIENCE: Final = 20.0  # seconds: nginx sends what it has on disk, so that these suffice for all of it

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def reading_whole_bodies(application: Application) -> Application:
    """Wrap a WSGI application so that a body which it refuses unread is read before its answer is sent.

    A connection that is closed with bytes waiting in it is reset, and the answer is lost on the way: a proxy that is
    still sending says 502 then, where the program said 413 and why. Bytes beyond `LONGEST`, or after `PATIENCE`
    seconds, are left, and the connection is reset.
    """

    def with_whole_body(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = application(environ, start_response)
        with cut_off(environ):
            drop_rest(environ["wsgi.input"])
        return answer

    return with_whole_body


@contextmanager
def cut_off(environ: dict[str, Any]) -> Iterator[None]:
    """End all reading of a body after `PATIENCE` seconds; the connection can still be written to.

    One read of the server waits until it has all that was asked for, however slowly bytes come in.
    """
    connection: socket | None = environ.get("gunicorn.socket")
    if connection is None or not (environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")):
        yield
        return
    timer = Timer(PATIENCE, stop_reading, [connection])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def stop_reading(connection: socket) -> None:
    """Let whoever reads from a connection get its end; nothing if it is closed already."""
    with suppress(OSError):
        socket.shutdown(connection, SHUT_RD)  # not that of a TLS socket, which would go on in clear text


def drop_rest(body: Any) -> int:
    """Read what is left of a body, within the limits; gives the number of bytes.

    A client that is gone, or sends something else than its head says, ends the reading: the answer goes out, or not,
    as without it.
    """
    until, dropped = monotonic() + PATIENCE, 0
    try:
        while dropped < LONGEST and monotonic() < until and (read := body.read(AT_ONCE)):
            dropped += len(read)
    except Exception:  # noqa: BLE001 # the classes of errors are the server's own: here, gunicorn's
        return dropped
    return dropped
