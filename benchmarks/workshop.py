"""The effect of drafts over registers of copied cases: `BENCHMARK_CASES`, else the usual sizes.

Measured are the store, the effect of a draft that changes one number, one whose rule has another severity, and the
curve of a number at eleven values, each with the compiling of its rules. The peer is the effect of the number.
"""

import tempfile
import time
from pathlib import Path
from typing import Final

from django.db import connection

from benchmarks.changed_cases import CHANGES
from benchmarks.figures import print_figure, print_heading
from benchmarks.large_register import grown_register
from benchmarks.screen import changed_rulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.fact_store.appending import build_store
from rules.fact_store.configured import fact_storage
from rules.workshop.narrowed import touched_rules
from rules.workshop.steps import steps
from rules.workshop.trying import try_draft, try_values

NUMBER: Final = "eth_gift_report_yen"
VALUES: Final = tuple(steps(1_000, 21_000, 11))
DAY: Final = "2026-06-15"
SEED: Final = "0123456789abcdef"


def main() -> None:
    """Fill registers and try drafts on them."""
    for cases in grown_register():
        measure(cases)


def measure(cases: int) -> None:
    """Print the seconds of the drafts on the register as it is."""
    print_heading(f"Workshop on {connection.vendor}: {cases:,} cases")
    began = time.monotonic()
    build_store(fact_storage(), anew=True)
    print_figure("the store, built from snapshots", time.monotonic() - began, "s")
    base, peer = current_rulebook(), 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, changes in CHANGES.items():
            draft = changed_rulebook(base, Path(folder) / name.replace(" ", "_"), changes)
            cpu = time.process_time()
            tried = try_draft(base, draft, SEED)
            peer = peer or tried.seconds
            rules = f"{len(touched_rules(base, draft).codes)} rules, {time.process_time() - cpu:.1f} s CPU"
            print_figure(name, tried.seconds, "s", over="the first draft", peer=peer, note=rules)
    cpu = time.process_time()
    tried = try_values(base, NUMBER, "", DAY, VALUES)
    said = f"{len(tried.summary['codes'])} rules, {time.process_time() - cpu:.1f} s CPU"
    print_figure(f"a curve of {len(VALUES)} values", tried.seconds, "s", over="the first draft", peer=peer, note=said)
