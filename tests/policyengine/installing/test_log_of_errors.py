"""The proxies' logs of errors name neither readers nor what they searched for while the program is away."""

import shutil
import ssl
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.policyengine.installing.proxies import start_proxy
from tests.ports import free_port

pytestmark = pytest.mark.django_db  # waiting for the proxy closes its connections


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_a_proxy_writes_down_nobody_while_the_program_is_away(tmp_path: Path, name: str) -> None:
    """Their own lines about a program that does not answer have the client and the whole request."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    with start_proxy(name, tmp_path, free_port()) as port:
        trusting = ssl.create_default_context(cafile=str(tmp_path / "fullchain.pem"))
        with pytest.raises(HTTPError, match="502"):
            urlopen(f"https://localhost:{port}/partnerships/?q=Miyoshi+Kanata", context=trusting)
    files = [*tmp_path.glob("*.log"), tmp_path / f"{name}.txt"]
    written = "".join(path.read_text(errors="replace") for path in files)
    assert (name == "caddy") or " GET 502 " in written
    for personal in ("Kanata", "client: ", "remote_ip", "remote_addr"):
        assert personal not in written
