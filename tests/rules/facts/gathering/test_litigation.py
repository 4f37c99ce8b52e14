"""Litigation exposure from a submitted document, through the register, to the outcome of a rule."""

from typing import Any

import pytest
from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.models import GovernmentBody
from rules.assessing.case_result import CaseResult
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_draft import gather_draft
from rules.facts.gathering.from_register import gather_cases
from tests.every import every, undone
from tests.rules.facts.gathering.building import facts, facts_of
from tests.rules.facts.gathering.conftest import Json, Register, document
from tests.rules.facts.gathering.test_precheck_and_register import with_document_keys

COMPANIES = [
    {"key": "hikari", "name": {"en": "Hikari Magnetics"}},
    {"key": "kita", "name": {"en": "Kita Materials"}},
]


def assessed(register: Register, *statements: Json, **rest: Any) -> CaseResult:
    """Return the result for a document with these statements."""
    given = document(rest.pop("reference", "R-1"), statements=list(statements), **{"companies": COMPANIES, **rest})
    (case,) = gather_cases([register(given).submission], timezone.now())
    return assess_case(case, current_rulebook())


def outcome(result: CaseResult, code: str) -> tuple[str, tuple[str, ...]]:
    """Return the outcome of a rule, with the severities of its findings."""
    return result.outcomes[code].outcome, tuple(each.severity for each in result.findings if each.code == code)


ACT: Json = {"kind": "measure", "body": "METI", "company": "kita", "domain": "magnets", "nature": "disposition"}


@every(
    "code, stated, answer",
    [
        ("LIT-02", {"type": "exclusion", "on": "2026-01-15", "known_on": "2026-01-20"}, ("flagged", ("high",))),
        # known on Friday 19 December 2025: the six months end on a Friday, a day before the assessment
        ("LIT-02", {"type": "exclusion", "on": "2025-12-15", "known_on": "2025-12-19"}, ("clear", ())),
        ("LIT-02", {"on": "2024-01-15", "known_on": "2024-01-20"}, ("clear", ())),
        (
            "LIT-02",
            {"on": "2024-01-15", "known_on": "2024-01-20", "appeal_filed_on": "2024-03-01"},
            ("flagged", ("high",)),
        ),
        ("LIT-04", {"type": "order", "hearing_held": False}, ("flagged", ("high",))),
        ("LIT-04", {"type": "order", "hearing_held": False, "urgent": True}, ("clear", ())),
        ("LIT-04", {"type": "order", "hearing_held": False, "money_only": True}, ("clear", ())),
        ("LIT-05", {"type": "order", "remedy_notice": False}, ("flagged", ("medium",))),
        ("LIT-05", {"type": "order", "remedy_notice": False, "in_writing": False}, ("clear", ())),
        ("LIT-07", {"nature": "guidance", "consequence": "permit"}, ("flagged", ("medium",))),
        (
            "LIT-07",
            {"type": "guidance", "nature": "guidance", "consequence": "list", "disadvantage_followed": True},
            ("flagged", ("high",)),
        ),
        ("LIT-07", {"type": "guidance", "consequence": "subsidy", "condition_published": True}, ("clear", ())),
        ("LIT-09", {"type": "order", "discriminates_by": "none", "trade_effect": "export"}, ("flagged", ("medium",))),
        ("LIT-09", {"type": "order", "discriminates_by": "none", "trade_effect": "none"}, ("clear", ())),
    ],
    within=undone,
)
def test_an_act_is_judged_by_what_is_stated_of_it(
    register: Register, code: str, stated: Json, answer: tuple[str, tuple[str, ...]]
) -> None:
    assert outcome(assessed(register, {**ACT, **stated}), code) == answer


def test_a_period_that_ends_on_a_weekend_is_open_on_monday(register: Register) -> None:
    known_on_saturday = {**ACT, "type": "refusal", "on": "2025-12-15", "known_on": "2025-12-20"}
    monday = assessed(register, known_on_saturday, assess_as_of="2026-06-22")
    assert outcome(monday, "LIT-02") == ("flagged", ("high",))


def test_a_statement_of_an_open_period_says_which_disposition(register: Register) -> None:
    act = {**ACT, "type": "exclusion", "on": "2026-01-15", "known_on": "2026-01-20"}
    (finding,) = (each for each in assessed(register, act).findings if each.code == "LIT-02")
    assert finding.statement["en"].startswith("The disposition (exclusion) of METI on 15 January 2026")


CLEARED: Json = {"kind": "clearance", "type": "suitable_operator", "status": "granted"}
TANAKA = [{"key": "sato", "name": {"en": "Sato Haruka"}}, {"key": "tanaka", "name": {"en": "Tanaka Rei"}}]


def test_critical_information_asks_for_the_clearances_of_the_company_and_its_people(register: Register) -> None:
    operator = {**CLEARED, "company": "hikari", "granted_on": "2026-04-01"}
    works = {"kind": "employment", "person": "tanaka", "company": "hikari", "responsible": True}
    secret = {"secrecy": "critical_economic_security_information", "people": TANAKA}
    result = assessed(register, operator, works, **secret)
    assert outcome(result, "LIT-16") == ("flagged", ("critical",))
    (finding,) = (each for each in result.findings if each.code == "LIT-16")
    assert "Tanaka" not in finding.statement["en"]
    assert outcome(assessed(register, operator, **secret, reference="R-2"), "LIT-16") == ("clear", ())
    handler = {"kind": "clearance", "type": "handler", "status": "granted", "person": "tanaka"}
    cleared = assessed(register, operator, works, handler, **secret, reference="R-3")
    assert outcome(cleared, "LIT-16") == ("clear", ())
    assert outcome(assessed(register, works, people=TANAKA, reference="R-4"), "LIT-16") == ("not_applicable", ())


def test_a_designated_operator_is_asked_for_its_notice(register: Register) -> None:
    operator = {
        "kind": "infrastructure",
        "company": "hikari",
        "sector": "港湾運送",
        "designated": True,
        "outsources_maintenance": True,
    }
    assert outcome(assessed(register, operator), "LIT-15") == ("flagged", ("critical",))
    before = assessed(register, operator, proposed_on="2025-03-31", reference="R-2")
    assert outcome(before, "LIT-15") == ("clear", ())
    assert outcome(assessed(register, {**operator, "notified": True}, reference="R-3"), "LIT-15") == ("clear", ())
    assert outcome(assessed(register, reference="R-4"), "LIT-15") == ("not_applicable", ())


def test_an_acquisition_by_a_foreign_investor_is_asked_for_its_notice(register: Register) -> None:
    acquired = {
        "kind": "foreign_acquisition",
        "investor": "CN",
        "company": "hikari",
        "share_bp": 100,
        "designated_sector": True,
        "notified": False,
        "on": "2026-05-01",
    }
    assert outcome(assessed(register, acquired), "LIT-14") == ("flagged", ("high",))
    small = {**acquired, "share_bp": 99}
    (listed, unlisted) = ([{**COMPANIES[0], "listed": value}] for value in (True, False))
    assert outcome(assessed(register, small, companies=listed, reference="R-2"), "LIT-14") == ("clear", ())
    unlisted_result = assessed(register, small, companies=unlisted, reference="R-3")
    assert outcome(unlisted_result, "LIT-14") == ("flagged", ("high",))
    assert "CN (China)" in next(each.statement["en"] for each in unlisted_result.findings if each.code == "LIT-14")


def test_a_claim_of_a_competitors_group_in_the_domain_is_pointed_out(register: Register) -> None:
    companies = [*COMPANIES, {"key": "oya", "name": {"en": "Oya Holdings"}}]
    rival = {"kind": "competitor", "company": "hikari", "of": "kita", "domain": "magnets"}
    owned = {"kind": "shareholding", "holder": "oya", "company": "kita", "share_bp": 6000}
    suit = {"kind": "dispute", "claimant": "oya", "respondent": "METI", "opened_on": "2024-03-01", "domain": "magnets"}
    closed = {**suit, "closed_on": "2025-01-31"}
    result = assessed(register, rival, owned, suit, companies=companies)
    assert outcome(result, "LIT-18") == ("flagged", ("medium",))
    recent = assessed(register, rival, owned, closed, companies=companies, reference="R-2")
    assert outcome(recent, "LIT-18") == ("flagged", ("medium",))
    elsewhere = {**suit, "domain": "cloud"}
    assert outcome(assessed(register, rival, elsewhere, companies=companies, reference="R-3"), "LIT-18")[0] == "clear"


def test_a_listed_parent_is_found_along_a_chain_and_judged_by_the_day_of_the_proposal(register: Register) -> None:
    companies = [*COMPANIES, {"key": "oya", "name": {"en": "Oya"}}, {"key": "top", "name": {"en": "Top"}}]
    chain: list[Json] = [
        {"kind": "ownership_known", "company": "hikari"},
        {"kind": "ownership_known", "company": "oya"},
        {"kind": "shareholding", "holder": "top", "company": "oya", "share_bp": 5000},
        {"kind": "shareholding", "holder": "oya", "company": "hikari", "share_bp": 7000},
        {"kind": "listing", "company": "top", "list": "us_entity_list", "from": "2024-01-01"},
    ]

    def on(proposed_on: str, as_of: str) -> tuple[str, tuple[str, ...]]:
        days = {"proposed_on": proposed_on, "assess_as_of": as_of}
        return outcome(assessed(register, *chain, companies=companies, reference=proposed_on, **days), "LIT-11")

    assert on("2025-10-15", "2025-10-20") == ("flagged", ("high",))
    assert on("2026-06-15", "2026-06-20") == ("clear", ())
    assert on("2026-11-15", "2026-11-20") == ("not_assessable", ())


def test_the_missing_owners_of_a_participant_are_named(register: Register) -> None:
    result = assessed(register)
    assert outcome(result, "LIT-11") == ("not_assessable", ())
    assert all("ownership_known(company=" in each.text for each in result.outcomes["LIT-11"].missing)


def test_an_order_that_keeps_an_invention_secret_is_asked_for_where_the_case_says_so(register: Register) -> None:
    order = {"kind": "preservation_order", "company": "hikari", "from": "2025-11-01", "blocks_use": True}
    assert outcome(assessed(register, order), "LIT-17") == ("flagged", ("medium",))
    secret = assessed(register, secrecy="patent_preservation", reference="R-2")
    assert outcome(secret, "LIT-17") == ("not_assessable", ())
    assert outcome(assessed(register, reference="R-3"), "LIT-17") == ("not_applicable", ())


def test_an_item_under_re_export_control_is_found_by_its_destination(register: Register) -> None:
    item = {"kind": "export_item", "company": "hikari", "item": "motor", "us_controlled_bp": 1500}
    item |= {"foreign_direct_product": False, "series_600": False}
    iran = assessed(register, {**item, "destination": "IR"})
    assert outcome(iran, "LIT-13") == ("flagged", ("medium",))
    assert "Iran" in next(each.statement["en"] for each in iran.findings if each.code == "LIT-13")
    china = assessed(register, {**item, "destination": "CN"}, reference="R-2")
    assert outcome(china, "LIT-13") == ("clear", ())


def test_a_losing_bidder_may_complain_for_ten_days_of_a_procurement_of_that_size(register: Register) -> None:
    GovernmentBody.objects.filter(code="METI").update(gpa_class="central")
    bids: list[Json] = [
        {"kind": "bid", "company": "hikari", "status": "valid"},
        {"kind": "bid", "company": "kita", "status": "valid", "informed_on": "2026-06-10"},
    ]
    bought = {"selection": {"method": "open", "object": "goods"}, "value_yen": 20_000_000}
    assert outcome(assessed(register, *bids, **bought), "LIT-01") == ("flagged", ("high",))
    later = assessed(register, *bids, **bought, assess_as_of="2026-06-21", reference="R-2")
    assert outcome(later, "LIT-01") == ("flagged", ("info",))
    small = assessed(register, *bids, **{**bought, "value_yen": 19_999_999}, reference="R-3")
    assert outcome(small, "LIT-01") == ("clear", ())
    research = assessed(
        register, *bids, **{**bought, "selection": {"method": "open", "object": "research"}}, reference="R-4"
    )
    assert outcome(research, "LIT-01") == ("not_applicable", ())


@pytest.mark.parametrize(
    ("stated", "answer"),
    [
        ({"hearing_held": False, "damage_yen": 50_000_000}, ("flagged", ("high",))),
        (
            {"hearing_held": True, "damage_yen": 50_000_000},
            ("not_assessable", ()),
        ),  # the rules on the selection could not be
        ({"hearing_held": False, "damage_yen": 0}, ("clear", ())),
        ({"hearing_held": False}, ("not_assessable", ())),
        (
            {"hearing_held": False, "damage_yen": 50_000_000, "on": "2020-01-15", "known_on": "2020-01-20"},
            ("clear", ()),
        ),
    ],
)
def test_damage_beside_a_finding_on_the_case_points_to_state_redress(
    register: Register, stated: Json, answer: tuple[str, tuple[str, ...]]
) -> None:
    act = {**ACT, "type": "order", "on": "2026-01-15", "known_on": "2026-01-20", **stated}
    open_call = {"selection": {"method": "open", "object": "research"}, "officials": []}
    assert outcome(assessed(register, act, **open_call), "LIT-06") == answer


def test_what_litigation_reads_is_the_same_before_and_after_registration(register: Register) -> None:
    handler = {"kind": "clearance", "person": "tanaka", "type": "handler", "status": "granted"}
    statements: list[Json] = [
        {**ACT, "type": "order", "on": "2026-01-15", "appeal_filed_on": "2026-02-01", "damage_yen": 5},
        {**CLEARED, "company": "hikari"},
        handler,
        {"kind": "employment", "person": "tanaka", "company": "hikari", "responsible": True},
        {"kind": "infrastructure", "company": "hikari", "sector": "gas", "designated": True},
        {"kind": "foreign_acquisition", "investor": "kita", "company": "hikari", "share_bp": 100},
        {"kind": "competitor", "company": "hikari", "of": "kita", "domain": "magnets"},
        {"kind": "dispute", "claimant": "kita", "respondent": "METI", "domain": "magnets"},
        {"kind": "listing", "company": "kita", "list": "us_entity_list"},
        {"kind": "shareholding", "holder": "kita", "company": "hikari", "share_bp": 6000},
        {"kind": "preservation_order", "company": "hikari", "blocks_use": True},
        {"kind": "export_item", "company": "hikari", "item": "motor", "destination": "CN"},
        {"kind": "bid", "company": "kita", "status": "valid", "informed_on": "2026-06-10"},
    ]
    given = document("R-1", statements=statements, companies=COMPANIES, people=TANAKA)
    before = gather_draft(check_document(given))
    registered = register(given)
    (after,) = gather_cases([registered.submission], timezone.now())
    assert with_document_keys(before, registered.parties) == with_document_keys(after, registered.parties)
    made = {fact.type for fact in facts_of(after)}
    assert {"appeal", "clearance_check", "core_infrastructure", "foreign_acquisition", "rival_dispute"} <= made
    assert {"listed_party", "preservation_order", "export_item", "complainant", "harm", "court_period"} <= made


def test_a_persons_clearance_serves_only_the_body_that_stated_it(register: Register) -> None:
    works = {"kind": "employment", "person": "tanaka", "company": "hikari", "responsible": True}
    handler = {"kind": "clearance", "person": "tanaka", "type": "handler", "status": "granted"}
    operator = {**CLEARED, "company": "hikari"}
    first = register(document("R-1", statements=[works, handler, operator], companies=COMPANIES, people=TANAKA))
    parties = {key: str(party) for key, party in first.parties.items()}
    known: Json = {
        "companies": [{"key": "hikari", "id": parties["hikari"]}],
        "people": [{"key": "sato", "id": parties["sato"]}, {"key": "tanaka", "id": parties["tanaka"]}],
    }
    register(document("R-0", body="DA", **known))  # until then the agency knows none of these people
    known["secrecy"] = "critical_economic_security_information"
    own, other = (register(document("R-2", body=body, **known)) for body in ("METI", "DA"))
    for registered, people in ((own, {None, parties["tanaka"]}), (other, {None})):
        (case,) = gather_cases([registered.submission], timezone.now())
        checks = facts(case, "clearance_check")
        assert {each.person for each in checks} == people
        assert {each.cleared for each in checks} == {True}
