"""The POST of a registration without web server and broker: queries and processor time, also of the database.

Documents of 60 facts go through Django's client, in one process, which then compares their names and assesses them as
the workers do. Beside it stand the precheck of the same documents, which assesses and stores nothing, and on PostgreSQL
the same rows copied bare.
`POSTING_PROFILE=20` prints the twenty functions in which a profile finds most of the time, each with what it calls.
"""

import cProfile
import os
import pstats
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.test import Client

from benchmarks.bare_rows import WrittenRows
from benchmarks.batch import assess_queued
from benchmarks.documents import Json
from benchmarks.drawn_names import with_drawn_names
from benchmarks.figures import print_figure, print_heading
from benchmarks.server_time import server_seconds
from benchmarks.verdicts import CLIENTS, FACTS, documents_of_facts
from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.drafts.name_searches import search_waiting
from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.models import GovernmentBody

POSTS: Final = 60
TOGETHER: Final = 20  # assessments that a worker takes at once, as it does by default
SEED: Final = 14
REGISTRATION: Final = "/api/v1/partnerships/"
CHECK: Final = "/api/v1/precheck/"
PROFILED: Final = int(os.environ.get("POSTING_PROFILE", "0"))


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of one case: milliseconds of processor time of this process and of its server, and its queries."""

    web: float
    server: float
    queries: float

    @property
    def whole(self) -> float:
        """The milliseconds of both."""
        return self.web + self.server


def main() -> None:
    """Precheck documents, then register and assess them: with names all unlike each other, and with names alike."""
    alike = list(documents_of_facts(CLIENTS + 2 * POSTS))
    bodies = {each["submitted_by"] for each in alike}
    keys = {code: make_key(GovernmentBody.objects.get(code=code), scopes=SCOPES)[1] for code in bodies}
    for address in (CHECK, REGISTRATION):
        cost_of_posts(address, alike[:CLIENTS], keys)  # the first requests of a process load the rulebook
    search_waiting()
    assess_queued(TOGETHER)
    rng = random.Random(SEED)  # noqa: S311 - a fixed seed
    drawn = [with_drawn_names(each, rng) for each in alike[CLIENTS : CLIENTS + POSTS]]
    print_run("names of their own", drawn, keys)
    print_run("names that differ by a number", alike[CLIENTS + POSTS :], keys)


def print_run(names: str, documents: Sequence[Json], keys: dict[str, str]) -> None:
    """Post documents, compare their names and assess them as the workers do, and print what one takes."""
    checked = cost_of_posts(CHECK, documents, keys)
    written = WrittenRows() if connection.vendor == "postgresql" else None
    profile = cProfile.Profile() if PROFILED else None
    registered = cost_of_posts(REGISTRATION, documents, keys, profile)
    bare = written.copied_bare() if written else None
    searched = cost_of(len(documents), search_waiting)
    assessed = cost_of(len(documents), lambda: assess_queued(TOGETHER))
    about = f"{len(documents)} documents of {FACTS} facts with {names}, load {os.getloadavg()[0]:.1f}"
    print_heading(f"One POST on {connection.vendor}, Django's client: {about}")
    print_cost("peer: precheck, which assesses, stores nothing", checked)
    print_cost("a registration", registered, checked)
    if bare:
        print_figure(
            f"peer: its {bare.rows / len(documents):.0f} rows copied bare",
            (bare.client + bare.server) / len(documents),
            "ms CPU",
            note=f"{bare.client / len(documents):.2f} + {bare.server / len(documents):.2f}",
        )
    print_cost("possible matches of its names, in a job", searched)
    print_cost(f"its assessment, {TOGETHER} at once", assessed)
    for what, whole in (
        ("registered and assessed", registered.whole + assessed.whole),
        ("the same, and names compared", registered.whole + assessed.whole + searched.whole),
    ):
        print_figure(what, 2000 / whole, "a second", note="of two cores, by processor time")
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats("institutions|rules", PROFILED)


def cost_of_posts(
    address: str, documents: Sequence[Json], keys: dict[str, str], profile: cProfile.Profile | None = None
) -> Cost:
    """Post each document, and return what one takes. RuntimeError with the first answer that is not a success."""
    client = Client()

    def post_all() -> None:
        for each in documents:
            answer = client.post(
                address,
                each,
                content_type="application/json",
                headers={"host": "127.0.0.1", "authorization": f"Bearer {keys[each['submitted_by']]}"},
            )
            if answer.status_code not in (200, 201):
                message = f"{address}: {answer.status_code} {answer.content[:300].decode(errors='replace')}"
                raise RuntimeError(message)

    with leave_notifying_to_sweep():
        return cost_of(len(documents), post_all, profile)


def cost_of(cases: int, work: Callable[[], object], profile: cProfile.Profile | None = None) -> Cost:
    """Do the work of so many cases, and return what one takes."""
    words = Counter[str]()

    def count(execute: Any, sql: str, *given: Any) -> Any:  # Any: as Django declares them
        words[sql.split(maxsplit=1)[0]] += 1
        return execute(sql, *given)

    web, server = time.process_time(), server_seconds()
    with connection.execute_wrapper(count):
        if profile:
            profile.runcall(work)
        else:
            work()
    web, server = time.process_time() - web, server_seconds() - server
    queries = sum(number for word, number in words.items() if word not in ("SAVEPOINT", "RELEASE"))
    return Cost(web * 1000 / cases, server * 1000 / cases, queries / cases)


def print_cost(name: str, cost: Cost, peer: Cost | None = None) -> None:
    """Print the cost of one case."""
    note = f"{cost.web:.1f} + {cost.server:.1f}; {cost.queries:.1f} queries"
    over, beside = ("precheck", peer.whole) if peer else ("", 0.0)
    print_figure(name, cost.whole, "ms CPU", over=over, peer=beside, note=note)
