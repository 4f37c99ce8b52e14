"""Parameters that a document quotes, a form shows bare and an answer carries as they are."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from institutions.codes import registry
from institutions.codes.base import Coded, plain_parameter
from institutions.codes.errors import CodedError
from institutions.codes.parameters import (
    FieldPointer,
    NamedInPart,
    OutsideValue,
    PlainNumber,
    WrittenDay,
    outside_value,
)
from institutions.codes.registry import coded
from institutions.codes.restoring import restore_code, restore_parameter
from institutions.codes.wording import code_words, parameter_words

pytestmark = pytest.mark.bare


@pytest.fixture(autouse=True)
def registry_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the codes that a test enters out of the product's registry."""
    fresh: dict[str, type[Coded]] = {}
    monkeypatch.setattr(registry, "_entered", fresh)
    monkeypatch.setattr("institutions.codes.restoring.REGISTRY", fresh)


LONG = "a number of more than 60 digits"


def odd_value() -> Callable[..., Coded]:
    @coded("test.odd_value", "%(value)s is odd.", form="%(value)s cannot be chosen.")
    class OddValue(Coded):
        value: OutsideValue

    return OddValue


@pytest.mark.parametrize(
    ("value", "document", "form", "kept"),
    [
        ("x", "'x'", "x", "x"),
        ("a\0b" + "c" * 90, "'a\\u0000b" + "c" * 56 + "…'", "a\\u0000b" + "c" * 56 + "…", "a\\u0000b" + "c" * 56 + "…"),
        (1234567, "1234567", "1234567", 1234567),
        (0.5, "0.5", "0.5", 0.5),
        (True, "true", "true", True),
        (None, "null", "null", None),
        ({}, "an object", "an object", {"en": "an object", "ja": "オブジェクト"}),
        ([1], "a list", "a list", {"en": "a list", "ja": "リスト"}),
        (10**70, LONG, LONG, {"en": LONG, "ja": "60桁を超える数値"}),
        (Decimal("1.50"), "1.50", "1.50", {"en": "1.50", "ja": "1.50"}),
        (float("nan"), "nan", "nan", {"en": "nan", "ja": "nan"}),
    ],
)  # fmt: skip
def test_a_value_from_outside_is_quoted_for_a_document_alone(
    value: object, document: str, form: str, kept: object
) -> None:
    said = odd_value()(value=outside_value(value))
    assert code_words(said, "en") == f"{document} is odd."
    assert code_words(said, "en", "form") == f"{form} cannot be chosen."
    assert said.stored()["parameters"] == {"value": kept}
    assert restore_code(said.stored()) == said


def test_a_day_that_was_written_stands_in_the_calendar_of_a_form() -> None:
    @coded("test.early", "%(day)s is too early.")
    class Early(Coded):
        day: WrittenDay

    said = Early(day=WrittenDay("2026-06-20"))
    assert code_words(said, "en") == "2026-06-20 is too early."
    assert code_words(said, "en", "form") == "20 June 2026 is too early."
    assert code_words(said, "ja").startswith("令和8年6月20日")
    assert code_words(Early(day=WrittenDay("someday")), "ja").startswith("someday")
    assert isinstance(restore_code(said.stored()).parameters["day"], WrittenDay)


def test_a_line_has_no_separators_and_a_place_stays_one() -> None:
    @coded("test.twice", "Line %(line)s of %(number)s, at %(place)s.")
    class Twice(Coded):
        line: PlainNumber
        number: int
        place: FieldPointer

    said = Twice(line=PlainNumber(12345), number=12345, place=FieldPointer("/companies/0"))
    assert code_words(said, "en") == "Line 12345 of 12,345, at /companies/0."
    back = restore_code(said.stored())
    assert back == said
    assert [type(each) for each in back.parameters.values()] == [PlainNumber, int, FieldPointer]


def test_the_form_is_told_in_the_same_words_where_it_has_none_of_its_own() -> None:
    @coded("test.outer", "Not done: %(because)s")
    class Outer(Coded):
        because: Coded

    assert (
        code_words(Outer(because=odd_value()(value=outside_value("x"))), "en", "form")
        == "Not done: x cannot be chosen."
    )


def test_an_error_is_printed_in_english() -> None:
    assert str(CodedError(odd_value()(value=outside_value("x")))) == "'x' is odd."


def test_a_parameter_has_no_name_that_codes_use_themselves() -> None:
    with pytest.raises(ValueError, match="codes themselves use: words"):

        @coded("test.clash", "%(words)s")
        class Clash(Coded):
            words: str  # type: ignore[misc]  # which is what is refused


def test_texts_named_in_part_are_all_in_an_answer_and_five_in_the_words() -> None:
    codes = NamedInPart.of(["COI-02", *(f"COI-0{each}" for each in range(1, 8))])
    assert parameter_words(codes, "en") == "COI-01, COI-02, COI-03, COI-04, COI-05 …"
    assert parameter_words(NamedInPart.of(codes[:2]), "ja") == "COI-01、COI-02"
    assert plain_parameter(codes) == [f"COI-0{each}" for each in range(1, 8)]
    assert restore_parameter(plain_parameter(codes), NamedInPart) == codes
