"""The history of a sponsor and its market in a case: awards with their calls, and the fully known parts."""

import uuid
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import Registration
from institutions.models import GovernmentBody
from rules.facts.gathering.from_draft import gather_draft
from tests.rules.facts.gathering.building import facts_of
from tests.rules.facts.gathering.conftest import Json, Register, document
from tests.rules.facts.gathering.test_scope import company, gathered, hikari, imported, queries_for


def meti() -> GovernmentBody:
    return GovernmentBody.objects.get(code="METI")


def award(subject: str, **values: Any) -> None:
    """Store an award of an imported list, to a company of that list."""
    imported("award", company=company(subject), subject=subject, **values)


def subjects(*registered: Registration) -> list[list[str]]:
    return [
        sorted(str(each.values["subject"]) for each in case.statements if each.kind == "award")
        for case in gathered(*registered)
    ]


def test_the_sponsors_awards_of_five_years_in_the_domain_are_read(register: Register) -> None:
    first = register(document("R-1"))
    award("in the domain", body=meti(), domain="magnets", on="2025-04-01")
    award("five years ago", body=meti(), domain="magnets", on="2021-06-15")
    award("a day too old", body=meti(), domain="magnets", on="2021-06-14")
    award("on the day of the proposal", body=meti(), domain="magnets", on="2026-06-15")
    award("after the proposal", body=meti(), domain="magnets", on="2026-06-16")
    award("without a day", body=meti(), domain="magnets")
    award("of another domain", body=meti(), domain="cloud", object="research", on="2025-04-01")
    award("of another body", body=GovernmentBody.objects.get(code="DA"), domain="magnets", on="2025-04-01")
    award("for the same object", body=meti(), object="research", on="2025-04-01")
    award("for another object", body=meti(), object="goods", on="2025-04-01")
    award("for nothing that is stated", body=meti(), on="2025-04-01")
    to_hikari = {"company": hikari(first), "body": meti(), "on": "2025-04-01"}
    imported("award", subject="to a party", object="goods", **to_hikari)
    imported("award", subject="to a party in another domain", domain="cloud", **to_hikari)
    assert subjects(first) == [
        [
            *("after the proposal", "five years ago", "for the same object", "in the domain"),
            *("on the day of the proposal", "to a party", "without a day"),
        ]
    ]


def test_an_award_is_what_its_call_says_where_it_does_not_say_it_itself(register: Register) -> None:
    first = register(document("R-1"))
    calls = {name: uuid.uuid4() for name in ("magnets", "cloud", "old")}
    imported("call", lineage=calls["magnets"], body=meti(), domain="magnets", object="goods", closed_on="2024-05-10")
    imported("call", lineage=calls["cloud"], body=meti(), domain="cloud", object="goods", closed_on="2024-05-10")
    imported("call", lineage=calls["old"], body=meti(), domain="magnets", object="goods", closed_on="2020-05-10")
    award("by its call", call=calls["magnets"])
    award("with a domain of its own", call=calls["cloud"], domain="magnets")
    award("of another domain by its call", call=calls["cloud"], body=meti())
    award("too old by its call", call=calls["old"])
    award("of a call that nobody knows", call=uuid.uuid4(), domain="magnets", on="2025-04-01")
    (case,) = gathered(first)
    assert subjects(first) == [["by its call", "with a domain of its own"]]
    assert {each.lineage for each in case.statements if each.kind == "call"} == {
        str(calls["magnets"]),
        str(calls["cloud"]),
    }


def test_only_so_many_awards_are_read_and_the_latest_first(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    first = register(document("R-1"))
    monkeypatch.setattr("rules.facts.gathering.history.MOST_AWARDS", 3)
    for year in (2022, 2023, 2024, 2025):
        award(f"of {year}", body=meti(), domain="magnets", on=f"{year}-04-01")
    award("without a day", body=meti(), domain="magnets")
    imported("history_known", body=meti(), domain="magnets")
    assert subjects(first) == [["of 2024", "of 2025", "without a day"]]
    assert [each.kind for each in gathered(first)[0].statements] == ["award"] * 3
    monkeypatch.setattr("rules.facts.gathering.history.MOST_AWARDS", 5)
    assert [each.kind for each in gathered(first)[0].statements] == ["award"] * 5 + ["history_known"]


def test_shares_of_a_market_are_read_by_the_domains_in_which_the_parties_compete(register: Register) -> None:
    competes = {"kind": "competitor", "company": "hikari", "of": "kita", "domain": "batteries"}
    companies = [{"key": key, "name": {"en": key}} for key in ("hikari", "kita")]
    first = register(document("R-1", companies=companies, statements=[competes]))
    for domain in ("magnets", "batteries", "cloud"):
        imported("market", company=company(domain), domain=domain, share_bp=1000)
        imported("market_known", domain=domain, on="2026-01-31")
    (case,) = gathered(first)
    read = sorted((each.kind, each.values["domain"]) for each in case.statements if each.kind != "competitor")
    assert read == [(kind, domain) for kind in ("market", "market_known") for domain in ("batteries", "magnets")]


def test_what_is_known_of_a_history_is_read_for_its_sponsor(register: Register) -> None:
    first = register(document("R-1"))
    imported("history_known", body=meti(), domain="magnets")
    imported("history_known", body=GovernmentBody.objects.get(code="DA"), domain="magnets")
    (case,) = gathered(first)
    assert [each.values for each in case.statements] == [{"body": "METI", "domain": "magnets"}]


def with_history(reference: str, body: str) -> Json:
    """Return a document that states a call, an award under it and one without, and a market."""
    return document(
        reference,
        body=body,
        companies=[{"key": key, "name": {"en": key}} for key in ("hikari", "kita")],
        statements=[
            {"kind": "call", "key": "c1", "body": body, "object": "research", "domain": "magnets", "method": "open"},
            {"kind": "award", "call": "c1", "company": "hikari", "amount_yen": 700, "on": "2025-04-01"},
            {"kind": "award", "company": "kita", "body": body, "domain": "magnets", "on": "2024-04-01"},
            {"kind": "history_known", "body": body, "domain": "magnets"},
            {"kind": "market", "company": "kita", "domain": "magnets", "share_bp": 4000},
            {"kind": "market_known", "domain": "magnets"},
            {"kind": "subcontract", "contractor": "hikari", "company": "kita", "share_bp": 1000},
            {"kind": "conduct", "person": "sato", "type": "leak", "company": "hikari"},
        ],
    )


def test_a_batch_gives_each_case_the_history_that_it_gets_alone(register: Register) -> None:
    every = [register(with_history("R-1", "METI")), register(with_history("R-1", "DA")), register(document("R-2"))]
    batch = gathered(*every)
    alone = [gathered(each)[0] for each in every]
    assert [each.statements for each in batch] == [each.statements for each in alone]
    kinds = [sorted(each.kind for each in case.statements) for case in batch]
    assert kinds[0] == kinds[1]
    assert kinds[2] == ["award", "award", "call", "history_known", "market", "market", "market_known", "market_known"]


def test_a_draft_reads_the_history_that_it_has_once_registered(register: Register) -> None:
    before = gather_draft(check_document(with_history("R-1", "METI")))
    after = gathered(register(with_history("R-1", "METI")))[0]
    assert sorted(fact.type for fact in facts_of(before)) == sorted(fact.type for fact in facts_of(after))
    assert sorted(each.kind for each in before.statements) == sorted(each.kind for each in after.statements)


def test_a_long_history_takes_no_more_queries_than_a_short_one(register: Register) -> None:
    without, given = register(document("R-1")), register(with_history("R-2", "DA"))

    def add(number: int) -> None:
        lineage = uuid.uuid4()
        imported("call", lineage=lineage, body=meti(), domain="magnets", object="research", closed_on="2025-01-10")
        award(f"number {number}", call=lineage)

    add(0)
    before = queries_for(without), queries_for(given), queries_for(without, given)
    for number in range(1, 60):
        add(number)
    assert (queries_for(without), queries_for(given), queries_for(without, given)) == before
    assert max(before) <= 28


def test_an_award_under_the_call_of_another_body_is_read_by_what_it_says_itself(register: Register) -> None:
    first, second = register(document("R-1")), register(document("R-1", body="DA"))
    lineage = uuid.uuid4()
    digital = GovernmentBody.objects.get(code="DA")
    imported("call", lineage=lineage, body=digital, domain="cloud", object="works", closed_on="2025-01-10")
    award("of METI", body=meti(), call=lineage, object="research", on="2025-04-01")
    assert subjects(first, second) == [["of METI"], []]
    assert subjects(first) == [["of METI"]]


def awarded(reference: str, on: str | None = "2025-04-01", **rest: Any) -> Json:
    """Return a document of METI for a partnership that was awarded."""
    selection = {"method": "open", "object": "goods", **({"awarded_on": on} if on else {})}
    return document(reference, selection=selection, **rest)


def awards(registered: Registration) -> list[tuple[object, ...]]:
    (case,) = gathered(registered)
    fields = ("body", "domain", "object", "method", "on", "amount_yen")
    return [tuple(each.values.get(name) for name in fields) for each in case.statements if each.kind == "award"]


OF_METI = ("METI", "magnets", "goods", "open", "2025-04-01", 1_200_000_000)


def test_an_earlier_partnership_that_was_awarded_is_an_award_to_its_lead_partner(register: Register) -> None:
    earlier = register(awarded("R-1"))
    register(awarded("R-2", on=None))
    register(awarded("R-3", domain="cloud"))
    register(awarded("R-4", body="DA"))
    register(awarded("R-5", body="DA", sponsor="METI"))
    now = register(document("R-6"))
    assert awards(now) == [OF_METI]
    (case,) = gathered(now)
    (award_to_hikari,) = case.statements
    assert award_to_hikari.values["company"] == str(earlier.parties["hikari"])
    assert (award_to_hikari.source.title, award_to_hikari.own) == ("Submission R-1", False)
    assert case.names[str(earlier.parties["hikari"])] == {"en": "Hikari Magnetics"}


def test_only_the_revision_that_counts_is_an_award(register: Register) -> None:
    register(awarded("R-1"))
    register(awarded("R-1", on=None, revision=2))
    assert awards(register(document("R-2"))) == []


def test_an_award_of_several_leading_companies_has_no_amount_of_its_own(register: Register) -> None:
    companies = [{"key": key, "name": {"en": key}} for key in ("hikari", "kita", "oya")]
    leads = [{"company": key, "role": "lead_partner"} for key in ("hikari", "kita")]
    register(awarded("R-1", companies=companies, participants=[*leads, {"company": "oya", "role": "partner"}]))
    register(awarded("R-2", companies=companies, participants=[{"company": "oya", "role": "partner"}]))
    register(awarded("R-3", companies=companies, participants=[{"company": "oya", "role": "supplier"}]))
    amounts = sorted((each[-1] for each in awards(register(document("R-4")))), key=repr)
    assert amounts == [1_200_000_000, None, None]


def test_an_award_that_its_own_document_states_is_one_award(register: Register) -> None:
    stated = {"kind": "award", "company": "hikari", "body": "METI", "domain": "magnets", "on": "2025-04-01"}
    register(awarded("R-1", statements=[{**stated, "amount_yen": 7}]))
    assert [each[-1] for each in awards(register(document("R-2")))] == [7]


def test_a_partnership_is_no_earlier_one_of_itself(register: Register) -> None:
    known = {"kind": "history_known", "body": "METI", "domain": "magnets"}
    itself = register(awarded("R-1", statements=[known], proposed_on="2025-01-10"))
    (case,) = gathered(itself)
    assert [fact for fact in facts_of(case) if fact.type in ("award_run", "award_share")] == []
    again = gather_draft(check_document(awarded("R-1", statements=[known], revision=2)))
    assert [each for each in again.statements if each.kind == "award"] == []


def test_awarded_partnerships_are_read_alike_alone_and_in_a_batch(register: Register) -> None:
    every = [register(awarded("R-1")), register(awarded("R-2", body="DA")), register(document("R-3"))]
    batch = gathered(*every)
    alone = [gathered(each)[0] for each in every]
    assert [each.statements for each in batch] == [each.statements for each in alone]
    draft = gather_draft(check_document(document("R-9")))
    assert [each.values for each in draft.statements] == [each.values for each in batch[2].statements]
