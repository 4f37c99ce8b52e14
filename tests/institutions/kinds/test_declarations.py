"""Every kind is declared once, completely, in both languages."""

import pytest

from institutions.kinds import KINDS, FieldSort, Kind, PartyType, Reach, kinds_by_name, scope_of_statement
from institutions.kinds.base import Label
from institutions.kinds.document import DOCUMENT
from institutions.kinds.fields import company_field, person_field
from tests.every import every

pytestmark = pytest.mark.bare

CASE = {
    "recusal", "contact", "subcontract", "conduct", "clause", "relocation_request", "infrastructure",
    "preservation_order", "transaction",
}  # fmt: skip
NAMES_A_PERSON = {
    "appointment", "duty", "securities_trade", "directorship", "ex_officio_seat", "employment", "bid_restriction",
    "advisory_role", "kinship", "benefit", "decision", "job_offer", "contracts_total", "re_employment", "secondment",
    "joint_research", "declaration",
}  # fmt: skip


def filled(kind: Kind) -> dict[str, object]:
    """Return every party field with a company, or whatever it must be; every other field left out."""
    return {each.name: "somebody" for each in kind.parties if each.required}


def test_what_many_of_a_kind_are_called_is_english() -> None:
    named = {name: kind.plural for name, kind in KINDS.items()}
    assert len({*named.values()}) == len(named)
    said = ("duty", "shareholding", "joint_research", "history_known", "market_known", "ownership_known", "conduct",
            "infrastructure", "contact_details")  # fmt: skip
    assert [named[each] for each in said] == [
        "duties", "shareholdings", "joint_research", "histories_known", "markets_known", "ownerships_known", "conduct",
        "infrastructure", "contact_details",
    ]  # fmt: skip
    wrong = [each for each in named.values() if each.endswith(("researchs", "knowns", "conducts", "ss", "ys"))]
    assert wrong == []


def test_there_are_54_kinds() -> None:
    assert len(KINDS) == 54


@every("kind", KINDS.values(), name=lambda kind: kind.name)
def test_every_kind_and_field_has_a_label_in_both_languages(kind: Kind) -> None:
    for label in (kind.label, kind.help, *(each.label for each in kind.fields)):
        assert label.en
        assert label.ja
    for field in kind.fields:
        assert all(word.en and word.ja for word in field.words.values())


@every("kind", KINDS.values(), name=lambda kind: kind.name)
def test_of_the_fields_of_a_kind_only_parties_are_required(kind: Kind) -> None:
    assert {each.sort for each in kind.fields if each.required} <= {FieldSort.PARTY}


@every("kind", KINDS.values(), name=lambda kind: kind.name)
def test_reach_follows_rule_11(kind: Kind) -> None:
    expected = Reach.REGISTER
    if kind.name in CASE or kind.name == "bid":  # no call is given
        expected = Reach.CASE
    elif kind.name in NAMES_A_PERSON:
        expected = Reach.SUBMITTER
    assert scope_of_statement(kind, filled(kind)) is expected


def test_a_bid_with_a_call_serves_the_register() -> None:
    assert scope_of_statement(KINDS["bid"], {"company": "hikari", "call": "c1"}) is Reach.REGISTER
    assert scope_of_statement(KINDS["bid"], {"company": "hikari", "call": None}) is Reach.CASE


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("shareholding", "holder"),
        ("control", "controller"),
        ("clearance", "person"),
        ("foreign_acquisition", "investor"),
    ],
)
def test_a_field_that_may_hold_a_person_serves_the_submitter_where_it_does(kind: str, field: str) -> None:
    values = {field: "sato", "company": "hikari"}
    assert scope_of_statement(KINDS[kind], values, people={"sato"}) is Reach.SUBMITTER
    if field != "person":
        assert scope_of_statement(KINDS[kind], values) is Reach.REGISTER


def test_what_is_said_of_this_partnership_belongs_to_it_alone() -> None:
    alone = {(kind.name, each.name) for kind in KINDS.values() for each in kind.fields if each.case_only}
    assert alone == {("employment", "responsible"), ("decision", "concerns_this_partnership")}


def test_a_kind_declared_twice_is_refused() -> None:
    kind = Kind("tie", Label("Tie", "関係"), Label("A tie.", "関係。"), (company_field(),))
    with pytest.raises(ValueError, match="tie"):
        kinds_by_name((kind,), (kind,))


def test_a_field_declared_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="person"):
        Kind("tie", Label("Tie", "関係"), Label("A tie.", "関係。"), (person_field(), person_field()))


def test_the_top_level_requires_what_the_contract_requires() -> None:
    required = {each.name for each in DOCUMENT.fields if each.required}
    assert required == {
        *("reference", "submitted_by", "title", "sponsor", "domain", "value_yen", "proposed_on"),
        *("selection", "participants"),
    }


def test_a_holder_may_be_any_party_and_a_director_only_a_person() -> None:
    assert KINDS["shareholding"].by_name["holder"].allows == frozenset(PartyType)
    assert KINDS["directorship"].by_name["person"].allows == {PartyType.PERSON}
