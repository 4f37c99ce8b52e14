"""Possible matches if missing data were known: the matcher's search, where a test of an absent key may hold.

It never flags. It keeps a rule from being "clear" for want of data, and names the data. A search through too many
combinations is cut short and says so; it counts as a possible match, so that it too is never "clear".

Doubtful facts are facts that may or may not exist: possible findings of rules that could not be assessed. They match
only here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from rules.engine.compiled.compiled_form import Alpha, ComputedColumn, Presence, Record, Rulebook, Value
from rules.engine.evaluating.engine_code import EngineCode, codes_in_order
from rules.engine.evaluating.matcher import SearchedVariant
from rules.engine.evaluating.memory import CaseMemory, Row, SearchStep, passes_test
from rules.engine.evaluating.missing_data import MissingField, MissingFinding, MissingParameter

CASE_TYPE: Final = "partnership"  # the one fact that `case.field` reads
MAX_ROWS: Final = 10_000  # partial bindings that one search keeps
EXISTS: Final = ""  # in place of the absent key: whether a doubtful fact exists
Gap = tuple[str, str]  # (fact id, key of the record that is absent)
Gaps = frozenset[Gap]
OpenFact = tuple[Record, Gaps]  # a fact for which no test is false, with the keys that its unknown tests need
NONE: Final[Gaps] = frozenset()


@dataclass(slots=True)
class OpenCase:
    """A case, with the records that could pass each pattern's tests, found when first needed."""

    case: CaseMemory
    doubtful: dict[Value, list[Record]] = field(default_factory=dict)  # by type
    _open: dict[int, list[OpenFact]] = field(default_factory=dict)
    _indexed: dict[int, tuple[dict[object, list[OpenFact]], list[OpenFact]]] = field(default_factory=dict)
    _common: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def types(self) -> frozenset[Value]:
        """The types of facts that exist or may exist in the case."""
        return frozenset(self.case.by_type.keys() | self.doubtful.keys())

    def record(self, fact: str) -> Record:
        """Return the fact with an id, doubtful or not."""
        if fact in self.case.by_id:
            return self.case.by_id[fact]
        return next(record for records in self.doubtful.values() for record in records if record["fact"] == fact)

    def lacks(self, kind: str, keys: frozenset[str]) -> bool:
        """Return whether any fact of a type in the case lacks one of the keys, or is doubtful."""
        if kind in self.doubtful:
            return True
        common = self._common.get(kind)
        if common is None:
            first, *others = self.case.by_type[kind]
            common = self._common[kind] = frozenset(first).intersection(*others)
        return not keys <= common

    def passing(self, step: SearchStep) -> list[OpenFact]:
        """Return the facts for which no test of the pattern is false, with the keys that its unknown tests need."""
        found = self._open.get(step.filter)
        if found is None:
            records = self.case.by_type.get(step.pattern.type, [])
            found = self._open[step.filter] = [
                (record, gaps) for record in records if (gaps := _gaps(record, step.pattern.tests)) is not None
            ]
            found += [
                (record, gaps | {(str(record["fact"]), EXISTS)})
                for record in self.doubtful.get(step.pattern.type, ())
                if (gaps := _gaps(record, step.pattern.tests)) is not None
            ]
        return found

    def joinable(self, step: SearchStep, row: Row) -> Iterable[OpenFact]:
        """Return the facts of `passing` whose equality-join keys equal the row's, or are unknown in one of them."""
        values = tuple([row[slot].get(key) for slot, key in step.equal])
        if not values or None in values:
            return self.passing(step)
        if step.index not in self._indexed:
            known: dict[object, list[OpenFact]] = {}
            unknown: list[OpenFact] = []
            for opened in self.passing(step):
                own = tuple([opened[0].get(key) for key in step.own])
                (unknown if None in own else known.setdefault(own, [])).append(opened)
            self._indexed[step.index] = known, unknown
        known, unknown = self._indexed[step.index]
        return [*known.get(values, ()), *unknown]

    def candidates(self, step: SearchStep, row: Row) -> list[OpenFact]:
        """Return the facts that could pass the pattern's tests and its joins to the row."""
        found = []
        for record, gaps in self.joinable(step, row):
            if step.distinct and any(record is row[slot] for slot in step.distinct):
                continue
            wanted: Gaps | None = gaps
            for own, compare, slot, key in step.joins:
                left, right = record.get(own), row[slot].get(key)
                if left is None or right is None:
                    wanted = _with_gaps(wanted, (record, own), (row[slot], key))
                elif not compare(left, right):
                    wanted = None
                    break
            if wanted is not None:
                found.append((record, wanted))
        return found


def _gaps(record: Record, tests: Sequence[Alpha | Presence]) -> Gaps | None:
    """Return the keys that unknown tests need; None if a test is false."""
    gaps = set()
    for test in tests:
        if test.field not in record and (isinstance(test, Alpha) or test.present):
            gaps.add((str(record["fact"]), test.field))
        elif not passes_test(test, record):
            return None
    return frozenset(gaps) if gaps else NONE


def _with_gaps(gaps: Gaps | None, *reads: tuple[Record, str]) -> Gaps:
    """Add to the gaps those of the read keys that are absent."""
    return (gaps or NONE) | {(str(record["fact"]), key) for record, key in reads if key not in record}


def may_match(conjunction: SearchedVariant, opened: OpenCase) -> bool:
    """Check quickly whether the conjunction could match if data were known. All its types must be in the case.

    It could if some fact lacks a key that the conjunction reads, or is doubtful.
    """
    wanting = any(opened.lacks(kind, keys) for kind, keys in conjunction.reads)
    if not wanting and conjunction.types.isdisjoint(opened.doubtful):
        return False
    return all(opened.passing(step) for step in conjunction.steps)


def possible_gaps(conjunctions: Iterable[SearchedVariant], opened: OpenCase) -> tuple[Gaps, bool]:
    """Return the absent keys of every match that is possible but not certain, and whether a search was cut short.

    Among the ways in which the same facts could match, those that need the least data count. So a key that only an
    `unless` reads is not needed: the variant in which it is absent does without.
    """
    wanted: dict[frozenset[tuple[str, str]], list[Gaps]] = {}
    cut = False
    for conjunction in conjunctions:
        if not may_match(conjunction, opened):
            continue
        rows, too_many = possible_rows(conjunction, opened)
        cut = cut or too_many
        for row, gaps in rows:
            facts = frozenset((alias, str(row[slot]["fact"])) for alias, slot in conjunction.slots.items())
            wanted.setdefault(facts, []).append(gaps)
    least = (gaps for ways in wanted.values() for gaps in ways if not any(other < gaps for other in ways))
    return NONE.union(*least), cut


def possible_rows(conjunction: SearchedVariant, opened: OpenCase) -> tuple[list[tuple[Row, Gaps]], bool]:
    """Return the rows that match if the keys in their gaps have the right values, and whether the search was cut short.

    An `unless` pattern blocks only if it certainly holds: it counts recorded data only.
    """
    rows: list[tuple[Row, Gaps]] = [((), NONE)]
    cut = False
    for bound, step in enumerate(conjunction.steps):
        rows = _unblocked(conjunction, rows, bound, opened)
        grown: list[tuple[Row, Gaps]] = []
        for row, gaps in rows:
            grown += [((*row, record), gaps | more if more else gaps) for record, more in opened.candidates(step, row)]
            if len(grown) > MAX_ROWS:
                cut = True
                grown = grown[:MAX_ROWS]
                break
        rows = grown
    return _unblocked(conjunction, rows, len(conjunction.steps), opened), cut


def _unblocked(
    conjunction: SearchedVariant, rows: list[tuple[Row, Gaps]], bound: int, opened: OpenCase
) -> list[tuple[Row, Gaps]]:
    if not conjunction.ready[bound]:
        return rows
    return [(row, gaps) for row, gaps in rows if conjunction.unblocked([row], bound, opened.case)]


@dataclass(frozen=True, slots=True)
class MissingDataNames:
    """Names for missing data: the fact and its field, the case's field, or the parameter."""

    columns: dict[tuple[str, str], ComputedColumn]
    keys: dict[tuple[str, str], str]  # by type and expression

    @classmethod
    def of(cls, rulebook: Rulebook) -> "MissingDataNames":
        """Return the naming for a rulebook's columns."""
        columns = {(column.type, column.key): column for column in rulebook.columns}
        return cls(columns, {(column.type, column.expression): column.key for column in rulebook.columns})

    def related(self, kind: str, key: str, before: str, after: str) -> str:
        """Return the column whose expression begins with `after` instead of `before`; the key if there is none."""
        column = self.columns.get((kind, key))
        text = f"{after}{column.expression.removeprefix(before)}" if column else ""
        return self.keys.get((kind, text), key)

    def names(self, gaps: Gaps, opened: OpenCase) -> tuple[EngineCode, ...]:
        """Return the missing data, sorted by text, each once: `shareholding 7: share_bp`, `parameter small_value_yen`.

        A doubtful fact is named without fields, only as a possible finding: `finding LIT-03`.
        """
        doubtful = {fact for fact, key in gaps if key == EXISTS}
        named = {gap for gap in gaps if gap[0] not in doubtful or gap[1] == EXISTS}
        return codes_in_order(
            {name for fact, key in named for name in self._name(opened.record(fact), key, opened.case)}
        )

    def _name(self, record: Record, key: str, case: CaseMemory) -> Iterable[EngineCode]:
        if key == EXISTS:
            yield MissingFinding(rule=str(record["code"]))
            return
        column = self.columns.get((str(record["t"]), key))
        if column is None or not column.reads:
            yield _missing(record, column.expression if column else key)
            return
        absent: list[EngineCode] = []
        for read in column.reads:
            place, _, name = read.rpartition(".")
            if place == "case":
                known = case.by_type.get(CASE_TYPE, [{"t": CASE_TYPE, "fact": CASE_TYPE}])
                absent += [_missing(each, name) for each in known if name not in each]
            elif place != "parameter" and read not in record:
                absent.append(_missing(record, read))
        numbers = (read.partition(".")[2] for read in column.reads if "parameter." in read)
        yield from absent or [MissingParameter(parameter=name) for name in numbers]


def _missing(record: Record, field: str) -> MissingField:
    return MissingField(fact=str(record["fact"]), kind=str(record["t"]), field=field)


def own_fields(column: ComputedColumn) -> tuple[str, ...]:
    """Return the fields of the fact itself that a column is computed from."""
    return tuple(read for read in column.reads if "." not in read)
