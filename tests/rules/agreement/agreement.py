"""One comparison of the three evaluators, with rulebook and facts from a seed, so that it can be repeated."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.evaluating.missing_data import CUT
from rules.engine.evaluating.outcomes import Evaluation
from rules.engine.language.syntax import Exists, Rule
from rules.facts.kinds.base import Fact
from rules.facts.kinds.finding import FindingFact
from tests.rules.agreement.kept import kept_by_rule
from tests.rules.agreement.oracle import LEVELS, Found, Oracle, patterns
from tests.rules.agreement.random_facts import random_facts
from tests.rules.agreement.random_rules import random_rulebook

CASES_OF_A_SEED = 20


class DisagreementError(AssertionError):
    """The different results of engine and oracle for one rule."""


def compare_book(seed: int) -> Counter[str]:
    """Evaluate a random rulebook on its random cases with all three. Return counts of cases, matches and outcomes."""
    rng = random.Random(seed)  # noqa: S311  # a seed that can be given again
    book = random_rulebook(rng)
    evaluator = Evaluator(book)
    counts: Counter[str] = Counter()
    for _ in range(CASES_OF_A_SEED):
        for _, what, number in compare_case(book, evaluator, random_facts(rng), f"seed {seed}"):
            counts[what] += number
    return counts


def compare_case(
    book: CompiledRulebook, evaluator: Evaluator, facts: Sequence[Fact], where: str
) -> Iterator[tuple[str, str, int]]:
    """Evaluate one case with all three; yield counts with their rule. DisagreementError begins with `where`."""
    yield from compare_evaluation(book, evaluate_case(book, evaluator, facts), facts, where)


def evaluate_case(book: CompiledRulebook, evaluator: Evaluator, facts: Sequence[Fact]) -> Evaluation:
    """Evaluate one case with durable_rules and the matcher. EvaluatorsDisagree if they do not say the same."""
    return evaluator.evaluate(records_of(facts, book, book.parameter_values))


def compare_evaluation(
    book: CompiledRulebook, evaluation: Evaluation, facts: Sequence[Fact], where: str
) -> Iterator[tuple[str, str, int]]:
    """Compare the evaluation of a case with the oracle, as `compare_case` does."""
    yield "", "cases", 1
    for code, (outcome, found) in ask_oracle(book, facts).items():
        ours = evaluation.outcomes[code].outcome, matches_of(evaluation, code)
        if CUT in evaluation.outcomes[code].missing and not found:
            yield code, "cut searches", 1  # not assessable by design, whatever an endless search would say
            continue
        if ours != (outcome, found):
            text = f"{where}, {code}\nengine {ours}\noracle {(outcome, found)}\n{book.syntax[code]}\n{facts}"
            raise DisagreementError(text)
        if (outcome == "not_assessable") != bool(evaluation.outcomes[code].missing):
            text = f"{where}, {code}: {evaluation.outcomes[code]}"
            raise DisagreementError(text)
        yield code, outcome, 1
        yield code, "matches", len(found)
        yield code, "stage 2 matches", len(found) if reads_findings(book.syntax[code]) else 0
        yield code, "open guards", sum(len(match.open_guards) for match in found)


def matches_of(evaluation: Evaluation, code: str) -> frozenset[Found]:
    """Return the matches of a rule in the form of the oracle."""
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
    """Return the oracle's answer for each rule; findings of the first stage are facts of the second.

    Findings that a rule without an assessable outcome might have are doubtful facts there.
    """
    first = Oracle(facts, book.vocabulary, book.parameter_values)
    answers = {code: first.outcome(rule) for code, rule in book.syntax.items() if not reads_findings(rule)}
    worst: dict[tuple[str, tuple[object, ...]], str] = {}
    for code, (_, found) in answers.items():
        for match in found:
            name = code, match.key
            worst[name] = max(worst.get(name, "info"), match.severity, key=LEVELS.index)
    findings = [
        finding(book, code, severity, ":".join([code, *map(str, key)])) for (code, key), severity in worst.items()
    ]
    doubtful = [
        finding(book, code, level, f"{code}:{level}?")
        for code, (outcome, _) in answers.items()
        if outcome == "not_assessable"
        for level in {case.level for case in book.syntax[code].severity}
    ]
    second = Oracle([*facts, *findings], book.vocabulary, book.parameter_values, doubtful)
    return answers | {code: second.outcome(rule) for code, rule in book.syntax.items() if reads_findings(rule)}


def finding(book: CompiledRulebook, code: str, severity: str, name: str) -> FindingFact:
    """Return a finding as a fact."""
    return FindingFact(id=f"finding:{name}", code=code, family=book.syntax[code].family, severity=severity)


@kept_by_rule
def reads_findings(rule: Rule) -> bool:
    """Return whether a rule is of the second stage."""
    conditions = [condition for case in rule.severity for condition in case.conditions]
    asked = [each.pattern for each in conditions if isinstance(each, Exists)]
    every = patterns((*rule.applies, *rule.needs, *rule.when, *rule.unless, *asked))
    return any(pattern.fact_type == FindingFact.type for pattern in every)
