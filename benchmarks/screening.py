"""Screenings of a register of copied cases, from store to result: `BENCHMARK_CASES`, 10,000 if unset.

The register is filled from templates (`large_register`), and a part of its copies is assessed for real first. Measured
are the building of the store from snapshots and three screenings: with nothing changed, and trials of one changed
number and of one changed rule. The sample is that of an installation. The peer is the screening with nothing changed.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import Final

from django.db import connection

from benchmarks.changed_cases import CHANGES
from benchmarks.drawn_cases import differing_draws
from benchmarks.figures import print_figure, print_heading
from benchmarks.large_register import DRAWN, SEED, fill_register
from benchmarks.screen import changed_rulebook
from benchmarks.sets import largest_size
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.engine.sets.configured import kept_programs
from rules.fact_store.appending import build_store
from rules.fact_store.configured import fact_storage
from rules.models import Screening
from rules.screening.claim import claim_screening, claim_trial
from rules.screening.requesting import request_screening
from rules.screening.run import run_screening

CASES: Final = int(os.environ.get("BENCHMARK_CASES", "10000"))
UNCHANGED: Final = "nothing changed"


def main() -> None:
    """Fill a register, prove a part of it, and screen it."""
    filled = fill_register(CASES)
    if differing := differing_draws(filled.copies, DRAWN, seed=SEED):
        message = f"{len(differing)} copies are not what assessing them gives: {differing[0]}"
        raise AssertionError(message)
    print_heading(f"Screening on {connection.vendor}: {CASES:,} cases, {min(DRAWN, len(filled.copies)):,} proved equal")
    began, cpu = time.monotonic(), time.process_time()
    manifest = build_store(fact_storage())
    print_figure("the store, built from snapshots", time.monotonic() - began, "s", note=f"{cpu_since(cpu):.1f} s CPU")
    size = sum(file.size for each in manifest.segments for file in each.files.values())
    print_figure("  its size", size / CASES, "bytes", note="a case")
    peer = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, changes in {UNCHANGED: (), **CHANGES}.items():
            book = changed_rulebook(current_rulebook(), Path(folder) / name.replace(" ", "_"), changes)
            kept_programs().program(book.compiled)  # writing one is no part of a screening
            cpu = time.process_time()
            done = screened(book, trial=bool(changes))
            peer = peer or done.seconds
            print_figure(name, done.seconds, "s", over=UNCHANGED, peer=peer, note=f"{cpu_since(cpu):.1f} s CPU")
            print_figure("  a second", done.cases / done.seconds, "cases/s", note=f"{done.differing:,} differ")
            print(f"    digest {done.digest}, {done.sampled:,} sampled, {done.disagreements} disagreements", flush=True)
    print_figure("largest resident size of the process", largest_size(), "MiB")


def screened(book: LoadedRulebook, *, trial: bool) -> Screening:
    """Return a screening, run to its end."""
    asked = request_screening(book.version, trial=trial, seed="5eed", notified=False)
    claim = claim_trial(asked) if trial else claim_screening(asked.pk)
    assert claim is not None
    return run_screening(claim, book)


def cpu_since(before: float) -> float:
    """Return the processor time of this process since a moment, of all its threads; that of the database is apart."""
    return time.process_time() - before
