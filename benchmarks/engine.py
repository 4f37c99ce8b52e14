"""Our evaluation over bare durable_rules, for the same facts and the same rules: the target is at most 1.5.

Processor time, not the clock's, since both are one thread of computation and the machine may be shared.
"""

import time
from collections.abc import Callable, Sequence
from unittest.mock import patch

from benchmarks.bare import Bare
from benchmarks.documents import demonstration, with_facts
from benchmarks.figures import heading, line, milliseconds
from institutions.drafts.check import check_document
from rules.derivation.derive import facts_of
from rules.engine.durable import DurableRulebook
from rules.engine.matcher import Matcher
from rules.facts.base import Fact
from rules.gathering.from_draft import gather_draft
from rules.rulebook_now import current_rulebook

FACTS = 60
ROUNDS = 200  # of five cases each
TARGET = 1.5
Spent = dict[str, list[float]]


def main() -> None:
    """Five demonstration cases, enlarged to the same size; each evaluated by ours and by the peers in turn."""
    rulebook = current_rulebook()
    cases = [facts_of(gather_draft(check_document(with_facts(each, FACTS)))) for each in demonstration()]
    whole, cut = (Bare(rulebook.form, whole=each) for each in (True, False))
    spent: Spent = {}
    for number in range(-5, ROUNDS):
        spent = {} if number == 0 else spent  # the first rounds prepare both
        for place, facts in enumerate(cases):
            compare(facts, whole, cut, f"{number}-{place}", spent)
    facts_count = sum(map(len, cases)) / len(cases)
    heading(
        f"Evaluating {facts_count:.0f} facts by {len(rulebook.rules)} rules, processor time, median of {ROUNDS * 5}"
    )
    peer = milliseconds(spent["bare, whole facts"])
    over = "bare, whole facts"
    line("peer: bare durable_rules, whole facts", peer, "ms")
    line(
        "bare durable_rules, facts cut to what is read",
        milliseconds(spent["bare, cut facts"]),
        "ms",
        over=over,
        peer=peer,
    )
    ours = milliseconds(spent["ours"])
    kept = "within" if ours <= TARGET * peer else "over"
    line(
        "ours: records, columns, both evaluators",
        ours,
        "ms",
        over=over,
        peer=peer,
        note=f"{kept} the target of {TARGET}",
    )
    for name in ("records and columns", "durable_rules with guards", "matcher"):
        line(f"  {name}", milliseconds(spent[name]), "ms", over=over, peer=peer)
    rest = [
        whole - records - durable - matcher
        for whole, records, durable, matcher in zip(
            spent["ours"],
            spent["records and columns"],
            spent["durable_rules with guards"],
            spent["matcher"],
            strict=True,
        )
    ]
    line("  admission, outcomes, severities", milliseconds(rest), "ms", over=over, peer=peer)


def compare(facts: Sequence[Fact], whole: Bare, cut: Bare, sid: str, spent: Spent) -> None:
    """Evaluate one case once by each, and see that they find the same number of matches."""
    rulebook = current_rulebook()
    with (
        patch.object(DurableRulebook, "matches", timed(DurableRulebook.matches, "durable_rules with guards", spent)),
        patch.object(Matcher, "matches", timed(Matcher.matches, "matcher", spent)),
    ):
        began = time.process_time()
        records = rulebook.records(facts)
        middle = time.process_time()
        evaluation = rulebook.evaluate(records)
        ended = time.process_time()
    spent.setdefault("records and columns", []).append(middle - began)
    spent.setdefault("ours", []).append(ended - began)
    for name, bare in (("bare, whole facts", whole), ("bare, cut facts", cut)):
        batches = bare.batches(records)
        began = time.process_time()
        fired = bare.evaluate(batches, sid)
        spent.setdefault(name, []).append(time.process_time() - began)
        assert fired >= len(evaluation.matches)


def timed(function: Callable[..., object], name: str, spent: Spent) -> Callable[..., object]:
    """The function, with the processor time of each call noted."""

    def measured(*args: object) -> object:
        began = time.process_time()
        try:
            return function(*args)
        finally:
            spent.setdefault(name, []).append(time.process_time() - began)

    return measured
