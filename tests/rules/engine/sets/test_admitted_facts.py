"""Facts that were admitted when they were stored give the answers of facts that are admitted in each evaluation."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pytest

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.evaluating.admission import MAX_TEXT
from rules.engine.sets.admission_words import (
    LACKS_VALUE,
    LONG_TEXT,
    LOW_NUMBER,
    MANY_FACTS,
    ODD_DATE,
    ODD_WORD,
    TWO_CASES,
    TWO_FACTS,
)
from rules.engine.sets.admitted_facts import admission_reasons
from rules.engine.sets.arrow_facts import arrow_tables
from rules.engine.sets.case_answers import case_answers
from rules.engine.sets.duckdb_session import duckdb_session
from rules.engine.sets.evaluator import SetEvaluator
from rules.engine.sets.kept_programs import KeptPrograms
from rules.facts.kinds.base import OPEN_END, OPEN_START, Fact
from tests.every import every
from tests.rules.agreement.in_sets import Answers, compare_answers
from tests.rules.agreement.small_books import CAUGHT_BY, small_book
from tests.rules.agreement.vocabulary import VOCABULARY
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import LIMITS, book_of, case, loan, tie

pytestmark = pytest.mark.bare
ODD: dict[str, list[Fact]] = {
    LACKS_VALUE: [case(), tie("1", who=None)],
    LONG_TEXT: [case(), tie("1", whom="x" * (MAX_TEXT + 1))],
    f"{ODD_DATE} without hyphens": [case(), tie("1", on="20200101")],
    f"{ODD_DATE} that the calendar lacks": [case(), tie("1", on="2021-02-29")],
    f"{ODD_DATE} of a month that it lacks": [case(), tie("1", on="2021-13-01")],
    f"{ODD_DATE} far back": [case(), tie("1", on="0999-12-31")],
    f"{ODD_DATE} far ahead": [case(), tie("1", on="9000-12-32")],
    f"{ODD_DATE} in other digits": [case(), tie("1", on="２０２１-01-01")],
    f"{ODD_DATE} with more": [case(), tie("1", on="2021-01-01 ")],
    ODD_WORD: [case(), tie("1", rank="emperor")],
    TWO_CASES: [case(), replace(case(), id="partnership:2")],
    TWO_FACTS: [case(), loan("1"), loan("1")],
    MANY_FACTS: [case(), *(loan(str(number)) for number in range(10_001))],
}
PLAIN: list[list[Fact]] = [
    [case()],
    [case(), tie("1", whom="x" * MAX_TEXT, yen=-(2**63) + 1, on="2020-02-29", rank="chief")],
    [case(), tie("1", on=OPEN_END, until_on=OPEN_START), tie("2", on="1000-01-01"), tie("3", on="9000-12-31")],
    [],
]


def test_each_case_that_sets_cannot_show_exactly_gets_its_reason_and_no_other_case() -> None:
    cases = [*ODD.values(), *PLAIN]
    reasons = admission_reasons(arrow_tables(enumerate(cases), VOCABULARY), VOCABULARY)
    assert reasons.keys() == set(range(len(ODD)))
    for place, reason in enumerate(ODD):
        assert reason.startswith(reasons[place]), reason


def test_the_lowest_number_of_64_bits_is_beyond_what_the_engine_reads() -> None:
    tables = arrow_tables([(7, [case(), tie("1", yen=0)])], VOCABULARY)
    ties = tables["facts_tie"]
    lowest = pa.array([-(2**63)], pa.int64())  # a column holds it, so a snapshot's number may become it
    tables["facts_tie"] = ties.set_column(ties.schema.get_field_index("yen"), "yen", lowest)
    assert admission_reasons(tables, VOCABULARY) == {7: LOW_NUMBER}


def test_tables_without_a_row_or_missing_have_no_reason() -> None:
    assert admission_reasons({}, VOCABULARY) == {}
    assert admission_reasons(arrow_tables([], VOCABULARY), VOCABULARY) == {}


def admitted_answers(book: CompiledRulebook, cases: Sequence[Sequence[Fact]], *, admitted: bool = True) -> Answers:
    """Return the answers of sets on facts that were admitted before, and the reasons of those handed over."""
    tables = arrow_tables(enumerate(cases), VOCABULARY)
    reasons = admission_reasons(tables, VOCABULARY)
    marks = [reasons.get(number) for number in tables["cases"]["case_id"].to_pylist()]
    column = tables["cases"].schema.get_field_index("hand_over")
    tables["cases"] = tables["cases"].set_column(column, "hand_over", pa.array(marks, pa.string()))
    with duckdb_session(LIMITS) as connection:
        for name, table in tables.items():
            connection.register(name, table)
        result = SetEvaluator(book, KeptPrograms(), admitted=admitted).evaluate(connection)
        return case_answers(result, book), dict(result.handed_over())


def test_a_case_that_was_handed_over_when_it_was_stored_is_answered_by_no_rule() -> None:
    book = book_of(rule("when:\n  - a: tie"))
    cases = [*ODD.values(), *PLAIN]
    found = admitted_answers(book, cases)
    assert found == admitted_answers(book, cases, admitted=False), "the same, by whichever way they were admitted"
    answers, handed_over = found
    assert handed_over.keys() == set(range(len(ODD)))
    assert answers.keys() == set(range(len(ODD), len(cases)))


@every("seed", list(CAUGHT_BY))
def test_admitted_facts_give_the_answers_of_the_matcher(seed: int) -> None:
    book, cases, evaluations = small_book(seed)
    counts = compare_answers(admitted_answers(book, cases), book, cases, evaluations, f"seed {seed}")
    assert counts["cases in sets"] == len(cases)
