"""The graph of entries of evidence: who stands in it, what draws a line, what belongs to which finding."""

from rules.facts.kinds.vocabulary import VOCABULARY
from rules.review.graph.building import build_graph
from rules.review.graph.columns import COMPANIES, OTHERS, PUBLIC, PUBLIC_PEOPLE
from rules.review.graph.line_ends import ALONE, SPONSOR, TIES
from rules.review.graph.model import CASE
from tests.every import every
from tests.rules.review.graph.generated import entry, finding

TITLE = {"en": "Magnets", "ja": "磁石"}


def test_every_type_of_fact_is_said_to_draw_lines_or_not_to() -> None:
    assert TIES.keys() | ALONE == VOCABULARY.keys()
    assert not TIES.keys() & ALONE


@every("kind", TIES)
def test_lines_end_in_fields_that_hold_parties_or_countries(kind: str) -> None:
    for name in {name for pair in (*TIES[kind].pairs, *TIES[kind].otherwise) for name in pair} - {CASE, SPONSOR}:
        assert VOCABULARY[kind].fields[name].unit in {"company", "person", "body", "party", "country"}, name


def test_the_path_of_a_finding_has_what_its_facts_were_derived_from() -> None:
    direct = entry("holds_stake", "1", holder="c1", company="c2")
    derived = {**entry("in_common", "1", first="c2", second="c3", holder="c1", what="owner"), "from": [direct]}
    found = build_graph(TITLE, [finding(7, [derived])], [entry("competes", "9", company="c3", other="c2")], {})
    behind = {each.id: each for each in found.behind(7)}
    assert behind.keys() == {"in_common:1", "holds_stake:1"}
    assert behind["in_common:1"].lines == (("c1", "c2"), ("c1", "c3"))
    assert (behind["in_common:1"].derived, behind["holds_stake:1"].derived) == (True, False)
    assert found.nodes.keys() == {CASE, "c1", "c2", "c3"}


def test_what_is_not_known_or_denied_draws_no_line() -> None:
    said = [
        entry("duty", "1", person="p1", company="c1", held=False),
        entry("duty", "2", person="p1", company="c1"),
        {**entry("decision", "3", person="p1", company="c1"), "id": "decision(person=p1, company=c1)"},
        entry("partner_outside_group", "4", than="c1", other="c2"),
        entry("close_person", "5", person="p1", relative="p1", by="self"),
    ]
    found = build_graph(TITLE, [finding(1, said)], [], {})
    assert [each.lines for each in found.statements] == [()] * 4  # the last one tells a reader nothing
    assert (
        build_graph(TITLE, [finding(1, [entry("duty", "1", person="p1", company="c1", held=True)])], [], {})
        .statements[0]
        .lines
    )


def test_what_is_withheld_is_counted_and_names_nobody() -> None:
    hidden = {"fact": "close_person", "id": "close_person:p1:p9", "withheld": True}
    found = build_graph(TITLE, [finding(1, [hidden, hidden, entry("official", "p1", person="p1")])], [hidden], {})
    assert found.findings[0].withheld == 1
    assert "p9" not in repr(found)


def test_parties_stand_in_the_column_of_what_they_do() -> None:
    said = [
        entry("partnership", "1", sponsor="b1"),
        entry("official", "p1", person="p1", role="decision_maker"),
        entry("close_person", "1", person="p1", relative="p2", by="spouse"),
        entry("participates", "c1", company="c1", role="partner"),
        entry("holds_stake", "1", holder="c2", company="c1"),
        entry("exposure", "1", company="c1", country="CN"),
        entry("award_run", "1", company="c1", years=1),
    ]
    found = build_graph(TITLE, [], said, {"c2": "company"}, "b1")
    at = {key: node.column for key, node in found.nodes.items()}
    assert at == {
        CASE: PUBLIC,
        "b1": PUBLIC,
        "p1": PUBLIC_PEOPLE,
        "p2": PUBLIC_PEOPLE,
        "c1": COMPANIES,
        "c2": OTHERS,
        "CN": OTHERS,
    }
    assert found.nodes["CN"].kind == "country"
    assert found.nodes["CN"].name["ja"] == "中国"
    assert next(each for each in found.statements if each.kind == "award_run").lines == (("b1", "c1"),)


def test_a_fact_about_the_partnership_alone_belongs_to_it() -> None:
    found = build_graph(TITLE, [finding(1, [entry("award_published", "1", awarded=True)])], [], {})
    assert found.statements[0].parties == (CASE,)
