"""The examples of proxies agree with the program: limits of bodies, unused connections, addresses, and the log."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
from gunicorn.config import Config

from institutions.drafts.limits import MAX_BYTES as LARGEST_DOCUMENT
from institutions.imports.files import MAX_BYTES as LARGEST_IMPORT
from policyengine.settings import papers
from policyengine.settings import site as conf
from tests.policyengine.installing.proxies import make_certificate, setting, settled, site
from tests.policyengine.installing.units import read_unit, variables
from tests.policyengine.project_documents import ROOT

pytestmark = pytest.mark.bare

WEB: Final = ROOT / "policyengine/gunicorn.conf.py"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Return the settings of the web server."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")  # which it sets
    for name in ("WEB_BIND", "WEB_WORKERS", "WEB_THREADS"):
        monkeypatch.delenv(name, raising=False)
    read = runpy.run_path(str(WEB))
    return {name: value for name, value in read.items() if name[0] != "_" and name not in {"os", "environ", "env"}}


def test_the_web_server_knows_each_setting(web: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    config = Config()
    for name, value in web.items():
        config.set(name, value)
    assert (config.preload_app, config.control_socket_disable, config.accesslog) == (True, True, None)
    assert config.worker_class_str == "gthread"
    monkeypatch.setenv("WEB_WORKERS", "7")
    assert runpy.run_path(str(WEB))["workers"] == 7


@pytest.mark.parametrize(
    ("name", "pattern"), [("nginx", r"client_max_body_size (\d+)m;"), ("caddy", r"max_size (\d+)MiB ")]
)
def test_a_proxy_takes_what_the_program_takes_and_little_more(name: str, pattern: str) -> None:
    most = int(setting(name, pattern)) * 1024**2
    largest = max(LARGEST_IMPORT, LARGEST_DOCUMENT, papers.ATTACHMENT_MOST_BYTES)
    assert largest < most < 1.02 * largest, "the program answers, and nobody fills the disk of the proxy"


def test_caddy_takes_whole_what_a_stranger_may_send() -> None:
    """Ten senders of a byte a second kept all threads: nginx takes bodies whole by itself, and Caddy where told to."""
    assert re.search(r"^\t\tbuffer_requests$", site("caddy"), re.MULTILINE)
    most = int(setting("caddy", r"max_buffer_size (\d+)MiB")) * 1024**2
    assert most > max(LARGEST_DOCUMENT, conf.DATA_UPLOAD_MAX_MEMORY_SIZE)


@pytest.mark.parametrize(
    ("name", "pattern"), [("nginx", r"\n    keepalive_timeout (\d+)s;"), ("caddy", r"\tkeepalive (\d+)s")]
)
def test_a_proxy_closes_an_unused_connection_first(name: str, pattern: str, web: dict[str, object]) -> None:
    assert int(setting(name, pattern)) < int(str(web["keepalive"]))


def test_a_stopping_web_server_finishes_its_requests(web: dict[str, object]) -> None:
    assert float(str(web["graceful_timeout"])) < float(read_unit("web").one("TimeoutStopSec"))


def test_the_settings_expect_what_the_proxy_says() -> None:
    given = variables((ROOT / "docs/installing/screening.env").read_text(encoding="utf-8"))
    assert (given["BEHIND_TLS_PROXY"], given["TRUSTED_PROXIES"]) == ("true", "1")
    assert "X-Forwarded-For $remote_addr;" in site("nginx"), "what a client says of its address is not passed on"
    assert "X-Forwarded-Proto $scheme;" in site("nginx")
    assert f"server {given['WEB_BIND']};" in site("nginx")
    assert f"reverse_proxy {given['WEB_BIND']} " in site("caddy")
    for name in ("nginx", "caddy"):
        assert f"{given['ALLOWED_HOSTS']}" in site(name)


def test_the_log_of_nginx_holds_neither_addresses_nor_paths() -> None:
    logged = setting("nginx", r"log_format screening '(.*)';")
    for each in ("addr", "uri", "request ", "args", "referer", "user", "cookie"):
        assert each not in logged


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_reads_its_example(tmp_path: Path) -> None:
    make_certificate(tmp_path)
    said = subprocess.run([*settled("nginx", tmp_path, 1, (2, 3)), "-t"], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    assert "warn" not in said.stderr


@pytest.mark.skipif(shutil.which("caddy") is None, reason="caddy is not installed")
def test_caddy_reads_its_example(tmp_path: Path) -> None:
    make_certificate(tmp_path)
    _caddy, _run, *files = settled("caddy", tmp_path, 1, (2, 3))
    said = subprocess.run(["caddy", "validate", *files], capture_output=True, text=True, env={"HOME": str(tmp_path)})
    assert said.returncode == 0, said.stderr
    assert "not formatted" not in said.stderr
