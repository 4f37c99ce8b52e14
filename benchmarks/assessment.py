"""One assessment of about 60 facts, from its queued row to its stored result, stage by stage."""

import statistics

from django.db import connection

from benchmarks.cases import AssessmentTiming, assess_here_timed, register_assessed, rows_committed, stage_times
from benchmarks.documents import demonstration_documents, refer_document, with_facts
from benchmarks.figures import median_milliseconds, print_figure, print_heading
from benchmarks.stages import NAMES

FACTS = 60
ROUNDS = 10  # of five documents each


def main() -> None:
    """Measure five demonstration cases, enlarged to the same size, in turn."""
    documents = [with_facts(document, FACTS) for document in demonstration_documents()]
    submissions = [register_assessed(refer_document(each, f"BENCH-{number}")) for number, each in enumerate(documents)]
    found: list[AssessmentTiming] = []
    rows: list[float] = []
    for _ in range(ROUNDS):
        found += [assess_here_timed(submission) for submission in submissions]
        rows += rows_committed(len(submissions))
    facts = statistics.median(each.facts for each in found)
    row = median_milliseconds(rows)
    whole = median_milliseconds([each.seconds for each in found])
    print_heading(f"One assessment of {facts:.0f} facts on {connection.vendor}, median of {len(found)}")
    print_figure("peer: one row inserted and committed", row, "ms")
    print_figure(
        "from queued to stored", whole, "ms", over="one committed row", peer=row, note=f"{1000 / whole:.0f} a second"
    )
    for name in NAMES:
        print_figure(
            f"  {name}", median_milliseconds([each.stages[name] for each in found]), "ms", over="the whole", peer=whole
        )
    print(f"  in ms: {stage_times(found)}", flush=True)
