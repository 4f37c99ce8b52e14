"""The admission of facts when they are stored, once for all evaluations of their cases.

`admitted_cases.py` asks the same for each evaluation, of the fields that its rulebook reads. Here every field counts,
so that the answer holds for every rulebook: a few cases more are handed over. So are those that no evaluator admits:
the case evaluators say why.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from rules.engine.evaluating.admission import MAX_INTEGER, MAX_TEXT
from rules.engine.language.types import CASE_TYPE
from rules.engine.sets.admission_words import (
    LACKS_VALUE,
    LONG_TEXT,
    LOW_NUMBER,
    MANY_FACTS,
    MOST_FACTS,
    ODD_DATE,
    ODD_WORD,
    TWO_CASES,
    TWO_FACTS,
)
from rules.engine.sets.fact_tables import CASE_ID, FACT, fact_table, stored_types
from rules.facts.kinds.base import OPEN_END, OPEN_START, FactType, FieldType

FIRST_DAY: Final = "1000-01-01"
LAST_DAY: Final = "9000-12-31"
Column = Any  # a column of Arrow, which has no types


def admission_reasons(tables: Mapping[str, pa.Table], vocabulary: Mapping[str, FactType]) -> dict[int, str]:
    """Return, by its number, each case that sets cannot show exactly, with one reason. A missing table has no row."""
    reasons: dict[int, str] = {}
    for cases, reason in _found(tables, stored_types(vocabulary)):
        for number in cases.to_pylist():
            reasons.setdefault(number, reason)
    return reasons


def _found(tables: Mapping[str, pa.Table], types: Mapping[str, FactType]) -> Iterator[tuple[Column, str]]:
    """Yield cases that are handed over, with the reason; one may come more than once."""
    there = {name: table for name in types if (table := tables.get(fact_table(name))) is not None and table.num_rows}
    if not there:
        return
    ids = pa.concat_tables([table.select([CASE_ID, FACT]) for table in there.values()])
    yield _more_often(ids, [CASE_ID], MOST_FACTS), MANY_FACTS
    yield _more_often(ids, [CASE_ID, FACT], 1), TWO_FACTS
    if CASE_TYPE in there:
        yield _more_often(there[CASE_TYPE].select([CASE_ID]), [CASE_ID], 1), TWO_CASES
    for name, table in there.items():
        for key, kind in types[name].fields.items():
            column = table[key]
            if column.null_count and not kind.optional:
                yield _where(table, column.is_null()), LACKS_VALUE
            for reason, odd in _checks(kind):
                # Values repeat: each different one is looked at once.
                values = pc.unique(column).drop_null()
                found = values.filter(odd(values))
                if len(found):
                    yield _where(table, pc.is_in(column, found)), reason


def _more_often(table: pa.Table, keys: list[str], times: int) -> Column:
    """Return the cases in which the same values of columns come more often."""
    counted = table.group_by(keys).aggregate([([], "count_all")])
    return counted.filter(pc.greater(counted["count_all"], times))[CASE_ID]


def _where(table: pa.Table, condition: Column) -> Column:
    return pc.unique(table[CASE_ID].filter(condition))


def _checks(kind: FieldType) -> Iterator[tuple[str, Callable[[Column], Column]]]:
    """Yield what is odd about values of a field, with the reason."""
    if kind.sort == "number":
        yield LOW_NUMBER, lambda values: pc.less(values, -MAX_INTEGER)
    if kind.sort in ("key", "text"):
        yield LONG_TEXT, lambda values: pc.greater(pc.utf8_length(values), MAX_TEXT)
    if kind.sort == "date":
        yield ODD_DATE, _odd_days
    if kind.ranked:
        yield ODD_WORD, lambda values: pc.invert(pc.is_in(values, pa.array(kind.words, pa.string())))


def _odd_days(values: Column) -> Column:
    """Return for each text whether it is no day in its one written form, or lies far out; open ends are none."""
    open_ends = pc.is_in(values, pa.array([OPEN_END, OPEN_START]))
    within = pc.and_(pc.greater_equal(values, FIRST_DAY), pc.less_equal(values, LAST_DAY))
    written = pc.match_substring_regex(values, r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    shaped = pc.if_else(pc.and_(within, written), values, FIRST_DAY)
    # A day that the calendar lacks, such as 30 February, becomes another one.
    read = pc.strptime(shaped, "%Y-%m-%d", "s", error_is_null=True)
    same = pc.fill_null(pc.equal(pc.strftime(read, "%Y-%m-%d"), values), fill_value=False)
    return pc.invert(pc.or_(open_ends, same))
