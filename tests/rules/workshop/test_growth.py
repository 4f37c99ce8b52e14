"""The check of a file of a draft takes work in proportion to its files."""

from typing import Final

import pytest

from rules.engine.loading.program_rulebook import base_rulebook
from rules.workshop.checking import troubles_in, troubles_of_file
from tests.proportion import assert_linear, operations

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


def test_an_unreadable_file_of_numbers_is_read_once_and_not_for_each_rule() -> None:
    """A list of the troubles of a draft read it for each of the sixty rules: 200 kB took half a minute."""
    rules = {path: text for path, text in base_rulebook().files.items() if path.startswith("rulebook/")}
    many = "".join(f"number_{place}: {{unit: days}}\n" for place in range(200))
    some = dict(list(rules.items())[:5])

    def work(of: dict[str, str], numbers: str) -> int:
        return operations(lambda: troubles_in({**of, PATH: numbers, "laws.yaml": ""}), lines=False)[1]

    troubles_in({**rules, PATH: "odd: 1"})
    for_numbers = work({}, many) - work({}, "odd: {unit: days}")
    assert work(some, many) - work(some, "odd_too: {unit: days}") < 3 * for_numbers


def test_files_of_numbers_are_compared_by_name_and_not_each_with_every_other() -> None:
    def check(number: int) -> None:
        text = "  unit: days\n  meaning: {en: Days, ja: 日数}\n  values:\n    - {value: 1, confidence: ours}\n"
        names = [f"of_{number}_{place}" for place in range(number)]
        assert not troubles_in({f"parameters/{name}.yaml": f"{name}:\n{text}" for name in names})

    assert_linear(check)
