"""Why a rule does not apply or does not fire: the first of its patterns that nothing passes, and what came nearest."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from rules.engine.compiled.form import Alpha, Join, Presence, Record, Value
from rules.engine.evaluating.errors import show
from rules.engine.evaluating.matcher import Conjunction
from rules.engine.evaluating.memory import OPERATORS, Case, Row, Step, passes
from rules.engine.evaluating.possible import Naming, label

MAX_ROWS: Final = 1_000  # partial bindings that are followed
MAX_COMPARED: Final = 60  # pairs of a partial binding and a fact among which the nearest is sought


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Where a rule stops: why it does not apply (empty where it does), and where each of its variants stops."""

    applies: tuple[str, ...]
    variants: tuple[str, ...]


def reason(conjunctions: tuple[Conjunction, ...], case: Case, naming: Naming) -> str:
    """Why none of the conjunctions matches: of the one that comes furthest."""
    walked = [_walk(conjunction, case) for conjunction in conjunctions]
    place, step, rows, conjunction = max(walked, key=lambda found: found[0])
    if place >= len(conjunction.steps):
        blocking = next(iter(step.candidates(rows[0], case)))
        return f"{label(blocking)} satisfies {step.pattern.alias}"
    return _nearest(step, rows, case, naming)


def stops(conjunctions: Iterable[Conjunction], case: Case, naming: Naming) -> tuple[str, ...]:
    """Where each conjunction stops that doesn't match, each text once: the one that comes furthest first."""
    found: list[tuple[int, str]] = []
    for conjunction in conjunctions:
        if conjunction.rows(case):
            continue
        lacking = first_lacking(conjunction, case.by_type.keys())
        place = lacking[0] if lacking else _walk(conjunction, case)[0]
        found.append((place, lacking_text(lacking[1]) if lacking else reason((conjunction,), case, naming)))
    return tuple(dict.fromkeys(text for _, text in sorted(found, key=lambda stop: -stop[0])))


def first_lacking(conjunction: Conjunction, types: Container[Value]) -> tuple[int, str] | None:
    """The place and the type of the first pattern of whose type there is no fact."""
    wanted = enumerate(step.pattern.type for step in conjunction.steps)
    return next(((place, kind) for place, kind in wanted if kind not in types), None)


def lacking_text(kind: str) -> str:
    """Why nothing matches where there is no fact of a type."""
    return f"nothing of kind {kind}"


def need_text(step: Step, row: Row, naming: Naming) -> str:
    """A need that nothing meets, with what it wants: `market_known(domain=semiconductors)`."""
    wanted = []
    for test in step.pattern.tests:
        column = naming.columns.get((step.pattern.type, test.field))
        if column:
            wanted.append(column.expression)
        elif isinstance(test, Alpha):
            wanted.append(f"{test.field}{'=' if test.op == '==' else test.op}{show(test.value)}")
    slots = dict(step.slots)
    for join in step.pattern.joins:
        value = row[slots[join.alias]].get(join.other)
        sign = "=" if join.op == "==" else join.op
        wanted.append(f"{join.field}{sign}{'?' if value is None else show(value)}")
    return f"{step.pattern.type}({', '.join(wanted)})"


def _walk(conjunction: Conjunction, case: Case) -> tuple[int, Step, list[Row], Conjunction]:
    """The place of the first pattern that nothing passes, with that pattern and the rows that reached it."""
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


def _nearest(step: Step, rows: list[Row], case: Case, naming: Naming) -> str:
    """The fact that fails the fewest tests of a pattern, with the first test that it fails and both values."""
    if step.pattern.type not in case.by_type:
        return lacking_text(step.pattern.type)
    best: tuple[int, Row, Record] | None = None
    passing = {id(record) for record in case.filtered(step.filter)}
    pairs = islice(product(rows, case.by_type[step.pattern.type]), MAX_COMPARED)
    for row, record in pairs:
        if any(record is row[slot] for slot in step.distinct):
            continue
        failed = 0 if id(record) in passing else sum(not passes(test, record) for test in step.pattern.tests)
        for own, compare, slot, key in step.joins:
            left, right = record.get(own), row[slot].get(key)
            failed += left is None or right is None or not compare(left, right)
        if best is None or failed < best[0]:
            best = failed, row, record
        if failed == 1:
            break
    if best is None:
        return f"no further fact of kind {step.pattern.type}"
    _, row, record = best
    bound = {alias: row[slot] for alias, slot in step.slots}
    texts = [_failed(test, record, naming) for test in step.pattern.tests]
    texts += [_parted(join, record, bound) for join in step.pattern.joins]
    return f"{label(record)}: {next(filter(None, texts))}"


def _failed(test: Alpha | Presence, record: Record, naming: Naming) -> str:
    if passes(test, record):
        return ""
    column = naming.columns.get((str(record["t"]), test.field))
    name = column.expression if column else test.field
    if isinstance(test, Presence):
        return f"{name} is {'unknown' if test.present else 'known'}"
    if test.field not in record:
        return f"{name} is unknown"
    if column and isinstance(test.value, bool):
        return f"{name} does not hold"
    return f"{name} is {show(record[test.field])}, not {test.op} {show(test.value)}"


def _parted(join: Join, record: Record, bound: dict[str, Record]) -> str:
    left, right = record.get(join.field), bound[join.alias].get(join.other)
    if left is None or right is None:
        return f"{join.field if left is None else f'{join.alias}.{join.other}'} is unknown"
    if OPERATORS[join.op](left, right):
        return ""
    return f"{join.field} is {show(left)}, not {join.op} {join.alias}.{join.other} {show(right)}"
