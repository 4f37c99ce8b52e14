"""A number that comes later and belongs to another company: the key moves, and a lead joins the two parties at once."""

from typing import Any

import pytest

from institutions.codes.wording import code_words
from institutions.drafts.kept_errors import kept_code
from institutions.drafts.name_searches import search_waiting
from institutions.models import Account, Company, GovernmentBody, IdentityLead, Import, LeadState, Role, table_of
from institutions.parties.identities.deciding import decide_lead
from institutions.values.calendar import Language
from tests.institutions.imports.good_files import bring_in
from tests.institutions.imports.records import bring_in as bring_records
from tests.institutions.imports.records import of

pytestmark = pytest.mark.django_db

NUMBER = "4000012090001"
HOLDINGS: Any = table_of("shareholding")  # its columns come from the declaration of its kind
WITHOUT = "key,name\nn1,検証ニシ株式会社\n"
WITH = f"key,name,corporate_number\nn1,検証ニシ株式会社,{NUMBER}\n"
HOLDING = (
    "record,holder,holder.name,holder.type,company,company.name,share_bp\n"
    "1,n1,検証ニシ株式会社,company,n9,検証ヒガシ株式会社,6000\n"
)


def table(meti: GovernmentBody, kind: str, text: str, **options: str) -> Import:
    return bring_in(meti, kind, text.encode(), dry_run=False, collection="num", **options)


def notes(job: Import, language: Language = "en") -> list[str]:
    return [code_words(kept_code(note), language) for each in job.outcomes.order_by("number") for note in each.notes]


@pytest.fixture
def numbered(meti: GovernmentBody) -> Company:
    """Return a company of the register with the number, of which another collection knows."""
    row = {"key": "w", "name": {"ja": "㈱検証ニシ"}, "corporate_number": NUMBER}
    bring_records(meti, of(companies=[row]))
    return Company.objects.get(corporate_number=NUMBER)


@pytest.fixture
def unnumbered(numbered: Company, meti: GovernmentBody) -> Company:
    """Return the company that a collection called n1 before it gave the number, without leads by name."""
    table(meti, "companies", WITHOUT)
    table(meti, "shareholding", HOLDING)
    search_waiting()
    IdentityLead.objects.all().delete()
    return Company.objects.get(name_ja="検証ニシ株式会社")


def test_a_number_that_comes_later_leaves_a_lead_and_says_where(
    meti: GovernmentBody, numbered: Company, unnumbered: Company
) -> None:
    job = table(meti, "companies", WITH)
    search_waiting()
    lead = IdentityLead.objects.get()
    assert (lead.party_id, lead.candidate_id, lead.state) == (unnumbered.pk, numbered.pk, LeadState.OPEN)
    assert (lead.score, lead.reasons, lead.body_id) == (99, ["same_key", "same_name"], meti.pk)
    [said] = [each for each in notes(job) if "/leads/" in each]
    assert "The key 'n1' was '検証ニシ株式会社' until now, and is '㈱検証ニシ'" in said
    assert f"until a person confirms that both are the same party: /leads/{lead.pk}/." in said
    [in_japanese] = [each for each in notes(job, "ja") if "/leads/" in each]
    assert f"/leads/{lead.pk}/" in in_japanese
    assert "until now" not in in_japanese


def test_confirmed_what_the_collection_said_of_the_key_is_of_one_company(
    meti: GovernmentBody, numbered: Company, unnumbered: Company
) -> None:
    table(meti, "companies", WITH)
    assert table(meti, "shareholding", HOLDING).unchanged == 1
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    search_waiting()
    decide_lead(IdentityLead.objects.get(), same=True, reason="The number is on the certificate", account=officer)
    holder = HOLDINGS.objects.current().get().holder
    assert (holder.pk, holder.same_as_id) == (unnumbered.pk, numbered.pk)
    assert notes(table(meti, "companies", WITH)) == []
    search_waiting()
    assert IdentityLead.objects.count() == 1


def test_one_pair_has_one_lead_however_often_the_files_come(meti: GovernmentBody, numbered: Company) -> None:
    table(meti, "companies", WITHOUT)
    search_waiting()
    by_name = IdentityLead.objects.get()
    job = table(meti, "companies", WITH)
    table(meti, "companies", WITHOUT)
    table(meti, "companies", WITH)
    search_waiting()
    assert IdentityLead.objects.get() == by_name
    assert any(f"/leads/{by_name.pk}/" in each for each in notes(job))


def test_a_refusal_of_the_pair_stands_and_is_told(meti: GovernmentBody, numbered: Company) -> None:
    table(meti, "companies", WITHOUT)
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    search_waiting()
    lead = decide_lead(IdentityLead.objects.get(), same=False, reason="Two seats now", account=officer)
    job = table(meti, "companies", WITH)
    [said] = [each for each in notes(job) if "until now" in each]
    assert "a person decided that these are different parties." in said
    assert f"If they are the same, reverse that decision: /leads/{lead.pk}/." in said
    lead.refresh_from_db()
    assert lead.state == LeadState.REFUSED
    assert any("別の当事者であると判断されている" in each for each in notes(job, "ja"))


def test_a_lead_of_another_body_is_not_addressed(
    meti: GovernmentBody, digital_agency: GovernmentBody, numbered: Company, unnumbered: Company
) -> None:
    table(meti, "companies", WITH)
    IdentityLead.objects.update(body=digital_agency)
    table(meti, "companies", WITHOUT.replace("n1", "n2"))
    search_waiting()
    IdentityLead.objects.exclude(party=unnumbered).update(body=digital_agency)
    [said] = [each for each in notes(table(meti, "companies", WITH.replace("n1", "n2"))) if "until now" in each]
    assert said.endswith("Ask a reviewer.")
    assert "/leads/" not in said


@pytest.mark.usefixtures("numbered")
def test_a_dry_run_tells_it_without_an_address(meti: GovernmentBody) -> None:
    row = [{"key": "n1", "name": {"ja": "検証ニシ株式会社"}}]
    bring_records(meti, of("A", companies=row))
    search_waiting()
    IdentityLead.objects.all().delete()
    numbered_row = [{**row[0], "corporate_number": NUMBER}]
    [outcome] = bring_records(meti, of("A", companies=numbered_row), dry_run=True)
    assert any("confirms that both are the same party: /leads/." in each.message for each in outcome.notes)


def test_keys_that_are_given_to_others_join_nobody(
    meti: GovernmentBody, numbered: Company, unnumbered: Company
) -> None:
    other = WITH.replace("検証ニシ株式会社", "検証ミナミ株式会社")
    job = table(meti, "companies", other, replace="true")
    assert job.changed == 1
    search_waiting()
    assert not IdentityLead.objects.exists()
    assert not any("until now" in each for each in notes(job))


def test_a_new_number_that_nobody_has_moves_nothing(meti: GovernmentBody) -> None:
    table(meti, "companies", WITHOUT)
    job = table(meti, "companies", WITH)
    assert not any("until now" in each for each in notes(job))
    assert Company.objects.get().corporate_number == NUMBER
