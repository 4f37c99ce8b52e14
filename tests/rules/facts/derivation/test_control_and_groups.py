"""Control at each hop, and the groups that control and statements make."""

import pytest

from institutions.parties.ownership.control import Control, ControlTie, control_of
from institutions.parties.ownership.shares import Holding
from rules.facts.derivation.groups import form_groups

pytestmark = pytest.mark.bare


def controlling(*holdings: tuple[str, str, int | None], stated: tuple[tuple[str, str], ...] = ()) -> Control:
    return control_of(
        [Holding(holder, company, share, (f"{holder}>{company}",)) for holder, company, share in holdings],
        [ControlTie(controller, company, (f"{controller}!{company}",)) for controller, company in stated],
    )


def test_over_half_at_each_hop_is_control_and_half_is_not() -> None:
    control = controlling(("a", "b", 5001), ("b", "c", 5001), ("c", "d", 5000))
    assert control.controlled_by("a") == ["b", "c"]
    assert control.controllers_of("d") == []


def test_an_unknown_share_is_no_control() -> None:
    assert controlling(("a", "b", None)).controlled_by("a") == []


def test_stated_control_counts_without_a_share() -> None:
    control = controlling(("a", "b", 6000), stated=(("b", "c"),))
    assert control.controllers_of("c") == ["a", "b"]
    assert control.origins_between("a", "c") == ("a>b", "b!c")


def test_companies_that_control_each_other_control_not_themselves() -> None:
    control = controlling(("a", "b", 6000), ("b", "a", 6000))
    assert control.controlled_by("a") == ["b"]


def test_a_group_is_who_controls_and_who_is_controlled_by_one() -> None:
    control = controlling(("parent", "b", 6000), ("parent", "c", 9000), ("x", "y", 4000))
    groups = form_groups(control, [])
    assert groups.of("b") == groups.of("c") == "b"
    assert groups.members("c") == ["b", "c", "parent"]
    assert groups.members("y") == ["y"]
    assert groups.origins("b") == ("parent>b", "parent>c")


def test_a_stated_group_counts_without_a_share() -> None:
    groups = form_groups(controlling(), [ControlTie("parent", "b", ("s1",))])
    assert groups.of("b") == groups.of("parent")


def test_one_state_behind_two_companies_makes_no_group() -> None:
    control = controlling(stated=(("CN", "b"), ("CN", "c")))
    groups = form_groups(control, [], apart=["CN"])
    assert groups.of("b") != groups.of("c")
