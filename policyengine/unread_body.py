"""The rest of a body that the program refused unread: dropped before the answer is sent."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from socket import SHUT_RD, socket
from threading import Timer
from time import monotonic
from typing import Any, Final

AT_ONCE: Final = 64 * 1024  # bytes
LONGEST: Final = 520 * 1024 * 1024  # bytes: the largest body that the proxies of docs/installing let pass
PATIENCE: Final = 20.0  # seconds: nginx sends what it has on disk, so that these suffice for all of it
STRETCH: Final = 1024 * 1024  # bytes that have to come within `SLOWEST` seconds, each time: a slow sender is left
SLOWEST: Final = 4.0

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def reading_whole_bodies(application: Application) -> Application:
    """Wrap a WSGI application so that a body which it refuses unread is read before its answer is sent.

    A connection that is closed with bytes waiting in it is reset, and the answer is lost on the way: a proxy that is
    still sending says 502 then, where the program said 413 and why. Bytes beyond `LONGEST`, after `PATIENCE` seconds,
    or of a sender who is slower than `STRETCH` in `SLOWEST` seconds, are left, and the connection is reset.
    """

    def with_whole_body(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = application(environ, start_response)
        drop_rest(environ["wsgi.input"], lambda: cut_off(environ))
        return answer

    return with_whole_body


@contextmanager
def cut_off(environ: dict[str, Any]) -> Iterator[None]:
    """End all reading of a body after `SLOWEST` seconds; the connection can still be written to.

    One read of the server waits until it has all that was asked for, however slowly bytes come in.
    """
    connection: socket | None = environ.get("gunicorn.socket")
    if connection is None or not (environ.get("CONTENT_LENGTH") or environ.get("HTTP_TRANSFER_ENCODING")):
        yield
        return
    timer = Timer(SLOWEST, stop_reading, [connection])
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


def drop_rest(body: Any, limited: Callable[[], AbstractContextManager[None]] = nullcontext) -> int:
    """Read what is left of a body, within the limits, each stretch of it in a context; gives the number of bytes.

    A client that is gone, or sends something else than its head says, ends the reading: the answer goes out, or not,
    as without it.
    """
    until, dropped, goes_on = monotonic() + PATIENCE, 0, True
    try:
        while goes_on and dropped < LONGEST:
            with limited():
                read = drop_stretch(body, min(STRETCH, LONGEST - dropped), until)
            dropped += read
            goes_on = read >= STRETCH
    except Exception:  # noqa: BLE001 # the classes of errors are the server's own: here, gunicorn's
        return dropped
    return dropped


def drop_stretch(body: Any, most: int, until: float) -> int:
    """Read so many bytes of a body at most, until a moment; gives their number."""
    dropped = 0
    while dropped < most and monotonic() < until and (read := body.read(AT_ONCE)):
        dropped += len(read)
    return dropped
