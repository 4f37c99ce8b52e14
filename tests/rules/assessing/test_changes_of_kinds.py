"""Awards, markets, disputes and successions ask anew for the partnerships whose cases read them, and for no other."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Party, table_of
from rules.assessing.questions import partnerships_touched_by
from rules.facts.gathering.anchors import EARLIER_CALLS
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.touch import ChangeAnswers, ChangedActs
from rules.models import AskedPlaces, AskedValue
from tests.rules.assessing.changing import asked_again, assessed, bare, changed, company, held, key, known, of, run
from tests.rules.facts.gathering.conftest import Json

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def award(**said: Any) -> Json:
    return {"kind": "award", "company": "hikari", **said}


def claim_of(claimant: object, **said: Any) -> Json:
    return {"kind": "dispute", "claimant": key(claimant), "respondent": "METI", **said}


def share(of_company: object, domain: str) -> Json:
    return {"kind": "market", "company": key(of_company), "domain": domain, "share_bp": 3000}


def taken_over(by: object, predecessor: object) -> Json:
    return {"kind": "succession", "company": key(by), "predecessor": key(predecessor)}


def test_an_award_under_a_call_that_another_partnership_stated_is_found_by_what_the_call_says() -> None:
    call: Json = {"kind": "call", "key": "c1", "body": "METI", "object": "works", "domain": "magnets"}
    stated = assessed(bare("X-0", call, submitted_by="DA", sponsor="DA", domain="cloud"))
    assessed(bare("T-1"))
    assessed(bare("T-2", domain="cloud"))
    (row,) = table_of("call").objects.filter(submission=stated.submission)
    assert changed(award(call=str(row.lineage), on="2025-04-01")) == {"T-1"}


def test_an_award_of_the_sponsor_under_the_call_of_another_body_is_found_by_what_it_says_itself() -> None:
    call: Json = {"kind": "call", "key": "c1", "body": "DA", "object": "works", "domain": "cloud"}
    assessed(bare("T-1"))
    assessed(bare("T-2", domain="cloud"))
    assert changed(call, award(call="c1", body="METI", object="goods", on="2025-04-01")) == {"T-1", "T-2"}


def test_an_award_to_the_partner_asks_again_once_its_call_no_longer_says_a_domain() -> None:
    hikari = company("Hikari")
    call: Json = {"kind": "call", "key": "c1", "body": "METI", "object": "works"}
    to_hikari = {**award(call="c1", on="2025-04-01"), "company": key(hikari)}
    known({**call, "domain": "cloud"}, to_hikari)
    assessed(bare("T-1", **of(hikari)))
    assessed(bare("T-2"))
    assert changed(call, to_hikari, reference="X-0", revision=2) == {"T-1"}


def test_an_award_that_is_taken_back_asks_again() -> None:
    known(award(body="METI", domain="magnets", on="2025-04-01"))
    assessed(bare("T-1"))
    assert changed(reference="X-0", revision=2) == {"T-1"}


@pytest.mark.parametrize(("domain", "touched"), [("magnets", {"T-1"}), ("batteries", {"T-2"}), ("cloud", set())])
def test_a_market_share_asks_again_in_the_domain_and_where_the_partner_competes(domain: str, touched: set[str]) -> None:
    competes: Json = {"kind": "competitor", "company": key(company("Rival")), "of": "hikari", "domain": "batteries"}
    assessed(bare("T-1"))
    assessed(bare("T-2", competes, domain="energy"))
    assert changed(share(company("Stranger"), domain)) == touched


def test_a_claim_of_a_stranger_asks_again_in_its_domain_alone() -> None:
    assessed(bare("T-1"))
    stranger = company("Stranger")
    assert changed(claim_of(stranger, domain="cloud"), claim_of(stranger)) == set()
    assert changed(claim_of(stranger, domain="magnets"), reference="X-2") == {"T-1"}


def test_a_claim_of_a_rival_asks_again_in_any_domain() -> None:
    hikari, rival = company("Hikari"), company("Rival")
    known({"kind": "competitor", "company": key(rival), "of": key(hikari)})
    assessed(bare("T-1", **of(hikari)))
    assert changed(claim_of(rival, domain="cloud")) == {"T-1"}


def test_an_owner_of_who_made_a_claim_in_the_domain_asks_again() -> None:
    claimant = company("Claimant")
    known(claim_of(claimant, domain="magnets"))
    assessed(bare("T-1"))
    assert changed(held(company("Owner"), claimant)) == {"T-1"}


def test_the_list_entry_of_whose_business_was_taken_over_asks_again_along_the_line() -> None:
    hikari, before, long_before = (company(name) for name in ("Hikari", "Before", "Long before"))
    known(taken_over(hikari, before))
    assessed(bare("T-1", **of(hikari)))
    entry = {"kind": "listing", "company": key(long_before), "list": "exclusion_from_tender"}
    assert changed(entry) == set()
    assert changed(taken_over(before, long_before), reference="X-2") == {"T-1"}
    run("T-1")
    assert changed({**entry, "company": key(before)}, entry, reference="X-3") == {"T-1"}


def test_who_takes_over_the_business_of_the_partner_asks_nobody_again() -> None:
    hikari = company("Hikari")
    assessed(bare("T-1", **of(hikari)))
    assert changed(taken_over(company("Other"), hikari)) == set()


@pytest.mark.parametrize(
    "stated",
    [
        {"kind": "benefit", "giver": "hikari", "person": "tanaka"},
        {"kind": "securities_trade", "company": "hikari", "person": "tanaka", "on": "2026-05-01"},
        {"kind": "job_offer", "company": "hikari", "person": "tanaka"},
        {"kind": "bid_restriction", "company": "hikari", "person": "tanaka"},
    ],
)
def test_what_ties_a_person_to_the_partner_asks_again_for_the_same_bodys_cases(stated: Json) -> None:
    hikari = company("Hikari")
    tanaka = Party(kind="person", name_en="Tanaka Aoi")
    tanaka.save()
    named = {"hikari": key(hikari), "tanaka": key(tanaka)}
    tie = {name: named.get(value, value) for name, value in stated.items()}
    assessed(bare("T-1", **of(hikari)))
    assessed(bare("T-2"))
    assert changed(tie, body="DA") == set()
    assert changed(tie, body="METI", reference="X-2") == {"T-1"}


def test_a_list_of_the_awards_of_a_thousand_bodies_finds_the_one_that_a_case_reads() -> None:
    first = assessed(bare("T-1"))
    of_bodies = (*(f"B-{number}" for number in range(1_500)), "METI")
    days = {"first": "2025-04-01", "last": "2025-04-01"}
    acts = [ChangedActs(sort="award", body=each, domain="magnets", object="", **days) for each in of_bodies]
    assert partnerships_touched_by(ChangeAnswers(acts=tuple(acts[:-1]))) == set()
    assert partnerships_touched_by(ChangeAnswers(acts=tuple(acts))) == {first.partnership.pk}


def history(count: int) -> list[Json]:
    """Return awards with and without a call, shares of markets and claims."""
    call: Json = {"kind": "call", "body": "METI", "object": "goods", "domain": "magnets", "closed_on": "2025-02-03"}
    return [
        *({**call, "key": f"k{n}"} for n in range(count)),
        *(award(call=f"k{n}", amount_yen=n + 1) for n in range(count)),
        *(award(body="METI", domain="magnets", on="2025-03-03", amount_yen=n + 1) for n in range(count)),
        *({**share("hikari", "magnets"), "share_bp": n} for n in range(count)),
        *({**claim_of("hikari", domain="magnets"), "forum": f"Court {n}"} for n in range(count)),
    ]


def test_a_long_history_takes_as_many_queries_as_a_short_one_whomever_it_touches() -> None:
    counts = []
    for stated, touched in ((2, 1), (15, 12)):  # more awards go in two portions on SQLite
        for number in range(touched):
            if not AskedValue.objects.filter(asking__partnership__reference=f"T-{number}").exists():
                assessed(bare(f"T-{number}"))
        draft = check_document(bare(f"X-{stated}", *history(stated), submitted_by="DA", sponsor="DA", domain="cloud"))
        with CaptureQueriesContext(connection) as captured:
            register_partnership(draft, account=None, way="file")
        counts.append(len(captured))
        assert asked_again() == {f"T-{number}" for number in range(touched)}
        for number in range(touched):
            run(f"T-{number}")
    assert counts[0] == counts[1]


def test_a_hundred_awards_shares_and_claims_add_their_company_to_what_is_kept() -> None:
    known(*history(40))
    kept = []
    for reference, domain in (("T-1", "energy"), ("T-2", "magnets")):
        (case,) = gather_cases([assessed(bare(reference, domain=domain)).submission], timezone.now())
        kept.append(AskedValue.objects.filter(asking__partnership__reference=reference).count())
        assert len(case.statements) == (EARLIER_CALLS if domain == "energy" else 200)
    assert kept[1] - kept[0] == 1
    assert AskedPlaces.objects.count() < 20
