"""A change of the register asks anew for the partnerships whose assessment read, or would read, what changed."""

import pytest
from django.utils import timezone

from institutions.drafts.name_searches import search_waiting
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import Account, Company, GovernmentBody, IdentityLead, Party
from institutions.parties.identities.deciding import decide_lead
from rules.models import AskedValue
from tests.rules.assessing.changing import (
    asked_again,
    assessed,
    bare,
    changed,
    company,
    held,
    key,
    known,
    of,
    partner,
    run,
)

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def test_a_holding_in_the_owner_of_an_owner_asks_again() -> None:
    hikari, owner, above, new = (company(name) for name in ("Hikari", "Owner", "Above", "New"))
    known(held(owner, hikari), held(above, owner))
    first = assessed(bare("T-1", **of(hikari)))
    assessed(bare("T-2"))
    assert changed(held(new, above)) == {"T-1"}
    run("T-1")
    assert key(new) in set(
        AskedValue.objects.filter(asking__partnership=first.partnership).values_list("value", flat=True)
    )


def test_a_list_entry_of_an_owner_asks_again() -> None:
    hikari, owner, above = (company(name) for name in ("Hikari", "Owner", "Above"))
    known(held(owner, hikari), held(above, owner))
    assessed(bare("T-1", **of(hikari)))
    assert changed({"kind": "listing", "company": key(above), "list": "cn_watch_list"}) == {"T-1"}


def test_what_is_taken_back_asks_again() -> None:
    hikari, owner, above, new = (company(name) for name in ("Hikari", "Owner", "Above", "New"))
    known(held(owner, hikari), held(above, owner))
    assessed(bare("T-1", **of(hikari)))
    assert changed(held(new, above)) == {"T-1"}
    run("T-1")
    assert changed(revision=2) == {"T-1"}


def test_a_measure_on_a_rival_asks_again() -> None:
    hikari, rival = company("Hikari"), company("Rival")
    known({"kind": "competitor", "company": key(rival), "of": key(hikari)})
    assessed(bare("T-1", **of(hikari)))
    measure = {"kind": "measure", "body": "DA", "company": key(rival), "type": "subsidy", "on": "2026-01-05"}
    assert changed(measure) == {"T-1"}


def test_that_a_company_competes_with_the_partner_asks_again() -> None:
    first = assessed(bare("T-1"))
    rival = {"kind": "competitor", "company": key(company("Rival")), "of": key(partner(first))}
    assert changed(rival) == {"T-1"}


def test_an_owner_of_a_rival_asks_again() -> None:
    hikari, rival = company("Hikari"), company("Rival")
    known({"kind": "competitor", "company": key(rival), "of": key(hikari)})
    assessed(bare("T-1", **of(hikari)))
    assert changed(held(company("Owner"), rival)) == {"T-1"}


@pytest.mark.parametrize(
    ("domain", "kind", "touched"),
    [
        ("magnets", "exclusion", {"T-1"}),
        ("magnets", "subsidy", {"T-1"}),
        ("batteries", "exclusion", set()),
        ("batteries", "subsidy", set()),
    ],
)
def test_a_measure_that_names_no_company_asks_again_in_its_domain_whatever_its_type(
    domain: str, kind: str, touched: set[str]
) -> None:
    assessed(bare("T-1"))
    measure = {"kind": "measure", "body": "DA", "domain": domain, "type": kind, "on": "2026-01-05"}
    assert changed(measure) == touched


def test_an_exclusion_without_a_domain_by_who_would_sign_asks_again() -> None:
    assessed(bare("T-1", selection={"method": "open", "object": "goods", "opened_on": "2026-06-01"}))
    assessed(bare("T-2", submitted_by="DA", sponsor="DA", co_sponsors=["METI"]))
    assessed(bare("T-3", submitted_by="DA", sponsor="DA"))
    shut_out = {"kind": "measure", "company": key(company("Kept Out")), "type": "exclusion", "on": "2026-06-16"}
    assert changed({**shut_out, "body": "METI", "domain": "batteries"}) == set()
    assert changed({**shut_out, "body": "METI"}, reference="X-2") == {"T-1", "T-2"}


def test_a_mandate_of_the_sponsor_asks_again(meti: GovernmentBody) -> None:
    assessed(bare("T-1"))
    assessed(bare("T-2", submitted_by="DA", sponsor="DA"))
    register_changed.send(
        sender=GovernmentBody, change=RegisterChange(moment=timezone.now(), parties=frozenset({meti.pk}))
    )
    assert asked_again() == {"T-1"}


def test_a_treaty_with_the_country_of_an_owner_asks_again() -> None:
    owner = Company(name_en="Owner", country="AU")
    owner.save()
    assessed(bare("T-1", held(owner, "hikari")))
    assessed(bare("T-2"))
    for country, touched in (("JP", set()), ("ZM", set()), ("AU", {"T-1"})):
        change = RegisterChange(moment=timezone.now(), countries=frozenset({country}))
        register_changed.send(sender=GovernmentBody, change=change)
        assert asked_again() == touched


def test_an_investment_that_is_stated_for_all_of_a_country_asks_again_and_one_companys_does_not() -> None:
    assessed(bare("T-1"))
    one = {"kind": "investment", "investor": key(company("Investor")), "country": "JP"}
    assert changed(one) == set()
    assert changed({**one, "investor": "AU"}, reference="X-2") == {"T-1"}


def test_what_a_fund_holds_elsewhere_asks_nobody_again() -> None:
    hikari, fund, other = (company(name) for name in ("Hikari", "Fund", "Other"))
    known(held(fund, hikari))
    assessed(bare("T-1", **of(hikari)))
    assert changed(held(fund, other, 9000)) == set()


def test_a_subsidiary_of_the_partner_asks_again_from_half_of_its_votes() -> None:
    first = assessed(bare("T-1"))
    assert changed(held(partner(first), company("Other"), 4999)) == set()
    assert changed(held(partner(first), company("Subsidiary"), 5000), reference="X-2") == {"T-1"}


def test_what_has_nothing_to_do_with_a_case_asks_nobody_again() -> None:
    assessed(bare("T-1", held(company("Owner"), "hikari")))
    one, other = company("One"), company("Other")
    unrelated = [
        held(one, other),
        {"kind": "exposure", "company": key(one), "country": "CN", "plants": 1},
        {"kind": "competitor", "company": key(one), "of": key(other)},
        {"kind": "listing", "company": key(other), "list": "us_entity_list"},
    ]
    assert changed(*unrelated) == set()


def test_a_person_is_asked_about_by_the_bodys_own_cases_alone() -> None:
    sato = Party(kind="person", name_en="Sato Haruka")
    sato.save()
    official = {"officials": [{"person": key(sato), "role": "decision_maker"}]}
    assessed(bare("T-1", **official))
    assessed(bare("T-2", submitted_by="DA", sponsor="DA", **official))
    seat = {"kind": "directorship", "person": key(sato), "company": key(company("Board"))}
    assert changed(seat, body="METI") == {"T-1"}
    assert changed(seat, body="DA", reference="X-2") == {"T-1", "T-2"}


def test_what_belongs_to_its_case_alone_asks_nobody_again() -> None:
    first = assessed(bare("T-1"))
    assert changed({"kind": "bid", "company": key(partner(first)), "status": "valid"}, body="METI") == set()


def test_two_parties_that_are_found_to_be_one_ask_again_for_the_cases_of_both() -> None:
    names = {"companies": [{"key": "hikari", "name": {"en": "Hikari Magnetics"}}]}
    assessed(bare("T-1", **names))
    second = assessed(bare("T-2", **names))
    assessed(bare("T-3"))
    search_waiting()
    lead = IdentityLead.objects.get(party=second.parties["hikari"])
    decide_lead(lead, same=True, reason="Both have the same seat", account=Account.objects.create_user("officer"))
    assert asked_again() == {"T-1", "T-2"}


def test_a_party_is_asked_about_by_every_key_that_it_had_before() -> None:
    first = assessed(bare("T-1"))
    root = company("The same")
    Party.objects.filter(pk=partner(first).pk).update(same_as=root)
    assert changed({"kind": "exposure", "company": key(root), "country": "CN", "plants": 1}) == {"T-1"}
