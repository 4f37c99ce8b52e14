"""A screening beside assessing: `python -m benchmarks.changed_cases`, on the database of the settings.

Each changed rulebook is tried by a screening, and then stored results are compared, by their signature, with what both
case evaluators say of their cases, gathered and derived anew, day and known moment fixed. The two must name the same
cases: those with another signature, and those whose findings show another number or statement. Apart are cases that a
screening lists for a text of the law alone, and cases where another reason is given for the silence of a rule, which no
screening compares. `--differing` and `--others` take a part of the cases that differ, and of the rest, instead of all.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import django

if TYPE_CHECKING:
    from rules.engine.loading.loaded_rulebook import LoadedRulebook
    from rules.models import Screening

CHANGES: Final = {
    "one number changed": (("parameters", "- value: 500", "- value: 700"),),
    "one rule's severity changed": (("rulebook", "stake.listed == false", "stake.listed == true"),),
}
AT_ONCE: Final = 50
SEED: Final = 1
VERDICT, SHOWN, REASON = "verdict", "shown", "reason"  # ways in which a result is another


@dataclass(frozen=True, slots=True)
class ComparedChange:
    """The partnerships that were compared, and those that a screening and assessing find: both, or one alone.

    `shown` are those of both whose signature stays: their findings show something else. Apart are those that a
    screening lists for a text alone, and those that assessing finds for a reason alone.
    """

    compared: int
    both: frozenset[UUID]
    shown: frozenset[UUID]
    screened_only: frozenset[UUID]
    assessed_only: frozenset[UUID]
    texts: frozenset[UUID]
    reasons: frozenset[UUID]

    def __str__(self) -> str:
        return (
            f"found by both {len(self.both):,}, of which {len(self.shown):,} by what their findings show alone;"
            f" missed by the screening {len(self.assessed_only):,}, by the screening alone {len(self.screened_only):,};"
            f" listed for a text alone {len(self.texts):,}, with another reason of a silent rule {len(self.reasons):,}"
        )


def compared_change(
    rulebook: "LoadedRulebook", screening: "Screening", *, differing: int | None = None, others: int | None = None
) -> ComparedChange:
    """Compare a finished screening of a rulebook with assessing all; or so many that differ by it, and so many not."""
    from rules.fact_store.newest_results import partnerships_with_results

    screened = {each.partnership_id: each.differences for each in screening.screened_cases.all()}
    newest = dict(partnerships_with_results().values_list("pk", "done"))
    wanted = drawn(screened, differing) | drawn(newest.keys() - screened.keys(), others)
    changed = dict(changed_by(rulebook, [newest[pk] for pk in wanted]))
    assessed = {pk for pk, what in changed.items() if what != REASON}
    by_screening = wanted & screened.keys()
    texts = {pk for pk in by_screening - assessed if {what for *_rule, what in screened[pk]} == {"text"}}
    return ComparedChange(
        compared=len(wanted),
        both=frozenset(by_screening & assessed),
        shown=frozenset(pk for pk in by_screening if changed.get(pk) == SHOWN),
        screened_only=frozenset(by_screening - assessed - texts),
        assessed_only=frozenset(assessed - by_screening),
        texts=frozenset(texts),
        reasons=frozenset(changed.keys() - assessed - by_screening),
    )


def drawn(partnerships: Collection[UUID], count: int | None) -> frozenset[UUID]:
    """Return so many of some partnerships by a seed; None: all."""
    if count is None or count >= len(partnerships):
        return frozenset(partnerships)
    return frozenset(random.Random(SEED).sample(sorted(partnerships), count))  # noqa: S311 - a fixed seed


def changed_by(rulebook: "LoadedRulebook", assessments: Collection[UUID]) -> Iterator[tuple[UUID, str]]:
    """Yield the partnerships whose results are others under a rulebook, and in what."""
    from institutions.models.sql_lists import among
    from institutions.values.portions import split_portions
    from rules.assessing.run import assess_case
    from rules.assessing.signature import result_signature, shown_findings, stored_shown_findings, stored_signatures
    from rules.facts.gathering.from_register import gather_cases
    from rules.models import Assessment

    together = Assessment.objects.filter(among("pk", assessments)).order_by("known_at", "pk")
    for keys in split_portions(list(together.values_list("pk", flat=True)), AT_ONCE):
        rows = Assessment.objects.filter(pk__in=keys).select_related("submission").order_by("known_at")
        signatures, shown = stored_signatures(list(keys)), stored_shown_findings(list(keys))
        for known_at, at_once in groupby(rows, key=lambda each: each.known_at):
            batch = list(at_once)
            assert known_at is not None
            cases = gather_cases([each.submission for each in batch], known_at, [each.as_of for each in batch])
            for each, case in zip(batch, cases, strict=True):
                result = assess_case(case, rulebook)
                now, before = result_signature(result), signatures[each.pk]
                if without_reasons(now) != without_reasons(before):
                    yield each.partnership_id, VERDICT
                elif shown_findings(result) != shown[each.pk]:
                    yield each.partnership_id, SHOWN
                elif now != before:
                    yield each.partnership_id, REASON


def without_reasons(signature: str) -> list[Any]:  # Any: plain data
    """Return a signature without the reason for which a rule is silent."""
    findings, outcomes = json.loads(signature)
    return [findings, [[code, outcome, missing] for code, outcome, missing, _reason in outcomes]]


def main() -> None:
    """Compare each change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--differing", type=int, help="of the cases that differ; all if it is not given")
    parser.add_argument("--others", type=int, help="of the other cases; all if it is not given")
    given = parser.parse_args()
    django.setup()
    from benchmarks.screen import changed_rulebook
    from benchmarks.sets import largest_size
    from rules.engine.loading.rulebook_in_force import current_rulebook
    from rules.screening.claim import claim_trial
    from rules.screening.requesting import request_screening
    from rules.screening.run import run_screening

    wrong = False
    with tempfile.TemporaryDirectory() as folder:
        for name, changes in CHANGES.items():
            book = changed_rulebook(current_rulebook(), Path(folder) / name.replace(" ", "_"), changes)
            claim = claim_trial(request_screening(book.version, trial=True, notified=False))
            assert claim is not None, "another screening runs"
            screening = run_screening(claim, book)
            began = time.monotonic()
            said = f"{screening.cases:,} cases screened in {screening.seconds:.1f} s, {screening.differing:,} differ"
            print(f"{name}: {said}, largest resident size {largest_size():,.0f} MiB", flush=True)
            print(f"  digest {screening.digest}", flush=True)
            began = time.monotonic()
            found = compared_change(book, screening, differing=given.differing, others=given.others)
            print(f"  {found.compared:,} of them assessed in {time.monotonic() - began:.0f} s: {found}", flush=True)
            wrong |= bool(found.screened_only or found.assessed_only)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
