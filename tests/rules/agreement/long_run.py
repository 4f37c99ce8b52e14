"""`make agree`: the three evaluators compared on 200,000 random cases, in processes, with progress.

`python -m tests.rules.agreement.long_run [--books 10000] [--seed N] [--processes N]`. Ends with 1 on a disagreement,
after printing the seed with which its book can be run again.
"""

import argparse
import multiprocessing
import os
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from rules.engine.errors import EngineError
from tests.rules.agreement.agreement import CASES_OF_A_BOOK, DisagreementError, compare_book

BOOKS = 10_000  # with 20 cases each
BOOKS_OF_A_PROCESS = 200  # durable_rules keeps every ruleset that it has compiled: processes are renewed
SECONDS_BETWEEN_LINES = 5.0
Result = tuple[int, Counter[str], str]


def run_book(seed: int) -> Result:
    """One book, in a process of the pool: its seed, its counts, and the trouble if there was one."""
    try:
        return seed, compare_book(seed), ""
    except (DisagreementError, EngineError) as trouble:
        return seed, Counter(), f"{type(trouble).__name__}: {trouble}"


def main() -> int:
    """Compare, printing a line every few seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=BOOKS, help=f"random rulebooks, {CASES_OF_A_BOOK} cases each")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9), help="seed of the first book")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = parser.parse_args()
    say(f"{chosen.books * CASES_OF_A_BOOK:,} cases from seed {chosen.seed} in {chosen.processes} processes")
    started = printed = time.monotonic()
    counts: Counter[str] = Counter()
    troubles = 0
    seeds = range(chosen.seed, chosen.seed + chosen.books)
    for done, (seed, found, trouble) in enumerate(results(seeds, chosen.processes), 1):
        counts += found
        if trouble:
            troubles += 1
            say(f"\nseed {seed} (run it again: --seed {seed} --books 1 --processes 1)\n{trouble}\n")
        if time.monotonic() - printed > SECONDS_BETWEEN_LINES or done == chosen.books:
            printed = time.monotonic()
            rate = counts["cases"] / (printed - started)
            say(
                f"{done:,} of {chosen.books:,} books, {counts['cases']:,} cases, {counts['matches']:,} matches, "
                f"{rate:.0f} cases/s, {troubles} disagreements"
            )
    say(", ".join(f"{what} {number:,}" for what, number in sorted(counts.items())))
    return 1 if troubles else 0


def results(seeds: range, processes: int) -> Iterator[Result]:
    """The results of all books as they come, in pools that are made anew from time to time."""
    step = BOOKS_OF_A_PROCESS * processes
    for start in range(0, len(seeds), step):
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            running = {pool.submit(run_book, seed): seed for seed in seeds[start : start + step]}
            for future in as_completed(running):
                yield result_of(future, running[future])


def result_of(future: Future[Result], seed: int) -> Result:
    """The result of a book; a process that died (durable_rules can crash one) is a trouble as well."""
    try:
        return future.result()
    except BrokenProcessPool:
        return seed, Counter(), "a process died, with this book or another that ran beside it"


def say(text: str) -> None:
    """Print at once, so that a pipe shows progress too."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
