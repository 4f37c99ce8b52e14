"""Wrong translations of rules to sets, each as a change at a named place of the translation."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from unittest.mock import patch

import ibis

from rules.engine.compiled.compiled_form import Presence
from rules.engine.language.syntax import FieldRef
from rules.engine.language.walk import CASE
from rules.engine.sets import (
    column_expressions,
    conjunctions,
    findings,
    matches,
    outcomes,
    parameter_values,
    record_tables,
    shifted_dates,
)
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.parameter_values import Computed
from rules.engine.sets.record_tables import active_cases
from rules.engine.sets.table_names import DOUBTFUL

Change = Any  # what patch.object takes: the place is checked by patch, the rest by the comparison
Place = tuple[object, str, Change]


def possibly_unblocked(self: Any, rows: Any, guard: Any) -> Any:
    """Let an `unless` pattern block where it is only possible."""
    found = self._step(guard, {join.field for join in guard.joins}, "possible", conjunctions.case_of(guard))
    tests = self._matched(rows, guard, found)
    return rows.anti_join(found, [tests[0], *map(conjunctions.unknown_holds, tests[1:])])


def presence_turned(test: Any, table: Any) -> Any:
    """Take a known value for an unknown one, and the reverse."""
    if isinstance(test, Presence):
        return TRUE_TEST(Presence(test.field, present=not test.present), table)
    return TRUE_TEST(test, table)


def doubtful_as_certain(self: Any, pattern: Any, certainty: str = "certain") -> Any:
    """Take a finding that a rule might have for one that it has."""
    table = self.records.table(pattern.type)
    test = conjunctions.certain_test if certainty == "certain" else conjunctions.possible_test
    held = [each for each in (test(one, table) for one in pattern.tests) if each is not None]
    return table.filter(*held) if held else table


def doubtful_left_out() -> Any:
    """Make no doubtful findings."""
    made = DOUBTFUL_MADE()
    return made.filter(~made[DOUBTFUL])


def on_day_of_proposal(_term: Any) -> FieldRef:
    """Read every parameter for the day of the proposal."""
    return FieldRef(CASE, "proposed_on")


def last_day_left_out(entry: Any, on: Any, word: Any, index: Any) -> Any:
    """Let a parameter end a day early."""
    within = (on >= entry.from_on) & (on < entry.until_on)
    return within if index is None or index.value is None else (index.value == word) & within


def index_left_out(entry: Any, on: Any, _word: Any, _index: Any) -> Any:
    """Take the first value of a day, whatever the index."""
    return (on >= entry.from_on) & (on <= entry.until_on)


def months_of_calendar(day: Any, by: Any) -> Any:
    """Move a date by months as a calendar does, not as the law counts a period."""
    return day.try_cast("date") + by.cast("int32").as_interval("M")


def moved_the_other_way(day: Any, amount: Any, sign: int, unit: str) -> Any:
    """Move a date later instead of earlier."""
    return MOVED(day, amount, -sign, unit)


def no_case() -> Any:
    """Take no case for one that lacks what a rule needs."""
    return active_cases().filter(active_cases()[CASE_ID].isnull())


TRUE_TEST: Final = conjunctions.certain_test
DOUBTFUL_MADE: Final = findings._doubtful
MOVED: Final = shifted_dates.shifted_day
OPERATORS: Final = column_expressions.OPERATORS

NO: Final = ibis.literal(value=False)
OF_CASE: Final[Callable[..., Computed]] = record_tables.RecordTables._of_case

WRONG: Final[dict[str, tuple[Place, ...]]] = {
    "unknown data makes no match possible": ((conjunctions, "unknown_holds", lambda test: test),),
    "two names bind one fact": ((conjunctions, "are_two_facts", lambda _own, _other: ibis.literal(value=True)),),
    "unless is turned round": ((conjunctions.Conjunctions, "unblocked", conjunctions.Conjunctions.blocked),),
    "unless is left out": ((conjunctions.Conjunctions, "unblocked", lambda _self, rows, _guard: rows),),
    "unless counts unknown data": ((conjunctions.Conjunctions, "unblocked", possibly_unblocked),),
    "the last level of severity counts": ((matches, "first_level", lambda level: level.max()),),
    "the lowest severity of a finding counts": ((findings, "highest", lambda rank: rank.min()),),
    "parameters are read for the day of the proposal": (
        (column_expressions, "day_of", on_day_of_proposal),
        (record_tables, "day_of", on_day_of_proposal),
    ),
    "a parameter ends a day early": ((parameter_values, "holds_on", last_day_left_out),),
    "a parameter has no index": ((parameter_values, "holds_on", index_left_out),),
    "not in force is unknown": ((column_expressions, "tested", lambda test, *_terms: test),),
    "every parameter is in force": ((column_expressions, "in_force", lambda _term: ibis.literal(value=True)),),
    "what the case reads is always in force": (
        (
            record_tables.RecordTables,
            "_of_case",
            lambda self, term, joined: Computed(OF_CASE(self, term, joined).value),
        ),
    ),
    "an absent value differs": (
        (column_expressions, "OPERATORS", OPERATORS | {"!=": lambda one, other: (one == other).fill_null(NO) == NO}),
        (conjunctions, "OPERATORS", OPERATORS | {"!=": lambda one, other: (one == other).fill_null(NO) == NO}),
    ),
    "known is unknown": ((conjunctions, "certain_test", presence_turned),),
    "joins are turned round": ((conjunctions, "join_test", lambda join, own, other: OPERATORS[join.op](other, own)),),
    "words rank by their letters": ((column_expressions.ColumnWriter, "_words", lambda _self, _term: ()),),
    "an unknown test of unless is open": ((column_expressions, "closed", lambda test: test),),
    "months are those of the calendar": ((shifted_dates, "_months_after", months_of_calendar),),
    "dates move the other way": ((column_expressions, "shifted_day", moved_the_other_way),),
    "a key is written as SQL writes it": ((matches, "key_text", lambda value: value.cast("string").fill_null("")),),
    "an unknown value of a key is lost": ((matches, "key_text", lambda value: value.cast("string")),),
    "a rule always applies": ((outcomes.OutcomeWriter, "applying", lambda _self, _rule: active_cases()),),
    "needs are left out": (
        (
            outcomes.OutcomeWriter,
            "_unmet",
            lambda _self, _need: active_cases().filter(active_cases()[CASE_ID].isnull()),
        ),
    ),
    "doubtful findings are left out": ((findings, "_doubtful", doubtful_left_out),),
    "doubtful findings are certain": ((conjunctions.Conjunctions, "passing", doubtful_as_certain),),
}


@contextmanager
def wrong_translation(name: str) -> Iterator[None]:
    """Translate wrongly for a while."""
    changes = [patch.object(where, what, change) for where, what, change in WRONG[name]]
    for change in changes:
        change.start()
    try:
        yield
    finally:
        for change in reversed(changes):
            change.stop()
