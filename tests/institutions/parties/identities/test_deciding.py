"""A person confirms, refuses and takes back; every word of it is kept, and what is one follows from it."""

from typing import Any

import pytest
from django.utils import timezone

from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import (
    Account,
    AuditEvent,
    Company,
    GovernmentBody,
    IdentityDecision,
    IdentityLead,
    LeadState,
    Party,
    Person,
    Role,
)
from institutions.parties.identities.deciding import LeadRefusedError, decide_lead, may_decide, undo_decision
from institutions.values.hashing import hash_text
from tests.people import person_named

NUMBER, OTHER_NUMBER = "4000012090001", "7000012050002"


@pytest.fixture
def account(meti: GovernmentBody) -> Account:
    return Account.objects.create_user("officer", role=Role.OFFICER, body=meti)


def company(name: str, **fields: Any) -> Company:
    row = Company(name_en=name, **fields)
    row.save()
    return row


def lead(party: Party, candidate: Party, **fields: Any) -> IdentityLead:
    given = {"folded": "kita", "match": f"{party.pk}{candidate.pk}"[:64], "created_at": timezone.now(), **fields}
    return IdentityLead.objects.create(party=party, candidate=candidate, **given)


def confirm(one: IdentityLead, account: Account) -> IdentityLead:
    return decide_lead(one, same=True, reason="Both have the same seat", account=account)


def stands_for(*parties: Party) -> list[str]:
    """Return the name of the party that each is."""
    rows = [Party.objects.select_related("same_as").get(pk=each.pk) for each in parties]
    return [(each.same_as or each).name_en for each in rows]


def test_a_confirmation_joins_and_taking_it_back_parts(account: Account) -> None:
    one, other = company("one"), company("other")
    asked = lead(one, other)
    confirm(asked, account)
    assert stands_for(one, other) == ["other", "other"]
    undone = undo_decision(asked, reason="Another seat after all", account=account)
    assert stands_for(one, other) == ["one", "other"]
    assert (undone.state, undone.decided_by, undone.reason) == (LeadState.OPEN, None, "")


def test_who_said_what_when_and_why_is_kept(account: Account) -> None:
    asked = lead(company("one"), company("other"))
    before = timezone.now()
    confirm(asked, account)
    undo_decision(asked, reason="Another seat", account=account)
    decide_lead(asked, same=False, reason="  Their seats are two ", account=account)
    rows = IdentityDecision.objects.filter(lead=asked)
    assert [(row.said, row.reason, row.account) for row in rows] == [
        ("confirmed", "Both have the same seat", account),
        ("undone", "Another seat", account),
        ("refused", "Their seats are two", account),
    ]
    assert all(before <= row.at <= timezone.now() for row in rows)


def test_a_refusal_that_is_taken_back_is_open_again(account: Account) -> None:
    asked = lead(company("one"), company("other"))
    decide_lead(asked, same=False, reason="They are two firms", account=account)
    undo_decision(asked, reason="Read once again", account=account)
    assert IdentityLead.objects.get().state == LeadState.OPEN
    confirm(asked, account)
    assert IdentityLead.objects.get().state == LeadState.CONFIRMED


def test_only_what_no_other_lead_joins_is_parted(account: Account) -> None:
    a, b, c, d = (company(name) for name in "abcd")
    of_a, of_b, of_d = lead(a, b), lead(b, c), lead(d, a)
    for each in (of_a, of_b, of_d):
        confirm(each, account)
    assert stands_for(a, b, c, d) == ["c", "c", "c", "c"]
    undo_decision(of_a, reason="They are two firms", account=account)
    assert stands_for(a, b, c, d) == ["a", "c", "c", "a"]
    confirm(of_a, account)
    undo_decision(of_b, reason="They are two firms", account=account)
    assert stands_for(a, b, c, d) == ["a", "a", "c", "a"]


def test_what_two_leads_join_stays_one_when_one_is_taken_back(account: Account) -> None:
    a, b, c = (company(name) for name in "abc")
    first, *others = lead(a, c), lead(a, b), lead(b, c)
    for each in (first, *others):
        confirm(each, account)
    undo_decision(first, reason="Seen wrongly", account=account)
    assert stands_for(a, b, c) == ["b", "b", "b"]


def test_of_those_that_part_the_one_with_a_number_stands_for_the_others(account: Account) -> None:
    a, b, c = company("a"), company("b", corporate_number=NUMBER), company("c")
    of_c = lead(a, c)
    for each in (lead(a, b), of_c):
        confirm(each, account)
    undo_decision(of_c, reason="They are two firms", account=account)
    assert stands_for(a, b, c) == ["b", "b", "c"]


def test_parties_with_different_numbers_are_never_joined_not_even_by_a_third(account: Account) -> None:
    one, other, third = company("1", corporate_number=NUMBER), company("2", corporate_number=OTHER_NUMBER), company("3")
    with pytest.raises(LeadRefusedError, match="differ"):
        confirm(lead(one, other), account)
    confirm(lead(third, one), account)
    with pytest.raises(LeadRefusedError, match="differ"):
        confirm(lead(third, other), account)
    assert stands_for(one, other, third) == ["1", "2", "1"]
    assert IdentityDecision.objects.count() == 1


def test_a_company_is_never_a_person(account: Account) -> None:
    person = Person(name_en="Kita")
    person.save()
    with pytest.raises(LeadRefusedError, match="company cannot be a person"):
        confirm(lead(company("Kita"), person), account)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_decision_needs_a_reason(account: Account, reason: str) -> None:
    asked = lead(company("one"), company("other"))
    with pytest.raises(LeadRefusedError, match="Give the reason"):
        decide_lead(asked, same=True, reason=reason, account=account)
    with pytest.raises(LeadRefusedError, match="Give the reason"):
        undo_decision(asked, reason=reason, account=account)


def test_what_nobody_decided_cannot_be_taken_back(account: Account) -> None:
    with pytest.raises(LeadRefusedError, match="Nobody has decided"):
        undo_decision(lead(company("one"), company("other")), reason="They are two firms", account=account)


def test_the_register_tells_of_both_parties_and_only_where_something_changed(account: Account) -> None:
    heard: list[RegisterChange] = []

    def hear(change: RegisterChange, **_kwargs: object) -> None:
        heard.append(change)

    register_changed.connect(hear)
    try:
        one, other, third = company("one"), company("other"), company("third")
        asked, refused = lead(one, other), lead(one, third)
        decide_lead(refused, same=False, reason="They are two firms", account=account)
        confirm(asked, account)
        undo_decision(asked, reason="They are two firms", account=account)
        undo_decision(refused, reason="Read once again", account=account)
    finally:
        register_changed.disconnect(hear)
    assert [each.parties for each in heard] == [frozenset({one.pk, other.pk})] * 2


@pytest.mark.parametrize(
    ("role", "own", "may"),
    [
        (Role.OFFICER, True, True),
        (Role.OFFICER, False, False),
        (Role.REVIEWER, False, True),
        (Role.AUDITOR, True, False),
        (Role.ADMINISTRATOR, True, False),
        (Role.RULEBOOK_EDITOR, True, False),
        (Role.MINISTRY_CLIENT, True, False),
    ],
)
def test_an_officer_of_its_body_and_a_reviewer_decide(
    meti: GovernmentBody, digital_agency: GovernmentBody, role: Role, own: bool, may: bool
) -> None:
    person = person_named("Somebody") if role == Role.REVIEWER else None
    body = meti if own else digital_agency
    account = Account.objects.create_user("somebody", role=role, body=body, person=person)
    assert may_decide(account, lead(company("one"), company("other"), body=meti)) is may


def test_nobody_decides_who_they_are_themselves(meti: GovernmentBody) -> None:
    one, other = Person(name_en="Sato"), Person(name_en="Sato")
    one.save()
    other.save()
    account = Account.objects.create_user("sato", role=Role.REVIEWER, person=one)
    assert not may_decide(account, lead(one, other, body=meti))
    assert not may_decide(None, IdentityLead.objects.get())


def test_each_word_said_of_a_lead_is_an_event_without_the_reason_itself(account: Account) -> None:
    asked = lead(company("one"), company("other"))
    confirm(asked, account)
    undo_decision(asked, reason="Another seat after all", account=account)
    events = AuditEvent.objects.filter(object=f"lead:{asked.pk}").order_by("number")
    assert [event.verb for event in events] == ["lead_confirmed", "lead_undone"]
    assert {event.actor for event in events} == {f"account:{account.pk}"}
    assert not any("seat" in str(event.content) for event in events)
    assert (events[1].after or {})["reason_text_sha256"] == hash_text("Another seat after all")
