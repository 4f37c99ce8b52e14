"""A part of `make agree`: the evaluators compared on 200,000 random cases, in processes, with progress.

`python -m tests.rules.agreement.long_run [--real] [--sets | --spark] [--cases 200000] [--seed N] [--processes N]`:
random rulebooks, or the real one (`--real`), which ends with a table of how often each rule came to each outcome; with
`--sets` the set evaluator beside the other three, 100 cases of each random rulebook and 1,000 of the real one at once;
with `--spark` the same on Spark, which uses all processors by itself: one process is the usual then.
Ends with 1 on a disagreement, after printing the seed with which its cases can be run again.
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

import duckdb
from ibis.common.exceptions import IbisError

from policyengine.garbage import look_past_what_stays, look_rarely
from rules.engine.evaluating.errors import EngineError
from tests.quick_java import compile_quickly
from tests.rules.agreement import in_sets, on_spark, real
from tests.rules.agreement.agreement import CASES_OF_A_SEED, DisagreementError, compare_book

CASES = 200_000
CASES_OF_A_SEED_BY = {  # by whether the rulebook is the real one, and the engine of sets that is compared
    (False, ""): CASES_OF_A_SEED,
    (True, ""): CASES_OF_A_SEED,
    (False, "sets"): in_sets.CASES_OF_A_BOOK,
    (True, "sets"): in_sets.REAL_CASES_AT_ONCE,
    (False, "spark"): in_sets.CASES_OF_A_BOOK,
    (True, "spark"): in_sets.REAL_CASES_AT_ONCE,
}
COMPARE: dict[tuple[bool, str], Callable[[int], Counter[str]]] = {
    (False, ""): compare_book,
    (True, ""): real.compare_real,
    (False, "sets"): in_sets.compare_book_in_sets,
    (True, "sets"): in_sets.compare_real_in_sets,
    (False, "spark"): on_spark.compare_book_on_spark,
    (True, "spark"): on_spark.compare_real_on_spark,
}
SEEDS_OF_A_PROCESS = 200  # durable_rules keeps every ruleset that it has compiled: processes are renewed
SECONDS_BETWEEN_LINES = 5.0
Result = tuple[int, Counter[str], str]


def run_seed(compare: Callable[[int], Counter[str]], seed: int) -> Result:
    """Compare the cases of one seed, in a process of the pool: return the seed, its counts, and the trouble, if any."""
    try:
        return seed, compare(seed), ""
    except (DisagreementError, EngineError, IbisError, duckdb.Error) as trouble:
        return seed, Counter(), f"{type(trouble).__name__}: {trouble}"


def main() -> int:
    """Compare, printing a line every few seconds. Return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", action="store_true", help="the real rulebook instead of random ones")
    engine = parser.add_mutually_exclusive_group()
    for name, what in (("sets", "the set evaluator too"), ("spark", "the set evaluator too, on Spark")):
        engine.add_argument(f"--{name}", action="store_const", const=name, default="", dest="engine", help=what)
    parser.add_argument("--cases", type=int, default=CASES, help="rounded up to those of each seed")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9), help="the first seed")
    parser.add_argument("--processes", type=int)
    chosen = parser.parse_args()
    chosen.processes = chosen.processes or (1 if chosen.engine == "spark" else os.cpu_count())
    if chosen.engine == "spark":
        compile_quickly()
    wanted = chosen.real, chosen.engine
    of_a_seed = CASES_OF_A_SEED_BY[wanted]
    seeds = range(chosen.seed, chosen.seed - (-chosen.cases // of_a_seed))
    books = "the real rulebook" if chosen.real else "random rulebooks"
    again = (" --real" if chosen.real else "") + (f" --{chosen.engine}" if chosen.engine else "")
    cases = len(seeds) * of_a_seed
    say(f"{cases:,} cases of {books} from seed {chosen.seed} in {chosen.processes} processes{again}")
    work = partial(run_seed, COMPARE[wanted])
    started = printed = time.monotonic()
    counts: Counter[str] = Counter()
    troubles = 0
    for done, (seed, found, trouble) in enumerate(results(work, seeds, chosen.processes), 1):
        counts += found
        if trouble:
            troubles += 1
            run_again = f"--seed {seed} --cases {of_a_seed} --processes 1{again}"
            say(f"\nseed {seed} (run it again: {run_again})\n{trouble}\n")
        if time.monotonic() - printed > SECONDS_BETWEEN_LINES or done == len(seeds):
            printed = time.monotonic()
            rate = counts["cases"] / (printed - started)
            left = (len(seeds) - done) * (printed - started) / done / 60
            say(
                f"{counts['cases']:,} of {cases:,} cases, {counts['matches']:,} matches, "
                f"{rate:.0f} cases/s, {troubles} disagreements, about {left:.0f} min left"
            )
    if chosen.real:
        say(real.table(counts))
    if chosen.engine and counts["handed over by sets"] * 100 > counts["cases in sets"]:
        say(f"sets handed over {counts['handed over by sets']:,} cases: more than one in a hundred")
        troubles += 1
    totals = ((what, counts[what]) for what in sorted(counts) if what[:1].islower())  # not those of a single rule
    say(", ".join(f"{what} {number:,}" for what, number in totals))
    return 1 if troubles else 0


def results(work: Callable[[int], Result], seeds: range, processes: int) -> Iterator[Result]:
    """Yield the results of all seeds as they come, in pools that are renewed from time to time."""
    step = SEEDS_OF_A_PROCESS * processes
    for start in range(0, len(seeds), step):
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), prepare) as pool:
            running = {pool.submit(work, seed): seed for seed in seeds[start : start + step]}
            for future in as_completed(running):
                yield result_of(future, running[future])


def prepare() -> None:
    """Prepare a process of the pool: programs are written as trees with circles, and looks for unused ones are dear."""
    look_past_what_stays()
    look_rarely()


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
