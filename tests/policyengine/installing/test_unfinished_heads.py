"""Many requests that never end their head: nginx has connections left for others, as the guide sets it up."""

import contextlib
import http.client
import resource
import shutil
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.policyengine.installing.proxies import start_proxy
from tests.ports import free_port

pytestmark = pytest.mark.django_db  # waiting for the proxy closes its connections

UNFINISHED: Final = 640  # more than the connections of a process that nginx has by itself, and soon enough that none is over


@pytest.fixture
def files() -> Iterator[None]:
    """Let this process have as many sockets open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 4 * UNFINISHED)), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("files")
@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_many_unfinished_heads_of_one_address_leave_connections_for_others(tmp_path: Path) -> None:
    with contextlib.ExitStack() as held, start_proxy("nginx", tmp_path, free_port()) as port:
        context = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
        for _each in range(UNFINISHED):
            with contextlib.suppress(OSError):  # refused: there were none left
                sender = socket.create_connection(("127.0.0.1", port), timeout=10)
                held.callback(sender.close)
                secure = context.wrap_socket(sender, server_hostname="localhost")
                held.callback(secure.close)
                secure.sendall(b"GET /sign-in/ HTTP/1.1\r\nHost: localhost\r\nX-Unfinished: ")
        other = http.client.HTTPSConnection("localhost", port, timeout=10, context=context)
        with contextlib.closing(other):
            other.request("GET", "/sign-in/")
            assert other.getresponse().status == 502, "nginx answers, and no program runs behind it"
