"""The resident size of a process that assesses for long, after ever more cases.

The engine alone (records, columns, both evaluators, outcomes): durable_rules keeps its sessions outside of Python, and
20,000 whole assessments would take minutes. Each case has a day and a value of its own, so that nothing comes twice.
"""

import dataclasses
import itertools
import os
import resource
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.documents import demonstration_documents
from benchmarks.figures import print_figure, print_heading
from institutions.drafts.check import check_document
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_draft import gather_draft
from rules.facts.kinds.base import Fact
from rules.facts.kinds.partnership import PartnershipFact

MARKS = (1_000, 5_000, 10_000, 20_000)
STATM = Path("/proc/self/statm")
MEBIBYTE = 1024 * 1024


def main() -> None:
    """Measure five demonstration cases in turn; the peer is the size after the first thousand."""
    rulebook = current_rulebook()
    drafts = [check_document(each) for each in demonstration_documents()]
    cases = [facts_of(gather_draft(each), rulebook.tax_rate) for each in drafts]
    facts = sum(map(len, cases)) / len(cases)
    print_heading(f"Memory of one process, engine alone, cases of {facts:.0f} facts: {resident_name()}")
    first = 0.0
    for done, case in enumerate(itertools.islice(changed_cases(cases), MARKS[-1]), 1):
        rulebook.evaluate(rulebook.records(case))
        if done in MARKS:
            size = resident_size()
            first = first or size
            print_figure(f"after {done:,} cases", size, "MiB", over=f"after {MARKS[0]:,}", peer=first)


def changed_cases(cases: Sequence[Sequence[Fact]]) -> Iterator[list[Fact]]:
    """Yield the cases again and again, each time seen from another day and with another sum of money."""
    for number in itertools.count():
        day = (date(2026, 6, 15) + timedelta(days=number % 3_650)).isoformat()
        yield [
            dataclasses.replace(fact, proposed_on=day, as_of=day, value_yen=(fact.value_yen or 0) + number)
            if isinstance(fact, PartnershipFact)
            else fact
            for fact in cases[number % len(cases)]
        ]


def resident_name() -> str:
    """Name the result of `resident_size` on this system."""
    return "resident size" if STATM.exists() else "largest resident size so far"


def resident_size() -> float:
    """Return the resident size of this process in MiB; its largest so far where the present one is unknown."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEBIBYTE
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, others kibibytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEBIBYTE
