"""The check of a file of a draft takes work in proportion to its files."""

from typing import Final

import pytest

from rules.workshop.checking import troubles_of_file
from tests.proportion import assert_linear

pytestmark = pytest.mark.django_db

PATH: Final = "parameters/many.yaml"


def test_laws_are_looked_for_once_and_not_for_each_number() -> None:
    def check(number: int) -> None:
        laws = "".join(f"law_{place}:\n  name: {{en: Law, ja: 法}}\n" for place in range(number))
        numbers = "".join(
            f"number_{place}:\n  unit: days\n  meaning: {{en: Days, ja: 日数}}\n"
            f"  values:\n    - {{value: 1, basis: {{law: law_{place}, article: '1'}}, from: '2001-01-06', "
            "confidence: seen}\n"
            for place in range(number)
        )
        assert not troubles_of_file({PATH: numbers, "laws.yaml": laws}, PATH)

    assert_linear(check)
