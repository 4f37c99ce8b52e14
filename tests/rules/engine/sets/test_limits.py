"""The limits of sets: what no evaluator admits is an error, what sets cannot decide is handed over."""

import threading
import time
from dataclasses import replace

import duckdb
import pytest

from rules.engine.evaluating.admission import MAX_RECORDS, MAX_TEXT
from rules.engine.language.parameters import ParameterValue
from rules.engine.sets import evaluator
from rules.engine.sets.admission_words import LACKS_VALUE, LONG_TEXT, MANY_FACTS, ODD_DATE, ODD_WORD, TWO_CASES
from rules.engine.sets.candidate_counts import COMBINATIONS
from rules.engine.sets.checked_tables import TableRefusedError
from rules.engine.sets.duckdb_session import SetLimits, StatementTimedOut, StatementWatch, duckdb_session
from rules.engine.sets.evaluator import TOO_LONG
from rules.facts.kinds.base import Fact
from rules.facts.kinds.finding import FindingFact
from tests.rules.agreement.vocabulary import Post
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import LIMITS, book_of, case, evaluated, loan, parameter, tie

pytestmark = pytest.mark.bare
MOVED = parameter("some_days", "days", ParameterValue(30))
SIMPLE = book_of(
    rule(
        """
when:
  - a: tie
    where:
      - a.until_on >= case.proposed_on - parameter.some_days
      - a.on + parameter.some_days >= case.proposed_on
      - a.rank >= senior
      - a.whom == "suzuki"
"""
    ),
    parameters=[MOVED],
)


def test_each_case_that_sets_cannot_show_exactly_is_handed_over_or_refused() -> None:
    odd: dict[str, list[Fact]] = {
        LACKS_VALUE: [case(), tie("1", who=None)],
        LONG_TEXT: [case(), tie("1", whom="x" * (MAX_TEXT + 1))],
        ODD_DATE: [case(), tie("1", on="20200101")],
        ODD_DATE + " of the case": [case(proposed_on="2020-02-30")],
        ODD_WORD: [case(), tie("1", rank="emperor")],
        TWO_CASES: [case(), replace(case(), id="partnership:2")],
        MANY_FACTS: [case(), *(loan(str(number)) for number in range(10_001))],
        "finding:1: facts of type": [case(), FindingFact(id="finding:1", code="COI-01", family="x", severity="low")],
        "tie:1: yen is no number": [case(), tie("1", yen=True)],
        "tie:1: limit_yen is beyond 64 bits": [case(), tie("1", limit_yen=2**63)],
        "tie:1: whom is no text": [case(), tie("1", whom="\ud800")],
    }
    refused = [
        [case(), loan("1"), loan("1")],
        [case(), *(loan(str(number)) for number in range(MAX_RECORDS))],
    ]
    plain = [case(), tie("1", until_on="2022-01-01", on="2021-04-01", rank="chief", whom="suzuki")]
    found, handed_over = evaluated(SIMPLE, [*odd.values(), *refused, plain])
    for place, reason in enumerate(odd):
        assert place not in found, reason
        assert handed_over[place].startswith(reason.removesuffix(" of the case")), reason
    for place in range(len(odd), len(odd) + len(refused)):
        assert (found[place].outcomes, found[place].matches) == ({"COI-01": "error"}, ())
    assert found[len(odd) + len(refused)].outcomes == {"COI-01": "flagged"}
    assert len(found) + len(handed_over) == len(odd) + len(refused) + 1


def test_a_case_with_too_many_combinations_is_handed_over_at_once_and_no_other() -> None:
    kinds = ("tie", "loan", "post", "tie", "loan", "post")
    lines = ["when:"]
    for place, (name, kind) in enumerate(zip("abcdef", kinds, strict=True)):
        lines += [f"  - {name}: {kind}", "    where:", f"      - {name}.yen > 1_000"]
        if place >= 3:
            lines += [f"      - {'abc'[place - 3]}.fact < {name}.fact", f"      - {name}.whom == a.whom"]
    book = book_of(rule("\n".join(lines)))
    many: list[Fact] = [case(), *(tie(str(number)) for number in range(100)), *(loan(str(n)) for n in range(100))]
    large = [*many, *(tie(str(n), Post) for n in range(100))]
    known = [tie(str(number), yen=0, whom="x") for number in range(100)]  # so many facts, but none can match
    small = [*known, *(loan(str(number)) for number in range(100)), tie("1", Post)]
    began = time.process_time()
    found, handed_over = evaluated(book, [large, small, [case()]])
    assert handed_over == {0: COMBINATIONS}
    assert {place: answer.outcomes["COI-01"] for place, answer in found.items()} == {1: "clear", 2: "clear"}
    assert time.process_time() - began < 20


def test_a_statement_that_takes_too_long_hands_its_cases_over_and_decides_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evaluator, "SMALLEST_BATCH", 2)
    sizes = []

    class SlowWithTheThird(StatementWatch):
        def run(self, sql: str) -> None:
            if "INSERT INTO sets_outcomes" in sql:
                there = self._connection.execute("SELECT case_id FROM sets_batch").fetchall()
                sizes.append(len(there))
                if (2,) in there:
                    raise StatementTimedOut
            super().run(sql)

    monkeypatch.setattr(evaluator, "StatementWatch", SlowWithTheThird)
    found, handed_over = evaluated(SIMPLE, [[case()]] * 9)
    assert sizes[:3] == [9, 4, 2]
    assert handed_over == {2: TOO_LONG, 3: TOO_LONG}
    assert sorted(found) == [0, 1, 4, 5, 6, 7, 8]


def test_a_statement_is_interrupted_and_the_session_goes_on() -> None:
    endless = "CREATE TABLE big AS SELECT sum(a.range * b.range) FROM range(10000000) a, range(100000) b"
    with duckdb_session(LIMITS) as connection:
        with StatementWatch(connection, 0.1) as watch:
            for _ in range(2):  # each has its own time
                watch.run("SELECT 1")
                with pytest.raises(StatementTimedOut, match="more than 0\\.1 seconds"):
                    watch.run(endless)
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_one_thread_watches_all_statements_of_an_evaluation_and_ends_with_it() -> None:
    before = threading.active_count()
    with duckdb_session(LIMITS) as connection:
        with StatementWatch(connection, 600) as watch:
            for _ in range(5):
                watch.run("SELECT 1")
                assert threading.active_count() == before + 1
            with pytest.raises(duckdb.CatalogException):
                watch.run("SELECT * FROM nowhere")
        assert threading.active_count() == before


def test_a_session_fetches_nothing_and_takes_no_table_from_the_process() -> None:
    somewhere = [1]  # noqa: F841  # DuckDB would take a variable of this name for a table
    with duckdb_session(SetLimits(memory="300MB", threads=1)) as connection:
        for sql in ("INSTALL httpfs", "LOAD httpfs", "SELECT * FROM somewhere", "SET autoload_known_extensions = true"):
            with pytest.raises(duckdb.Error):
                connection.execute(sql)
        shown = "SELECT current_setting('threads'), current_setting('memory_limit')"
        assert connection.execute(shown).fetchone() == (1, "286.1 MiB")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("DROP TABLE facts_loan", "there is no table facts_loan"),
        ("ALTER TABLE facts_tie ALTER yen TYPE DOUBLE", "facts_tie: the column yen is DOUBLE, it should be BIGINT"),
        ("ALTER TABLE facts_tie DROP open", "facts_tie: the column open is missing"),
        ("INSERT INTO cases SELECT * FROM cases", "two cases have one number"),
    ],
)
def test_a_table_that_is_not_as_it_should_be_is_named(change: str, message: str) -> None:
    with pytest.raises(TableRefusedError, match=message):
        evaluated(SIMPLE, [[case()]], lambda connection: connection.execute(change))
