"""The graph of a stored assessment: what each reader may see of it, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.documents import enlarge_document
from institutions.access.callers import Reader
from institutions.models import GovernmentBody
from rules.models import Assessment
from rules.review.graph.assessment_graph import graph_of
from rules.review.graph.model import CASE, Graph
from tests.documents import example, small
from tests.rules.assessing.test_findings import assessed
from tests.rules.test_withholding import assessment  # noqa: F401 - a fixture: a gift, and a spouse who holds shares

pytestmark = pytest.mark.usefixtures("meti")


def graph(of: Assessment, *, sensitive: bool = True, readable: bool = True) -> Graph:
    return graph_of(of, sensitive=sensitive, reader=Reader(bodies=None, kin=sensitive, restricted=readable))


def names(found: Graph) -> set[str]:
    return {node.name["en"] for node in found.nodes.values()}


def test_it_joins_the_decider_to_the_partner_over_what_the_finding_rests_on(digital_agency: GovernmentBody) -> None:
    found = graph(assessed(example("hikari_magnetics")))
    finding = next(each for each in found.findings if each.code == "COI-01")
    called = {key: node.name["en"] for key, node in found.nodes.items()}
    lines = {(called[tail], each.kind, called[head]) for each in found.behind(finding.id) for tail, head in each.lines}
    case = called[CASE]
    assert {kind for _, kind, _ in lines} == {"official", "holds_stake", "participates"}
    assert {head for _, kind, head in lines if kind in ("official", "participates")} == {case}
    assert all(each.entry["source"] for each in found.statements)


def test_who_may_not_read_of_kin_and_gifts_sees_neither_them_nor_what_relatives_hold(
    assessment: Assessment,  # noqa: F811 - the fixture
) -> None:
    everything, less = graph(assessment), graph(assessment, sensitive=False)
    assert "Mori Akira" in names(everything)
    assert {"benefit", "close_person"} <= {each.kind for each in everything.statements}
    assert "Mori Akira" not in names(less)
    for secret in (
        "Mori",
        "森",
        "123456",
        "spouse",
        *(k for k, n in everything.nodes.items() if n.name["en"] == "Mori Akira"),
    ):
        assert secret not in repr(less.statements)
        assert secret not in repr(less.nodes)
    assert sum(each.withheld for each in less.findings) > 0
    assert {each.kind for each in less.statements if not each.findings} <= {"partnership", "participates", "official"}


def test_parties_that_only_a_secret_partnership_names_are_left_out_beyond_the_findings() -> None:
    document = small(
        secrecy="defence",
        companies=[
            {"key": "hikari", "name": {"en": "Hikari Magnetics Co., Ltd."}},
            {"key": "kuroi", "name": {"en": "Kuroi Optics Inc."}},
        ],
        statements=[{"kind": "shareholding", "holder": "kuroi", "company": "hikari", "share_bp": 5_100}],
    )
    of = assessed(document)
    assert "Kuroi Optics Inc." in names(graph(of))
    assert "Kuroi Optics Inc." not in names(graph(of, readable=False))


def test_the_number_of_queries_does_not_depend_on_the_case() -> None:
    def queries(of: Assessment, *, readable: bool = False) -> int:
        fresh = Assessment.objects.select_related("partnership", "submission", "snapshot").get(pk=of.pk)
        with CaptureQueriesContext(connection) as captured:
            graph(fresh, readable=readable)
        return len(captured)

    few, many = assessed(small()), assessed(enlarge_document(small(reference="T-2"), 60))
    assert queries(few) == queries(many) == 3
    assert queries(few, readable=True) == queries(many, readable=True) == 2, "nothing is hidden from who reads all"
