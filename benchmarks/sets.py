"""The set evaluator beside the matcher and durable_rules: the real rulebook on 100,000 random cases of some 64 facts.

The cases are 2,000 different ones, fifty times each under numbers of their own: the set evaluator keeps nothing from
one case for another. The matcher and durable_rules take a part of them in the same run. Processor time of all threads,
a case; loading facts from Python objects is shown apart, since a register evaluates stored tables.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import duckdb

from benchmarks.figures import print_figure, print_heading
from benchmarks.memory import resident_size
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.durable import DurableRulebook
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.evaluating.matcher import Matcher
from rules.engine.evaluating.memory import CaseMemory
from rules.engine.evaluating.narrowed_rules import NarrowedRules
from rules.engine.language.types import CASE_TYPE, FINDING_TYPE
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.engine.sets import duckdb_session, evaluator
from rules.engine.sets.arrow_facts import arrow_tables
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.kept_programs import KeptPrograms
from rules.facts.kinds.base import Fact
from tests.rules.agreement.real_facts import Aim

FACTS = 64
DIFFERENT = 2_000
TIMES = 50
PART = 1_000  # cases for the peers
PEER = "matcher, all outcomes"
LIMITS = duckdb_session.SetLimits(memory="4GB", threads=2)


def main() -> None:
    """Measure the set evaluator, warm and cold, and its peers."""
    book = current_rulebook().compiled
    cases = random_cases(book)
    count, facts = DIFFERENT * TIMES, sum(map(len, cases)) / len(cases)
    print_heading(f"Sets: {count:,} cases of {facts:.0f} facts by {len(book.rules)} rules, processor time a case")
    peers = peers_measured(book, cases[:PART])
    peer = peers[PEER]
    for name, spent in peers.items():
        print_figure(name, spent, "ms", over=PEER, peer=peer)
    with tempfile.TemporaryDirectory() as folder:
        cold = seconds(lambda: KeptPrograms(Path(folder)).program(book))
        programs = KeptPrograms(Path(folder))
        warm = seconds(lambda: programs.program(book))
        with duckdb_session.duckdb_session(LIMITS) as connection:
            loading = seconds(lambda: load(connection, book, cases)) / count * 1000
            measured = MeasuredProgram(book, programs)
            spent = seconds(lambda: measured.evaluate(connection)) / count * 1000
    for name, part in measured.parts(count).items():
        print_figure(name, part, "ms", over=PEER, peer=peer)
    print_figure("sets: columns, matches, all outcomes", spent, "ms", over=PEER, peer=peer)
    print_figure("  a second", 1000 / spent, "cases/s")
    print_figure("loading facts from Python objects", loading, "ms", over=PEER, peer=peer)
    print_figure("writing the program (cold)", cold, "s")
    print_figure("reading it from its file (warm)", warm, "s")
    print_figure("largest resident size of the process", largest_size(), "MiB", note=f"now {resident_size():.0f}")


class MeasuredProgram:
    """An evaluation with the processor time of its parts."""

    def __init__(self, book: CompiledRulebook, programs: KeptPrograms) -> None:
        self._book, self._programs = book, programs
        self._spent: dict[str, float] = {}

    def evaluate(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Evaluate all cases; every rule must flag some, and no case may be handed over."""
        run = duckdb_session.StatementWatch.run

        def measured(watch: duckdb_session.StatementWatch, sql: str) -> None:
            began = time.process_time()
            run(watch, sql)
            name = part_of(sql)
            self._spent[name] = self._spent.get(name, 0.0) + time.process_time() - began

        with patch.object(duckdb_session.StatementWatch, "run", measured):
            result = evaluator.SetEvaluator(self._book, self._programs).evaluate(connection)
        print_figure("cases handed over", len(result.handed_over()), "cases")

    def parts(self, count: int) -> dict[str, float]:
        """Return the milliseconds a case of each part, the longest first."""
        return {f"  {name}": spent / count * 1000 for name, spent in sorted(self._spent.items(), key=lambda p: -p[1])}


def part_of(sql: str) -> str:
    """Name the part of an evaluation that a statement belongs to."""
    head = sql.split(" SELECT", 1)[0]
    for name, words in (
        ("admission", ("sets_handed_over AS", "sets_refused", "sets_active")),
        ("sizes", ("sets_suspects", "sets_handed_over")),
        ("matches", ("sets_found", "sets_matches")),
        ("outcomes", ("sets_outcomes",)),
    ):
        if any(word in head for word in words):
            return name
    return "columns"


def random_cases(book: CompiledRulebook) -> list[tuple[Fact, ...]]:
    """Return random cases aimed at each rule in turn, filled up with other facts."""
    rng, codes = random.Random(1), sorted(book.syntax)  # noqa: S311  # a fixed seed
    kinds = [kind for kind in book.vocabulary if kind not in (CASE_TYPE, FINDING_TYPE)]
    cases = []
    for number in range(DIFFERENT):
        aim = Aim(rng, book)
        for code in (codes[number % len(codes)], *rng.sample(codes, 2)):
            aim.at(book.syntax[code])
        while len(aim.drafts) < FACTS:
            aim.new(rng.choice(kinds))
        cases.append(aim.facts())
    return cases


def load(connection: duckdb.DuckDBPyConnection, book: CompiledRulebook, cases: Sequence[Sequence[Fact]]) -> None:
    """Put the cases into tables, as often as they are wanted."""
    for name, table in arrow_tables(enumerate(cases), book.vocabulary).items():
        connection.register(f"given_{name}", table)
        connection.execute(
            f"CREATE TABLE {name} AS SELECT * REPLACE ({CASE_ID} + {len(cases)} * n.range AS {CASE_ID})"  # noqa: S608  # names of ours
            f" FROM given_{name}, range({TIMES}) n ORDER BY {CASE_ID}"
        )
        connection.unregister(f"given_{name}")


def peers_measured(book: CompiledRulebook, cases: Sequence[Sequence[Fact]]) -> dict[str, float]:
    """Return the milliseconds a case of columns, matcher, durable_rules and whole evaluations."""
    whole, durable, matcher = Evaluator(book), DurableRulebook(book), Matcher(book)
    narrowed = NarrowedRules(matcher.rules)
    records = [records_of(facts, book, book.parameter_values) for facts in cases]

    def match() -> None:
        for each in records:
            case = CaseMemory(each, matcher.plan)
            matcher.matches(case, [rule.able for rule in narrowed.of(1, frozenset(case.by_type))])

    steps: dict[str, Callable[[], object]] = {
        "columns in Python": lambda: [records_of(facts, book, book.parameter_values) for facts in cases],
        "matcher, matches alone": match,
        "durable_rules, matches alone": lambda: [durable.matches(each, 1) for each in records],
        PEER: lambda: [whole.search(each) for each in records],
        "both evaluators, all outcomes": lambda: [whole.evaluate(each) for each in records],
    }
    return {name: seconds(step) / len(cases) * 1000 for name, step in steps.items()}


def seconds(step: Callable[[], object]) -> float:
    """Return the processor time of a step, of all threads."""
    began = time.process_time()
    step()
    return time.process_time() - began


def largest_size() -> float:
    """Return the largest resident size of this process in MiB."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # macOS counts bytes, others kibibytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
