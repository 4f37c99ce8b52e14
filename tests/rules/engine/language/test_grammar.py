"""One line of a rule: tests and terms."""

import pytest

from rules.engine.language.errors import RuleError
from rules.engine.language.grammar import parse_reference, parse_test
from rules.engine.language.syntax import (
    Comparison,
    FieldRef,
    FilePlace,
    InPeriod,
    LiteralTerm,
    Membership,
    Overlap,
    ParameterRef,
    ShiftedTerm,
    Term,
    Test,
)
from rules.engine.language.walk import item_text
from tests.every import every

pytestmark = pytest.mark.bare
HERE = FilePlace("COI-01_x.yaml", 7)
ON = FieldRef("x", "on")


def right(line: str) -> Term:
    found = parse_test(line, HERE)
    assert isinstance(found, Comparison)
    return found.right


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("x.a == 1_000", LiteralTerm(1000, "number")),
        ("x.a == 2026-06-20", LiteralTerm("2026-06-20", "date")),
        ("x.a == true", LiteralTerm(value=True, written="flag")),
        ("x.a == 5g", LiteralTerm("5g", "word")),
        ("x.a == COL-03", LiteralTerm("COL-03", "word")),
        ('x.a == "a key, (with) marks"', LiteralTerm("a key, (with) marks", "key")),
        ("x.a == case.sponsor", FieldRef("case", "sponsor")),
        ("x.a == parameter.p", ParameterRef("p")),
        ("x.a == parameter.p[y.b] at x.on", ParameterRef("p", FieldRef("y", "b"), ON)),
        ("x.a == parameter.p at 2020-01-01", ParameterRef("p", None, LiteralTerm("2020-01-01", "date"))),
        ("x.a == x.on - parameter.p at x.on", ShiftedTerm(ON, -1, ParameterRef("p", None, ON))),
        ("x.a == 2020-01-01 + parameter.p", ShiftedTerm(LiteralTerm("2020-01-01", "date"), 1, ParameterRef("p"))),
    ],
)
def test_terms(line: str, term: Term) -> None:
    assert right(line) == term


@pytest.mark.parametrize(
    ("line", "test"),
    [
        ("x.a in (one, other)", Membership(FieldRef("x", "a"), ("one", "other"), negated=False, place=HERE)),
        ("x.a not in (LIT-03)", Membership(FieldRef("x", "a"), ("LIT-03",), negated=True, place=HERE)),
        ("x.on in y.period", InPeriod(ON, "y", HERE)),
        ("x.period overlaps case.period", Overlap("x", "case", HERE)),
    ],
)
def test_other_tests(line: str, test: Test) -> None:
    assert parse_test(line, HERE) == test


@pytest.mark.parametrize(
    "line",
    [
        "x.a >= parameter.p[x.b] at x.on",
        "x.on <= x.on + parameter.p at x.on",
        "x.a not in (a, b)",
        'x.a != "k"',
        "x.period overlaps y.period",
        "x.on in y.period",
        "x.flag == false",
    ],
)
def test_a_test_is_written_as_it_was_read(line: str) -> None:
    assert item_text(parse_test(line, HERE)) == line


@every(
    "line, part",
    [
        ("x.a = 1", "Compare with =="),
        ("x.a == 12.5", "12.5 is a decimal"),
        ("x.a == 2026-02-30", "2026-02-30 is not a day of the calendar"),
        ("x.a in (one, other", "the bracket '(' of 'x.a in (one, other' has no partner"),
        ("other)", "the bracket ')' of 'other)' has no partner"),
        ("x.a * 2 == 1", "derived facts"),
        ("x.a == y.b + 3", "A date is moved by a parameter"),
        ("x.on == x.on + parameter.p + parameter.q", "moved twice"),
        ("x.a == parameter.p - parameter.q", "only a date can be moved"),
        ("x.a == 1 x.b == 2", "'x' is too much"),
        ("x == 1 ==", "'==' is too much"),
        ("x.a", "a comparison is expected"),
        ("x.a not == 1", "a comparison is expected"),
        ("x.a not in y.period", "needs a list of words"),
        ("x.a in y.b", "a period is expected"),
        ("x.a in ()", "stands in a list of words"),
        ("x.a in (a b)", "',' is expected"),
        ("x. == 1", "a field of x is expected"),
        ("x.a ==", "the end of the line"),
    ],
)
def test_what_is_not_understood_is_named_with_file_and_line(line: str, part: str) -> None:
    with pytest.raises(RuleError) as found:
        parse_test(line, HERE)
    assert str(found.value).startswith("COI-01_x.yaml, line 7: ")
    assert part in str(found.value)


def test_a_reference_is_a_name_and_a_field() -> None:
    assert parse_reference("x.fact", HERE) == FieldRef("x", "fact")
    with pytest.raises(RuleError):
        parse_reference("x.fact.more", HERE)
