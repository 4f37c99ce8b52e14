"""A PostgreSQL and a RabbitMQ of this run's own, on free ports, which it may kill."""

import os
import pwd
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.ports import answers, free_port

PATIENCE: Final = 120.0  # seconds for a service to answer
POSTGRES: Final = "postgres"  # the user; PostgreSQL refuses to run as root


@dataclass
class Service(ABC):
    """A server process in a folder of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    settings: Mapping[str, str] = field(default_factory=dict)  # further variables of its environment

    @abstractmethod
    def command(self) -> list[str]:
        """Return the command that runs the server in the foreground."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Return whether the server does its work."""

    def environment(self) -> dict[str, str]:
        """Return the environment of the server."""
        return {**os.environ, **self.settings}

    def start(self) -> None:
        """Start the server, and wait until it does its work. RuntimeError if it does not."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with (self.folder / "server.log").open("ab") as log:
                self.process = subprocess.Popen(
                    self.command(), env=self.environment(), stdout=log, stderr=log, start_new_session=True
                )
            while time.monotonic() < until and self.process.poll() is None:
                if self.is_ready():
                    return
                time.sleep(0.2)
            time.sleep(0.5)  # what it was killed with is not gone yet: try again
        printed = (self.folder / "server.log").read_text(errors="replace")[-4000:]
        message = f"{type(self).__name__} did not start at port {self.port}.\n{printed}"
        raise RuntimeError(message)

    @property
    def runs(self) -> bool:
        """True while the server's process lives."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """End the server and its children at once (SIGKILL)."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class OwnPostgres(Service):
    """PostgreSQL with a cluster of its own, which everybody on this machine may use without a password."""

    @property
    def programs(self) -> Path:
        """The folder of the newest version's programs."""
        return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))

    @property
    def prefix(self) -> list[str]:
        """The beginning of a command that is not to run as root."""
        return ["setpriv", f"--reuid={POSTGRES}", f"--regid={POSTGRES}", "--clear-groups"] if os.getuid() == 0 else []

    def initialise(self) -> None:
        """Make the cluster."""
        if os.getuid() == 0:
            user = pwd.getpwnam(POSTGRES)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        made = [*self.prefix, str(self.programs / "initdb"), "--auth=trust", "--username=postgres", "--encoding=UTF8"]
        subprocess.run([*made, str(self.folder / "data")], check=True, stdout=subprocess.DEVNULL)

    def command(self) -> list[str]:
        """Return the command."""
        options = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.folder),
            "min_wal_size": "32MB",
            "max_wal_size": "64MB",
        }
        given = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [*self.prefix, str(self.programs / "postgres"), "-D", str(self.folder / "data"), *given]

    def stop_immediately(self) -> None:
        """End it without a checkpoint, as `pg_ctl stop -m immediate` does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
            self.process = None

    def is_ready(self) -> bool:
        """Return whether it takes connections."""
        asked = [str(self.programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}"]
        return subprocess.run(asked, check=False).returncode == 0

    @property
    def url(self) -> str:
        """The address of its database for Django."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"


@dataclass
class OwnRabbit(Service):
    """RabbitMQ with a node of its own."""

    distribution: int = field(default_factory=free_port)

    def initialise(self) -> None:
        """Write its configuration, in place of the machine's."""
        (self.folder / "rabbitmq.conf").write_text(f"listeners.tcp.default = 127.0.0.1:{self.port}\n", encoding="utf-8")

    def command(self) -> list[str]:
        """Return the command."""
        # The program itself: Debian's command in the search path would become the user of the machine's own broker.
        return ["/usr/lib/rabbitmq/bin/rabbitmq-server"]

    def environment(self) -> dict[str, str]:
        """Return the environment: names, ports and folders that no other node uses."""
        return {
            **os.environ,
            "RABBITMQ_NODENAME": f"faults{self.port}@localhost",
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_DIST_PORT": str(self.distribution),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "logs"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "HOME": str(self.folder),
        }

    def is_ready(self) -> bool:
        """Return whether it takes connections."""
        return answers(self.port)

    @property
    def url(self) -> str:
        """The address of the broker for Celery."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"
