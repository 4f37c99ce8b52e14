"""The answers of rules that a draft touches only through the findings of others, such as LIT-06.

To evaluate one of them takes all rules whose findings it may read, nearly the whole rulebook. So it is evaluated only
for cases in which one of those findings differs under the draft. In all others its answer is the same under both, and
it stands in the store, unless the result there is of a version that could have answered otherwise.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import duckdb
import pyarrow as pa

from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.sets.fact_tables import CASE_ID, CASES, HAND_OVER
from rules.engine.sets.keys_read import keys_read
from rules.explaining.catalogue.timeline import parameters_named
from rules.fact_store.store_tables import DERIVED_ANEW, RESULT_FINDINGS, RESULT_OUTCOMES
from rules.screening.changed_rules import RulebookDifference
from rules.screening.screener import stored_rulebook
from rules.workshop.narrowed import findings_read, narrowed
from rules.workshop.sides import Between, add_answers

OF_PART: Final = "effect_cases"  # the cases of a part, while only some of them are shown
REACHED: Final = "effect_reached"  # case_id of those in which a rule is evaluated that reads findings of others


@dataclass(frozen=True, slots=True, kw_only=True)
class Followers:
    """The rules that a draft touches through findings alone, under both rulebooks with all that they may read.

    `base`: the whole rulebook, beside which the versions of stored results are looked at.
    """

    codes: frozenset[str]
    base: LoadedRulebook
    sides: tuple[LoadedRulebook | None, LoadedRulebook | None]
    versions: "StoredVersions"

    def add(self, connection: duckdb.DuckDBPyConnection, between: Between) -> None:
        """Add their answers to the tables of both sides, which have those of the other rules that a draft touches."""
        self.make_reached(connection)
        self.add_stored(connection)
        with shown_alone(connection, REACHED):
            for side, book in zip(("before", "after"), self.sides, strict=True):
                add_answers(connection, book, self.codes, side)
                between()

    def make_reached(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the table of the cases in which they are evaluated."""
        found = connection.execute(f"SELECT DISTINCT rulebook FROM {CASES}").fetchall()
        register(
            connection, "same_versions", [version for (version,) in found if self.versions.answer_as_base(version)]
        )
        register(connection, "levels_changed", sorted(self.levels_changed()))
        register(connection, "follower_codes", sorted(self.codes))
        finding = f"{CASE_ID}, code, severity, key"
        before, after = (f"SELECT {finding} FROM {side}_findings" for side in ("before", "after"))
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {REACHED} AS"
            f" SELECT {CASE_ID} FROM ({before} EXCEPT ALL {after})"
            f" UNION SELECT {CASE_ID} FROM ({after} EXCEPT ALL {before})"
            f" UNION SELECT {CASE_ID} FROM before_outcomes b FULL JOIN after_outcomes a USING ({CASE_ID}, code)"
            "  WHERE b.outcome IS DISTINCT FROM a.outcome"
            "   OR (a.outcome = 'not_assessable' AND code IN (SELECT value FROM levels_changed))"
            f" UNION SELECT {CASE_ID} FROM {CASES}"
            f"  WHERE coalesce({HAND_OVER}, '') <> '' OR rulebook NOT IN (SELECT value FROM same_versions)"
            f" UNION SELECT {CASE_ID} FROM {DERIVED_ANEW} SEMI JOIN {CASES} USING ({CASE_ID})"
            f" UNION SELECT {CASE_ID} FROM (SELECT {CASE_ID}, value AS rule FROM {CASES}, follower_codes)"
            f"  ANTI JOIN {RESULT_OUTCOMES} USING ({CASE_ID}, rule)"
        )
        for name in ("same_versions", "levels_changed"):
            connection.unregister(name)

    def add_stored(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Add what the store says of the other cases, the same on both sides. A finding has a number as its key."""
        kept = (
            f"(SELECT * FROM {{}} SEMI JOIN {CASES} USING ({CASE_ID}) ANTI JOIN {REACHED} USING ({CASE_ID})"
            " WHERE rule IN (SELECT value FROM follower_codes))"
        )
        numbered = f"[(row_number() OVER (PARTITION BY {CASE_ID}, rule ORDER BY facts, severity))::VARCHAR]"
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE effect_stored AS"
            f" SELECT {CASE_ID}, rule AS code, severity, {numbered} AS key, facts FROM {kept.format(RESULT_FINDINGS)}"
        )
        for side in ("before", "after"):
            connection.execute(
                f"INSERT INTO {side}_outcomes SELECT {CASE_ID}, rule, outcome FROM {kept.format(RESULT_OUTCOMES)}"
            )
            connection.execute(f"INSERT INTO {side}_findings SELECT * FROM effect_stored")
        connection.unregister("follower_codes")

    def levels_changed(self) -> set[str]:
        """Return the rules whose levels differ: what they cannot assess is a doubtful finding on each level."""
        before, after = ({} if book is None else levels_of(book) for book in self.sides)
        return {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}


@dataclass(frozen=True)
class StoredVersions:
    """The versions of stored results beside the base of a draft: which of them answer some of its rules alike."""

    base: LoadedRulebook
    codes: frozenset[str]
    load: Callable[[str, LoadedRulebook], LoadedRulebook | None] = stored_rulebook

    def answer_as_base(self, version: str) -> bool:
        """Return whether a version answers these rules as the base does, whatever the case."""
        if version not in self._known:
            self._known[version] = version == self.base.version or self._is_same(self.load(version, self.base))
        return self._known[version]

    @cached_property
    def _known(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _read(self) -> frozenset[str]:
        rules = self.base.rules
        return self.codes.union(*(findings_read(rules[code], rules) for code in self.codes if code in rules))

    def _is_same(self, old: LoadedRulebook | None) -> bool:
        """Return whether a rulebook compiles the rules that are read to the same, with the same numbers."""
        if old is None or rules_and_columns(old, self._read) != rules_and_columns(self.base, self._read):
            return False
        numbers = {name for code in self._read for name in parameters_named(self.base.rules[code])}
        return numbers.isdisjoint(RulebookDifference(old, self.base).numbers)


def rules_and_columns(book: LoadedRulebook, codes: frozenset[str]) -> tuple[object, object]:
    """Return some rules as they are evaluated, and the computed columns that they read."""
    rules = [rule for rule in book.form.rules if rule.code in codes]
    read = keys_read(rules)
    return rules, [each for each in book.form.columns if each.key in read.get(each.type, ())]


def followers_of(base: LoadedRulebook, draft: LoadedRulebook, codes: frozenset[str]) -> Followers | None:
    """Return some rules that a draft touches through findings alone; None without any."""
    if not codes:
        return None
    sides = (narrowed(base, codes), narrowed(draft, codes))
    return Followers(codes=codes, base=base, sides=sides, versions=StoredVersions(base, codes))


def levels_of(book: LoadedRulebook) -> dict[str, frozenset[str]]:
    """Return the severities that each rule may give."""
    return {rule.code: frozenset(each.level for each in rule.severity) for rule in book.compiled.rules}


@contextmanager
def shown_alone(connection: duckdb.DuckDBPyConnection, some: str) -> Iterator[None]:
    """Show only the cases of a table, until the block ends."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {OF_PART} AS SELECT * FROM {CASES}")
    view = f"CREATE OR REPLACE TEMP VIEW {CASES} AS SELECT * FROM {OF_PART}"
    connection.execute(f"{view} SEMI JOIN {some} USING ({CASE_ID})")
    yield
    connection.execute(view)


def register(connection: duckdb.DuckDBPyConnection, name: str, values: list[str]) -> None:
    """Show texts as a table with one column."""
    connection.register(name, pa.table({"value": pa.array(values, pa.string())}))
