"""Changes of one side of a test: a field, a constant, a parameter, a moved date."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rules.engine.language.parameters import Parameter, Value
from rules.engine.language.syntax import FieldRef, FilePlace, LiteralTerm, ParameterRef, ShiftedTerm, Term
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE
from rules.facts.kinds.base import FieldType
from rules.workshop.mutants.change import Context, Item, is_beside

ON: Final = "2026-06-15"  # the day on which the cases propose their partnership


def changed_terms(term: Term, item: Item, context: Context) -> Iterator[Term]:
    """Yield every changed form of a term that is not a literal."""
    if isinstance(term, FieldRef):
        yield from _other_fields(term, item, context)
    elif isinstance(term, ParameterRef):
        yield from _other_parameters(term, item, context)
    elif isinstance(term, ShiftedTerm):
        yield term.date
        yield replace(term, sign=-1 if term.sign > 0 else 1)
        yield from (replace(term, by=by) for by in _other_parameters(term.by, item, context))
        if isinstance(term.date, FieldRef):
            for field in _other_fields(term.date, item, context):
                at = field if term.by.at == term.date else term.by.at  # a term reads one fact
                yield replace(term, date=field, by=replace(term.by, at=at))


def changed_literals(literal: LiteralTerm, kind: FieldType, context: Context) -> Iterator[LiteralTerm]:
    """Yield the constant's neighbours: a number one off, the other flag, the next word, body or code."""
    value = literal.value
    if isinstance(value, bool):
        yield replace(literal, value=not value)
    elif isinstance(value, int):
        yield from (replace(literal, value=value + step) for step in (1, -1))
    elif kind.ranked:
        place = kind.words.index(value)
        yield from (replace(literal, value=word) for word in kind.words[max(place - 1, 0) : place + 2] if word != value)
    else:
        others = sorted({"rule": context.known.rule_codes, "body": context.known.body_codes}.get(kind.unit, kind.words))
        if value in others and len(others) > 1:
            yield replace(literal, value=others[(others.index(value) + 1) % len(others)])
        else:
            yield replace(literal, value=f"{value}~", written="key")


def _other_fields(field: FieldRef, item: Item, context: Context) -> Iterator[FieldRef]:
    """Yield the next field of its type in the same fact, and one of each other fact, preferably of its name."""
    kind = context.scope.field(field, item.place)
    own = _alike(field.name, kind, context)
    candidates = [FieldRef(field.name, own[(own.index(field.field) + 1) % len(own)])]
    for name in context.bound:
        alike = _alike(name, kind, context) if name != field.name else []
        if alike:
            candidates.append(FieldRef(name, field.field if field.field in alike else alike[0]))
    for other in candidates:
        if other != field and not context.are_equal(field, other, item):
            yield other


def _alike(name: str, kind: FieldType, context: Context) -> list[str]:
    """Return the fields of a fact that have a type, optional or not."""
    found = context.known.fact_type(CASE_TYPE if name == CASE else context.bound[name], FilePlace("", 0))
    same = replace(kind, optional=False)
    return [field for field, other in found.fields.items() if replace(other, optional=False) == same]


def _other_parameters(term: ParameterRef, item: Item, context: Context) -> Iterator[ParameterRef]:
    """Yield the neighbouring parameters, and the value at another date, where it changes with dates."""
    parameter = context.known.parameter(term.name, item.place)
    yield from (replace(term, name=name) for name in _next_to(parameter, context))
    if isinstance(term.index, FieldRef):
        yield from (replace(term, index=field) for field in _other_fields(term.index, item, context))
    if term.at is not None and any(len(row) > 1 for row in parameter.rows.values()):
        yield replace(term, at=None)
        if isinstance(term.at, FieldRef):
            yield from (replace(term, at=field) for field in _other_fields(term.at, item, context))


def _next_to(parameter: Parameter, context: Context) -> Iterator[str]:
    """Yield the parameter one off or inverted, and those of its unit and index with the nearest values today."""
    by_name = context.known.parameters.by_name
    yield from (name for name in by_name if is_beside(name, parameter))
    index = next(iter(parameter.rows))
    own = context.known.parameters.value_at(parameter.name, ON, index)
    others: dict[Value, str] = {}
    for name, other in sorted(by_name.items()):
        if other.unit == parameter.unit and other.rows.keys() == parameter.rows.keys() and name.isidentifier():
            others.setdefault(context.known.parameters.value_at(name, ON, index), name)
    if isinstance(own, int):
        numbers = [value for value in others if isinstance(value, int)]
        below, above = [n for n in numbers if n < own], [n for n in numbers if n > own]
        yield from (others[value] for value in (*sorted(below)[-1:], *sorted(above)[:1]))
