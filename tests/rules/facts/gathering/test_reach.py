"""Statements serve the cases in their scope, from the moment at which they are known."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from institutions.drafts.store import Registration
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from tests.rules.facts.gathering.building import facts
from tests.rules.facts.gathering.conftest import Json, Register, document

SATO_OWNS: Json = {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620}


def known_parties(registered: Registration) -> dict[str, Any]:
    """Return the parties of a document, to be named by their ids in the next."""
    ids = {key: str(party) for key, party in registered.parties.items()}
    return {
        "companies": [{"key": "hikari", "id": ids["hikari"]}],
        "people": [{"key": "sato", "id": ids["sato"]}],
    }


def gathered(registered: Registration) -> CaseInput:
    (case,) = gather_cases([registered.submission], timezone.now())
    return case


def kinds(registered: Registration) -> set[str]:
    return {each.kind for each in gathered(registered).statements}


def test_a_recusal_in_one_case_clears_no_other(register: Register) -> None:
    first = register(document("R-1", statements=[{"kind": "recusal", "person": "sato", "on": "2026-06-01"}]))
    second = register(document("R-2", **known_parties(first)))
    acting = {
        each.submission.partnership.reference: [fact.acting for fact in facts(gathered(each), "official")]
        for each in (first, second)
    }
    assert acting == {"R-1": [False], "R-2": [True]}


def test_one_bodys_statements_about_people_never_show_in_another_bodys_case(register: Register) -> None:
    first = register(
        document("R-1", statements=[SATO_OWNS, {"kind": "declaration", "person": "sato", "on": "2026-06-01"}])
    )
    other_body = register(document("R-1", body="DA", **known_parties(first)))
    own_body = register(document("R-2", **known_parties(first)))
    assert kinds(other_body) == set()
    assert kinds(own_body) == {"shareholding", "declaration"}


def test_what_a_co_sponsor_states_about_people_feeds_its_own_cases_alone(register: Register) -> None:
    exposed = {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100}
    first = register(document("R-1", body="DA", statements=[SATO_OWNS, exposed]))
    signed_together = register(document("R-2", co_sponsors=["DA"], **known_parties(first)))
    own = register(document("R-3", body="DA", **known_parties(first)))
    assert kinds(signed_together) == {"exposure"}
    assert kinds(own) == {"shareholding", "exposure"}


def test_what_names_no_person_serves_the_whole_register(register: Register) -> None:
    measure = {"kind": "measure", "body": "METI", "company": "hikari", "type": "subsidy", "on": "2025-09-01"}
    exposure = {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100}
    first = register(document("R-1", statements=[measure, exposure]))
    second = register(document("R-1", body="DA", **known_parties(first)))
    assert kinds(second) == {"measure", "exposure"}


def test_what_belongs_to_one_case_alone_stays_there(register: Register) -> None:
    statements: list[Json] = [
        {"kind": "bid", "company": "hikari", "status": "valid"},
        {"kind": "relocation_request", "company": "hikari", "body": "METI", "from_country": "CN"},
        {"kind": "contact", "person": "sato", "body": "METI"},
        {"kind": "employment", "person": "sato", "company": "hikari", "responsible": True},
    ]
    first = register(document("R-1", statements=statements))
    second = register(document("R-2", **known_parties(first)))
    assert kinds(first) == {"bid", "relocation_request", "contact", "employment"}
    (employment,) = gathered(second).statements
    assert (employment.kind, "responsible" in employment.values) == ("employment", False)


def test_a_person_known_from_an_earlier_case_of_the_body_is_found_through_the_company(register: Register) -> None:
    first = register(
        document(
            "R-1",
            people=[{"key": "sato", "name": {"en": "Sato"}}, {"key": "mori", "name": {"en": "Mori"}}],
            statements=[
                {"kind": "directorship", "person": "mori", "company": "hikari"},
                {"kind": "appointment", "person": "mori", "body": "METI", "grade": "council_member"},
            ],
        )
    )
    second = register(document("R-2", **known_parties(first)))
    assert kinds(second) == {"directorship", "appointment"}


def test_what_became_known_later_is_not_read(register: Register) -> None:
    first = register(document("R-1"))
    before = timezone.now()
    register(document("R-2", **known_parties(first), statements=[SATO_OWNS]))
    (then,) = gather_cases([first.submission], before)
    (now,) = gather_cases([first.submission], timezone.now() + timedelta(seconds=1))
    assert [each.kind for each in then.statements] == []
    assert [each.kind for each in now.statements] == ["shareholding"]


def test_what_was_superseded_is_read_as_it_was_known(register: Register) -> None:
    first = register(document("R-1", statements=[SATO_OWNS]))
    before = timezone.now()
    second = register(document("R-1", revision=2, statements=[{**SATO_OWNS, "share_bp": 700}]))
    (then,) = gather_cases([first.submission], before)
    (now,) = gather_cases([second.submission], timezone.now() + timedelta(seconds=1))
    assert [each.values["share_bp"] for each in then.statements] == [620]
    assert [each.values["share_bp"] for each in now.statements] == [700]
    assert then.statements[0].lineage == now.statements[0].lineage
