"""The findings at each of several values of one number: only the rules that read it are evaluated, once a value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from rules.engine.language.parameters import Parameter, Parameters
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.workshop.effect_counts import EffectCounts
from rules.workshop.effect_in_sets import PARTS, count_cases, make_parts
from rules.workshop.narrowed import narrowed, readers_of
from rules.workshop.sides import Between, keep_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """A value of a number: `on` is a day of the entry whose value is tried, `index` its word, or empty."""

    parameter: str
    index: str
    on: str
    value: int


def book_with(book: LoadedRulebook, point: CurvePoint) -> LoadedRulebook | None:
    """Return the rules that read a number, with another value of it; None if none does. KeyError without the entry."""
    parameter = book.parameters.by_name[point.parameter]
    entry = parameter.entry_at(point.on, point.index or None)
    if entry is None:
        raise KeyError(point.on)
    rows = {
        index: tuple(replace(each, value=point.value) if each is entry else each for each in row)
        for index, row in parameter.rows.items()
    }
    changed = Parameter(parameter.name, parameter.meaning, parameter.unit, parameter.how, rows, parameter.place)
    others = Parameters({**book.parameters.by_name, point.parameter: changed})
    return narrowed(book, readers_of(book, point.parameter), others)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveReader:
    """A reader of the findings at each value."""

    books: Sequence[tuple[int, LoadedRulebook]]
    codes: frozenset[str]
    restricted: frozenset[str]

    def counts(self, connection: duckdb.DuckDBPyConnection, between: Between) -> EffectCounts:
        """Return the counts over the cases that a connection shows."""
        make_parts(connection, self.restricted)
        found = EffectCounts()
        count_cases(connection, found)
        for value, book in self.books:
            keep_answers(connection, book, self.codes, "after")
            for body, restricted, code, severity, number in connection.execute(
                f"SELECT body, restricted, code, severity, count(*) FROM after_findings JOIN {PARTS} USING (case_id)"
                " GROUP BY ALL"
            ).fetchall():
                found.of((body, restricted)).curve[value, code, severity] = number
            between()
        return found
