"""Countries as people type them into the form: by name, in either language, or by code."""

import pytest

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.document import DOCUMENT
from rules.web.pages.form.posted_values import typed_value

COUNTRY = next(each for kind in KINDS.values() for each in kind.fields if each.sort is FieldSort.COUNTRY)
COUNTRIES = DOCUMENT.by_name["restricts_countries"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("China", "CN"),
        ("china", "CN"),
        ("中国", "CN"),
        ("cn", "CN"),
        ("ＣＮ", "CN"),
        ("Chinaa", "Chinaa"),
        ("XX", "XX"),
    ],
)
def test_a_country_is_typed_by_its_name_or_code_and_anything_else_stays_for_the_check(typed: str, stored: str) -> None:
    assert typed_value(COUNTRY, typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("China, South Africa", ["CN", "ZA"]),
        ("中国、US", ["CN", "US"]),
        ("CN US", ["CN", "US"]),
        ("CN, XX", ["CN", "XX"]),
        ("-", []),
    ],
)
def test_several_countries_are_typed_by_name_or_code(typed: str, stored: list[str]) -> None:
    assert typed_value(COUNTRIES, typed) == stored
