"""Owners along chains and one changed tie in a register of a million holdings; the peer is networkx on the same graph.

networkx holds the graph in the memory of one process, knows nothing of days, moments and readers, and has to be filled
before its first answer. BENCHMARK_HOLDINGS draws another number of holdings.
"""

import gc
import os
import random
import resource
import statistics
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import networkx as nx
from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from benchmarks.cases import rows_committed
from benchmarks.documents import Json, demonstration_documents, refer_document
from benchmarks.figures import median_milliseconds, print_figure, print_heading
from benchmarks.holdings import SEED, DrawnHoldings, draw_holdings
from benchmarks.stored_holdings import store_holdings
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import SubmissionWay, table_of
from institutions.parties.ownership.connection import find_connection
from institutions.parties.ownership.owners import Owners, owners_of
from institutions.parties.ownership.ultimate_owners import chain_composition
from rules.assessing.claim import claimed_here
from rules.facts.gathering.closure import reached_ids, upward_arms

HOLDINGS: Final = int(os.environ.get("BENCHMARK_HOLDINGS", "1000000"))
DAY: Final = date(2024, 1, 1)
COMPANIES: Final = 6
SETS: Final = 100
CHANGES: Final = 300
Graph = Any  # networkx has no types
Numbers = list[int]


@dataclass(frozen=True, slots=True)
class ActTimes:
    """The seconds of each act by the clock, and those that this process was at work; the rest is waiting."""

    seconds: list[float]
    working: list[float]


def main() -> None:
    """Fill the register and the graph, then ask and change both."""
    print_heading(f"Ownership on {database.vendor}: {HOLDINGS:,} generated holdings")
    drawn = draw_holdings(HOLDINGS)
    began = time.perf_counter()
    ids = store_holdings(drawn)
    print_figure("stored in the register", time.perf_counter() - began, "s")
    graph = fill_graph(drawn)
    gc.freeze()  # or Python looks through millions of objects of ours while others are measured
    draw = random.Random(SEED)  # noqa: S311 - which companies are asked about
    sets = [draw.sample(range(drawn.companies), COMPANIES) for _ in range(SETS)]
    measure_questions(ids, graph, sets)
    measure_connections(drawn, ids, draw)
    measure_changes(graph, draw)


def fill_graph(drawn: DrawnHoldings) -> Graph:
    """Fill the holdings of the day into networkx."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(range(drawn.parties))
    graph.add_edges_from((each.holder, each.company) for each in drawn.holdings if not each.ended)
    print_figure("peer: networkx, filled in memory", time.perf_counter() - began, "s")
    print_figure("  which takes", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, "MB")
    loops = [len(each) for each in nx.strongly_connected_components(graph) if len(each) > 1]
    degrees = sorted((degree for _, degree in graph.in_degree(range(drawn.companies))), reverse=True)
    wide = sorted((degree for _, degree in graph.out_degree()), reverse=True)
    print(
        f"    holders a company: {statistics.mean(degrees):.1f}, at most {degrees[0]}; most holdings of one holder:"
        f" {wide[0]:,}; {len(loops)} loops of up to {max(loops, default=0)}",
        flush=True,
    )
    return graph


def measure_questions(ids: list[uuid.UUID], graph: Graph, sets: list[Numbers]) -> None:
    """Measure six companies at random, then the six of those with the most owners."""
    above = {number: len(nx.ancestors(graph, number)) for each in sets for number in each}
    busiest = sorted(above, key=above.__getitem__, reverse=True)[:COMPANIES]
    sizes = sorted(sum(above[number] for number in each) for each in sets)
    print(f"    owners of six companies: {statistics.median(sizes):.0f} in the median, {sizes[-1]} at most", flush=True)
    peer = time_acts(lambda each: [nx.ancestors(graph, number) for number in each], sets)
    print_times("peer: networkx, ancestors of six companies", peer)
    print_times(
        "owners of six companies, with days and ties", time_acts(lambda each: owners_of_numbers(each, ids), sets), peer
    )
    print_times(
        "  with effective shares, control, State",
        time_acts(lambda each: compute_page_shares(owners_of_numbers(each, ids)), sets),
        peer,
    )
    print_times(
        "  as known a moment ago", time_acts(lambda each: owners_of_numbers(each, ids, timezone.now()), sets), peer
    )
    busy = time_acts(lambda each: compute_page_shares(owners_of_numbers(each, ids)), [busiest] * 10)
    print_times(f"the six busiest of {len(above)}, {sum(above[each] for each in busiest)} owners, shares", busy)
    walk = time_acts(lambda each: reached_ids([ids[number] for number in each], upward_arms(), timezone.now()), sets)
    print_times("the walk of a gathering from six companies", walk, peer)


def owners_of_numbers(numbers: Numbers, ids: list[uuid.UUID], known_at: Any = None) -> Owners:
    """Return the owners of some companies."""
    return owners_of([ids[number] for number in numbers], on=DAY, known_at=known_at)


def compute_page_shares(found: Owners) -> None:
    """Compute all that the page of each company shows."""
    for company in found.companies:
        chain_composition(found, company, found.owners(company))


def measure_connections(drawn: DrawnHoldings, ids: list[uuid.UUID], draw: random.Random) -> None:
    """Measure pairs of companies at random: most are connected through a fund, or not at all."""
    pairs = [draw.sample(range(drawn.companies), 2) for _ in range(SETS // 2)]
    print_times("connection between two companies", time_acts(lambda pair: find_pair(pair, ids), pairs))


def find_pair(pair: Numbers, ids: list[uuid.UUID]) -> None:
    """Find the connection of two parties."""
    find_connection(ids[pair[0]], ids[pair[1]], on=DAY)


def measure_changes(graph: Graph, draw: random.Random) -> None:
    """Measure a holding superseded and stated again; then the same as a revision of a partnership's document."""
    table: Any = table_of("shareholding")
    rows = list(table.objects.filter(pk__in=draw.sample(range(1, HOLDINGS), CHANGES)))
    edges = draw.sample(list(graph.edges), CHANGES)
    peer = time_acts(lambda edge: (graph.remove_edge(*edge), graph.add_edge(*edge)), edges)
    print_times("peer: networkx, one edge taken out and in", peer)
    print_times("peer: Django inserts and commits one small row", ActTimes(rows_committed(CHANGES), []))
    print_times("one changed tie, with its index", time_acts(supersede_tie, rows))
    time_acts(store_revision, holding_revisions(1))
    print_times(
        "  as a revision of a document, checked and told",
        time_acts(store_revision, [*holding_revisions(2), *holding_revisions(3)]),
    )


def supersede_tie(row: Any) -> None:  # Any: a row of a kind
    """Supersede one tie and record it with another share."""
    moment = timezone.now()
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).supersede(moment)
        row.pk, row.recorded_at, row.share_bp = None, moment, (row.share_bp or 0) + 1
        row.save(force_insert=True)


def holding_revisions(revision: int) -> Iterator[Json]:
    """Yield partnerships with a holding that differs in each revision."""
    document = demonstration_documents()[0]
    company = document["participants"][0]["company"]
    holder = {"key": "bench_owner", "name": {"en": "Owner (fictional)"}}
    rest = [each for each in document["statements"] if each["kind"] != "shareholding"]
    tie = {"kind": "shareholding", "holder": "bench_owner", "company": company, "share_bp": revision}
    changed = {"revision": revision, "companies": [*document["companies"], holder], "statements": [*rest, tie]}
    for number in range(SETS // 2):
        yield {**refer_document(document, f"BENCH-TIE-{number}"), **changed}


def store_revision(document: Json) -> None:
    """Check and store one revision; a worker would assess it afterwards."""
    with claimed_here():
        register_partnership(check_document(document), account=None, way=SubmissionWay.FILE)


def time_acts(act: Callable[[Any], object], each_of: Iterable[Any]) -> ActTimes:
    """Measure how long one act on each takes."""
    found = ActTimes([], [])
    for each in each_of:
        began, worked = time.perf_counter(), time.process_time()
        act(each)
        found.seconds.append(time.perf_counter() - began)
        found.working.append(time.process_time() - worked)
    return found


def print_times(name: str, times: ActTimes, peer: ActTimes | None = None) -> None:
    """Print the median with its ratio; below it the 99th percentile, and how long this process itself was at work."""
    middle = median_milliseconds(times.seconds)
    most = sorted(times.seconds)[int(len(times.seconds) * 0.99) - 1] * 1000
    print_figure(name, middle, "ms", over="networkx", peer=median_milliseconds(peer.seconds) if peer else 0.0)
    working = f"; this process works {median_milliseconds(times.working):.1f} ms" if times.working else ""
    print(f"    99 of 100 within {most:.1f} ms{working}", flush=True)


if __name__ == "__main__":
    main()
