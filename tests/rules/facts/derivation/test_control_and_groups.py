"""Control at each hop, and the groups that control and statements make."""

import random
import sys
from types import FrameType
from typing import Any

import networkx as nx
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
    assert groups.origins_between("b", "c") == ("parent>b", "parent>c")


def test_two_members_of_a_group_are_tied_by_the_shortest_chain_alone() -> None:
    control = controlling(*(("parent", f"c{number}", 6000) for number in range(50)), ("c1", "below", 6000))
    groups = form_groups(control, [])
    assert groups.origins_between("c0", "c9") == ("parent>c0", "parent>c9")
    assert groups.origins_between("c0", "below") == ("c1>below", "parent>c0", "parent>c1")


def test_a_stated_group_counts_without_a_share() -> None:
    groups = form_groups(controlling(), [ControlTie("parent", "b", ("s1",))])
    assert groups.of("b") == groups.of("parent")


def test_one_state_behind_two_companies_makes_no_group() -> None:
    control = controlling(stated=(("CN", "b"), ("CN", "c")))
    groups = form_groups(control, [], apart=["CN"])
    assert groups.of("b") != groups.of("c")


def brute_force(control: Control, controller: str, company: str) -> tuple[str, ...]:
    """Return the origins between two parties from both whole sides of the graph."""
    onward = nx.descendants(control.graph, controller) | {controller}
    between = (nx.ancestors(control.graph, company) | {company}) & onward
    ties = (origins for (a, b), origins in control.ties.items() if a in between and b in between)
    return tuple(sorted({origin for origins in ties for origin in origins}))


def test_the_origins_between_two_are_those_of_every_chain_also_in_circles() -> None:
    chance = random.Random(20261129)  # noqa: S311 - a test's choice
    for _ in range(60):
        names = [f"n{i}" for i in range(chance.randint(2, 9))]
        pairs = [chance.sample(names, 2) for _ in range(chance.randint(1, 16))]
        control = controlling(*((holder, company, 6000) for holder, company in pairs))
        for one in chance.sample(sorted(control.graph), len(control.graph)):
            if chance.random() < 0.5:  # the way down or the way up, by what is known already
                control.controlled_by(one)
            for other in control.graph:
                assert control.origins_between(one, other) == brute_force(control, one, other)


def test_the_origins_between_two_take_no_more_work_where_there_are_more_ties_besides() -> None:
    def lines(more: int) -> int:
        control = controlling(("a", "b", 6000), ("b", "c", 6000), *((f"h{i}", "a", 6000) for i in range(more)))
        control.ancestors("c")  # computed once a company
        number = 0

        def count(_frame: FrameType, _event: str, _arg: object) -> Any:
            nonlocal number
            number += 1
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            control.origins_between("a", "c")
        finally:
            sys.settrace(before)
        return number

    assert lines(400) == lines(4)
