"""A silent rule about a selection is not assessable while an earlier release of its process is missing."""

from dataclasses import replace

import duckdb
import pytest

from rules.engine.evaluating.earlier_releases import EARLIER_RELEASE, OF_RELEASES, reads_releases
from rules.engine.evaluating.outcomes import Evaluation
from rules.engine.sets.admission_words import RELEASE_MISSING
from rules.engine.sets.admitted_facts import admission_reasons
from rules.engine.sets.arrow_facts import arrow_tables
from rules.engine.sets.duckdb_session import SetLimits, duckdb_session
from rules.engine.sets.evaluator import SetEvaluator
from rules.engine.sets.kept_programs import KeptPrograms
from rules.facts.kinds.base import Fact
from rules.facts.kinds.partnership import PartnershipFact
from rules.facts.kinds.procurement import BidsKnown, EarlierRelease, Selection, ValidBids
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.processes.collusion.rulebook_part import collusion_rulebook

pytestmark = pytest.mark.bare
CASE = PartnershipFact(
    id="partnership", sponsor="METI", domain="5g", value_yen=1, proposed_on="2026-01-01", as_of="2026-02-01",
    from_on="2026-01-01", until_on="9999-12-31", secrecy="none",
)  # fmt: skip
OPEN = Selection(id="selection", method="open", object="works")
MISSING = EarlierRelease(id="earlier_release(stage=tender)", process_stage="tender")
BIDS = (BidsKnown(id="bids_known", held=2), ValidBids(id="valid_bids", count=2, in_a_row=0))


def evaluated(*facts: Fact) -> Evaluation:
    """Return the answers of the collusion rules, by both evaluators."""
    book = collusion_rulebook()
    return book.evaluate(book.records(facts))


def test_what_would_be_clear_is_not_assessable_with_the_stage() -> None:
    known, lacking = evaluated(CASE, OPEN, *BIDS), evaluated(CASE, OPEN, *BIDS, MISSING)
    assert known.outcomes["COL-07"].outcome == "clear"
    found = lacking.outcomes["COL-07"]
    assert found.outcome == "not_assessable"
    assert [each.text for each in found.missing] == ["earlier_release(stage=tender): given"]
    assert "clear" not in {each.outcome for each in lacking.outcomes.values()}


def test_a_flag_stays_and_so_does_a_method_of_its_own() -> None:
    single = replace(BIDS[1], count=1, only_bidder="party:1")
    flagged = evaluated(CASE, OPEN, BIDS[0], single, MISSING)
    assert flagged.outcomes["COL-07"].outcome == "flagged"
    negotiated = evaluated(CASE, replace(OPEN, method="negotiated"), *BIDS, MISSING)
    assert negotiated.outcomes["COL-07"].outcome == "not_applicable"


def test_of_several_stages_each_is_named_beside_what_else_is_missing() -> None:
    award = replace(MISSING, id="earlier_release(stage=awards)", process_stage="awards")
    found = evaluated(CASE, OPEN, MISSING, award).outcomes["COL-07"]
    assert [each.text for each in found.missing] == [
        "bids_known()",
        "earlier_release(stage=awards): given",
        "earlier_release(stage=tender): given",
    ]


def test_rules_of_other_families_count_where_they_read_the_selection() -> None:
    rules = collusion_rulebook().form.rules
    assert all(map(reads_releases, rules))
    assert VOCABULARY.keys() >= {*OF_RELEASES, EARLIER_RELEASE}
    other = [replace(rule, family="litigation") for rule in rules]
    assert {rule.code for rule in other if reads_releases(rule)} >= {"COL-07", "COL-08"}
    assert not all(map(reads_releases, other))


@pytest.mark.parametrize("admitted", [True, False])
def test_sets_hand_such_a_case_over(*, admitted: bool) -> None:
    tables = arrow_tables(enumerate([[CASE, OPEN, *BIDS], [CASE, OPEN, *BIDS, MISSING]]), VOCABULARY)
    if admitted:
        assert admission_reasons(tables, VOCABULARY) == {1: RELEASE_MISSING}
        return
    with duckdb_session(SetLimits(memory="1GB", threads=1)) as connection:
        put(connection, tables)
        result = SetEvaluator(collusion_rulebook().compiled, KeptPrograms()).evaluate(connection)
        assert dict(result.handed_over()) == {1: RELEASE_MISSING}


def put(connection: duckdb.DuckDBPyConnection, tables: object) -> None:
    """Put tables of facts into a connection."""
    assert isinstance(tables, dict)
    for name, table in tables.items():
        connection.register(f"given_{name}", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given_{name}")  # noqa: S608  # names of ours
