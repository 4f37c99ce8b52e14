"""Our evaluation over bare durable_rules, for the same facts and the same rules.

The target of at most 1.5 is for finding the matches: records with their columns and both evaluators. Parts without a
counterpart in bare durable_rules, an outcome with its missing data or its reason for each rule, are shown on top.

Processor time, not the clock's, since both are one thread of computation and the machine may be shared. Each takes a
block of cases in turn, as a worker does, so that noise meets all alike; the ratio is that of the medians.
"""

import itertools
import time
from collections.abc import Callable

from benchmarks.bare import BareRulesets
from benchmarks.documents import demonstration_documents, with_facts
from benchmarks.figures import median_milliseconds, print_figure, print_heading
from institutions.drafts.check import check_document
from rules.engine.evaluating.durable import DurableRulebook
from rules.engine.evaluating.matcher import Matcher
from rules.engine.evaluating.memory import CaseMemory
from rules.engine.evaluating.narrowed_rules import NarrowedRules
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_draft import gather_draft

FACTS = 60
ROUNDS = 60
REPEATED = 4  # times that a block goes through the cases
TARGET = 1.5
PEER = "bare durable_rules"
CUT = "  the same, facts cut to what is read"
OURS = "with outcomes, missing data and reasons"
RECORDS, DURABLE, MATCHER = "records and columns", "durable_rules with guards", "matcher"


def main() -> None:
    """Measure five demonstration cases, of the same size; each evaluated by ours, by its parts and by the peers."""
    rulebook = current_rulebook()
    drafts = [check_document(with_facts(each, FACTS)) for each in demonstration_documents()]
    cases = [facts_of(gather_draft(each), rulebook.tax_rate) for each in drafts]
    steps = subjects_of([rulebook.records(facts) for facts in cases])
    steps[OURS] = lambda: [rulebook.evaluate(rulebook.records(facts)) for facts in cases]
    steps[RECORDS] = lambda: [rulebook.records(facts) for facts in cases]
    spent: dict[str, list[float]] = {name: [] for name in steps}
    for number in range(-2, ROUNDS):
        for name, step in steps.items():
            began = time.process_time()
            for _ in range(REPEATED):
                step()
            if number >= 0:  # the first rounds prepare all
                spent[name].append((time.process_time() - began) / REPEATED / len(cases))
    count = sum(map(len, cases)) / len(cases)
    print_heading(
        f"Evaluating {count:.0f} facts by {len(rulebook.rules)} rules, processor time a case, median of {ROUNDS}"
    )
    print_engine_times({name: median_milliseconds(each) for name, each in spent.items()})


def subjects_of(cases: list[tuple[dict[str, str | int | bool], ...]]) -> dict[str, Callable[[], object]]:
    """Return the peers, whose facts are handed over ready, and the two evaluators on their own."""
    rulebook = current_rulebook()
    durable, matcher = DurableRulebook(rulebook.form), Matcher(rulebook.form)
    narrowed = NarrowedRules(matcher.rules)
    session = itertools.count()

    def bare(*, whole: bool) -> Callable[[], object]:
        peer = BareRulesets(rulebook.form, whole=whole)
        batches = [peer.batches(records) for records in cases]
        for records, batch in zip(cases, batches, strict=True):  # it must find all that ours finds
            assert peer.evaluate(batch, f"s{next(session)}") >= sum(map(len, durable.matches(records, 1).values()))
        return lambda: [peer.evaluate(batch, f"s{next(session)}") for batch in batches]

    def search() -> None:
        for records in cases:
            case = CaseMemory(records, matcher.plan)
            matcher.matches(case, [rule.able for rule in narrowed.of(1, frozenset(case.by_type))])

    return {
        PEER: bare(whole=True),
        CUT: bare(whole=False),
        DURABLE: lambda: [durable.matches(records, 1) for records in cases],
        MATCHER: search,
    }


def print_engine_times(found: dict[str, float]) -> None:
    """Print the milliseconds of each, with their ratio to the peer."""
    peer, matching = found[PEER], found[RECORDS] + found[DURABLE] + found[MATCHER]
    print_figure(f"peer: {PEER}", peer, "ms")
    print_figure(CUT, found[CUT], "ms", over=PEER, peer=peer)
    kept = "within" if matching <= TARGET * peer else "over"
    print_figure(
        "ours: records, columns, both evaluators", matching, "ms", over=PEER, peer=peer, note=f"{kept} {TARGET}"
    )
    for name in (RECORDS, DURABLE, MATCHER):
        print_figure(f"  {name}", found[name], "ms", over=PEER, peer=peer)
    print_figure(OURS, found[OURS], "ms", over=PEER, peer=peer)
