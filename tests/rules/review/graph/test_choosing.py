"""One picture of a case with hundreds of parties shows a part of them, and names the rest."""

import pytest

from rules.review.graph.building import FindingEvidence, build_graph
from rules.review.graph.choosing import MOST_PARTIES, MOST_TIES, GraphView, choose_view, statements_in
from rules.review.graph.model import CASE, Graph, Json
from tests.rules.review.graph.generated import entry, finding, graph

TITLE = {"en": "Magnets", "ja": "磁石"}


@pytest.fixture(scope="module")
def dense() -> Graph:
    return graph(1, parties=150, ties=600)


def test_a_dense_case_is_cut_to_what_can_be_read_and_everything_else_can_be_opened(dense: Graph) -> None:
    view = choose_view(dense)
    assert len(view.nodes) == MOST_PARTIES
    assert len(view.ties) <= MOST_TIES
    assert {each.key for each in (*view.nodes, *view.left_out)} == dense.nodes.keys()
    for left in view.left_out:
        around = choose_view(dense, around=left.key)
        assert left.key in {node.key for node in around.nodes}
        assert len(around.nodes) <= MOST_PARTIES


@pytest.mark.parametrize("highlight", [1, 2, 3])
def test_the_path_of_the_chosen_finding_is_always_drawn(dense: Graph, highlight: int) -> None:
    view = choose_view(dense, highlight)
    drawn = {(tie.tail, tie.head) for tie in view.ties if highlight in tie.findings}
    assert drawn == {line for each in dense.behind(highlight) for line in each.lines}
    assert view.path == {key for each in dense.behind(highlight) for key in each.parties}


def test_the_worst_findings_come_first_where_there_is_no_room_for_all() -> None:
    found = [finding(n, [entry("holds_stake", str(n), holder=f"p{n}", company=f"c{n}")], "low") for n in range(30)]
    found.append(finding(99, [entry("holds_stake", "99", holder="p99", company="c99")], "critical"))
    view = choose_view(build_graph(TITLE, found, [], {}))
    assert {"p99", "c99"} <= {node.key for node in view.nodes}
    assert len(view.left_out) == 63 - MOST_PARTIES


def named_case(*further: Json, officials: int = 0, found: tuple[FindingEvidence, ...] = ()) -> GraphView:
    """Return a case of c1, the lead partner, and c2."""
    said = [
        entry("partnership", "0", sponsor="b1", as_of="2026-06-20"),
        entry("participates", "c1", company="c1", role="lead_partner"),
        entry("participates", "c2", company="c2", role="partner"),
        *(entry("official", f"p{n}", person=f"p{n}") for n in range(officials)),
    ]
    return choose_view(build_graph(TITLE, found, [*said, *further], {}))


def stake(owner: str, company: str, share_bp: int | None, until_on: str = "9999-12-31") -> Json:
    return entry(
        "holds_stake",
        f"{owner}:{company}",
        holder=owner,
        company=company,
        way="direct",
        share_bp=share_bp,
        from_on="2026-06-01",
        until_on=until_on,
    )


def keys(view: GraphView) -> set[str]:
    return {node.key for node in view.nodes}


@pytest.mark.parametrize(
    ("share_bp", "until_on", "shown"),
    [
        (6000, "9999-12-31", True),
        (3334, "9999-12-31", True),
        (3333, "9999-12-31", False),
        (None, "9999-12-31", False),
        (6000, "2026-06-19", False),
        (6000, "2026-06-20", True),
    ],
)
def test_who_owns_a_third_of_the_lead_partner_is_in_the_picture_while_they_do(
    share_bp: int | None, until_on: str, shown: bool
) -> None:
    view = named_case(stake("c9", "c1", share_bp, until_on))
    assert ("c9" in keys(view)) == shown
    assert (("c9", "c1") in {(tie.tail, tie.head) for tie in view.ties}) == shown
    assert ("c9" in {node.key for node in view.left_out}) != shown
    assert view.no_room == 0


def test_so_are_their_owners_and_who_controls_without_a_stated_share_and_owners_of_other_partners() -> None:
    parent = entry("related_company", "c1:c7", company="c1", other="c7", relation="parent")
    sister = entry("related_company", "c1:c6", company="c1", other="c6", relation="sister")
    listed = entry("listed_party", "c5:c2", party="c5", company="c2", controls=True)
    view = named_case(
        stake("c9", "c1", 6000), stake("p8", "c9", 10_000), stake("c1", "p8", 9000), parent, sister, listed
    )
    assert keys(view) == {CASE, "b1", "c1", "c2", "c9", "p8", "c7", "c5"}


def test_an_owner_of_the_lead_partner_and_the_path_of_a_finding_come_before_other_officials() -> None:
    found = finding(1, [stake("p90", "c91", 10)], "low")
    view = named_case(stake("c9", "c1", 6000), stake("c8", "c2", 6000), officials=30, found=(found,))
    assert {"c1", "c9", "p90", "c91"} <= keys(view)
    assert len(view.nodes) == MOST_PARTIES
    left = [node.key for node in view.left_out]
    assert view.no_room == len(left) == 38 - MOST_PARTIES
    assert left[-1] == "c8", "who owns another partner is the first to find no room"


def test_what_belongs_in_it_and_found_no_room_stands_first_among_what_is_left_out() -> None:
    often = [entry("competes", f"{n}", company="c90", other=f"c{n}") for n in range(91, 99)]
    view = named_case(*often, officials=30)
    left = [node.key for node in view.left_out]
    assert view.no_room == 34 - MOST_PARTIES
    assert all(key.startswith("p") for key in left[: view.no_room])
    assert left[view.no_room] == "c90", "then whom most statements name"


def kinds(found: Graph) -> set[str]:
    return {each.kind for tie in choose_view(found).ties for each in tie.statements}


def test_what_was_computed_is_drawn_only_where_a_finding_rests_on_it() -> None:
    computed = {**entry("tie_in_office", "1", person="p1", company="c1", kind="post"), "derived": True}
    stated = entry("company_post", "1", person="p1", company="c1", kind="adviser")
    officials = [entry("official", "p1", person="p1"), entry("participates", "c1", company="c1")]
    assert "tie_in_office" not in kinds(build_graph(TITLE, [], [computed, stated, *officials], {}))
    assert "tie_in_office" in kinds(build_graph(TITLE, [finding(1, [computed])], [stated, *officials], {}))


def test_the_table_has_every_line_of_the_picture_and_what_findings_rest_on_alone(dense: Graph) -> None:
    view = choose_view(dense, 2)
    said = statements_in(view, dense)
    assert {each.id for tie in view.ties for each in tie.statements} <= {each.id for each in said}
    assert {each.id for each in dense.behind(2)} == {each.id for each in said[: len(list(dense.behind(2)))]}


def test_around_a_party_stand_those_tied_to_it_and_the_partnership() -> None:
    said = [
        entry("holds_stake", "1", holder="p1", company="c1"),
        entry("holds_stake", "2", holder="p2", company="c2"),
        entry("competes", "3", company="c1", other="c3"),
    ]
    view = choose_view(build_graph(TITLE, [], said, {}), around="c1")
    assert {node.key for node in view.nodes} == {CASE, "p1", "c1", "c3"}
    assert {(tie.tail, tie.head) for tie in view.ties} == {("p1", "c1"), ("c3", "c1")}
