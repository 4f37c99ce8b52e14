"""One comparison of the three evaluators: rulebook and facts from a seed, so that any disagreement can be run again."""

import random
from collections import Counter
from collections.abc import Sequence

from rules.compiled.compiler import CompiledRulebook
from rules.compiled.records import records_of
from rules.engine.evaluate import Evaluator
from rules.engine.outcomes import Evaluation
from rules.engine.possible import CUT
from rules.facts.base import Fact
from rules.facts.finding import Finding
from rules.language.syntax import Rule
from tests.rules.agreement.oracle import LEVELS, Found, Oracle
from tests.rules.agreement.random_facts import random_facts
from tests.rules.agreement.random_rules import random_rulebook

CASES_OF_A_BOOK = 20


class DisagreementError(AssertionError):
    """What the engine and the oracle say of one rule."""


def compare_book(seed: int) -> Counter[str]:
    """Evaluate a random rulebook on its random cases by all three. Counts cases, matches and outcomes."""
    rng = random.Random(seed)  # noqa: S311  # a seed that can be given again
    book = random_rulebook(rng)
    evaluator = Evaluator(book)
    counts: Counter[str] = Counter()
    for _ in range(CASES_OF_A_BOOK):
        facts = random_facts(rng)
        evaluation = evaluator.evaluate(records_of(facts, book, book.parameter_values))
        by_oracle = ask_oracle(book, facts)
        counts["cases"] += 1
        for code, (outcome, found) in by_oracle.items():
            ours = evaluation.outcomes[code].outcome, matches_of(evaluation, code)
            if CUT in evaluation.outcomes[code].missing and not found:
                counts["cut searches"] += 1  # not assessable by design, whatever an endless search would say
                continue
            if ours != (outcome, found):
                text = f"seed {seed}, {code}\nengine {ours}\noracle {(outcome, found)}\n{book.syntax[code]}\n{facts}"
                raise DisagreementError(text)
            if (outcome == "not_assessable") != bool(evaluation.outcomes[code].missing):
                text = f"seed {seed}, {code}: {evaluation.outcomes[code]}"
                raise DisagreementError(text)
            counts[outcome] += 1
            counts["matches"] += len(found)
            counts["stage 2 matches"] += len(found) if reads_findings(book.syntax[code]) else 0
            counts["open guards"] += sum(len(match.open_guards) for match in found)
    return counts


def matches_of(evaluation: Evaluation, code: str) -> frozenset[Found]:
    """The matches of a rule in the words of the oracle."""
    return frozenset(
        Found(
            frozenset(match.facts),
            match.severity,
            match.key,
            frozenset((guard.alias, guard.fact) for guard in evaluation.unknown_guards.get(match, ())),
        )
        for match in evaluation.matches
        if match.code == code
    )


def ask_oracle(book: CompiledRulebook, facts: Sequence[Fact]) -> dict[str, tuple[str, frozenset[Found]]]:
    """What the oracle says of each rule; findings of the first stage are facts of the second."""
    first = Oracle(facts, book.vocabulary, book.parameter_values)
    answers = {code: first.outcome(rule) for code, rule in book.syntax.items() if not reads_findings(rule)}
    worst: dict[tuple[str, tuple[object, ...]], str] = {}
    for code, (_, found) in answers.items():
        for match in found:
            name = code, match.key
            worst[name] = max(worst.get(name, "info"), match.severity, key=LEVELS.index)
    findings = [
        Finding(
            id=":".join(["finding", code, *map(str, key)]),
            code=code,
            family=book.syntax[code].family,
            severity=severity,
        )
        for (code, key), severity in worst.items()
    ]
    second = Oracle([*facts, *findings], book.vocabulary, book.parameter_values)
    return answers | {code: second.outcome(rule) for code, rule in book.syntax.items() if reads_findings(rule)}


def reads_findings(rule: Rule) -> bool:
    """Whether a rule is of the second stage."""
    return "fact_type='finding'" in repr(rule)
