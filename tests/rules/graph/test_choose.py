"""What one picture shows of a case with hundreds of parties, and how it says what it leaves out."""

import pytest

from rules.graph.build import build
from rules.graph.choose import MOST_PARTIES, MOST_TIES, choose, statements_in
from rules.graph.model import CASE, Graph
from tests.rules.graph.generated import entry, finding, graph

TITLE = {"en": "Magnets", "ja": "磁石"}


@pytest.fixture(scope="module")
def dense() -> Graph:
    return graph(1, parties=150, ties=600)


def test_a_dense_case_is_cut_to_what_can_be_read_and_everything_else_can_be_opened(dense: Graph) -> None:
    view = choose(dense)
    assert len(view.nodes) == MOST_PARTIES
    assert len(view.ties) <= MOST_TIES
    assert {each.key for each in (*view.nodes, *view.left_out)} == dense.nodes.keys()
    for left in view.left_out:
        around = choose(dense, around=left.key)
        assert left.key in {node.key for node in around.nodes}
        assert len(around.nodes) <= MOST_PARTIES


@pytest.mark.parametrize("highlight", [1, 2, 3])
def test_the_path_of_the_chosen_finding_is_always_drawn(dense: Graph, highlight: int) -> None:
    view = choose(dense, highlight)
    drawn = {(tie.tail, tie.head) for tie in view.ties if highlight in tie.findings}
    assert drawn == {line for each in dense.behind(highlight) for line in each.lines}
    assert view.path == {key for each in dense.behind(highlight) for key in each.parties}


def test_the_worst_findings_come_first_where_there_is_no_room_for_all() -> None:
    found = [finding(n, [entry("holds_stake", str(n), holder=f"p{n}", company=f"c{n}")], "low") for n in range(30)]
    found.append(finding(99, [entry("holds_stake", "99", holder="p99", company="c99")], "critical"))
    view = choose(build(TITLE, found, [], {}))
    assert {"p99", "c99"} <= {node.key for node in view.nodes}
    assert len(view.left_out) == 63 - MOST_PARTIES


def kinds(found: Graph) -> set[str]:
    return {each.kind for tie in choose(found).ties for each in tie.statements}


def test_what_was_computed_is_drawn_only_where_a_finding_rests_on_it() -> None:
    computed = {**entry("tie_in_office", "1", person="p1", company="c1", kind="post"), "derived": True}
    stated = entry("company_post", "1", person="p1", company="c1", kind="adviser")
    officials = [entry("official", "p1", person="p1"), entry("participates", "c1", company="c1")]
    assert "tie_in_office" not in kinds(build(TITLE, [], [computed, stated, *officials], {}))
    assert "tie_in_office" in kinds(build(TITLE, [finding(1, [computed])], [stated, *officials], {}))


def test_the_table_has_every_line_of_the_picture_and_what_findings_rest_on_alone(dense: Graph) -> None:
    view = choose(dense, 2)
    said = statements_in(view, dense)
    assert {each.id for tie in view.ties for each in tie.statements} <= {each.id for each in said}
    assert {each.id for each in dense.behind(2)} == {each.id for each in said[: len(list(dense.behind(2)))]}


def test_around_a_party_stand_those_tied_to_it_and_the_partnership() -> None:
    said = [
        entry("holds_stake", "1", holder="p1", company="c1"),
        entry("holds_stake", "2", holder="p2", company="c2"),
        entry("competes", "3", company="c1", other="c3"),
    ]
    view = choose(build(TITLE, [], said, {}), around="c1")
    assert {node.key for node in view.nodes} == {CASE, "p1", "c1", "c3"}
    assert {(tie.tail, tie.head) for tie in view.ties} == {("p1", "c1"), ("c3", "c1")}
