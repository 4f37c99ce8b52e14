"""A cluster of Apache Spark on this machine: a master and two workers, each a process of its own that may be killed."""

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyspark

from tests.faults.servers import PATIENCE, Service
from tests.ports import answers, free_port

HOST: Final = "127.0.0.1"
HOME: Final = Path(pyspark.__file__).parent
SPARK_CLASS: Final = str(HOME / "bin" / "spark-class")
MEMORY: Final = "1g"  # of a worker; its executor takes all of it
WORKERS: Final = 2
# Nothing of the cluster listens elsewhere, and it finds Spark where PySpark is, with no Python.
SURROUNDINGS: Final = {"SPARK_LOCAL_IP": HOST, "SPARK_HOME": str(HOME), "SPARK_NO_DAEMONIZE": "1"}


@dataclass
class Master(Service):
    """The master, with the port of its page, from which the number of its workers is read."""

    page: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=lambda: dict(SURROUNDINGS))

    @property
    def address(self) -> str:
        """The address that sessions and workers are given."""
        return f"spark://{HOST}:{self.port}"

    def command(self) -> list[str]:
        """Return the command."""
        named = ["org.apache.spark.deploy.master.Master", "--host", HOST]
        return [SPARK_CLASS, *named, "--port", str(self.port), "--webui-port", str(self.page)]

    def is_ready(self) -> bool:
        """Return whether it takes workers."""
        return answers(self.port) and answers(self.page)

    def workers_alive(self) -> int:
        """Return how many workers are registered and alive."""
        with urllib.request.urlopen(f"http://{HOST}:{self.page}/json/", timeout=10) as answer:
            return int(json.load(answer)["aliveworkers"])


@dataclass
class Worker(Service):
    """A worker with one core. Its executors are processes of its group, and end with it."""

    master: str = ""
    page: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=lambda: dict(SURROUNDINGS))

    def command(self) -> list[str]:
        """Return the command."""
        sizes = ["--cores", "1", "--memory", MEMORY, "--work-dir", str(self.folder)]
        ports = ["--port", str(self.port), "--webui-port", str(self.page)]
        return [SPARK_CLASS, "org.apache.spark.deploy.worker.Worker", "--host", HOST, *sizes, *ports, self.master]

    def is_ready(self) -> bool:
        """Return whether it listens; whether its master has it is asked of the master."""
        return answers(self.port)


@dataclass
class Cluster:
    """A running cluster."""

    folder: Path
    master: Master
    workers: list[Worker] = field(default_factory=list)

    def add_worker(self) -> None:
        """Start a worker, and wait until the master has it."""
        place = self.folder / f"worker-{len(self.workers)}"
        place.mkdir()
        worker = Worker(place, master=self.master.address)
        worker.start()
        self.workers.append(worker)
        alive = sum(each.runs for each in self.workers)
        until = time.monotonic() + PATIENCE
        while self.master.workers_alive() < alive:
            if time.monotonic() > until:
                message = f"the master at {self.master.address} did not take its worker at port {worker.port}"
                raise RuntimeError(message)
            time.sleep(0.2)

    def kill_worker(self) -> None:
        """End the first worker that runs, with its executors, at once (SIGKILL)."""
        next(each for each in self.workers if each.runs).kill()


@contextmanager
def spark_cluster() -> Iterator[Cluster]:
    """Yield a cluster of a master and its workers; all of it ends with the block."""
    with TemporaryDirectory(prefix="spark-cluster-") as name:
        folder = Path(name)
        (folder / "master").mkdir()
        cluster = Cluster(folder, Master(folder / "master"))
        try:
            cluster.master.start()
            for _ in range(WORKERS):
                cluster.add_worker()
            yield cluster
        finally:
            for each in (*cluster.workers, cluster.master):
                each.kill()
