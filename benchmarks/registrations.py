"""Registrations a second by REST: the server of `make run`, several clients that keep their connections."""

import http.client
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection

from benchmarks.documents import Json, demonstration_documents, refer_document
from benchmarks.figures import print_figure, print_heading
from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import GovernmentBody, Partnership
from policyengine.processes import Service, stop_processes
from policyengine.serve import HOST, list_services

CLIENTS = 8
REQUESTS = 300
SECONDS = 8.0  # a slow machine ends early with fewer requests
START_SECONDS = 600.0  # nothing is timed until then, and the machine may have other work


def main() -> None:
    """Measure the peers first: a bare view that inserts a row, and a precheck, which stores nothing."""
    document = demonstration_documents()[0]
    _, key = make_key(GovernmentBody.objects.get(code=document["submitted_by"]), scopes=SCOPES)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    documents = [refer_document(document, f"BENCH-REST-{number}") for number in range(REQUESTS)]
    before = Partnership.objects.count()
    with served_port() as port:
        for address in ("/benchmark/row/", "/api/v1/precheck/", "/api/v1/partnerships/"):
            Clients(port, address, headers, [refer_document(document, f"{address}-{n}") for n in range(CLIENTS)]).rate()
        row = Clients(port, "/benchmark/row/", {}, [{}] * REQUESTS).rate()
        precheck = Clients(port, "/api/v1/precheck/", headers, documents).rate()
        registering = Clients(port, "/api/v1/partnerships/", headers, documents)
        stored = registering.rate()
    assert Partnership.objects.count() - before == registering.answered + CLIENTS
    count, statements = registering.answered, len(document["statements"])
    documents_sent = f"{count} documents of {statements} statements"
    print_heading(f"REST on {connection.vendor}: {CLIENTS} clients, 2 processes of 4 threads, {documents_sent}")
    print_figure("peer: a bare view that inserts one row", row, "a second")
    print_figure("POST /api/v1/precheck/ (stores nothing)", precheck, "a second", over="the bare view", peer=row)
    print_figure("POST /api/v1/partnerships/ (registrations)", stored, "a second", over="the bare view", peer=row)
    print_figure("  the same", stored, "a second", over="precheck", peer=precheck)


@contextmanager
def served_port() -> Iterator[int]:
    """Yield the port of the web server of `make run`, ready to answer."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    web: Service = list_services(port)[0]
    web.start({**os.environ, "DJANGO_SETTINGS_MODULE": "benchmarks.served_settings"})
    try:
        wait_for(port)
        yield port
    finally:
        stop_processes([web])


def wait_for(port: int) -> None:
    """Wait until the server answers; TimeoutError if it does not."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            client = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
            client.request("GET", "/healthz")
            client.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = f"The server did not answer within {START_SECONDS:.0f} seconds."
    raise TimeoutError(message)


@dataclass
class Clients:
    """Threads that share a list of documents and post each once."""

    port: int
    address: str
    headers: dict[str, str]
    documents: list[Json]
    answered: int = 0
    trouble: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def rate(self) -> float:
        """Return answers a second. RuntimeError with the first answer that is not a success."""
        waiting = iter([json.dumps(each).encode() for each in self.documents])
        began = time.monotonic()
        threads = [threading.Thread(target=self.post_all, args=(waiting, began + SECONDS)) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.trouble:
            raise RuntimeError(self.trouble[0])
        return self.answered / (time.monotonic() - began)

    def post_all(self, waiting: Iterator[bytes], end: float) -> None:
        """Post the documents that the others leave, on one connection."""
        client = http.client.HTTPConnection(HOST, self.port, timeout=START_SECONDS)
        while not self.trouble and time.monotonic() < end:
            with self.lock:
                body = next(waiting, None)
            if body is None:
                break
            try:
                self.post(client, body)
            except (OSError, http.client.HTTPException) as error:
                self.trouble.append(f"{self.address}: {error!r}")
        client.close()

    def post(self, client: http.client.HTTPConnection, body: bytes) -> None:
        """Post one document and count its answer."""
        client.request("POST", self.address, body, self.headers)
        answer = client.getresponse()
        text = answer.read()
        with self.lock:
            if answer.status in (200, 201):
                self.answered += 1
            else:
                self.trouble.append(f"{self.address}: {answer.status} {text[:500].decode(errors='replace')}")
