"""The answers of rules that a draft touches only through the findings of others, such as LIT-06.

To evaluate one of them takes all rules whose findings it may read, nearly the whole rulebook. So it is evaluated only
for cases in which one of those findings differs under the draft, all of them together at the end. In all others its
answer is the same under both, and it stands in the store, unless the result there is of a version that could have
answered otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import duckdb

from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.sets.fact_tables import CASE_ID, CASES, HAND_OVER
from rules.engine.sets.keys_read import keys_read
from rules.explaining.catalogue.timeline import parameters_named
from rules.fact_store.reading import texts
from rules.fact_store.store_tables import DERIVED_ANEW, RESULT_FINDINGS, RESULT_OUTCOMES
from rules.screening.changed_rules import RulebookDifference
from rules.screening.screener import stored_rulebook
from rules.workshop.narrowed import findings_read
from rules.workshop.sides import SIDES

REACHED: Final = "effect_reached"  # case_id of those in which followers are to be evaluated


@dataclass(frozen=True, slots=True)
class Followers:
    """The rules that a draft touches through findings alone.

    `releveled` are rules whose severities the draft changes: what they cannot assess is a doubtful finding on each.
    """

    codes: frozenset[str]
    versions: "StoredVersions"
    releveled: frozenset[str]

    def read(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Note the cases in which they are to be evaluated, and add to both sides what the store says of the others.

        The tables of both sides have the answers of the other rules that the draft touches.
        """
        self.note_reached(connection)
        self.add_stored(connection)

    def note_reached(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Add the cases in which they are to be evaluated to those of earlier parts."""
        found = connection.execute(f"SELECT DISTINCT rulebook FROM {CASES}").fetchall()
        same = (version for (version,) in found if self.versions.answer_as_base(version))
        for name, values in (("same_versions", same), ("releveled", self.releveled), ("follower_codes", self.codes)):
            connection.register(name, texts(iter(values)))
        finding = f"{CASE_ID}, code, severity, key"
        before, after = (f"SELECT {finding} FROM {side}_findings" for side in SIDES)
        connection.execute(
            f"INSERT INTO {REACHED} SELECT {CASE_ID} FROM ({before} EXCEPT ALL {after})"
            f" UNION SELECT {CASE_ID} FROM ({after} EXCEPT ALL {before})"
            f" UNION SELECT {CASE_ID} FROM before_outcomes b FULL JOIN after_outcomes a USING ({CASE_ID}, code)"
            "  WHERE b.outcome IS DISTINCT FROM a.outcome"
            "   OR (a.outcome = 'not_assessable' AND code IN (SELECT value FROM releveled))"
            f" UNION SELECT {CASE_ID} FROM {CASES}"
            f"  WHERE coalesce({HAND_OVER}, '') <> '' OR rulebook NOT IN (SELECT value FROM same_versions)"
            f" UNION SELECT {CASE_ID} FROM {DERIVED_ANEW} SEMI JOIN {CASES} USING ({CASE_ID})"
            f" UNION SELECT {CASE_ID} FROM (SELECT {CASE_ID}, value AS rule FROM {CASES}, follower_codes)"
            f"  ANTI JOIN {RESULT_OUTCOMES} USING ({CASE_ID}, rule)"
        )
        for name in ("same_versions", "releveled"):
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
        for side in SIDES:
            connection.execute(
                f"INSERT INTO {side}_outcomes SELECT {CASE_ID}, rule, outcome FROM {kept.format(RESULT_OUTCOMES)}"
            )
            connection.execute(f"INSERT INTO {side}_findings SELECT * FROM effect_stored")
        connection.unregister("follower_codes")


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
    before, after = levels_of(base), levels_of(draft)
    releveled = {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}
    return Followers(codes, StoredVersions(base, codes), frozenset(releveled))


def begin_reached(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table of the cases in which followers are to be evaluated, empty: a register may have no case."""
    connection.execute(f"CREATE TEMP TABLE {REACHED} ({CASE_ID} BIGINT)")


def reached_cases(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Return the numbers of the cases in which followers are to be evaluated, sorted."""
    return [int(number) for (number,) in connection.execute(f"SELECT {CASE_ID} FROM {REACHED} ORDER BY 1").fetchall()]


def levels_of(book: LoadedRulebook) -> dict[str, frozenset[str]]:
    """Return the severities that each rule may give."""
    return {rule.code: frozenset(each.level for each in rule.severity) for rule in book.compiled.rules}
