"""A case reads chains of owners from the register, with the same few queries whatever there is to read."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.drafts.store import Registration
from institutions.models import BodyParent, Company, GovernmentBody, Party, Source, table_of
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from rules.facts.kinds.measures import Measure
from tests.rules.facts.gathering.building import facts, facts_of, values
from tests.rules.facts.gathering.conftest import Json, Register, document


def gathered(*registered: Registration) -> list[CaseInput]:
    return gather_cases([each.submission for each in registered], timezone.now())


def company(name: str, **rest: Any) -> Company:
    row = Company(name_en=name, country="JP", **rest)
    row.save()
    return row


def imported(kind: str, **values: Any) -> None:
    """Store a statement of an imported list."""
    source, _ = Source.objects.get_or_create(title="Official list", publisher="Registry")
    table_of(kind).objects.create(reach="register", source=source, **values)


def hikari(registered: Registration) -> Party:
    return Party.objects.get(id=registered.parties["hikari"])


def holders(case: CaseInput) -> set[object]:
    return {each.values["holder"] for each in case.statements if each.kind == "shareholding"}


def test_owners_are_found_along_chains_and_around_loops(register: Register) -> None:
    first = register(document("R-1"))
    one, two, three = (company(name) for name in ("One", "Two", "Three"))
    imported("shareholding", holder=one, company=hikari(first), share_bp=1000)
    imported("shareholding", holder=two, company=one, share_bp=1000)
    imported("shareholding", holder=one, company=two, share_bp=1000)
    imported("control", controller=three, company=two)
    (case,) = gathered(first)
    assert holders(case) == {str(one.id), str(two.id)}
    assert str(three.id) in case.parties
    assert case.names[str(three.id)] == {"en": "Three"}


def test_a_funds_other_holdings_are_not_read_and_a_groups_subsidiaries_are(register: Register) -> None:
    first = register(document("R-1"))
    fund, other, subsidiary = (company(name) for name in ("Fund", "Other", "Subsidiary"))
    imported("shareholding", holder=fund, company=hikari(first), share_bp=1000)
    imported("shareholding", holder=fund, company=other, share_bp=9000)
    imported("shareholding", holder=hikari(first), company=subsidiary, share_bp=5000)
    imported("shareholding", holder=hikari(first), company=other, share_bp=4999)
    (case,) = gathered(first)
    companies = {each.values["company"] for each in case.statements}
    assert companies == {str(hikari(first).id), str(subsidiary.id)}


def test_a_party_that_was_found_to_be_another_is_that_other(register: Register) -> None:
    first = register(document("R-1"))
    twin, owner = company("Hikari Magnetics Company", same_as=hikari(first)), company("Owner")
    imported("shareholding", holder=owner, company=twin, share_bp=6000)
    (case,) = gathered(first)
    (stated,) = case.statements
    assert stated.values["company"] == str(hikari(first).id)


def test_who_was_kept_out_in_the_domain_is_read_and_favours_to_others_are_not(register: Register) -> None:
    first = register(document("R-1"))
    rival, meti = company("Rival"), GovernmentBody.objects.get(code="METI")
    imported("measure", body=meti, company=rival, domain="magnets", type="exclusion")
    imported("measure", body=meti, company=rival, domain="magnets", type="subsidy")
    imported("measure", body=meti, company=rival, domain="cloud", type="exclusion")
    imported("shareholding", holder=company("Rival's owner"), company=rival, share_bp=6000)
    (case,) = gathered(first)
    assert sorted((each.kind, each.values.get("type")) for each in case.statements) == [
        ("measure", "exclusion"),
        ("shareholding", None),
    ]


def test_a_favour_to_nobody_in_particular_is_read_in_its_domain_with_its_effect_on_trade(register: Register) -> None:
    first = register(document("R-1"))
    agency = GovernmentBody.objects.get(code="DA")
    for domain in ("magnets", "cloud"):
        imported("measure", body=agency, domain=domain, type="subsidy", trade_effect="import")
    (case,) = gathered(first)
    assert [each.values["domain"] for each in case.statements] == ["magnets"]
    assert [fact.bears_on_trade for fact in facts(case, "measure")] == [True]


def test_a_case_does_not_grow_with_what_is_stated_about_other_companies_of_its_domain(
    register: Register, meti: GovernmentBody
) -> None:
    registered = register(document("R-1"))

    def size() -> tuple[int, int, int]:
        with CaptureQueriesContext(connection) as asked:
            (case,) = gathered(registered)
        return len(asked), len(case.statements), len(facts_of(case))

    source = Source.objects.create(title="Official list", publisher="Registry")
    stated: Any = {"reach": "register", "source": source, "body": meti, "domain": "magnets", "type": "order"}
    others = [company(f"Company {n}") for n in range(10)]
    rows = table_of("measure").objects
    found = set()
    for count in (10, 190, 1_800):
        rows.bulk_create(rows.model(**{"company": others[n % 10], **stated}) for n in range(count))
        found.add(size())
    assert len(found) == 1


def test_measures_about_the_groups_of_participants_and_their_rivals_are_read(register: Register) -> None:
    first = register(document("R-1"))
    meti = GovernmentBody.objects.get(code="METI")
    parent, subsidiary, rival, above_rival = (company(name) for name in ("Parent", "Subsidiary", "Rival", "Above"))
    imported("shareholding", holder=parent, company=hikari(first), share_bp=6000)
    imported("shareholding", holder=hikari(first), company=subsidiary, share_bp=6000)
    imported("competitor", company=rival, of=hikari(first))
    imported("shareholding", holder=above_rival, company=rival, share_bp=6000)
    about = (parent, subsidiary, rival, above_rival)
    for each in (*about, company("Unrelated")):
        imported("measure", body=meti, company=each, domain="cloud", type="order")
    (case,) = gathered(first)
    read = {each.values["company"] for each in case.statements if each.kind == "measure"}
    assert read == {str(each.id) for each in about}


def test_all_measures_about_a_company_that_was_kept_out_are_read(register: Register) -> None:
    first = register(document("R-1"))
    meti, another = (GovernmentBody.objects.get(code=code) for code in ("METI", "DA"))
    under = GovernmentBody.objects.create(code="METI-X", name_en="A bureau of METI")
    source, _ = Source.objects.get_or_create(title="Official list", publisher="Registry")
    BodyParent.objects.create(body=under, parent=meti, source=source)
    by_meti, by_bureau, by_another, before = (company(f"Out {number}") for number in range(4))
    later, earlier = date(2026, 6, 16), date(2026, 1, 5)
    for body, out, on in (
        (meti, by_meti, later),
        (under, by_bureau, later),
        (another, by_another, later),
        (meti, before, earlier),
    ):
        imported("measure", body=body, company=out, type="exclusion", on=on)
        imported("measure", body=another, company=out, domain="cloud", type="order", on=earlier)
    (case,) = gathered(first)
    read = sorted((str(each.values["company"]), str(each.values["type"])) for each in case.statements)
    both = [(str(out.id), kind) for out in (by_meti, by_bureau) for kind in ("exclusion", "order")]
    assert read == sorted([*both, (str(before.id), "exclusion")])  # an earlier one is read and bears on nothing
    measures = [each for each in facts_of(case) if isinstance(each, Measure)]
    assert {each.company for each in measures if each.bears_on_case} == {str(by_meti.id), str(by_bureau.id)}


def test_only_the_last_calls_for_the_same_object_are_read(register: Register) -> None:
    first = register(document("R-1"))
    meti = GovernmentBody.objects.get(code="METI")
    for month in range(1, 13):
        for year in (2023, 2024, 2025):
            imported("call", body=meti, object="research", closed_on=f"{year}-{month:02}-10")
    imported("call", body=meti, object="goods", closed_on="2026-01-10")
    imported("call", body=meti, object="research", closed_on="2026-06-15")
    (case,) = gathered(first)
    closed = sorted(str(each.values["closed_on"]) for each in case.statements if each.kind == "call")
    assert (len(closed), closed[0], closed[-1]) == (20, "2024-05-10", "2025-12-10")


def test_the_lists_of_companies_whose_business_was_taken_over_are_read(register: Register) -> None:
    first = register(document("R-1"))
    before, long_before, unrelated = (company(name) for name in ("Before", "Long before", "Unrelated"))
    imported("succession", company=hikari(first), predecessor=before)
    imported("succession", company=before, predecessor=long_before)
    imported("listing", company=long_before, list="exclusion_from_tender")
    imported("listing", company=unrelated, list="exclusion_from_tender")
    (case,) = gathered(first)
    assert [each.values["company"] for each in case.statements if each.kind == "listing"] == [str(long_before.id)]
    assert values(facts(case, "exclusion"), "company", "listed_company") == [
        (str(hikari(first).id), str(long_before.id))
    ]


def shareholders(count: int) -> Json:
    companies = [{"key": "hikari", "name": {"en": "Hikari"}}]
    companies += [{"key": f"c{number}", "name": {"en": f"C{number}"}} for number in range(count)]
    statements = [
        {"kind": "shareholding", "holder": f"c{number}", "company": "hikari", "share_bp": 1} for number in range(count)
    ]
    bids = [{"kind": "bid", "company": f"c{number}", "status": "valid"} for number in range(count // 10)]
    return {"companies": companies, "statements": [*statements, *bids]}


def queries_for(*registered: Registration) -> int:
    with CaptureQueriesContext(connection) as queries:
        gathered(*registered)
    return len(queries)


def test_the_number_of_queries_is_the_same_for_few_and_many_statements_and_cases(register: Register) -> None:
    few = register(document("R-1", **shareholders(10)))
    many = register(document("R-2", **shareholders(1000)))
    others = [register(document(f"S-{number}", **shareholders(10))) for number in range(5)]
    counts = {queries_for(few), queries_for(many), queries_for(few, many, *others)}
    assert len(counts) == 1
    assert counts.pop() <= 70


def test_a_batch_gives_each_case_what_it_gets_alone(register: Register) -> None:
    owned = {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620}
    first = register(document("R-1", statements=[owned]))
    second = register(document("R-1", body="DA", statements=[{"kind": "recusal", "person": "sato"}]))
    third = register(document("R-2", domain="cloud"))
    batch = gathered(first, second, third)
    alone = [gathered(each)[0] for each in (first, second, third)]
    assert [facts_of(each) for each in batch] == [facts_of(each) for each in alone]
    assert [each.statements for each in batch] == [each.statements for each in alone]


@pytest.fixture
def three_are_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """Follow three owners only."""
    monkeypatch.setattr("rules.facts.gathering.closure.MOST_FOLLOWED", 3)
    monkeypatch.setattr("rules.facts.gathering.scope.MOST_FOLLOWED", 3)


def test_owners_that_are_too_many_to_follow_are_not_taken_for_known(register: Register, three_are_most: None) -> None:
    known = {"kind": "ownership_known", "company": "hikari"}
    first = register(document("R-1", statements=[known]))
    second = register(document("R-1", body="DA", statements=[known]))
    owned = hikari(first)
    for number in range(5):
        owner = company(f"Owner {number}")
        imported("shareholding", holder=owner, company=owned, share_bp=6000)
        owned = owner
    cut, whole = gathered(first, second)
    assert (cut.owners_cut, whole.owners_cut) == (True, False)
    assert len(holders(cut)) == 4
    assert gathered(first)[0].statements == cut.statements


@pytest.mark.django_db
def test_no_case_at_all_is_no_case() -> None:
    assert gather_cases([], timezone.now()) == []


def test_claims_in_the_domain_are_read_with_the_owners_of_their_claimants(register: Register) -> None:
    first = register(document("R-1"))
    claimant, owner, meti = company("Claimant"), company("Owner"), GovernmentBody.objects.get(code="METI")
    imported("dispute", claimant=claimant, respondent=meti, domain="magnets")
    imported("dispute", claimant=claimant, respondent=meti, domain="cloud")
    imported("dispute", claimant=hikari(first), respondent=meti)
    imported("shareholding", holder=owner, company=claimant, share_bp=6000)
    (case,) = gathered(first)
    assert sorted((each.kind, str(each.values.get("domain"))) for each in case.statements) == [
        ("dispute", "None"),
        ("dispute", "magnets"),
        ("shareholding", "None"),
    ]
