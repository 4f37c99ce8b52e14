"""The rest of a body that was refused unread: dropped before the answer, within limits."""

import io
import socket
import ssl
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from policyengine import unread_body
from policyengine.unread_body import drop_rest, reading_whole_bodies
from policyengine.wsgi import application
from tests.rules.messages.webhooks.receiver import certificate


class Gone(io.BytesIO):
    """A body whose client is gone."""

    def read(self, _size: int | None = -1, /) -> bytes:
        raise ConnectionResetError


def refusing(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Refuse without a look at the body."""
    start_response("413 Request Entity Too Large", [])
    return [b"too large"]


def test_a_body_that_is_refused_unread_is_dropped_before_the_answer_is_sent() -> None:
    body, said = io.BytesIO(b"a" * 200_000), list[str]()
    answer = reading_whole_bodies(refusing)({"wsgi.input": body}, lambda status, _headers: said.append(status))
    assert (b"".join(answer), said) == (b"too large", ["413 Request Entity Too Large"])
    assert body.read() == b""


def test_no_more_is_read_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unread_body, "LONGEST", 100_000)
    assert drop_rest(io.BytesIO(b"a" * 1_000_000)) == 2 * unread_body.AT_ONCE


def test_a_slow_body_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter(range(0, 1_000, 6))
    monkeypatch.setattr(unread_body, "monotonic", lambda: float(next(seconds)))
    assert drop_rest(io.BytesIO(b"a" * 1_000_000)) == 3 * unread_body.AT_ONCE


def test_a_body_that_comes_byte_by_byte_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """One read waited for 64 KiB: whoever sent a byte a second kept a thread of the server for a day."""
    monkeypatch.setattr(unread_body, "SLOWEST", 0.1)
    ours, theirs = socket.socketpair()
    with ours, theirs, ours.makefile("rb") as body:
        theirs.sendall(b"a")
        environ = {"wsgi.input": body, "gunicorn.socket": ours, "CONTENT_LENGTH": "1000000"}
        answered = Thread(target=lambda: reading_whole_bodies(refusing)(environ, lambda *_given: None), daemon=True)
        answered.start()
        answered.join(20)
        waits = answered.is_alive()
        theirs.shutdown(socket.SHUT_WR)  # ends it where it waits
        answered.join(20)
        assert not waits
        ours.sendall(b"answer")
        assert theirs.recv(6) == b"answer"


def test_a_body_that_begins_quickly_and_goes_on_byte_by_byte_is_left_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a proxy that takes the beginning whole: its first megabytes come at once."""
    monkeypatch.setattr(unread_body, "SLOWEST", 0.5)
    monkeypatch.setattr(unread_body, "STRETCH", 64 * 1024)
    ours, theirs = socket.socketpair()
    with ours, theirs, ours.makefile("rb") as body:
        environ = {"wsgi.input": body, "gunicorn.socket": ours, "CONTENT_LENGTH": "1000000"}
        answered = Thread(target=lambda: reading_whole_bodies(refusing)(environ, lambda *_given: None), daemon=True)
        answered.start()
        theirs.sendall(b"a" * 3 * 64 * 1024 + b"a")
        answered.join(5)
        waits = answered.is_alive()
        theirs.shutdown(socket.SHUT_WR)
        answered.join(20)
        assert not waits


def test_a_client_that_is_gone_changes_nothing() -> None:
    assert drop_rest(Gone()) == 0


def test_the_server_runs_it() -> None:
    assert application.__qualname__.startswith("reading_whole_bodies")


def test_a_connection_by_tls_whose_reading_ends_stays_encrypted(tmp_path: Path) -> None:
    """The socket of TLS takes the end of reading for that of encryption: the answer went out in clear text."""
    given, used = socket.socketpair()
    file = certificate(tmp_path)
    made, trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(file))
    made.load_cert_chain(file)
    with given, used:
        served: list[ssl.SSLSocket] = []
        accepting = Thread(target=lambda: served.append(made.wrap_socket(used, server_side=True)), daemon=True)
        accepting.start()
        with trusting.wrap_socket(given, server_hostname="127.0.0.1") as client:
            accepting.join(20)
            with served[0] as server:
                unread_body.stop_reading(server)
                server.sendall(b"answer")
                assert client.recv(6) == b"answer"
                assert server.cipher()
