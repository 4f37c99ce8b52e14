"""The start of web, worker and beat together; they are restarted when they die and ended on Ctrl-C or SIGTERM.

`make run` starts this module.
"""

import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from institutions.jobs.queues import USUAL, Queues
from institutions.values.written_number import written_number
from policyengine.processes import ROOT, Ending, Service, print_line, stop_processes

HOST = "127.0.0.1"
LOOK_SECONDS = 0.2
INTERRUPTED = 130  # the exit code of a command that Ctrl-C ended


def service_environment() -> dict[str, str]:
    """Return the environment of all processes; a secret key is made once and kept in the state folder."""
    made = dict(os.environ)
    state = Path(made.get("POLICYENGINE_VAR") or ROOT / "var").resolve()
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    made["POLICYENGINE_VAR"] = str(state)
    if not made.get("SECRET_KEY"):
        made["SECRET_KEY"] = secret_key(state / "secret-key")
    made.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    made.setdefault("HTTPS", "false")
    made.setdefault("SECOND_FACTOR_ROLES", "")  # it serves this machine alone: the log-ins that it prints work at once
    made["DJANGO_SETTINGS_MODULE"] = "policyengine.settings"
    return made


def secret_key(file: Path) -> str:
    """Return the stored key; make it if there is none, whole or not at all."""
    if not file.exists():
        part = file.with_name(f"{file.name}.{os.getpid()}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(48))
        part.replace(file)
    return file.read_text(encoding="utf-8")


def wanted_port() -> int:
    """Return the port to serve at, from the environment; exit with one line if it is invalid or in use."""
    given = os.environ.get("PORT") or "8000"
    port = written_number(given, least=1, most=65535)
    if port is None:
        sys.exit(f"PORT is {given!r}. Give a number from 1 to 65535: make run PORT=8001")
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            sys.exit(f"Port {port} is reserved for administrators. Choose one above 1023: make run PORT=8001")
        except OSError:
            sys.exit(
                f"Port {port} is in use. Stop the program that listens there, or choose another: make run "
                f"PORT={port + 1}"
            )
    return port


def port_answers(port: int) -> bool:
    """Return whether a process is listening on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(LOOK_SECONDS)
        return probe.connect_ex((HOST, port)) == 0


def prepare_database(env: Mapping[str, str], ending: Ending) -> None:
    """Bring the database up to date, fill the register, and show the findings of the demonstration."""
    run_command("upgrade", env=env, ending=ending)
    run_command("collectstatic", "--no-input", "--verbosity", "0", env=env, ending=ending)
    run_command("demonstrate", env=env, ending=ending)


def run_command(*arguments: str, env: Mapping[str, str], ending: Ending) -> None:
    """Run one of the project's commands; its failure ends the start, and so does a request to end."""
    step = Service(f"manage.py {' '.join(arguments)}", [sys.executable, str(ROOT / "manage.py"), *arguments])
    process = step.start(env)
    while (code := process.poll()) is None and not ending.asked:
        time.sleep(0.02)
    if ending.asked:
        stop_processes([step], signal.SIGINT)
        print_line("\nStopped before everything was set up. Run the same command to continue.")
        sys.exit(INTERRUPTED)
    if code:
        sys.exit(f"`{step.name}` failed with exit {code}; see above.")


def list_services(port: int) -> list[Service]:
    """Return the processes: the web server, workers of assessments (WORKER_CONCURRENCY) and of imports, the clock."""
    celery = ["celery", "--quiet", "-A", "policyengine"]
    worker = [*celery, "worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    queues = Queues(os.environ.get("CELERY_QUEUE") or USUAL)
    commands = {
        "web": ["gunicorn", "--config", "policyengine/gunicorn.conf.py", "--bind", f"{HOST}:{port}"],
        "worker": [*worker, "--queues", ",".join(queues.of_assessments)],
        "importer": [*worker, "--queues", queues.imports, "--concurrency", "1", "--hostname", "importer@%h"],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile="],
    }
    return [Service(name, [sys.executable, "-m", *command]) for name, command in commands.items()]


def main() -> None:
    """Prepare the database, show the demonstration's findings, serve until stopped."""
    ending = Ending()
    port = wanted_port()
    env = service_environment()
    prepare_database(env, ending)
    running = list_services(port)
    shown = False
    try:
        while not ending.asked:
            for service in running:
                service.revive(env)
            if not shown and port_answers(port):
                print_line(f"\nServing at http://{HOST}:{port}/ — Ctrl-C ends it.")
                shown = True
            time.sleep(LOOK_SECONDS)
        print_line("\nEnding …")
    finally:
        stop_processes(running)
    print_line("Ended.")


if __name__ == "__main__":
    main()
