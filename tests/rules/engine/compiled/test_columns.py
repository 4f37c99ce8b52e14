"""Columns: three-valued, parameters by the date of the act, months by the calendar."""

import random
from collections.abc import Mapping

import pytest

from rules.engine.compiled.compiled_form import Alpha, Record
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.compiled.dates import moved_day
from rules.engine.compiled.records import add_columns, case_record, records_of
from rules.engine.language.grammar import parse_test
from rules.engine.language.parameters import NOT_IN_FORCE, UNKNOWN, MissingValue
from rules.engine.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    FilePlace,
    LiteralTerm,
    Membership,
    ParameterRef,
    Term,
    Test,
)
from rules.facts.kinds.base import OPEN_END, Fact
from tests.rules.engine.language.small_rules import compiled, rule
from tests.rules.engine.language.small_vocabulary import Gift, LeftService, Official, Selection, case

pytestmark = pytest.mark.bare


def gift(**changes: object) -> Gift:
    values = {
        "id": "gift 1",
        "giver": "hikari",
        "person": "sato",
        "on": "2025-06-01",
        "kind": "gift",
        "value_yen": 5_001,
    }
    return Gift(**{**values, **changes})  # type: ignore[arg-type]  # the values of one field each


def column(test: str, fact: Fact, kind: str = "gift", **changes: object) -> int | bool | str | None:
    """Return the value of the column that a test over one fact becomes; None where it is left out."""
    book = compiled(rule(f"when:\n  - x: {kind}\n    where:\n      - {test}"))
    alpha = book.rules[0].variants[0].patterns[0].tests[0]
    assert isinstance(alpha, Alpha)
    record = records_of((case(**changes), fact), book, book.parameter_values)[1]
    return record.get(alpha.field)


def test_a_parameter_is_read_at_the_date_of_the_act() -> None:
    test = "x.value_yen > parameter.eth_gift_report_yen at x.on"
    assert column(test, gift(on="2026-03-31")) is True
    assert column(test, gift(on="2026-04-01")) is False


def test_a_parameter_without_date_is_read_at_the_proposal() -> None:
    test = "x.value_yen > parameter.eth_gift_report_yen"
    assert column(test, gift(), proposed_on="2026-03-31") is True
    assert column(test, gift(), proposed_on="2026-04-01") is False


def test_a_limit_that_is_exceeded_lets_the_limit_itself_pass() -> None:
    assert column("x.value_yen > parameter.eth_gift_report_yen at x.on", gift(value_yen=5_000)) is False


def test_a_test_on_what_is_not_in_force_is_false_and_so_is_its_opposite() -> None:
    before = gift(on="1999-12-31")
    assert column("x.value_yen > parameter.eth_gift_report_yen at x.on", before) is False
    assert column("x.value_yen <= parameter.eth_gift_report_yen at x.on", before) is False


def test_a_test_on_an_unknown_field_or_parameter_is_left_out() -> None:
    assert column("x.value_yen > parameter.eth_gift_report_yen at x.on", gift(value_yen=None)) is None
    assert column("x.value_yen > parameter.unclear_yen", gift()) is None


def test_a_parameter_by_word_reads_the_word_of_the_fact() -> None:
    test = "x.value_yen <= parameter.small_value_yen[x.object]"
    bought = Selection(id="s", method="negotiated", object="goods", value_yen=1_600_000)
    assert column(test, bought, "selection") is True
    assert column(test, Selection(id="s", method="open", object="goods", value_yen=1_600_001), "selection") is False
    assert column(test, Selection(id="s", method="open", object="lease", value_yen=1), "selection") is False
    assert column(test, Selection(id="s", method="open", object="works", value_yen=1), "selection") is None
    assert column(test, Selection(id="s", method="open", object=None, value_yen=1), "selection") is None


def test_ranked_words_are_ordered_by_their_list() -> None:
    test = "x.grade >= section_chief"
    assert column(test, Official(id="o", person="sato", grade="director_general"), "official") is True
    assert column(test, Official(id="o", person="sato", grade="staff"), "official") is False
    assert column(test, Official(id="o", person="sato", grade=None), "official") is None


@pytest.mark.parametrize(
    ("day", "amount", "unit", "then"),
    [
        ("2024-08-31", 6, "months", "2025-02-28"),
        ("2023-08-31", 6, "months", "2024-02-29"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2024-11-20", 2, "years", "2026-11-20"),
        ("2026-01-15", 6, "months", "2026-07-15"),
        ("2024-03-31", -1, "months", "2024-02-29"),
        ("2024-12-31", 1, "days", "2025-01-01"),
        (OPEN_END, -24, "months", OPEN_END),
        ("9999-06-01", 12, "months", OPEN_END),
        ("0001-02-01", -12, "months", "0001-01-01"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, amount: int, unit: str, then: str) -> None:
    assert moved_day(day, amount, unit) == then


@pytest.mark.parametrize(("on", "inside"), [("2026-11-20", True), ("2026-11-21", False)])
def test_two_years_after_leaving_are_inclusive(on: str, *, inside: bool) -> None:
    left = LeftService(id="l", person="sato", left_on="2024-11-20")
    test = "case.proposed_on <= x.left_on + parameter.reemp_cooling_months at x.left_on"
    assert column(test, left, "left_service", proposed_on=on) is inside


def test_the_period_of_the_case_can_be_compared() -> None:
    assert column("x.on in case.period", gift(on="2026-10-01")) is True
    assert column("x.on in case.period", gift(on="2026-09-30")) is False


def test_columns_of_one_text_are_one_column_for_all_rules() -> None:
    test = "when:\n  - {}: gift\n    where:\n      - {}.value_yen > parameter.eth_gift_report_yen at {}.on"
    book = compiled(rule(test.format("a", "a", "a"), "COI-01"), rule(test.format("b", "b", "b"), "COI-02"))
    assert [found.expression for found in book.columns] == ["this.value_yen > parameter.eth_gift_report_yen at this.on"]
    assert book.columns[0].reads == ("value_yen", "parameter.eth_gift_report_yen", "on")


def test_findings_of_a_first_stage_get_their_columns() -> None:
    book = compiled(rule("when:\n  - hit: finding\n    where:\n      - hit.severity >= high"))
    found: list[Record] = [{"t": "finding", "fact": "f", "code": "COL-01", "severity": "critical"}]
    add_columns(found, {}, book)
    assert found[0][book.columns[0].key] is True


def test_a_required_field_without_a_value_is_refused() -> None:
    book = compiled(rule("when:\n  - x: gift"))
    with pytest.raises(ValueError, match=r"gift 1: gift\.on has no value"):
        records_of((case(), gift(on=None)), book, book.parameter_values)


def test_two_cases_are_refused() -> None:
    book = compiled(rule("when:\n  - x: gift"))
    with pytest.raises(ValueError, match="a case has one"):
        records_of((case(), case(id="other")), book, book.parameter_values)


PIECES = (
    "x.value_yen > parameter.eth_gift_report_yen at x.on",
    "x.value_yen <= parameter.eth_gift_report_yen",
    "x.value_yen > parameter.unclear_yen",
    "x.on <= case.proposed_on - parameter.suspended_months",
    "x.on >= case.proposed_on - parameter.unclear_months",
    "x.on > case.proposed_on - parameter.notice_days",
    "x.reported == true",
    "x.kind in (gift, meal)",
    "x.kind not in (meal)",
    "x.kind != gift",
    "case.domain == cloud",
    "case.research_only == false",
)


def test_generated_code_says_what_the_syntax_tree_says() -> None:
    dice = random.Random(20260620)  # noqa: S311  # no secret
    for _ in range(150):
        branches = [dice.sample(PIECES, dice.randint(1, 3)) for _ in range(dice.randint(2, 4))]
        lines = "".join(f"\n          - [{', '.join(f'{chr(39)}{p}{chr(39)}' for p in branch)}]" for branch in branches)
        book = compiled(rule(f"when:\n  - x: gift\n    where:\n      - any:{lines}"))
        item = AnyTest(
            tuple(tuple(parse_test(p, FilePlace("", 0)) for p in branch) for branch in branches), FilePlace("", 0)
        )
        (key,) = (found.key for found in book.columns)
        for _ in range(10):
            on = dice.choice(("1999-01-01", "2020-01-01", "2026-06-06", "2026-06-07", "2026-07-01"))
            fact = gift(
                on=on,
                value_yen=dice.choice((None, 4_000, 7_000, 20_000)),
                reported=dice.choice((None, True, False)),
                kind=dice.choice(("gift", "meal")),
            )
            about = case(research_only=dice.choice((None, True, False)))
            records = records_of((about, fact), book, book.parameter_values)
            assert records[1].get(key) == naive(item, records[1], case_record(records), book)


def naive(item: Test | AnyTest, record: Record, about: Record, book: CompiledRulebook) -> bool | None:
    """Return the three-valued reading of a test, written as plainly as can be."""
    if isinstance(item, AnyTest):
        found = [least([naive(test, record, about, book) for test in branch]) for branch in item.branches]
        return True if True in found else None if None in found else False
    facts = {"x": record, "case": about}
    if isinstance(item, Membership):
        value = value_of(item.term, facts, book)
        return None if value is UNKNOWN else (value in item.words) is not item.negated
    assert isinstance(item, Comparison)
    left, right = value_of(item.left, facts, book), value_of(item.right, facts, book)
    if NOT_IN_FORCE in (left, right):
        return False
    if UNKNOWN in (left, right):
        return None
    operators = {"==": left == right, "!=": left != right}
    if item.op in operators:
        return operators[item.op]
    assert isinstance(left, int | str)
    assert isinstance(right, int | str)
    less, same = left < right, left == right  # type: ignore[operator]  # both are of one sort
    return {"<": less, "<=": less or same, ">": not (less or same), ">=": not less}[item.op]


def least(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def value_of(term: Term, facts: Mapping[str, Record], book: CompiledRulebook) -> int | bool | str | MissingValue:
    if isinstance(term, LiteralTerm):
        return term.value
    if isinstance(term, FieldRef):
        return facts[term.name].get(term.field, UNKNOWN)
    if isinstance(term, ParameterRef):
        on = value_of(term.at or FieldRef("case", "proposed_on"), facts, book)
        assert isinstance(on, str)
        return book.parameter_values.value_at(term.name, on)
    by, day = value_of(term.by, facts, book), value_of(term.date, facts, book)
    if isinstance(by, MissingValue):
        return by
    assert isinstance(day, str)
    assert isinstance(by, int)
    return moved_day(day, term.sign * by, book.parameter_values.by_name[term.by.name].unit)
