"""Changes that would clear a finding: each one that is named really clears it, and names its other effects."""

from typing import Any

import pytest

from institutions.drafts.check import check_document
from rules.engine.evaluating.outcomes import findings_by_key
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.clearing.edits import edits_for
from rules.explaining.clearing.search import Clearing, FindingClearing
from rules.facts.gathering.from_draft import gather_draft
from rules.facts.gathering.statements import CaseInput
from tests.documents import example
from tests.rules.facts.gathering.building import facts_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def case_of(name: str = "hikari_magnetics", **changes: Any) -> CaseInput:
    return gather_draft(check_document({**example(name), **changes}))


def cleared(code: str, case: CaseInput | None = None) -> FindingClearing:
    clearing = Clearing(case or case_of(), current_rulebook())
    (key, *_) = (key for key in clearing.findings() if key[0] == code)
    return clearing.of(key)


def words(found: FindingClearing) -> list[list[str]]:
    return [[edit.text["en"] for edit in way.edits] for way in found.ways]


@pytest.mark.parametrize("name", ["hikari_magnetics", "digital_agency_cloud"])
def test_every_way_that_is_named_clears_the_finding_in_the_verdict_of_both_evaluators(name: str) -> None:
    case, rulebook = case_of(name), current_rulebook()
    clearing = Clearing(case, rulebook)
    ways = [(key, way) for key in clearing.findings() for way in clearing.of(key).ways]
    assert len({key for key, _ in ways}) > 2
    for key, way in ways:
        then = case
        for edit in way.edits:
            then = edit.apply(then)
        verdict = rulebook.evaluate(rulebook.records(facts_of(then)))
        assert key not in findings_by_key(verdict.matches)
        assert verdict.outcomes[key[0]].outcome in ("clear", "not_applicable", "flagged")


def test_a_recusal_clears_what_the_decision_maker_owns() -> None:
    found = cleared("COI-01")
    assert found.ways[0].edits[0].key.startswith("added/recusal/")
    assert all(len(way.edits) == 1 for way in found.ways)


def test_an_open_call_clears_two_findings_and_says_which_data_it_then_needs() -> None:
    found = cleared("COL-02")
    (way,) = (each for each in found.ways if "selection" in each.edits[0].key)
    assert "COL-01" in way.also_clears
    assert "COL-07" in way.newly_unknown


def test_where_no_single_change_clears_it_two_together_are_tried() -> None:
    found = cleared("LIT-10", case_of(defence_use=True, restricts_countries=["CN"]))
    assert found.ways
    assert all(set(way.also_clears).isdisjoint(way.newly_unknown) for way in found.ways)
    assert {len(way.edits) for way in found.ways} == {2}


def test_changes_are_told_in_both_languages_with_the_names_of_the_parties() -> None:
    texts = [edit.text for way in cleared("COI-01").ways for edit in way.edits]
    assert any("Sato Haruka" in text["en"] and "佐藤 遥" in text["ja"] for text in texts)
    assert all(text["ja"] != text["en"] for text in texts)


def test_a_case_answers_the_same_each_time() -> None:
    assert words(cleared("COL-14")) == words(cleared("COL-14"))


def test_no_change_is_offered_twice_and_none_leaves_the_case_as_it_is() -> None:
    case = case_of()
    clearing = Clearing(case, current_rulebook())
    for key in clearing.findings():
        edits = list(edits_for(case, clearing.involved(key)))
        assert len({edit.key for edit in edits}) == len(edits)
        assert all(edit.apply(case) != case for edit in edits)


def test_a_past_gift_cannot_be_undone_but_a_tie_can_end() -> None:
    case = case_of()
    clearing = Clearing(case, current_rulebook())
    offered = [edit.key for key in clearing.findings() for edit in edits_for(case, clearing.involved(key))]
    assert any(key.startswith("end shareholding/") for key in offered)
    assert not any(key.startswith(("end benefit/", "end contact/", "end bid/", "end measure/")) for key in offered)
