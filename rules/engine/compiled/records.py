"""The step from facts to the flat records that the evaluators read."""

from collections.abc import Callable, Iterable
from operator import attrgetter

from rules.engine.compiled.columns import columns_for
from rules.engine.compiled.compiled_form import Record, Value
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.language.types import CASE_TYPE
from rules.facts.kinds.base import Fact, describe_fact


def records_of(facts: Iterable[Fact], compiled: CompiledRulebook, parameters: Parameters) -> tuple[Record, ...]:
    """Make a record per fact, in their order: `t`, `fact`, the known fields, the known columns.

    ValueError for two facts of type `partnership`, and for a field without a value that is not optional.
    """
    records = tuple(bare_record(fact) for fact in facts)
    cases = [record for record in records if record["t"] == CASE_TYPE]
    if len(cases) > 1:
        message = f"{len(cases)} facts of type {CASE_TYPE}: a case has one"
        raise ValueError(message)
    add_columns(records, cases[0] if cases else {}, compiled, parameters)
    return records


def add_columns(
    records: Iterable[Record], case: Record, compiled: CompiledRulebook, parameters: Parameters | None = None
) -> None:
    """Fill the columns of bare records, also of the findings that a second stage reads."""
    columns = columns_for(compiled, parameters or compiled.parameter_values)
    values = columns.of_case(case)
    for record in records:
        columns.fill(record, case, values)


def bare_record(fact: Fact) -> Record:
    """Make a record of a fact, without columns."""
    cls = type(fact)
    names, values_of, needed = _READERS.get(cls) or _reader(cls)
    record: Record = {"t": fact.type, "fact": fact.id}
    for name, value in zip(names, values_of(fact), strict=True):
        if value is not None:
            record[name] = value
        elif name in needed:
            message = f"{fact.id}: {fact.type}.{name} has no value and is not optional"
            raise ValueError(message)
    return record


Reader = tuple[tuple[str, ...], Callable[[Fact], tuple[Value | None, ...]], frozenset[str]]
_READERS: dict[type[Fact], Reader] = {}


def _reader(cls: type[Fact]) -> Reader:
    """Return the names of a type's fields, the getter of their values, and the names that are not optional."""
    found = describe_fact(cls).fields  # type: ignore[arg-type]  # mypy takes an instance's __hash__ for the class's
    names = tuple(name for name in found if name != "fact")
    getter = attrgetter(*names) if len(names) > 1 else lambda fact: tuple(getattr(fact, name) for name in names)
    _READERS[cls] = names, getter, frozenset(name for name in names if not found[name].optional)
    return _READERS[cls]


def case_record(records: Iterable[Record]) -> Record:
    """Return the record of the case; empty if there is none."""
    return next((record for record in records if record["t"] == CASE_TYPE), {})
