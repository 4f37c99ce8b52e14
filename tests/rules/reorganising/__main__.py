"""`python -m tests.rules.reorganising --cases 200 [--seed N] [--sets]`: previews compared with their enactment.

It migrates a database of its own in POLICYENGINE_VAR, else in a folder that goes with it, and rolls every case back. It
prints what it compared, with a line every 25 seeds, once their previews were evaluated in sets too, so that a run that
is stopped says how far it came; and ends with 1 at the first difference, with its seed. `--sets` evaluates the facts of
all cases before and after the enactments in sets too, beside both case evaluators.
"""

import argparse
import os
import sys
from collections import Counter
from typing import Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
TOGETHER: Final = 25  # seeds in one evaluation in sets


def main() -> int:
    """Compare some seeds. Return the exit code."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.rules.reorganising.exactness import LaterInSets, NotExactError, compare_seed, rolled_back

    parser = argparse.ArgumentParser(prog="tests.rules.reorganising", description=__doc__)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sets", action="store_true")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    total: Counter[str] = Counter()
    in_sets: Counter[str] = Counter()
    seeds = range(options.seed, options.seed + options.cases)
    for done in range(0, options.cases, TOGETHER):
        together, later = seeds[done : done + TOGETHER], LaterInSets()
        try:
            for seed in together:
                with rolled_back():
                    total += compare_seed(seed, later)
            in_sets += later.compare()
        except NotExactError as found:
            sys.stdout.write(f"{found}\n")
            return 1
        if options.sets:
            in_sets += later.compare_facts()
        so_far = f"{done + len(together)} of {options.cases}, 0 differences so far"
        sys.stdout.write(f"{so_far}: {dict(total)}; {dict(in_sets)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"in sets, 0 differences: {dict(in_sets)}\n")
    sys.stdout.write(f"{options.cases} reorganisations, 0 differences: {dict(total)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
