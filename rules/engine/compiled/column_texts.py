"""The reader of a column's canonical text, which gives its source back, for a form that another compiler made."""

from collections.abc import Iterator
from typing import Final, Literal

from rules.engine.compiled.column_sources import ColumnSource
from rules.engine.compiled.compiled_form import ComputedColumn
from rules.engine.language.errors import RuleError
from rules.engine.language.grammar import parse_term, parse_test
from rules.engine.language.syntax import AnyTest, FilePlace, Test
from rules.engine.language.types import CASE_TYPE, RuleNamespace

STORED: Final = FilePlace("a stored rulebook", 1)
OF_TERMS: Final[dict[str, Literal["rank", "in_force"]]] = {"rank of ": "rank", "in force: ": "in_force"}
CLOSED: Final = "known: "


def parse_column_source(expression: str) -> ColumnSource:
    """Read the source whose text is `expression`. ValueError if it is not the text of any."""
    try:
        found = _read(expression)
    except RuleError as trouble:
        message = f"'{expression}' is not what a column is computed from: {trouble}"
        raise ValueError(message) from trouble
    if found.expression != expression:
        message = f"'{expression}' reads as '{found.expression}': no column is computed from it"
        raise ValueError(message)
    return found


def readable_source(column: ComputedColumn, known: RuleNamespace) -> ColumnSource:
    """Return the source of a stored column. ValueError if it reads an unknown field or parameter."""
    found = parse_column_source(column.expression)
    there = {f"parameter.{name}" for name in known.parameters.by_name}
    there |= {f"case.{name}" for name in known.fact_type(CASE_TYPE, STORED).fields}
    there |= known.fact_type(column.type, STORED).fields.keys()
    if lost := [each for each in found.reads() if each not in there]:
        message = f"the stored rulebook computes '{column.expression}', and there is no {' and no '.join(lost)}"
        raise ValueError(message)
    return found


def _read(text: str) -> ColumnSource:
    for prefix, sort in OF_TERMS.items():
        if text.startswith(prefix):
            return ColumnSource(sort, term=parse_term(text.removeprefix(prefix), STORED))
    if text.startswith(CLOSED):
        return ColumnSource("closed", item=_item(text.removeprefix(CLOSED)))
    try:
        return ColumnSource("test", item=_item(text))
    except RuleError:
        return ColumnSource("term", term=parse_term(text, STORED))


def _item(text: str) -> Test | AnyTest:
    """Read a test, or `any` written as (one) or (other and another)."""
    if not text.startswith("("):
        return parse_test(text, STORED)
    branches = [tuple(map(_item, _parts(branch[1:-1], " and "))) for branch in _parts(text, " or ")]
    return AnyTest(tuple(branches), STORED)


def _parts(text: str, between: str) -> Iterator[str]:
    """Yield the parts between separators that are in no bracket and no quoted key."""
    depth, quoted, start = 0, False, 0
    for place, character in enumerate(text):
        quoted ^= character == '"'
        if not quoted:
            depth += (character == "(") - (character == ")")
        if depth == 0 and not quoted and text.startswith(between, place):
            yield text[start:place]
            start = place + len(between)
    yield text[start:]
