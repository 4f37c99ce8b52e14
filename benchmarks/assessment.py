"""One assessment of about 60 facts, from its queued row to its stored result, stage by stage."""

import statistics

from django.db import connection

from benchmarks.cases import Assessed, assess, registered, rows_committed, split
from benchmarks.documents import demonstration, referred, with_facts
from benchmarks.figures import heading, line, milliseconds
from benchmarks.stages import NAMES

FACTS = 60
ROUNDS = 10  # of five documents each


def main() -> None:
    """Measure five demonstration cases, enlarged to the same size, in turn."""
    documents = [with_facts(document, FACTS) for document in demonstration()]
    submissions = [registered(referred(each, f"BENCH-{number}")) for number, each in enumerate(documents)]
    found: list[Assessed] = []
    rows: list[float] = []
    for _ in range(ROUNDS):
        found += [assess(submission) for submission in submissions]
        rows += rows_committed(len(submissions))
    facts = statistics.median(each.facts for each in found)
    row = milliseconds(rows)
    whole = milliseconds([each.seconds for each in found])
    heading(f"One assessment of {facts:.0f} facts on {connection.vendor}, median of {len(found)}")
    line("peer: one row inserted and committed", row, "ms")
    line("from queued to stored", whole, "ms", over="one committed row", peer=row, note=f"{1000 / whole:.0f} a second")
    for name in NAMES:
        line(f"  {name}", milliseconds([each.stages[name] for each in found]), "ms", over="the whole", peer=whole)
    print(f"  in ms: {split(found)}", flush=True)
