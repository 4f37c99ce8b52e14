"""The example sites of nginx and Caddy on ports of a test, with a certificate of its own."""

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.policyengine.project_documents import ROOT
from tests.ports import answers, free_port
from tests.rules.assessing.workers import wait_for

FOLDER: Final = ROOT / "docs/installing"
PROXIES: Final = {"nginx": FOLDER / "nginx.conf", "caddy": FOLDER / "Caddyfile"}
SITE: Final = "screening.example.go.jp"


def site(name: str) -> str:
    """Return the text of an example."""
    return PROXIES[name].read_text(encoding="utf-8")


def setting(name: str, pattern: str) -> str:
    """Return the one place of an example that a pattern finds."""
    (found,) = re.findall(pattern, site(name))
    return str(found)


def said_in_guide(pattern: str) -> str:
    """Return the one place of the guide that a pattern finds."""
    (found,) = re.findall(pattern, (ROOT / "docs/installing.md").read_text(encoding="utf-8"))
    return str(found)


def connections() -> str:
    """Return how many connections the guide gives a process of nginx, as nginx reads it."""
    return said_in_guide(r"/(worker_connections \d+;)/' /etc/nginx/nginx.conf")


def make_certificate(folder: Path) -> None:
    """Make a certificate for localhost and its key."""
    wanted = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(["openssl", "req", *wanted, *files, *names], check=True, capture_output=True)


def settled(name: str, folder: Path, program: int, ports: tuple[int, int]) -> list[str]:
    """Write the example with its ports and files in a folder; gives the command that runs it in the foreground."""
    text = site(name).replace("127.0.0.1:8000", f"127.0.0.1:{program}").replace("/etc/ssl/screening", str(folder))
    if name == "caddy":
        text = text.replace(f"{SITE} {{", f"https://localhost:{ports[1]} {{").replace(
            "# Without a public certificate: ", ""
        )
        text = text.replace("\n{\n", "\n{\n\tadmin off\n\tauto_https disable_redirects\n", 1)
        (folder / "Caddyfile").write_text(text, encoding="utf-8")
        return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    text = text.replace(SITE, "localhost").replace("/var/log/nginx", str(folder))
    text = re.sub(r"listen (\[::\]:)?80;", f"listen 127.0.0.1:{ports[0]};", text.replace("    listen [::]:80;\n", ""))
    text = re.sub(
        r"listen 443 ssl;", f"listen 127.0.0.1:{ports[1]} ssl;", text.replace("    listen [::]:443 ssl;\n", "")
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    account = "user root;\n" if os.geteuid() == 0 else ""  # nobody else may look into the folder of a test
    most, files = connections(), said_in_guide(r"worker_rlimit_nofile \d+;")
    head = f"{account}daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\n{files}\nevents {{ {most} }}\n"
    (folder / "nginx.conf").write_text(f"{head}http {{\n{places}{text}}}\n", encoding="utf-8")
    return ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]


@contextlib.contextmanager
def start_proxy(name: str, folder: Path, program: int) -> Iterator[int]:
    """Run a proxy in front of the program's port; gives the port at which it speaks TLS."""
    if not (folder / "privkey.pem").exists():
        make_certificate(folder)
    plain, secure = free_port(), free_port()
    command = settled(name, folder, program, (plain, secure))
    log = folder / f"{name}.txt"
    with log.open("wb") as printed:
        environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        process = subprocess.Popen(command, env=environment, stdout=printed, stderr=printed)
    try:
        wait_for(lambda: answers(secure) or process.poll() is not None, log=log)
        assert process.poll() is None, log.read_text(errors="replace")
        yield secure
    finally:
        process.terminate()
        process.wait(30)
