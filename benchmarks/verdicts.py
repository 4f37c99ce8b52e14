"""REST registrations of 60 facts with their assessments: the server and the workers of `make run`, and a broker.

First eight clients as fast as they get answers, then posts at a fixed rate. Seconds of processor time a case of the web
processes, the workers and the database server are what a busy machine can tell; the times by the clock are as it was.
BENCHMARK_BROKER names the broker; the queues are the run's own and are removed.
"""

import copy
import http.client
import json
import os
import secrets
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

import kombu
from django.db import connection
from django.db.models import F

from benchmarks.documents import Json, demonstration_documents, with_facts
from benchmarks.figures import print_figure, print_heading
from benchmarks.registrations import START_SECONDS, wait_for
from benchmarks.varied_documents import READ_BY_OTHERS, mark_of, marked
from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.jobs.queues import Queues
from institutions.models import GovernmentBody, NameSearch
from policyengine.processes import Service, stop_processes
from policyengine.serve import HOST, list_services
from rules.models import Assessment, State

BROKER: Final = os.environ.get("BENCHMARK_BROKER", "amqp://guest:guest@127.0.0.1:5672//")
PORT: Final = int(os.environ.get("BENCHMARK_PORT", "8765"))
FACTS: Final = 60
CLIENTS: Final = 8
DOCUMENTS: Final = 240
SECONDS: Final = 20.0  # of posts as fast as they are answered
RATE: Final = 15  # posts a second
RATED: Final = 150  # posts at that rate
PATIENCE: Final = 300.0  # seconds until every verdict is there
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass
class Spent:
    """Seconds of processor time of the processes of one sort, so far."""

    web: float = 0.0
    worker: float = 0.0
    database: float = 0.0

    def since(self, before: "Spent") -> "Spent":
        """Return what was spent since then."""
        return Spent(self.web - before.web, self.worker - before.worker, self.database - before.database)


@dataclass
class Posts:
    """The answers of some posts: seconds each took, and the ids of the partnerships by the moment of the answer."""

    seconds: list[float] = field(default_factory=list)
    answered: dict[str, float] = field(default_factory=dict)
    trouble: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, began: float, status: int, text: bytes) -> None:
        """Keep one answer."""
        now = time.time()
        with self.lock:
            if status in (200, 201):
                self.seconds.append(now - began)
                self.answered[json.loads(text)["partnership"]] = now
            else:
                self.trouble.append(f"{status} {text[:300].decode(errors='replace')}")


def main() -> None:
    """Measure both ways of posting on one register."""
    documents = list(documents_of_facts(DOCUMENTS + RATED + CLIENTS))
    bodies = {each["submitted_by"] for each in documents}
    keys = {code: make_key(GovernmentBody.objects.get(code=code), scopes=SCOPES)[1] for code in bodies}
    with running() as (web, worker):
        watch = Watch(web, worker)
        wait_for(PORT)
        post_all(documents[:CLIENTS], keys, CLIENTS)
        wait_for_verdicts()
        for name, given, rate in (
            (f"{CLIENTS} clients, as fast as answered", documents[CLIENTS : CLIENTS + DOCUMENTS], 0),
            (f"{RATE} a second", documents[CLIENTS + DOCUMENTS :], RATE),
        ):
            before, began = watch.spent(), time.time()
            posts = post_at_rate(given, keys, rate) if rate else post_all(given, keys, CLIENTS)
            posted = time.time() - began
            waiting = Assessment.objects.queued().count()
            wait_for_verdicts()
            print_run(name, posts, posted, waiting, time.time() - began, watch.spent().since(before))


def documents_of_facts(number: int) -> Iterator[Json]:
    """Yield documents of 60 facts with names of their own, which concern no other's case."""
    kept = [
        with_facts(
            {**each, "statements": [one for one in each["statements"] if one["kind"] not in READ_BY_OTHERS]}, FACTS
        )
        for each in demonstration_documents()
    ]
    for place in range(number):
        yield marked(copy.deepcopy(kept[place % len(kept)]), mark_of(place))


@contextmanager
def running() -> Iterator[tuple[Service, Service]]:
    """Yield the web server and the worker of `make run`, on queues of their own."""
    queue = f"bench-{secrets.token_hex(6)}"
    env = {**os.environ, "CELERY_BROKER_URL": BROKER, "CELERY_QUEUE": queue, "WORKER_CONCURRENCY": "2"}
    os.environ["CELERY_QUEUE"] = queue
    web, worker = list_services(PORT)[:2]
    try:
        web.start(env)
        worker.start(env)
        yield web, worker
    finally:
        stop_processes([web, worker])
        with kombu.Connection(BROKER) as broker:
            for each in Queues(queue).every:
                kombu.Queue(each, channel=broker.default_channel).delete()
                kombu.Exchange(each, channel=broker.default_channel).delete()


def post_all(documents: list[Json], keys: dict[str, str], clients: int) -> Posts:
    """Post documents by several clients, each the next as soon as its last is answered."""
    posts, left, end = Posts(), iter(documents), time.time() + SECONDS
    lock = threading.Lock()

    def work() -> None:
        client = http.client.HTTPConnection(HOST, PORT, timeout=START_SECONDS)
        while time.time() < end:
            with lock:
                document = next(left, None)
            if document is None:
                break
            post(client, document, keys, posts)
        client.close()

    run_threads([threading.Thread(target=work) for _ in range(clients)])
    return checked(posts)


def post_at_rate(documents: list[Json], keys: dict[str, str], rate: int) -> Posts:
    """Post documents at a rate, whether the ones before are answered or not."""
    posts = Posts()

    def work(document: Json) -> None:
        client = http.client.HTTPConnection(HOST, PORT, timeout=START_SECONDS)
        post(client, document, keys, posts)
        client.close()

    threads = [threading.Thread(target=work, args=(each,)) for each in documents]
    began = time.monotonic()
    for place, thread in enumerate(threads):
        time.sleep(max(0.0, began + place / rate - time.monotonic()))
        thread.start()
    for thread in threads:
        thread.join()
    return checked(posts)


def run_threads(threads: list[threading.Thread]) -> None:
    """Run threads and wait for all."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def post(client: http.client.HTTPConnection, document: Json, keys: dict[str, str], posts: Posts) -> None:
    """Post one document."""
    headers = {"Authorization": f"Bearer {keys[document['submitted_by']]}", "Content-Type": "application/json"}
    began = time.time()
    client.request("POST", "/api/v1/partnerships/", json.dumps(document).encode(), headers)
    answer = client.getresponse()
    posts.note(began, answer.status, answer.read())


def checked(posts: Posts) -> Posts:
    """Return the posts; RuntimeError with the first answer that is not a success."""
    if posts.trouble:
        raise RuntimeError(posts.trouble[0])
    return posts


def wait_for_verdicts() -> None:
    """Wait until nothing is queued or running and all names are compared; TimeoutError after too long."""
    end = time.monotonic() + PATIENCE
    while Assessment.objects.filter(state__in=(State.QUEUED, State.RUNNING)).exists() or NameSearch.objects.exists():
        if time.monotonic() > end:
            message = f"There are assessments without a result after {PATIENCE:.0f} seconds."
            raise TimeoutError(message)
        time.sleep(0.2)


class Watch:
    """The processor time of the web processes, the workers and the connections of this database."""

    def __init__(self, web: Service, worker: Service) -> None:
        self._groups = [each.process.pid for each in (web, worker) if each.process]
        self._connections: dict[int, float] = {}
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def spent(self) -> Spent:
        """Return the seconds so far."""
        self._look()
        web, worker = (group_seconds(each) for each in self._groups)
        return Spent(web, worker, sum(self._connections.values()))

    def _watch(self) -> None:
        while not self._ended.wait(0.5):
            self._look()

    def _look(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor != "postgresql":
                return
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            for (pid,) in cursor.fetchall():
                if (seconds := process_seconds(pid)) is not None:
                    self._connections[pid] = seconds


def group_seconds(group: int) -> float:
    """Return the processor time of all processes of a group, and of those that have ended in it."""
    found = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        if (fields := stat_of(int(folder.name))) and int(fields[2]) == group:
            found += sum(map(int, fields[11:13])) / TICKS
    return found


def process_seconds(pid: int) -> float | None:
    """Return the processor time of a process; None if it has ended."""
    fields = stat_of(pid)
    return sum(map(int, fields[11:13])) / TICKS if fields else None


def stat_of(pid: int) -> list[str]:
    """Return what the system says of a process, from its state on; nothing if it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def print_run(name: str, posts: Posts, posted: float, waiting: int, whole: float, spent: Spent) -> None:
    """Print one way of posting."""
    count = len(posts.seconds)
    ended = dict(
        Assessment.objects.filter(partnership__in=map(UUID, posts.answered), state=State.DONE)
        .order_by("finished_at")
        .values_list("partnership_id", F("finished_at"))
    )
    visible = [max(0.0, ended[pk].timestamp() - posts.answered[str(pk)]) for pk in ended]
    print_heading(
        f"REST on {connection.vendor}, {name}: {count} documents of {FACTS} facts, 2 workers, load "
        f"{os.getloadavg()[0]:.1f}"
    )
    print_figure("answered", count / posted, "a second", note=f"{waiting} waited for a verdict at the end")
    print_figure("answered and assessed", count / whole, "a second")
    print_figure("POST, median", statistics.median(posts.seconds) * 1000, "ms")
    print_figure("POST, 95 of 100", percentile(posts.seconds) * 1000, "ms")
    print_figure("from the answer to the verdict, 95 of 100", percentile(visible) * 1000, "ms")
    each = {"web": spent.web, "workers": spent.worker, "database": spent.database}
    for part, seconds in each.items():
        print_figure(f"  {part}", seconds * 1000 / count, "ms CPU", note="a case")
    print_figure("cases a second of two cores by processor time", 2 * count / sum(each.values()), "a second")


def percentile(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed; 0 of none."""
    if not values:
        return 0.0
    return sorted(values)[min(len(values) - 1, len(values) * 95 // 100)]
