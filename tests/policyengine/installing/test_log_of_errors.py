"""The log of errors of nginx names neither readers nor what they searched for while the program is away."""

import shutil
import ssl
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.policyengine.installing.proxies import start_proxy
from tests.ports import free_port

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed"),
]


def test_nginx_writes_down_nobody_while_the_program_is_away(tmp_path: Path) -> None:
    """Its lines about a program that does not answer have the client and the whole request."""
    with start_proxy("nginx", tmp_path, free_port()) as port:
        trusting = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
        with pytest.raises(HTTPError, match="502"):
            urlopen(f"https://localhost:{port}/partnerships/?q=Miyoshi+Kanata", context=trusting)
    written = "".join(path.read_text(errors="replace") for path in (*tmp_path.glob("*.log"), tmp_path / "nginx.txt"))
    assert " GET 502 " in written
    assert "Kanata" not in written
    assert "client: " not in written
