"""A screening beside assessing every case: `python -m benchmarks.changed_cases`, on the database of the settings.

Each changed rulebook is tried by a screening, and then every stored result is compared, by its signature, with what
both case evaluators say of its case, gathered and derived anew, day and known moment fixed. The two must name the same
cases, but for those of which a screening lists a changed text, for which a signature has no word.
"""

import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

import django

if TYPE_CHECKING:
    from rules.engine.loading.loaded_rulebook import LoadedRulebook
    from rules.models import Screening

CHANGES: Final = {
    "one number changed": (("parameters", "- value: 500", "- value: 700"),),
    "one rule's condition changed": (("rulebook", "stake.listed == false", "stake.listed == true"),),
}
AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class ComparedChange:
    """The partnerships that a screening and assessing all find: by both, by one alone; and those of a text alone."""

    both: frozenset[UUID]
    screened_only: frozenset[UUID]
    assessed_only: frozenset[UUID]
    texts: frozenset[UUID]


def compared_change(rulebook: "LoadedRulebook", screening: "Screening") -> ComparedChange:
    """Compare a finished screening of a rulebook with assessing all."""
    screened = {each.partnership_id: each.differences for each in screening.screened_cases.all()}
    texts = frozenset(pk for pk, found in screened.items() if {what for *_rule, what in found} == {"text"})
    differing = frozenset(screened) - texts
    assessed = frozenset(changed_by(rulebook)) - texts
    return ComparedChange(differing & assessed, differing - assessed, assessed - differing, texts)


def changed_by(rulebook: "LoadedRulebook") -> Iterable[UUID]:
    """Yield the partnerships whose newest result has another signature under a rulebook."""
    from institutions.values.portions import split_portions
    from rules.assessing.run import assess_case
    from rules.assessing.signature import result_signature, stored_signatures
    from rules.fact_store.newest_results import partnerships_with_results
    from rules.facts.gathering.from_register import gather_cases
    from rules.models import Assessment

    newest = partnerships_with_results().order_by("done").values_list("done", flat=True)
    for keys in split_portions(list(newest), AT_ONCE):
        rows = Assessment.objects.filter(pk__in=keys).select_related("submission").order_by("known_at")
        signatures = stored_signatures(list(keys))
        for known_at, together in groupby(rows, key=lambda each: each.known_at):
            batch = list(together)
            assert known_at is not None
            cases = gather_cases([each.submission for each in batch], known_at, [each.as_of for each in batch])
            for each, case in zip(batch, cases, strict=True):
                if result_signature(assess_case(case, rulebook)) != signatures[each.pk]:
                    yield each.partnership_id


def main() -> None:
    """Compare each change."""
    django.setup()
    from benchmarks.screen import changed_rulebook
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
            found = compared_change(book, screening)
            print(
                f"{name}: {screening.cases:,} cases screened in {screening.seconds:.1f} s,"
                f" assessed in {time.monotonic() - began:.0f} s; found by both {len(found.both):,},"
                f" by the screening alone {len(found.screened_only)}, by assessing alone {len(found.assessed_only)},"
                f" for a text alone {len(found.texts):,}",
                flush=True,
            )
            wrong |= bool(found.screened_only or found.assessed_only)
    sys.exit(wrong)


if __name__ == "__main__":
    main()
