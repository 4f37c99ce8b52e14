"""The reason why a rule does not apply or fire: its first pattern that nothing passes, and the nearest fact."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import chain, islice, product
from typing import Final

from rules.engine.compiled.compiled_form import Alpha, ComputedColumn, Join, Presence, Record, Value
from rules.engine.evaluating.engine_code import EngineCode
from rules.engine.evaluating.matcher import SearchedVariant
from rules.engine.evaluating.memory import OPERATORS, CaseMemory, Row, SearchStep, passes_test
from rules.engine.evaluating.missing_data import MissingNeed, NeedTest, NeedValue
from rules.engine.evaluating.possible_matches import MissingDataNames, own_fields
from rules.engine.evaluating.silent_codes import (
    ComputedDiffers,
    ComputedUnknown,
    FieldDiffers,
    FieldKnown,
    FieldUnknown,
    GuardFinds,
    NothingFurther,
    NothingOfKind,
    NotMet,
)

MAX_ROWS: Final = 1_000  # partial bindings that are followed
MAX_COMPARED: Final = 60  # pairs of a partial binding and a fact among which the nearest is sought


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The places where a rule stops: in `applies` (empty if it applies), and in each of its variants."""

    applies: tuple[EngineCode, ...]
    variants: tuple[EngineCode, ...]


def no_match_reason(
    conjunctions: tuple[SearchedVariant, ...], case: CaseMemory, naming: MissingDataNames
) -> EngineCode:
    """Return why none of the conjunctions matches, for the one that comes furthest."""
    walked = [_walk(conjunction, case) for conjunction in conjunctions]
    place, step, rows, conjunction = max(walked, key=lambda found: found[0])
    if place >= len(conjunction.steps):
        blocking = next(iter(step.candidates(rows[0], case)))
        return GuardFinds(fact=str(blocking["fact"]), kind=str(blocking["t"]), guard=step.pattern.alias)
    return _nearest(step, rows, case, naming)


def stopping_points(
    conjunctions: Iterable[SearchedVariant], case: CaseMemory, naming: MissingDataNames
) -> tuple[EngineCode, ...]:
    """Return where each conjunction without a match stops, each once, the one that comes furthest first."""
    found: list[tuple[int, EngineCode]] = []
    for conjunction in conjunctions:
        if conjunction.rows(case):
            continue
        lacking = first_lacking(conjunction, case.by_type.keys())
        place = lacking[0] if lacking else _walk(conjunction, case)[0]
        found.append(
            (place, NothingOfKind(kind=lacking[1]) if lacking else no_match_reason((conjunction,), case, naming))
        )
    return tuple(dict.fromkeys(said for _, said in sorted(found, key=lambda stop: -stop[0])))


def first_lacking(conjunction: SearchedVariant, types: Container[Value]) -> tuple[int, str] | None:
    """Return position and type of the first pattern that has no fact of its type; None if all have."""
    wanted = enumerate(step.pattern.type for step in conjunction.steps)
    return next(((place, kind) for place, kind in wanted if kind not in types), None)


def unmet_need(step: SearchStep, row: Row, naming: MissingDataNames) -> MissingNeed:
    """Return a need that nothing meets, with its requirements: `market_known(domain=semiconductors)`."""
    wanted: list[NeedValue | NeedTest] = []
    for test in step.pattern.tests:
        column = naming.columns.get((step.pattern.type, test.field))
        if column:
            wanted.append(NeedTest(test=column.expression, fields=own_fields(column)))
        elif isinstance(test, Alpha):
            wanted.append(NeedValue(field=test.field, op=test.op, value=test.value))
    slots = dict(step.slots)
    wanted += [
        NeedValue(field=join.field, op=join.op, value=row[slots[join.alias]].get(join.other))
        for join in step.pattern.joins
    ]
    return MissingNeed(kind=step.pattern.type, wanted=tuple(wanted))


def _walk(conjunction: SearchedVariant, case: CaseMemory) -> tuple[int, SearchStep, list[Row], SearchedVariant]:
    """Return the position of the first pattern that nothing passes, the pattern, and the rows that reached it."""
    rows: list[Row] = [()]
    for place, step in enumerate(conjunction.steps):
        grown: list[Row] = []
        for row in rows:
            grown += [(*row, record) for record in step.candidates(row, case)]
            if len(grown) >= MAX_ROWS:
                break
        if not grown:
            return place, step, rows, conjunction
        rows = grown[:MAX_ROWS]
    for place, guard in enumerate(conjunction.unless, len(conjunction.steps)):
        left = [row for row in rows if not guard.candidates(row, case)]
        if not left:
            return place, guard, rows, conjunction
        rows = left
    return len(conjunction.steps), conjunction.steps[-1], rows, conjunction


def _nearest(step: SearchStep, rows: list[Row], case: CaseMemory, naming: MissingDataNames) -> EngineCode:
    """Return the first failed test, with both values, of the fact that fails the fewest tests of a pattern."""
    if step.pattern.type not in case.by_type:
        return NothingOfKind(kind=step.pattern.type)
    best: tuple[int, Row, Record] | None = None
    passing = {id(record) for record in case.filtered(step.filter)}
    pairs = islice(product(rows, case.by_type[step.pattern.type]), MAX_COMPARED)
    for row, record in pairs:
        if any(record is row[slot] for slot in step.distinct):
            continue
        failed = 0 if id(record) in passing else sum(not passes_test(test, record) for test in step.pattern.tests)
        for own, compare, slot, key in step.joins:
            left, right = record.get(own), row[slot].get(key)
            failed += left is None or right is None or not compare(left, right)
        if best is None or failed < best[0]:
            best = failed, row, record
        if failed == 1:
            break
    if best is None:
        return NothingFurther(kind=step.pattern.type)
    _, row, record = best
    bound = {alias: row[slot] for alias, slot in step.slots}
    failed_tests = (_failed(test, record, naming) for test in step.pattern.tests)
    failed_joins = (_parted(join, record, bound) for join in step.pattern.joins)
    return next(said for said in chain(failed_tests, failed_joins) if said)


def _failed(test: Alpha | Presence, record: Record, naming: MissingDataNames) -> EngineCode | None:
    """Return why a fact fails a test; None if it passes."""
    if passes_test(test, record):
        return None
    fact, kind = str(record["fact"]), str(record["t"])
    column = naming.columns.get((kind, test.field))
    if isinstance(test, Presence) and not test.present:
        return FieldKnown(fact=fact, kind=kind, known=column.expression if column else test.field)
    if isinstance(test, Presence) or test.field not in record:
        return _unknown(column, record) if column else FieldUnknown(fact=fact, kind=kind, field=test.field)
    value, op, wanted = record[test.field], test.op, test.value
    if column is None:
        return FieldDiffers(fact=fact, kind=kind, field=test.field, value=value, op=op, wanted=wanted)
    if isinstance(wanted, bool):
        return NotMet(fact=fact, kind=kind, test=column.expression, fields=own_fields(column))
    return ComputedDiffers(fact=fact, kind=kind, computed=column.expression, value=value, op=op, wanted=wanted)


def _unknown(column: ComputedColumn, record: Record) -> EngineCode:
    """Return the unknown value behind a column: a field of the case, or a computed value without a name."""
    fact, kind = str(record["fact"]), str(record["t"])
    of, _dot, field = column.expression.rpartition(".")
    if of.isidentifier() and field.isidentifier():
        return FieldUnknown(fact=fact, kind=kind, of=of, field=field)
    return ComputedUnknown(fact=fact, kind=kind, computed=column.expression)


def _parted(join: Join, record: Record, bound: dict[str, Record]) -> EngineCode | None:
    """Return why a fact does not join to one that is bound; None if it does."""
    fact, kind = str(record["fact"]), str(record["t"])
    left, right = record.get(join.field), bound[join.alias].get(join.other)
    if left is None:
        return FieldUnknown(fact=fact, kind=kind, field=join.field)
    if right is None:
        return FieldUnknown(fact=fact, kind=kind, of=join.alias, field=join.other)
    if OPERATORS[join.op](left, right):
        return None
    of = f"{join.alias}.{join.other}"
    return FieldDiffers(fact=fact, kind=kind, field=join.field, value=left, op=join.op, of=of, wanted=right)
