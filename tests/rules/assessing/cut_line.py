"""A line to a service that a test can cut and mend, so that the service is away for the processes that use the line."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Line:
    """A listening socket that passes everything on to a service."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.pairs: list[socket.socket] = []
        self.lock = threading.Lock()
        self.listening: socket.socket | None = None
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Take connections again, at the same port."""
        self.listening = socket.create_server(("127.0.0.1", self.port), backlog=50)
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.take, args=(self.listening,), daemon=True).start()

    def cut(self) -> None:
        """End all connections, and take none any more."""
        with self.lock:
            listening, self.listening = self.listening, None
            pairs, self.pairs = self.pairs, []
        for each in [*([listening] if listening else []), *pairs]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def take(self, listening: socket.socket) -> None:
        """Take connections until the line is cut."""
        while True:
            try:
                near, _address = listening.accept()
                far = socket.create_connection(self.target)
            except OSError:
                return
            with self.lock:
                self.pairs += [near, far]
            threading.Thread(target=pass_on, args=(near, far), daemon=True).start()


def pass_on(near: socket.socket, far: socket.socket) -> None:
    """Pass bytes on in both directions until one side ends."""
    other = {near: far, far: near}
    with suppress(OSError, ValueError):
        while True:
            for each in select.select([near, far], [], [])[0]:
                read = each.recv(65536)
                if not read:
                    return
                other[each].sendall(read)
    for each in (near, far):
        each.close()


@contextmanager
def line_to(host: str, port: int) -> Iterator[Line]:
    """Yield a line to a service; it is cut at the end."""
    made = Line(host, port)
    try:
        yield made
    finally:
        made.cut()
