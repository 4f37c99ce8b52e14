"""Ties of members that the register states and they did not declare are asked about: of the member, for the chair."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, DocumentParty, Person, table_of
from rules.commission.asked_ties import ties_in_sitting
from rules.commission.choosing import answer_tie, choose_item, chosen_items, declare_ties, settle_choice
from rules.commission.contract_parties import companies_of
from rules.commission.minutes import add_minute
from rules.commission.register_contracts import awards_in_register
from rules.commission.setting_up import add_member
from rules.models import Commission, CommissionMember, Sitting, SittingItem
from tests.documents import small
from tests.rules.commission.conftest import begun, drawn
from tests.rules.commission.refusals import refused, unnamed_rows
from tests.rules.process_files.conftest import award, bid, lines, process

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
KIN = {"kind": "kinship", "person": "mori", "relative": "abe", "degree": 1, "by": "blood"}
SEAT = {"kind": "directorship", "person": "mori", "company": "aoba"}


def link(member: CommissionMember, name: str, *statements: dict[str, Any], **more: Any) -> CommissionMember:
    """Link the account of a member to Mori, of whom the register states ties to a company (all fictional)."""
    given = small(
        reference=more.pop("reference", "TIES"),
        companies=[{"key": "aoba", "name": {"ja": name}}],
        participants=[{"company": "aoba", "role": "partner"}],
        people=[{"key": key, "name": {"en": f"{key.title()} (fictional)"}} for key in ("mori", "abe")],
        statements=list(statements),
        **more,
    )
    made = register_partnership(check_document(given), account=None, way="file").partnership
    party = DocumentParty.objects.get(submission__partnership=made, key="mori").party_id
    Account.objects.filter(pk=member.account_id).update(person_id=party)
    return CommissionMember.objects.select_related("account", "commission").get(pk=member.pk)


def with_tie(held: Sitting) -> SittingItem:
    """Return a contract to look at, to whose supplier the member is tied."""
    return chosen_items(held)[0]


def page_of(account: Account, path: str) -> str:
    client = Client()
    client.force_login(account)
    return client.get(path).content.decode()


def test_a_tie_in_the_register_that_was_not_declared_is_asked_about_before_the_member_acts(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    held = drawn(sitting, officer, member)
    item = with_tie(held)
    member = link(member, item.facts["supplier"], SEAT)
    assert ties_in_sitting(member, held) is None, "nobody is asked before they declare"
    assert refused(answer_tie, item, {"text": "None."}, member) == "commission.not_declared"
    declare_ties(held, {}, member)
    found = ties_in_sitting(member, held)
    assert found
    asked = {each.item.number: each for each in found.open}
    assert {each.facts["supplier"] for each in (one.item for one in asked.values())} == {item.facts["supplier"]}
    assert asked[item.number].for_member[0].en == f"Mori (fictional) (Directorship) {item.facts['supplier']}"
    leave = {"chosen": "no", "reason": "It was looked at last year."}
    assert refused(choose_item, item, leave, member) == "commission.tie_in_register"
    at = f"/commissions/sittings/{held.pk}/"
    assert "Ties in the register that you did not declare" in page_of(member.account, at)
    assert "Why this is no tie" in page_of(member.account, f"{at}contracts/{item.number}/")
    assert "Ties in the register" not in page_of(officer, at)
    answer_tie(item, {"text": "I left the board in March."}, member)
    assert refused(answer_tie, item, {"text": "Again."}, member) == "commission.no_tie_to_answer"
    work = {"kind": "employment", "person": "mori", "company": "aoba"}
    member = link(member, item.facts["supplier"], SEAT, work, reference="LATER")
    assert refused(choose_item, item, leave, member) == "commission.tie_in_register", "another tie is another question"
    answer_tie(item, {"text": "Of the same years."}, member)
    choose_item(item, leave, member)
    assert not unnamed_rows()


def test_a_declared_tie_is_not_asked_about_and_a_withdrawal_answers_too(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    held = drawn(sitting, officer, member)
    item = with_tie(held)
    member = link(member, item.facts["supplier"], SEAT)
    of_company = [each for each in chosen_items(held) if each.facts["supplier"] == item.facts["supplier"]]
    declare_ties(held, {f"tie-{each.number}": "I sit on its board." for each in of_company}, member)
    found = ties_in_sitting(member, held)
    assert found
    assert (found.compared, found.asked) == (True, ())


def test_the_chair_sees_answers_and_no_kin_and_other_members_nothing(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    person = Person.objects.create(name_ja="議長 架空")
    account = Account.objects.create_user("chair", "a long pass phrase", role="commission_member", person=person)
    given = {"account": "chair", "name": "議長 架空", "occupation": "教授", "chair": "yes"}
    chair = add_member(sitting.commission, given, account=officer)
    again = {**given, "account": "suzuki"}
    assert refused(add_member, sitting.commission, again, account=officer) == "commission.has_chair"
    held = drawn(sitting, officer, member)
    item = with_tie(held)
    member = link(member, item.facts["supplier"], KIN, {"kind": "directorship", "person": "abe", "company": "aoba"})
    declare_ties(held, {}, member)
    at = f"/commissions/sittings/{held.pk}/"
    own, of_chair = page_of(member.account, at), page_of(account, at)
    assert "Abe" in own
    assert "a tie on record" in of_chair
    assert "Abe" not in of_chair
    assert "not answered" in of_chair
    answer_tie(item, {"text": "We have not spoken for years."}, member)
    assert "We have not spoken for years." in page_of(chair.account, at)
    for each in (officer, Account.objects.get(username="suzuki")):
        page = page_of(each, at)
        assert "We have not spoken" not in page
        assert "a tie on record" not in page


def test_a_member_who_is_not_in_the_register_is_told_so_and_does_not_act(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    held = drawn(sitting, officer, member)
    declare_ties(held, {}, member)
    settle_choice(held, member)
    Account.objects.filter(pk=member.account_id).update(person=None)
    account = Account.objects.get(pk=member.account_id)
    page = page_of(account, f"/commissions/sittings/{held.pk}/")
    assert "Your account is linked to no person in the register, so you can read here and not act." in page
    question = {"sort": "question", "text": "Why?"}
    assert refused(add_minute, chosen_items(held)[0], question, account=account) == "commission.member_unknown"


def test_what_restricted_partnerships_alone_state_is_not_asked_about(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    held = drawn(sitting, officer, member)
    member = link(member, with_tie(held).facts["supplier"], SEAT, secrecy="defence")
    declare_ties(held, {}, member)
    found = ties_in_sitting(member, held)
    assert found
    assert found.asked == ()


def test_bidders_are_compared_too_and_a_corporate_number_goes_before_a_name(sitting: Sitting, officer: Account) -> None:
    parties = [{"id": "B", "name": "別名", "identifier": {"scheme": "JP-JCN", "id": "7000012050002"}}]
    given = process(
        bid("A"), bid("B"), ocid="ocds-1-1", title="架空道路", awards=[award("A", date="2024-04-20T00:00:00Z")]
    )
    listed = lines({**given, "buyer": {"id": "METI", "name": "METI"}, "parties": parties})
    other = begun(sitting.commission, officer, listed, form="ocds")
    item = other.items.get()
    assert [each["number"] for each in item.facts["parties"]] == [None, "7000012050002"]
    company = {"key": "aoba", "name": {"ja": "架空青葉株式会社"}, "corporate_number": "7000012050002"}
    partner = [{"company": "aoba", "role": "partner"}]
    shown = small(reference="N", companies=[company], participants=partner, statements=[])
    register_partnership(check_document(shown), account=None, way="file")
    party = DocumentParty.objects.get(submission__partnership__reference="N", key="aoba").party_id
    assert companies_of([item]) == {party: {1}}


def test_contracts_have_their_own_parties_and_no_homonyms(commission: Commission, officer: Account) -> None:
    """A partnership that states two awards lends its parties to neither; a name with another number is another's."""
    shared_name = {"ja": "架空青葉株式会社"}
    companies = [
        {"key": "aoba", "name": shared_name, "corporate_number": "7000012050002"},
        {"key": "namesake", "name": shared_name, "corporate_number": "8000012050001"},
        {"key": "kita", "name": {"ja": "架空北株式会社"}},
        {"key": "bidder", "name": {"ja": "架空入札株式会社"}},
    ]
    stated = [
        {"kind": "award", "company": "aoba", "body": "METI", "amount_yen": 5, "on": "2024-04-20"},
        {"kind": "award", "company": "kita", "body": "METI", "amount_yen": 7, "on": "2024-04-21"},
        {"kind": "bid", "company": "bidder", "amount_yen": 9},
        {"kind": "competitor", "company": "bidder", "of": "namesake"},
    ]
    given = small(
        reference="N",
        companies=companies,
        participants=[{"company": "kita", "role": "partner"}],
        people=[],
        selection={"method": "open", "object": "services", "awarded_on": "2024-04-22"},
        statements=stated,
    )
    made = register_partnership(check_document(given), account=None, way="file").partnership
    own = begun(commission, officer).items.get(facts__id=f"partnership-{made.pk}")
    awards = [
        SittingItem(number=number, facts=each.facts, partnership_id=each.partnership)
        for number, each in enumerate(awards_in_register(commission.body, date(2024, 4, 1), date(2024, 5, 31)), start=1)
    ]
    assert {each.partnership_id for each in awards} == {made.pk}
    found = dict(DocumentParty.objects.values_list("key", "party"))
    assert companies_of(awards) == {found["aoba"]: {1}, found["kita"]: {2}}
    assert companies_of([own]) == {found["kita"]: {own.number}, found["bidder"]: {own.number}}


def test_an_award_tells_nothing_of_a_call_whose_partnership_was_restricted(commission: Commission) -> None:
    called = {"kind": "call", "key": "c", "body": "METI", "bidders": 3, "reserve_price_yen": 9_999}

    def store(content: dict[str, Any]) -> None:
        register_partnership(check_document(content), account=None, way="file")

    store(small(reference="CALLED", people=[], statements=[called]))
    lineage = str(table_of("call").objects.get().lineage)
    award_of_it = {"kind": "award", "call": lineage, "company": "hikari", "body": "METI", "on": "2024-04-20"}
    store(small(reference="AWARDED", people=[], statements=[award_of_it]))

    def told() -> list[Any]:
        found = awards_in_register(commission.body, date(2024, 4, 1), date(2024, 5, 31))
        return [each.facts["bidders"] for each in found]

    assert told() == [3]
    store(small(reference="CALLED", revision=2, secrecy="defence", people=[], statements=[called]))
    assert told() == [None]
