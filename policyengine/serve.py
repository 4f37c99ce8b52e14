"""Start web, worker and beat together, restart what dies, and end them all on Ctrl-C or SIGTERM (`make run`)."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
GRACE_SECONDS = 20.0  # a worker may finish or give back its assessment; longer than that it is killed
QUICK_DEATH_SECONDS = 5.0  # a process that dies sooner waits before it is started again, so that a loop stays readable


def say(text: str) -> None:
    """One line for the person at the terminal."""
    print(text, flush=True)  # noqa: T201 - this is a command


def environment() -> dict[str, str]:
    """The environment of all processes; a secret key is made once and kept in the state folder."""
    made = dict(os.environ)
    state = Path(made.setdefault("POLICYENGINE_VAR", str(ROOT / "var")))
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not made.get("SECRET_KEY"):
        key = state / "secret-key"
        if not key.exists():
            with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        made["SECRET_KEY"] = key.read_text(encoding="utf-8")
    made.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    made["DJANGO_SETTINGS_MODULE"] = "policyengine.settings"
    return made


def port_is_free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def manage(*arguments: str, env: Mapping[str, str]) -> None:
    """Run one of the project's commands; its failure ends the start."""
    code = subprocess.run([sys.executable, str(ROOT / "manage.py"), *arguments], check=False, env=env).returncode  # noqa: S603
    if code:
        sys.exit(f"`manage.py {' '.join(arguments)}` failed with exit {code}; see above.")


def prepare(env: Mapping[str, str]) -> None:
    """Bring the database up to date, fill the register, and show what the demonstration's assessments found."""
    manage("migrate", "--verbosity", "0", env=env)
    manage("collectstatic", "--no-input", "--verbosity", "0", env=env)
    manage("seed", env=env)
    manage("demonstrate", env=env)


@dataclass
class Service:
    """One long-running process of ours and how often it had to be started."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait_until: float = field(default=0.0)

    def start(self, env: Mapping[str, str]) -> None:
        """Start it in its own process group, so that Ctrl-C reaches only this supervisor and the end is ours."""
        self.process = subprocess.Popen(self.command, env=env, cwd=ROOT, start_new_session=True)  # noqa: S603
        self.started = time.monotonic()

    def revive(self, env: Mapping[str, str]) -> None:
        """Start it again if it died, with a line that says so."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            say(f"{self.name} ended with {self.process.returncode}; starting it again.")
            self.wait_until = now + 2.0 if now - self.started < QUICK_DEATH_SECONDS else now
            self.process = None
        if self.process is None and now >= self.wait_until:
            self.start(env)

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the process and the children of its group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def services(port: int) -> list[Service]:
    """What runs: the web server, one worker a core, and the clock of the sweeper."""
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "policyengine"]
    state = Path(os.environ.get("POLICYENGINE_VAR", str(ROOT / "var")))
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "policyengine.wsgi",
        "--bind",
        f"{HOST}:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
    ]
    return [
        Service("web", [*web, "--log-level", "warning"]),
        Service(
            "worker",
            [*celery, "worker", "--loglevel", "WARNING", "--concurrency", "2", "--without-gossip", "--without-mingle"],
        ),
        Service(
            "beat",
            [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(state / "beat-schedule"), "--pidfile", ""],
        ),
    ]


def stop(running: list[Service]) -> None:
    """Ask every process to end, wait, and kill what stays."""
    for service in running:
        if service.process is not None:
            service.process.terminate()
    end = time.monotonic() + GRACE_SECONDS
    for service in running:
        if service.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                service.process.wait(max(0.1, end - time.monotonic()))
            service.signal_all(signal.SIGKILL)
            service.process.wait()


def main() -> None:
    """Prepare the database, show the demonstration's findings, serve until told to stop."""
    port = int(os.environ.get("PORT", "8000"))
    if not port_is_free(port):
        sys.exit(f"Port {port} is in use. End what listens there, or choose another: make run PORT={port + 1}")
    env = environment()

    def end(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    running = services(port)
    try:
        prepare(env)
        for service in running:
            service.start(env)
        say(f"\nServing at http://{HOST}:{port}/ — Ctrl-C ends it.")
        while True:
            time.sleep(0.5)
            for service in running:
                service.revive(env)
    except KeyboardInterrupt:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        say("\nEnding …")
    finally:
        stop(running)
    say("Ended.")


if __name__ == "__main__":
    main()
