"""`python -m tests.rules.reorganising --cases 200 [--seed N] [--sets]`: previews compared with their enactment.

It migrates a database of its own in POLICYENGINE_VAR, else in a folder that goes with it, and rolls every case back. It
prints what it compared, and ends with 1 at the first difference, with its seed. `--sets` evaluates all facts in sets
too, beside both case evaluators.
"""

import argparse
import os
import sys
from collections import Counter
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main() -> int:
    """Compare some seeds. Return the exit code."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from tests.rules.reorganising.exactness import NotExactError, compare_all_in_sets, compare_seed

    parser = argparse.ArgumentParser(prog="tests.rules.reorganising", description=__doc__)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sets", action="store_true")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    total: Counter[str] = Counter()
    assessed: list[Any] = []
    for seed in range(options.seed, options.seed + options.cases):
        with transaction.atomic():
            try:
                total += compare_seed(seed, assessed if options.sets else None)
            except NotExactError as found:
                sys.stdout.write(f"{found}\n")
                return 1
            finally:
                transaction.set_rollback(True)
    if options.sets:
        sys.stdout.write(f"in sets, {len(assessed)} cases, 0 differences: {dict(compare_all_in_sets(assessed))}\n")
    sys.stdout.write(f"{options.cases} reorganisations, 0 differences: {dict(total)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
