"""Bodies that promote and regulate the same domain."""

from datetime import date
from typing import Any

import pytest

from institutions.models import Mandate
from institutions.parties.organisation.mandates import both_sides

DAY = date(2026, 11, 24)


def mandate(function: str, domain: str = "", **days: Any) -> Mandate:
    return Mandate(function=function, domain=domain, **days)


@pytest.mark.parametrize(
    ("promotes", "regulates", "domains"),
    [
        ("medical", "medical", ["medical"]),
        ("medical", "cloud", []),
        ("", "cloud", ["cloud"]),
        ("medical", "", ["medical"]),
        ("", "", [""]),
    ],
)
def test_it_is_the_same_domain_also_where_one_mandate_covers_every_domain(
    promotes: str, regulates: str, domains: list[str]
) -> None:
    found = both_sides([mandate("promotes", promotes), mandate("regulates", regulates)], DAY)
    assert [each.domain for each in found] == domains


@pytest.mark.parametrize("function", ["procures", "funds", "supervises", "polices"])
def test_other_functions_are_not_meant(function: str) -> None:
    assert both_sides([mandate("promotes", "cloud"), mandate(function, "cloud")], DAY) == ()


def test_both_have_to_hold_on_the_day() -> None:
    held = [mandate("promotes", "5g", from_on=DAY), mandate("regulates", "5g", until_on=DAY)]
    assert len(both_sides(held, DAY)) == 1
    assert both_sides(held, date(2026, 11, 23)) == ()
    assert both_sides(held, date(2026, 11, 25)) == ()
