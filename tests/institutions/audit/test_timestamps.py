"""An authority that answers otherwise than it should is not waited for, not followed elsewhere, and not believed."""

import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from institutions.audit import timestamps
from institutions.audit.timestamps import (
    AuthorityError,
    TimestampError,
    ask_authority,
    check_reply,
    read_request,
    read_roots,
    timestamp_request,
)
from institutions.values.hashing import hash_text
from tests.institutions.audit.authority import Authority

Answer = Callable[[socket.socket, bytes, Event], None]
LATE = 5.0  # seconds, after which a server that only waits gives up


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """Serve on this machine whatever `answer` writes for a request, and give the address."""
    ended, server = Event(), socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):  # the server was closed
            while True:
                there, _address = server.accept()
                with there, suppress(OSError):
                    answer(there, there.recv(10_000), ended)

    Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/tsa"
    finally:
        ended.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def send_elsewhere(to: socket.socket, request: bytes, _ended: Event) -> None:
    """Redirect the request, and answer wherever it comes to."""
    if request.startswith(b"POST /tsa"):
        to.sendall(b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    else:
        to.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nelsewhere")


def speak_no_http(to: socket.socket, _request: bytes, _ended: Event) -> None:
    """Answer in no words of HTTP."""
    to.sendall(b"220 mail.example.com ready\r\n")


def wait_before(to: socket.socket, _request: bytes, ended: Event) -> None:
    """Answer long after the request."""
    ended.wait(LATE)
    to.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate")


@pytest.mark.parametrize("answer", [send_elsewhere, speak_no_http, wait_before])
def test_an_authority_that_does_not_answer_as_it_should_is_not_asked_further(answer: Answer) -> None:
    """The next seal would fare no better: such an error ends the export."""
    with (
        answering(answer) as address,
        pytest.raises(AuthorityError, match=r"^The authority did not answer: "),
    ):
        ask_authority(address, b"request", seconds=1)


def test_a_reply_without_end_is_given_up_after_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timestamps, "LONGEST", 100)

    def go_on(to: socket.socket, _request: bytes, ended: Event) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 101)
        ended.wait(LATE)

    with answering(go_on) as address, pytest.raises(TimestampError, match="more than 100 bytes") as refused:
        ask_authority(address, b"request", seconds=1)
    assert not isinstance(refused.value, AuthorityError)  # the reply about another seal may be right


def test_a_file_that_is_no_request_and_one_without_certificates_are_named(tmp_path: Path) -> None:
    with pytest.raises(TimestampError, match=r"The request cannot be read .* the next export makes it anew"):
        read_request(b"none", "0" * 64)
    empty = tmp_path / "roots.pem"
    empty.write_text("none", encoding="utf-8")
    with pytest.raises(AuthorityError, match=r"TIMESTAMP_CA_FILE: .*roots\.pem has no certificates"):
        read_roots(empty)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl, which signs here, is missing")
def test_a_reply_to_an_earlier_request_about_the_same_seal_is_refused(tmp_path: Path) -> None:
    """Each request has a number of one use: an old reply would prove an earlier moment to whoever asks now."""
    authority = Authority(tmp_path / "authority")
    earlier, request = timestamp_request("seal"), timestamp_request("seal")
    said, roots = hash_text("seal"), read_roots(authority.folder / "root.pem")
    check_reply(authority.reply(request), request, said, roots)
    with pytest.raises(TimestampError, match="is no valid timestamp of this seal"):
        check_reply(authority.reply(earlier), request, said, roots)
