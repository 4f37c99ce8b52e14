"""The comparison of the set evaluator with the case evaluators: the same cases, all at once."""

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.evaluating.outcomes import Evaluation
from rules.engine.loading.program_rulebook import base_rulebook
from rules.engine.sets.arrow_facts import arrow_tables
from rules.engine.sets.case_answers import CaseAnswer, case_answers
from rules.engine.sets.duckdb_session import SetLimits, duckdb_session
from rules.engine.sets.evaluator import SetEvaluator
from rules.engine.sets.kept_programs import KeptPrograms
from rules.engine.sets.spark.beside_duckdb import SparkSetEvaluator
from rules.facts.kinds.base import Fact
from tests.rules.agreement.agreement import DisagreementError, compare_evaluation, evaluate_case
from tests.rules.agreement.random_facts import random_facts
from tests.rules.agreement.random_rules import random_rulebook
from tests.rules.agreement.real import evaluator as real_evaluator
from tests.rules.agreement.real_facts import real_facts

LIMITS = SetLimits(memory="2GB", threads=1)
CASES_OF_A_BOOK = 100
REAL_CASES_AT_ONCE = 1_000
PROGRAMS = Path(tempfile.gettempdir()) / "policyengine-agreement-programs"  # of the real rulebook, for all processes
CompareSets = Callable[[CompiledRulebook, Sequence[Sequence[Fact]], Sequence[Evaluation], str], Counter[str]]
Answers = tuple[
    Mapping[int, CaseAnswer], Mapping[int, str]
]  # by the place of the case, and reasons of those handed over


def compare_book_in_sets(seed: int) -> Counter[str]:
    """Evaluate a random rulebook on its random cases with all four. Return counts of cases, matches and outcomes."""
    return compare_book(seed, compare_in_sets)


def compare_book(seed: int, compare: CompareSets) -> Counter[str]:
    """Evaluate a random rulebook with durable_rules, matcher, oracle and one way of sets."""
    rng = random.Random(seed)  # noqa: S311  # a seed that can be given again
    book = random_rulebook(rng)
    evaluator = Evaluator(book)
    cases = [random_facts(rng) for _ in range(CASES_OF_A_BOOK)]
    evaluations = [evaluate_case(book, evaluator, facts) for facts in cases]
    counts: Counter[str] = Counter()
    for facts, evaluation in zip(cases, evaluations, strict=True):
        for _, what, number in compare_evaluation(book, evaluation, facts, f"seed {seed}"):
            counts[what] += number
    return counts + compare(book, cases, evaluations, f"seed {seed}")


def compare_real_in_sets(seed: int) -> Counter[str]:
    """Evaluate random cases of the real rulebook with all four, those of a seed at once in sets."""
    return compare_real(seed, partial(compare_in_sets, folder=PROGRAMS))


def compare_real(seed: int, compare: CompareSets) -> Counter[str]:
    """Evaluate random cases of the real rulebook with durable_rules, matcher, oracle and one way of sets."""
    rng = random.Random(seed)  # noqa: S311  # a seed that can be given again
    book = base_rulebook().compiled
    codes = sorted(book.syntax)
    cases, evaluations, counts = [], [], Counter[str]()
    for number in range(REAL_CASES_AT_ONCE):
        cases.append(real_facts(rng, book, codes[(seed + number) % len(codes)]))
        evaluations.append(evaluate_case(book, real_evaluator(), cases[-1]))
        for code, what, many in compare_evaluation(book, evaluations[-1], cases[-1], f"seed {seed}"):
            counts[what] += many
            counts[f"{code} {what}"] += many
    return counts + compare(book, cases, evaluations, f"seed {seed}")


def answers_in_sets(
    book: CompiledRulebook,
    cases: Sequence[Sequence[Fact]],
    folder: Path | None = None,
    evaluator: Callable[[CompiledRulebook, KeptPrograms], SetEvaluator | SparkSetEvaluator] = SetEvaluator,
) -> Answers:
    """Return the answers of a set evaluator by the place of the case, and the reasons of those handed over."""
    with duckdb_session(LIMITS) as connection:
        for name, table in arrow_tables(enumerate(cases), book.vocabulary).items():
            connection.register(name, table)
        result = evaluator(book, KeptPrograms(folder)).evaluate(connection)
        return case_answers(result, book), dict(result.handed_over())


def compare_in_sets(
    book: CompiledRulebook,
    cases: Sequence[Sequence[Fact]],
    evaluations: Sequence[Evaluation],
    where: str,
    folder: Path | None = None,
) -> Counter[str]:
    """Compare the set evaluator with the evaluations of the same cases. DisagreementError begins with `where`."""
    return compare_answers(answers_in_sets(book, cases, folder), book, cases, evaluations, where)


def compare_answers(
    found_in_sets: Answers,
    book: CompiledRulebook,
    cases: Sequence[Sequence[Fact]],
    evaluations: Sequence[Evaluation],
    where: str,
) -> Counter[str]:
    """Compare the answers of sets with the evaluations of the same cases. DisagreementError begins with `where`."""
    answers, handed_over = found_in_sets
    counts = Counter({"cases in sets": len(answers), "handed over by sets": len(handed_over)})
    counts.update(f"handed over: {reason}" for reason in handed_over.values())
    for number, evaluation in enumerate(evaluations):
        if number in handed_over:
            continue
        ours = answers.get(number)
        for code, each in evaluation.outcomes.items():
            found = tuple(match for match in evaluation.matches if match.code == code)
            in_sets = ours and (ours.outcomes.get(code), tuple(m for m in ours.matches if m.code == code))
            if in_sets != (each.outcome, found):
                text = f"{where}, case {number}, {code}\ncases {(each.outcome, found)}\nsets  {in_sets}"
                raise DisagreementError(f"{text}\n{book.syntax[code]}\n{cases[number]}")
            counts[f"{each.outcome} in sets"] += 1
            counts["matches in sets"] += len(found)
    return counts
