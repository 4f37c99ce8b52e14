"""Clearances: on file for the company and for the people who work on the partnership, or not done."""

from typing import Any

import pytest

from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare
OPERATOR: dict[str, Any] = {"company": "hikari", "type": "suitable_operator", "status": "granted"}
WORKS = said("employment", person="tanaka", company="hikari", responsible=True)


def cleared(**clearance: Any) -> bool | None:
    """Return whether the partner is cleared with this clearance on file."""
    (found,) = facts(case_with(said("clearance", **{**OPERATOR, **clearance})), "clearance_check")
    answer: bool | None = found.cleared
    return answer


def test_what_is_not_on_file_is_not_done() -> None:
    (found,) = facts(case_with(), "clearance_check")
    assert (found.company, found.clearance, found.works_on_case, found.cleared) == (
        "hikari",
        "suitable_operator",
        True,
        False,
    )


@pytest.mark.parametrize(
    ("clearance", "answer"),
    [
        ({}, True),
        ({"granted_on": "2026-06-20"}, True),
        ({"granted_on": "2026-06-21"}, False),
        ({"until": "2026-06-20"}, True),
        ({"until": "2026-06-19"}, False),
        ({"status": "not_granted"}, False),
        ({"status": "expired"}, False),
        ({"status": None}, None),
        ({"type": None}, None),
        ({"type": "handler"}, False),
        ({"company": "kita"}, False),
    ],
)
def test_a_clearance_counts_while_it_is_granted_and_of_the_right_type(
    clearance: dict[str, Any], answer: bool | None
) -> None:
    assert cleared(**clearance) is answer


def test_a_valid_clearance_counts_beside_one_that_is_over_or_unclear() -> None:
    over, unclear, valid = (
        said("clearance", **{**OPERATOR, "status": status, "level": "A"}) for status in ("expired", None, "granted")
    )
    (found,) = facts(case_with(over, unclear, valid), "clearance_check")
    assert found.cleared is True
    assert found.origins == tuple(sorted((over.ref, unclear.ref, valid.ref)))


def test_people_who_are_employed_by_a_participant_are_looked_up_by_themselves() -> None:
    handler = said("clearance", person="mori", type="handler", status="granted")
    case = case_with(
        WORKS,
        handler,
        said("employment", person="mori", company="hikari", responsible=False),
        said("employment", person="sato", company="kita", responsible=True),
        said("employment", person="sato", company="hikari", responsible=True, until="2026-06-19"),
        said("clearance", **OPERATOR),
    )
    assert values(facts(case, "clearance_check"), "person", "clearance", "works_on_case", "cleared") == [
        ("mori", "handler", False, True),
        ("tanaka", "handler", True, False),
        (None, "suitable_operator", True, True),
    ]
