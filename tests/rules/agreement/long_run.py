"""`make agree`: the three evaluators compared on 200,000 random cases, in processes, with progress.

`python -m tests.rules.agreement.long_run [--real] [--cases 200000] [--seed N] [--processes N]`: random rulebooks, or
the real one (`--real`), which ends with a table of how often each rule came to each outcome. Ends with 1 on a
disagreement, after printing the seed with which its cases can be run again.
"""

import argparse
import multiprocessing
import os
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from rules.engine.evaluating.errors import EngineError
from tests.rules.agreement import real
from tests.rules.agreement.agreement import CASES_OF_A_SEED, DisagreementError, compare_book

CASES = 200_000
SEEDS_OF_A_PROCESS = 200  # durable_rules keeps every ruleset that it has compiled: processes are renewed
SECONDS_BETWEEN_LINES = 5.0
Result = tuple[int, Counter[str], str]


def run_seed(compare: Callable[[int], Counter[str]], seed: int) -> Result:
    """Compare the cases of one seed, in a process of the pool: return the seed, its counts, and the trouble, if any."""
    try:
        return seed, compare(seed), ""
    except (DisagreementError, EngineError) as trouble:
        return seed, Counter(), f"{type(trouble).__name__}: {trouble}"


def main() -> int:
    """Compare, printing a line every few seconds. Return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", action="store_true", help="the real rulebook instead of random ones")
    parser.add_argument("--cases", type=int, default=CASES, help=f"rounded up to {CASES_OF_A_SEED} for each seed")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9), help="the first seed")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = parser.parse_args()
    seeds = range(chosen.seed, chosen.seed - (-chosen.cases // CASES_OF_A_SEED))
    books, again = ("the real rulebook", " --real") if chosen.real else ("random rulebooks", "")
    cases = len(seeds) * CASES_OF_A_SEED
    say(f"{cases:,} cases of {books} from seed {chosen.seed} in {chosen.processes} processes")
    work = partial(run_seed, real.compare_real if chosen.real else compare_book)
    started = printed = time.monotonic()
    counts: Counter[str] = Counter()
    troubles = 0
    for done, (seed, found, trouble) in enumerate(results(work, seeds, chosen.processes), 1):
        counts += found
        if trouble:
            troubles += 1
            run_again = f"--seed {seed} --cases {CASES_OF_A_SEED} --processes 1{again}"
            say(f"\nseed {seed} (run it again: {run_again})\n{trouble}\n")
        if time.monotonic() - printed > SECONDS_BETWEEN_LINES or done == len(seeds):
            printed = time.monotonic()
            rate = counts["cases"] / (printed - started)
            say(
                f"{counts['cases']:,} of {cases:,} cases, {counts['matches']:,} matches, "
                f"{rate:.0f} cases/s, {troubles} disagreements"
            )
    if chosen.real:
        say(real.table(counts))
    totals = ((what, counts[what]) for what in sorted(counts) if what[:1].islower())  # not those of a single rule
    say(", ".join(f"{what} {number:,}" for what, number in totals))
    return 1 if troubles else 0


def results(work: Callable[[int], Result], seeds: range, processes: int) -> Iterator[Result]:
    """Yield the results of all seeds as they come, in pools that are renewed from time to time."""
    step = SEEDS_OF_A_PROCESS * processes
    for start in range(0, len(seeds), step):
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            running = {pool.submit(work, seed): seed for seed in seeds[start : start + step]}
            for future in as_completed(running):
                yield result_of(future, running[future])


def result_of(future: Future[Result], seed: int) -> Result:
    """Return the result of a seed; a process that died (durable_rules can crash one) counts as a trouble."""
    try:
        return future.result()
    except BrokenProcessPool:
        return seed, Counter(), "a process died, with this seed or another that ran beside it"


def say(text: str) -> None:
    """Print at once, so that a pipe shows progress too."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
