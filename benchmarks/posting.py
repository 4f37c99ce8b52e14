"""The POST of a registration alone, without web server and broker: queries and processor time, also of the database.

Documents of 60 facts with names of their own go through Django's client, in one process. Beside it stand the precheck
of the same documents, which assesses and stores nothing, and on PostgreSQL the same rows copied bare.
`POSTING_PROFILE=20` prints the twenty functions in which a profile finds most of the time, each with what it calls.
"""

import cProfile
import os
import pstats
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.test import Client

from benchmarks.bare_rows import WrittenRows
from benchmarks.documents import Json
from benchmarks.figures import print_figure, print_heading
from benchmarks.server_time import server_seconds
from benchmarks.verdicts import CLIENTS, FACTS, documents_of_facts
from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.models import GovernmentBody

POSTS: Final = 60
REGISTRATION: Final = "/api/v1/partnerships/"
CHECK: Final = "/api/v1/precheck/"
PROFILED: Final = int(os.environ.get("POSTING_PROFILE", "0"))


@dataclass(frozen=True, slots=True)
class PostCost:
    """The cost of one POST: milliseconds of processor time of this process and of its server, and its queries."""

    web: float
    server: float
    queries: float

    @property
    def whole(self) -> float:
        """The milliseconds of both."""
        return self.web + self.server


def main() -> None:
    """Precheck documents, then register them."""
    documents = list(documents_of_facts(CLIENTS + POSTS))
    bodies = {each["submitted_by"] for each in documents}
    keys = {code: make_key(GovernmentBody.objects.get(code=code), scopes=SCOPES)[1] for code in bodies}
    for address in (CHECK, REGISTRATION):
        cost_of_posts(address, documents[:CLIENTS], keys)  # the first requests of a process load the rulebook
    given = documents[CLIENTS:]
    checked = cost_of_posts(CHECK, given, keys)
    written = WrittenRows() if connection.vendor == "postgresql" else None
    profile = cProfile.Profile() if PROFILED else None
    registered = cost_of_posts(REGISTRATION, given, keys, profile)
    load = os.getloadavg()[0]
    print_heading(
        f"One POST on {connection.vendor}: {POSTS} documents of {FACTS} facts, Django's client, load {load:.1f}"
    )
    print_cost("peer: precheck, which assesses, stores nothing", checked)
    print_cost("a registration", registered, checked)
    if written:
        bare = written.copied_bare()
        print_figure(
            f"peer: its {bare.rows / POSTS:.0f} rows copied bare",
            (bare.client + bare.server) / POSTS,
            "ms CPU",
            note=f"{bare.client / POSTS:.2f} + {bare.server / POSTS:.2f}",
        )
    if profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats("institutions|rules", PROFILED)


def cost_of_posts(
    address: str, documents: Sequence[Json], keys: dict[str, str], profile: cProfile.Profile | None = None
) -> PostCost:
    """Post each document, and return what one takes. RuntimeError with the first answer that is not a success."""
    client, words = Client(), Counter[str]()

    def count(execute: Any, sql: str, *given: Any) -> Any:  # Any: as Django declares them
        words[sql.split(maxsplit=1)[0]] += 1
        return execute(sql, *given)

    web, server = time.process_time(), server_seconds()
    with connection.execute_wrapper(count), leave_notifying_to_sweep():
        if profile:
            profile.enable()
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
        if profile:
            profile.disable()
    web, server = time.process_time() - web, server_seconds() - server
    queries = sum(number for word, number in words.items() if word not in ("SAVEPOINT", "RELEASE"))
    return PostCost(web * 1000 / len(documents), server * 1000 / len(documents), queries / len(documents))


def print_cost(name: str, cost: PostCost, peer: PostCost | None = None) -> None:
    """Print the cost of one POST."""
    note = f"{cost.web:.1f} + {cost.server:.1f}; {cost.queries:.1f} queries"
    over, beside = ("precheck", peer.whole) if peer else ("", 0.0)
    print_figure(name, cost.whole, "ms CPU", over=over, peer=beside, note=note)
