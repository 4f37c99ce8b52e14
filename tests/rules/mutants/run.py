"""`make mutants`: every condition of every rule is changed in turn, and some case of the rule must notice.

`python -m tests.rules.mutants.run [--rules COI-05,COL-01] [--processes N]`. Ends with 1 where a mutant survives that
equal.yaml does not accept, and where an entry of it has no survivor any more.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from rules.engine.language.errors import did_you_mean
from rules.explaining.catalogue.cases import CASES
from rules.workshop.case_files import cases_of
from rules.workshop.mutants.accepted import EQUAL, read_accepted
from rules.workshop.mutants.survivors import Tried, tried
from tests.rules.mutants.real_book import books

PROCESSES = 2


def try_rule(code: str) -> Tried:
    """Try the mutants of one rule, in a process of the pool."""
    own = books()[code]
    return tried(own.rules[code], cases_of(CASES / f"{code}.yaml"), own)


def main() -> int:
    """Try the rules, printing a line for each and then every survivor. Return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", default="", help="codes with commas between them; all rules where left out")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    chosen = parser.parse_args()
    every = sorted(books())
    codes = [code.strip() for code in chosen.rules.split(",") if code.strip()] or every
    if unknown := [code for code in codes if code not in every]:
        parser.error(f"there is no rule {unknown[0]}. {did_you_mean(unknown[0], every)}")
    found = sorted(results(codes, chosen.processes), key=lambda each: each.code)
    trouble = troubles(found, partial=len(codes) < len(every))
    for line in trouble:
        say(line)
    survived = sum(len(each.survivors) for each in found)
    say(
        f"{sum(each.number for each in found):,} mutants of {len(found)} rules: "
        f"{sum(each.noticed for each in found):,} noticed by cases, "
        f"{sum(each.refused for each in found):,} refused by the compiler, "
        f"{survived:,} survived; {len(trouble):,} to explain"
    )
    return 1 if trouble else 0


def results(codes: Sequence[str], processes: int) -> Iterator[Tried]:
    """Yield the results as they come, printing a line for each."""
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for done, future in enumerate(as_completed([pool.submit(try_rule, code) for code in codes]), 1):
            each = future.result()
            say(f"{done} of {len(codes)}: {each.code}, {each.number} mutants, {len(each.survivors)} survived")
            yield each


def troubles(found: Sequence[Tried], *, partial: bool) -> list[str]:
    """Return every survivor that is not accepted, and every accepted one that no longer survives, as lines."""
    accepted = read_accepted()
    lines = []
    for each in found:
        entries = accepted.get(each.code, frozenset())
        lines += [str(mutant) for mutant in each.survivors if mutant.said not in entries]
        gone = sorted(entries - {mutant.said for mutant in each.survivors})
        lines += [f"{EQUAL.name}: {each.code}: no survivor any more: {said}. Take it out." for said in gone]
    if not partial:
        known = {each.code for each in found}
        lines += [f"{EQUAL.name}: there is no rule {code}. Take it out." for code in sorted(accepted.keys() - known)]
    return lines


def say(text: str) -> None:
    """Print at once, so that a pipe shows progress too."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
