"""A change of the register asks anew for the partnerships whose assessment read, or would read, what changed."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.changes import Change
from institutions.drafts.check import check_document
from institutions.drafts.store import Registered, register_partnership
from institutions.identities.deciding import decide_lead
from institutions.models import Account, Company, GovernmentBody, IdentityLead, Party
from institutions.signals import register_changed
from rules.assessing.changes import forget_changes, latest_change
from rules.assessing.claim import claim
from rules.assessing.work import work_on
from rules.gathering.from_register import gather_cases
from rules.gathering.stated import CaseInput
from rules.models import AskedValue, Asking, Assessment, NotedChange, Trigger
from tests.documents import small
from tests.rules.gathering.conftest import Json

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def company(name: str) -> Company:
    row = Company(name_en=name, country="JP")
    row.save()
    return row


def bare(reference: str, *statements: Json, **changes: Any) -> Json:
    """A partnership of METI with a company of its own and nothing stated but this."""
    companies = [{"key": "hikari", "name": {"en": f"Partner of {reference}"}}]
    given = {"companies": companies, "people": [], "statements": list(statements), "assess_as_of": "2026-06-20"}
    return small(reference=reference, **{**given, **changes})


def of(partner: Company) -> Json:
    """The companies of a document whose partner is in the register already."""
    return {"companies": [{"key": "hikari", "id": key(partner)}]}


def register(document: Json) -> Registered:
    return register_partnership(check_document(document), account=None, way="file")


def run(reference: str) -> None:
    """Assess what is queued for a partnership."""
    taken = claim(Assessment.objects.queued().get(partnership__reference=reference).pk)
    assert taken is not None
    assert work_on(taken)


def assessed(document: Json) -> Registered:
    registered = register(document)
    run(document["reference"])
    return registered


def partner(registered: Registered) -> Party:
    return Party.objects.get(pk=registered.parties["hikari"])


def asked_again() -> set[str]:
    """References of the partnerships that a change asked for."""
    rows = Assessment.objects.queued().filter(trigger=Trigger.REGISTER_CHANGED)
    return set(rows.values_list("partnership__reference", flat=True))


def known(*statements: Json) -> None:
    """What the register holds from another partnership before any is assessed."""
    register(bare("X-0", *statements, submitted_by="DA", sponsor="DA", domain="cloud"))


def changed(*statements: Json, reference: str = "X-1", body: str = "DA", **changes: Any) -> set[str]:
    """Whom another partnership asks anew for by these statements."""
    register(bare(reference, *statements, submitted_by=body, sponsor=body, domain="cloud", **changes))
    return asked_again()


def held(holder: object, owned: object, share_bp: int = 1000) -> Json:
    return {"kind": "shareholding", "holder": key(holder), "company": key(owned), "share_bp": share_bp}


def key(party: object) -> str:
    return str(party.pk) if isinstance(party, Party) else str(party)


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
        ("magnets", "subsidy", set()),
        ("batteries", "exclusion", set()),
    ],
)
def test_a_measure_against_others_asks_again_in_its_domain_and_a_favour_to_others_does_not(
    domain: str, kind: str, touched: set[str]
) -> None:
    assessed(bare("T-1"))
    measure = {"kind": "measure", "body": "DA", "domain": domain, "type": kind, "on": "2026-01-05"}
    assert changed(measure) == touched


def test_a_mandate_of_the_sponsor_asks_again(meti: GovernmentBody) -> None:
    assessed(bare("T-1"))
    assessed(bare("T-2", submitted_by="DA", sponsor="DA"))
    register_changed.send(sender=GovernmentBody, change=Change(moment=timezone.now(), parties=frozenset({meti.pk})))
    assert asked_again() == {"T-1"}


def test_a_treaty_with_the_country_of_an_owner_asks_again() -> None:
    owner = Company(name_en="Owner", country="AU")
    owner.save()
    assessed(bare("T-1", held(owner, "hikari")))
    assessed(bare("T-2"))
    for country, touched in (("JP", set()), ("ZM", set()), ("AU", {"T-1"})):
        change = Change(moment=timezone.now(), countries=frozenset({country}))
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


def call(closed_on: str, body: str = "METI", procured: str = "goods") -> Json:
    return {"kind": "call", "key": "c1", "body": body, "object": procured, "closed_on": closed_on}


@pytest.mark.parametrize(
    ("stated", "touched"),
    [
        (call("2026-06-14"), {"T-1"}),
        (call("2026-06-15"), set()),
        (call("2026-01-10", body="DA"), set()),
        (call("2026-01-10", procured="works"), set()),
    ],
)
def test_an_earlier_call_of_the_sponsor_for_the_same_object_asks_again(stated: Json, touched: set[str]) -> None:
    assessed(bare("T-1"))
    assert changed(stated) == touched


def test_a_call_older_than_those_that_are_read_asks_nobody_again() -> None:
    days = [date(2026, 1, 31) - timedelta(days=number) for number in range(20)]
    calls = [{**call(day.isoformat()), "key": f"c{day}"} for day in days]
    assessed(bare("T-1", *calls))
    assert changed(call("2026-01-11")) == set()
    assert changed(call("2026-01-12"), reference="X-2") == {"T-1"}


def test_a_bid_in_a_call_that_is_read_asks_again() -> None:
    first = register(bare("X-0", call("2026-01-10")))
    assessed(bare("T-1"))
    (case,) = gather_cases([first.submission], timezone.now())
    (lineage,) = [each.lineage for each in case.statements if each.kind == "call"]
    bid = {"kind": "bid", "call": lineage, "company": key(company("Bidder")), "status": "valid"}
    assert changed(bid) == {"T-1"}


def award(**said: Any) -> Json:
    return {"kind": "award", "company": "hikari", "on": "2025-04-01", **said}


OF_METI: Json = {"body": "METI", "domain": "magnets"}


@pytest.mark.parametrize(
    ("stated", "touched"),
    [
        (award(**OF_METI), {"T-1"}),
        (award(**{**OF_METI, "on": "2026-06-15"}), {"T-1"}),
        (award(**{**OF_METI, "on": "2026-06-16"}), {"T-1"}),
        (award(**{**OF_METI, "on": "2021-06-14"}), set()),
        ({"kind": "award", "company": "hikari", **OF_METI}, {"T-1"}),
        (award(body="METI", domain="cloud", object="goods"), set()),
        (award(body="METI", object="goods"), {"T-1"}),
        (award(body="METI", object="works"), set()),
        (award(body="DA", domain="magnets"), set()),
        ({"kind": "history_known", **OF_METI}, {"T-1"}),
        ({"kind": "history_known", "body": "METI", "domain": "cloud"}, set()),
        ({"kind": "market_known", "domain": "magnets"}, {"T-1"}),
        ({"kind": "market_known", "domain": "cloud"}, set()),
    ],
)
def test_an_award_of_the_sponsor_asks_again_within_its_years_and_domain(stated: Json, touched: set[str]) -> None:
    assessed(bare("T-1"))
    assert changed(stated) == touched


def test_an_award_to_the_partner_asks_again_where_it_has_no_domain() -> None:
    first = assessed(bare("T-1"))
    to_partner = {**award(body="METI", object="works"), "company": key(partner(first))}
    assert changed({**to_partner, "domain": "cloud"}) == set()
    assert changed(to_partner, reference="X-2") == {"T-1"}


@pytest.mark.parametrize(
    ("body", "domain", "awarded_on", "touched"),
    [
        ("METI", "magnets", "2025-04-01", {"T-1"}),
        ("METI", "magnets", "2021-06-14", set()),
        ("METI", "cloud", "2025-04-01", set()),
        ("DA", "magnets", "2025-04-01", set()),
    ],
)
def test_a_partnership_that_was_awarded_asks_again_for_its_bodys_cases(
    body: str, domain: str, awarded_on: str, touched: set[str]
) -> None:
    assessed(bare("T-1"))
    selection = {"method": "open", "object": "goods"}
    other = bare("X-1", submitted_by=body, sponsor=body, domain=domain, selection=selection)
    register(other)
    assert asked_again() == set()
    register({**other, "revision": 2, "selection": {**selection, "awarded_on": awarded_on}})
    assert asked_again() == touched


def test_an_award_that_says_nothing_itself_is_what_its_call_says() -> None:
    assessed(bare("T-1"))
    old = {**call("2026-06-20", procured="works"), "domain": "cloud"}
    under: Json = {"kind": "award", "company": "hikari", "call": "c1"}
    assert changed(old, under) == set()
    assert changed({**old, "closed_on": "2026-06-01", "domain": "magnets"}, under, revision=2) == {"T-1"}
    run("T-1")
    assert changed(old, under, revision=3) == {"T-1"}


def test_two_parties_that_are_found_to_be_one_ask_again_for_the_cases_of_both() -> None:
    names = {"companies": [{"key": "hikari", "name": {"en": "Hikari Magnetics"}}]}
    assessed(bare("T-1", **names))
    second = assessed(bare("T-2", **names))
    assessed(bare("T-3"))
    lead = IdentityLead.objects.get(party=second.parties["hikari"])
    decide_lead(lead, same=True, reason="Same seat", account=Account.objects.create_user("officer"))
    assert asked_again() == {"T-1", "T-2"}


def test_a_party_is_asked_about_by_every_key_that_it_had_before() -> None:
    first = assessed(bare("T-1"))
    root = company("The same")
    Party.objects.filter(pk=partner(first).pk).update(same_as=root)
    assert changed({"kind": "exposure", "company": key(root), "country": "CN", "plants": 1}) == {"T-1"}


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What happens once, between the gathering of an assessment and the storing of its result."""
    happens: list[Callable[[], object]] = []

    def gather_and_wait(*given: Any) -> list[CaseInput]:
        cases = gather_cases(*given)
        while happens:
            happens.pop()()
        return cases

    monkeypatch.setattr("rules.assessing.work.gather_cases", gather_and_wait)
    return happens


def test_a_change_while_the_first_assessment_runs_is_not_missed(meanwhile: list[Callable[[], object]]) -> None:
    hikari, owner, above = (company(name) for name in ("Hikari", "Owner", "Above"))
    known(held(owner, hikari), held(above, owner))
    register(bare("T-1", **of(hikari)))
    meanwhile.append(lambda: changed(held(company("New"), above)))
    run("T-1")
    assert asked_again() == {"T-1"}
    run("T-1")
    assert asked_again() == set()


def test_an_unrelated_change_while_an_assessment_runs_asks_for_nothing(meanwhile: list[Callable[[], object]]) -> None:
    register(bare("T-1"))
    meanwhile.append(lambda: changed(held(company("One"), company("Other"))))
    meanwhile.append(lambda: register(bare("T-2", call("2026-07-01"))))
    run("T-1")
    assert asked_again() == set()


def test_a_call_that_is_stated_while_an_assessment_runs_is_not_missed(meanwhile: list[Callable[[], object]]) -> None:
    register(bare("T-1"))
    meanwhile.append(lambda: changed(call("2026-01-10")))
    run("T-1")
    assert asked_again() == {"T-1"}


def test_a_change_that_a_clock_dates_after_the_gathering_is_not_missed() -> None:
    first = register(bare("T-1"))
    ahead = timezone.now() + timedelta(seconds=5)
    change = Change(moment=ahead, parties=frozenset({partner(first).pk}))
    register_changed.send(sender=GovernmentBody, change=change)
    run("T-1")
    assert asked_again() == {"T-1"}


def test_an_earlier_gathering_that_is_stored_late_does_not_hide_a_later_one() -> None:
    owner, hikari = company("Owner"), company("Hikari")
    known(held(owner, hikari))
    first = register(bare("T-1"))
    late = claim(Assessment.objects.queued().get(partnership=first.partnership).pk)
    assert late is not None
    second = register(bare("T-1", revision=2, **of(hikari)))
    run("T-1")
    later = Asking.objects.get(partnership=second.partnership).known_at
    assert work_on(late)
    assert Asking.objects.get(partnership=first.partnership).known_at == later
    assert changed(held(company("New"), owner)) == {"T-1"}


def test_what_is_no_longer_asked_for_is_forgotten() -> None:
    owner = company("Owner")
    first = assessed(bare("T-1", held(owner, "hikari")))
    values = AskedValue.objects.filter(asking__partnership=first.partnership, value=key(owner))
    assert values.exists()
    assessed(bare("T-1", revision=2))
    assert not values.exists()


def test_changes_are_forgotten_once_nothing_can_have_missed_them() -> None:
    register(bare("T-1", held(company("Owner"), "hikari")))
    assert NotedChange.objects.count() == 1
    assert forget_changes(timezone.now() + timedelta(hours=1)) == 0
    mark = latest_change()
    assert forget_changes(timezone.now() + timedelta(hours=2)) == 1
    register(bare("T-2", held(company("Owner"), "hikari")))
    assert latest_change() > mark


def queries(document: Json) -> int:
    draft = check_document(document)
    with CaptureQueriesContext(connection) as captured:
        register_partnership(draft, account=None, way="file")
    return len(captured)


def test_a_change_takes_as_many_queries_whatever_it_says_and_whomever_it_touches() -> None:
    hub = company("Listed Company")
    for number in range(2):
        assessed(bare(f"T-{number}", held(hub, "hikari")))
    exposure = {"kind": "exposure", "company": key(hub), "country": "CN"}
    few = queries(bare("X-1", *({**exposure, "plants": number} for number in range(2))))
    assert len(asked_again()) == 2
    for number in range(2):
        run(f"T-{number}")
    for number in range(2, 20):
        assessed(bare(f"T-{number}", held(hub, "hikari")))
    many = queries(bare("X-2", *({**exposure, "plants": number} for number in range(40))))
    assert len(asked_again()) == 20
    assert many == few
