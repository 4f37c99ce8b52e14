"""Small evaluations in sets, with the fact types of the random rulebooks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from rules.engine.compiled.compiler import CompiledRulebook, compile_rulebook
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.language.parameters import Parameter, Parameters, ParameterValue
from rules.engine.language.syntax import Bilingual, FilePlace, Rule
from rules.engine.sets.arrow_facts import ARROW, arrow_tables
from rules.engine.sets.case_answers import CaseAnswer, case_answers
from rules.engine.sets.duckdb_session import SetLimits, duckdb_session
from rules.engine.sets.evaluator import SetEvaluator
from rules.engine.sets.kept_programs import KeptPrograms
from rules.facts.kinds.base import Fact
from tests.rules.agreement.vocabulary import VOCABULARY, Loan, Partnership, Tie

LIMITS = SetLimits(memory="1GB", threads=1)
REQUIRED = {"who": "sato", "company": "hikari", "from_on": "2020-01-01", "limit_yen": 0, "least_rank": "junior"}


def book_of(*rules: Rule, parameters: Sequence[Parameter] = ()) -> CompiledRulebook:
    """Compile rules."""
    return compile_rulebook(rules, VOCABULARY, Parameters({each.name: each for each in parameters}), ("METI",))


def parameter(name: str, unit: str, *values: ParameterValue) -> Parameter:
    """Return a parameter without an index."""
    return Parameter(name, Bilingual(name, name), unit, "", {None: values}, FilePlace("small.yaml", 1))


def tie(name: str, cls: type[Tie] = Tie, **values: Any) -> Tie:
    """Return a tie, or a fact with the same fields, of which nothing optional is known but what is given."""
    return cls(id=f"{cls.type}:{name}", **{**nothing_known(cls.type), **REQUIRED, **values})


def nothing_known(kind: str) -> dict[str, None]:
    """Return every field of a type without a value."""
    return dict.fromkeys(VOCABULARY[kind].fields.keys() - {"fact"})


def loan(name: str, **values: Any) -> Tie:
    """Return a loan."""
    return tie(name, Loan, **values)


def case(**values: Any) -> Partnership:
    """Return the fact of the case itself, proposed on 1 April 2021."""
    known = {"sponsor": "METI", "proposed_on": "2021-04-01", "from_on": "2021-04-01", **values}
    return Partnership(
        id="partnership:1", **{**dict.fromkeys(VOCABULARY["partnership"].fields.keys() - {"fact"}), **known}
    )


def evaluated(
    book: CompiledRulebook,
    cases: Sequence[Sequence[Fact]],
    change: Callable[[duckdb.DuckDBPyConnection], object] = lambda _: None,
    **settings: Any,
) -> tuple[Mapping[int, CaseAnswer], dict[int, str]]:
    """Return the answers and the reasons of the cases that were handed over; `change` changes the tables before."""
    with duckdb_session(LIMITS) as connection:
        for name, table in arrow_tables(enumerate(cases), VOCABULARY).items():
            connection.register(f"given_{name}", table)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given_{name}")  # noqa: S608  # names of ours
        change(connection)
        result = SetEvaluator(book, KeptPrograms(), **settings).evaluate(connection)
        return case_answers(result, book), dict(result.handed_over())


def compared(book: CompiledRulebook, *cases: Sequence[Fact]) -> list[str]:
    """Return the outcome of the only rule of a rulebook for each case, after a comparison with the matcher."""
    found, handed_over = evaluated(book, cases)
    assert not handed_over
    evaluator = Evaluator(book)
    for place, facts in enumerate(cases):
        wanted = evaluator.search(records_of(facts, book, book.parameter_values))
        assert found[place].matches == wanted.matches, f"case {place}"
        assert found[place].outcomes == {code: each.outcome for code, each in wanted.outcomes.items()}, f"case {place}"
    return [next(iter(found[place].outcomes.values())) for place in range(len(cases))]


def computed(
    rows: Mapping[str, Sequence[Any]], schema: Mapping[str, str], term: Callable[[ir.Table], ir.Value]
) -> list[Any]:
    """Return what DuckDB computes for each row of a table, in order."""
    table = ibis.table({"n": "int64", **schema}, name="rows_given")
    sql = str(ibis.to_sql(table.select("n", found=term(table)).order_by("n"), dialect="duckdb"))
    columns = {name: pa.array(rows[name], ARROW[kind]) for name, kind in schema.items()}
    with duckdb_session(LIMITS) as connection:
        connection.register("rows_given", pa.table({"n": pa.array(range(len(rows[next(iter(schema))]))), **columns}))
        return [found for _, found in connection.execute(sql).fetchall()]
