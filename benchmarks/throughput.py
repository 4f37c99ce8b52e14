"""Assessments a second in one process, by the number of facts, split into the parts of an assessment.

Nothing is stored: `assessment` measures that. Processor time, not the clock's, as for the engine; the peer is bare
durable_rules on the same facts, which is handed them ready.
"""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from unittest.mock import patch

from django.db import connection
from django.utils import timezone

from benchmarks.bare import BareRulesets
from benchmarks.cases import register_assessed
from benchmarks.documents import demonstration_documents, refer_document, with_facts
from benchmarks.figures import print_figure, print_heading
from institutions.models import Submission
from rules.assessing import run
from rules.engine.compiled.compiled_form import Record
from rules.engine.evaluating.durable import DurableRulebook
from rules.engine.evaluating.matcher import Matcher
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_register import gather_cases
from rules.facts.kinds.base import Fact

SIZES: Final = {60: 20, 600: 4}  # facts, and how often five cases of that size are assessed
PEER: Final = "bare durable_rules"
GATHER, DERIVE, COLUMNS, EVALUATE = "gather", "derive", "columns", "evaluate"
DURABLE, MATCHER, OUTCOMES, TEXTS = "durable_rules", "matcher", "outcomes, severities, reasons", "findings, snapshot"
PARTS: Final[tuple[tuple[str, Any, str], ...]] = (  # Any: a module or a class; then the name that is called
    (DERIVE, run, "facts_of"),
    (COLUMNS, LoadedRulebook, "records"),
    (EVALUATE, LoadedRulebook, "evaluate"),
    (DURABLE, DurableRulebook, "matches"),
    (MATCHER, Matcher, "matches"),
)
Spent = dict[str, float]  # milliseconds of one assessment, by part


def main() -> None:
    """Measure the same five documents, enlarged to ever more facts."""
    for size, rounds in SIZES.items():
        documents = [with_facts(each, size) for each in demonstration_documents()]
        submissions = [
            register_assessed(refer_document(each, f"BENCH-{size}-{number}")) for number, each in enumerate(documents)
        ]
        found = [assess_in_parts(each) for each in submissions * (rounds + 1)][len(submissions) :]
        print_throughput(
            found,
            measure_bare_engine(
                [current_rulebook().records(facts) for facts in map(facts_gathered, submissions)], rounds
            ),
        )


def facts_gathered(submission: Submission) -> Sequence[Fact]:
    """Return the facts of a registered case."""
    (case,) = gather_cases([submission], timezone.now())
    return tuple(facts_of(case, current_rulebook().tax_rate))


def assess_in_parts(submission: Submission) -> tuple[int, Spent]:
    """Measure one assessment without claim and storing: the number of facts, and the time of each part."""
    with part_stopwatch() as spent:
        began = time.process_time()
        (case,) = gather_cases([submission], timezone.now())
        spent[GATHER] = milliseconds_since(began)
        result = run.assess_case(case, current_rulebook())
        whole = milliseconds_since(began)
    spent[OUTCOMES] = spent[EVALUATE] - spent[DURABLE] - spent[MATCHER]
    spent[TEXTS] = whole - sum(spent[name] for name in (GATHER, DERIVE, COLUMNS, EVALUATE))
    return result.facts, {**spent, "whole": whole}


@contextmanager
def part_stopwatch() -> Iterator[Spent]:
    """Yield the milliseconds of each part, added up while inside."""
    spent: Spent = {name: 0.0 for name, _, _ in PARTS}
    with ExitStack() as stack:
        for name, owner, function in PARTS:
            stack.enter_context(patch.object(owner, function, time_part(getattr(owner, function), name, spent)))
        yield spent


def time_part(function: Callable[..., object], name: str, spent: Spent) -> Callable[..., object]:
    """Return the function, with its time added to a part's."""

    def measured(*args: Any, **kwargs: Any) -> object:  # Any: whatever the function takes
        began = time.process_time()
        found = function(*args, **kwargs)
        spent[name] += milliseconds_since(began)
        return found

    return measured


def milliseconds_since(began: float) -> float:
    """Return the milliseconds of processor time since a moment."""
    return (time.process_time() - began) * 1000


def measure_bare_engine(cases: Sequence[Sequence[Record]], rounds: int) -> float:
    """Return the median milliseconds of the peer for one case."""
    peer, session = BareRulesets(current_rulebook().form, whole=True), itertools.count()
    batches = [peer.batches(records) for records in cases]
    found = []
    for number in range(-1, rounds):
        began = time.process_time()
        for batch in batches:
            peer.evaluate(batch, f"t{next(session)}")
        if number >= 0:  # the first round prepares all
            found.append(milliseconds_since(began) / len(batches))
    return statistics.median(found)


def print_throughput(found: list[tuple[int, Spent]], peer: float) -> None:
    """Print the whole with its rate, then the parts."""
    median = {name: statistics.median(spent[name] for _, spent in found) for name in found[0][1]}
    facts = statistics.median(count for count, _ in found)
    print_heading(
        f"Assessing {facts:.0f} facts in one process on {connection.vendor}, processor time, median of {len(found)}"
    )
    print_figure(f"peer: {PEER}", peer, "ms")
    rate = f"{1000 / median['whole']:.0f} a second"
    print_figure("gathered, derived, evaluated, written up", median["whole"], "ms", over=PEER, peer=peer, note=rate)
    for name in (GATHER, DERIVE, COLUMNS, DURABLE, MATCHER, OUTCOMES, TEXTS):
        print_figure(f"  {name}", median[name], "ms", over="the whole", peer=median["whole"])
