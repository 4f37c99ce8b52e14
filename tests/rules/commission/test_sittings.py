"""A sitting from the list to the choice: the order is kept, and what was fixed stays as it is."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from institutions.models import Account, AuditEvent, Person, Role
from rules.access.commissions import seat_of
from rules.commission.choosing import choose_item, chosen_items, declare_ties, settle_choice, withdraw_from
from rules.commission.drawing import digest_of, draw_keys, seed_of
from rules.commission.fixing import cancel_sitting, draw_sitting, fix_population
from rules.commission.population_file import keys_in_file, population_csv
from rules.commission.setting_up import add_member
from rules.commission.verifying import trouble_of
from rules.models import Commission, CommissionMember, ItemProposal, ProposalWay, Sitting, SittingState
from tests.rules.commission.conftest import VALUE, drawn, fixed
from tests.rules.commission.refusals import refused, unnamed_rows

pytestmark = pytest.mark.django_db


def test_nobody_sits_over_the_contracts_of_the_body_they_work_for(
    commission: Commission, officer: Account, member: CommissionMember
) -> None:
    person = Person.objects.create(name_en="Clerk")
    second = Account.objects.create_user("second", role=Role.COMMISSION_MEMBER, person=person)
    given = {"account": second.username, "name": "事務 架空", "occupation": "職員"}
    officer.person = member.account.person = person
    officer.save()
    member.account.save()
    assert refused(add_member, commission, given, account=officer) == "commission.member_of_body"
    assert seat_of(member.account, commission) is None  # the account was linked after the member was added
    officer.is_active = False
    officer.save()
    assert seat_of(member.account, commission) == member


def test_a_member_and_the_secretariat_are_linked_to_people(commission: Commission, officer: Account) -> None:
    unlinked = Account.objects.create_user("third", role=Role.COMMISSION_MEMBER)
    given = {"account": unlinked.username, "name": "佐藤 架空", "occupation": "税理士"}
    assert refused(add_member, commission, given, account=officer) == "commission.member_unknown"
    unlinked.person, officer.person = officer.person, None
    unlinked.save()
    assert refused(add_member, commission, given, account=officer) == "commission.member_unknown"
    assert not commission.members.filter(account=unlinked).exists()


def test_the_order_is_enforced(sitting: Sitting, officer: Account, member: CommissionMember) -> None:
    value = {"value": VALUE}
    assert refused(draw_sitting, sitting, value, account=member.account) == "commission.not_now"
    today = {"source": "nikkei", "on": "2020-01-06"}
    assert refused(fix_population, sitting, today, account=officer) == "commission.value_known"
    assert refused(declare_ties, sitting, {}, member) == "commission.not_now"
    held = fixed(sitting, officer)
    again = {"source": "drand", "on": (timezone.localdate() + timedelta(days=2)).isoformat()}
    assert refused(fix_population, held, again, account=officer) == "commission.not_now"
    assert refused(cancel_sitting, held, {"reason": "Other contracts."}, account=officer) == "commission.not_now"
    with patch("django.utils.timezone.now", return_value=datetime(2026, 1, 6, 6, 59, tzinfo=UTC)):
        assert refused(draw_sitting, held, value, account=member.account) == "commission.value_not_yet"
    assert refused(draw_sitting, held, {"value": "up"}, account=member.account) == "commission.value_form"
    draw_sitting(held, {"value": "３８，９１５．８７"}, account=member.account)
    assert refused(draw_sitting, held, {"value": "1000.00"}, account=member.account) == "commission.not_now"


def test_the_draw_is_that_of_the_published_file_and_value(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    held = drawn(sitting, officer, member)
    keys = list(keys_in_file(population_csv(held.items.all()).splitlines()))
    seed = seed_of(digest_of(keys), VALUE)
    random = ItemProposal.objects.filter(item__sitting=held, way=ProposalWay.RANDOM).order_by("place")
    assert [each.item.key for each in random] == draw_keys(keys, seed, 2)
    others = ItemProposal.objects.filter(item__sitting=held, way=ProposalWay.YIELD)
    assert others
    assert all(each.codes for each in others)


def test_what_was_fixed_cannot_be_changed_in_the_database(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    drawn(sitting, officer, member)
    for table in ("rules_sittingitem", "rules_sittingact", "rules_itemproposal"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - no input in it
    assert not unnamed_rows()


def test_a_member_declares_first_and_takes_no_part_in_what_they_withdrew_from(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    held = drawn(sitting, officer, member)
    first, second = chosen_items(held)[:2]
    leave = {"chosen": "no", "reason": "It was looked at last year."}
    assert refused(choose_item, first, leave, member) == "commission.not_declared"
    declare_ties(held, {f"tie-{first.number}": "My firm advises the company."}, member)
    assert refused(declare_ties, held, {}, member) == "commission.declared"
    assert refused(choose_item, first, leave, member) == "commission.withdrawn"
    assert refused(choose_item, second, {**leave, "chosen": "yes"}, member) == "commission.choice_same"
    assert refused(choose_item, second, {"chosen": "no"}, member) == "commission.text_missing"
    choose_item(second, leave, member)
    assert second not in chosen_items(held)
    settle_choice(held, member)
    assert refused(choose_item, second, {**leave, "chosen": "yes"}, member) == "commission.not_now"
    withdraw_from(chosen_items(held)[1], {"reason": "I met its director."}, member)


def test_a_value_of_a_day_in_years_is_not_announced(sitting: Sitting, officer: Account) -> None:
    for day in ("9999-12-31", (timezone.localdate() + timedelta(days=61)).isoformat()):
        given = {"source": "nikkei", "on": day}
        assert refused(fix_population, sitting, given, account=officer) == "commission.value_late"
    assert not sitting.acts.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda row: {"summary": {**row.summary, "digest": "0" * 64}},
        lambda row: {"summary": {**row.summary, "not_listed": [1]}},
        lambda row: {"summary": {**row.summary, "of_others": 7}},
        lambda row: {"summary": []},
        lambda _row: {"total": 11},
        lambda _row: {"state": SittingState.ERROR},
    ],
)
def test_what_was_read_for_a_sitting_cannot_be_changed_unnoticed(sitting: Sitting, change: Any) -> None:
    """The seed is made from the digest: whoever changed it before the contracts were fixed steered the draw."""
    assert unnamed_rows() == []
    Sitting.objects.update(**change(sitting))
    [said] = unnamed_rows()
    assert said.startswith(f"rules_sitting {sitting.pk}: ")


def test_a_sitting_of_before_its_event_had_the_hash_of_the_summary_is_compared_by_its_contracts(
    sitting: Sitting,
) -> None:
    said = {**(AuditEvent.objects.get(verb="sitting_read").after or {})}
    del said["summary_sha256"]
    assert trouble_of(sitting, said) == ""
    sitting.summary["digest"] = "0" * 64
    assert trouble_of(sitting, said) == "what was read for it was changed afterwards"
    assert trouble_of(sitting, None) == "counts as read, and no event says so"
