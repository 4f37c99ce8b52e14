"""The report of a sitting: it waits for every opinion, and names no person but the members."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, AuditEvent, Partnership, Person
from rules.commission.choosing import choose_item, chosen_items, declare_ties, settle_choice
from rules.commission.minutes import add_minute
from rules.commission.public_report import publish_report, published_report, report_of
from rules.commission.withheld_names import MARK, without_names
from rules.commission.yields import looked_at, yields_by_rule, yields_by_way
from rules.models import Commission, CommissionMember, Sitting
from tests.documents import small
from tests.policyengine.access.proposals import registered
from tests.rules.commission.conftest import begun, drawn
from tests.rules.commission.refusals import refused, unnamed_rows

pytestmark = pytest.mark.django_db


def published(sitting: Sitting, officer: Account, member: CommissionMember, **more: str) -> Sitting:
    held = drawn(sitting, officer, member)
    declare_ties(held, {}, member)
    settle_choice(held, member)
    account = member.account
    items = chosen_items(held)
    for place, item in enumerate(items):
        add_minute(item, {"sort": "question", "text": "Sato Haruka さんが決めたのですか。"}, account=account)
        add_minute(item, {"sort": "answer", "text": "佐藤 遥が決裁した。山田太郎も同席した。"}, account=officer)
        result = {"sort": "opinion", "result": "opinion" if place % 2 else "none", "text": "競争参加資格を見直すこと。"}
        add_minute(item, result, account=account)
    publish_report(Sitting.objects.get(pk=held.pk), {"reviewed": "yes", **more}, account=account)
    return Sitting.objects.get(pk=held.pk)


def add_minute_after_choice(held: Sitting, member: CommissionMember, text: str) -> None:
    """Settle the choice, and ask a question about the first contract."""
    declare_ties(held, {}, member)
    settle_choice(held, member)
    add_minute(chosen_items(held)[0], {"sort": "question", "text": text}, account=member.account)


def test_the_public_report_names_members_and_no_other_person_and_no_finding(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    Person.objects.create(name_en="Sato Haruka", name_ja="佐藤遥")
    held = published(sitting, officer, member, names="山田 太郎")
    report = published_report(held)
    assert report
    said = json.dumps(report, ensure_ascii=False)
    assert "田中 架空" in said
    assert "鈴木 架空" not in said, "she took no part"
    for name in ("Sato", "佐藤", "遥", "山田", "COL-", "R018", "severity"):
        assert name not in said
    assert MARK in said
    assert "競争参加資格を見直すこと。" in said
    verbs = list(AuditEvent.objects.filter(object=f"sitting:{held.pk}").order_by("pk").values_list("verb", flat=True))
    assert verbs[:5] == ["sitting_begun", "sitting_read", "sitting_fixed", "sitting_drawn", "sitting_ties_declared"]
    assert verbs[-1] == "sitting_published"
    assert not unnamed_rows()


def test_a_preview_without_the_register_tells_nobody_who_is_in_it(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    Person.objects.create(name_en="Sato Haruka", name_ja="佐藤遥")
    held = drawn(sitting, officer, member)
    add_minute_after_choice(held, member, "佐藤 遥さんが決めたのですか。")
    with CaptureQueriesContext(connection) as asked:
        plain = json.dumps(report_of(held, ["山田"], with_register=False), ensure_ascii=False)
    assert "佐藤 遥" in plain
    assert not any("institutions_person" in each["sql"] for each in asked)
    assert "佐藤" not in json.dumps(report_of(held, []), ensure_ascii=False)


def test_the_report_counts_other_sittings_that_drew_contracts_of_the_same_days(
    commission: Commission, sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    drawn(sitting, officer, member)
    later = drawn(begun(commission, officer), officer, member)
    declare_ties(later, {}, member)
    assert report_of(later, [])["others"] == 1
    begun(commission, officer)
    assert report_of(later, [])["others"] == 1, "nothing was drawn in the third"


def test_the_report_waits_for_every_opinion_and_for_somebody_who_looked_for_names(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    held = drawn(sitting, officer, member)
    declare_ties(held, {}, member)
    settle_choice(held, member)
    said = {"reviewed": "yes"}
    assert refused(publish_report, held, said, account=member.account) == "commission.opinions_missing"
    for item in chosen_items(held):
        add_minute(item, {"sort": "opinion", "result": "none"}, account=member.account)
    assert refused(publish_report, held, {}, account=member.account) == "commission.not_reviewed"
    item = chosen_items(held)[0]
    one = {"sort": "opinion", "result": "none"}
    assert refused(add_minute, item, one, account=member.account) == "commission.one_opinion"
    assert refused(add_minute, item, {**one, "sort": "answer"}, account=member.account) == "commission.no_such_entry"


def test_rules_are_judged_by_what_published_sittings_found(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    assert looked_at() == []
    published(sitting, officer, member)
    rows = looked_at()
    random, by_yield, members = yields_by_way(rows)
    assert (random.looked, by_yield.looked + random.looked, members.looked) == (2, len(rows), 0)
    assert sum(each.found for each in (random, by_yield)) == len(rows) // 2
    of_rules = {each.code: each for each in yields_by_rule(rows)}
    assert of_rules
    assert all(each.proposed.found <= each.proposed.looked <= by_yield.looked for each in of_rules.values())


def test_names_are_withheld_whatever_blanks_stand_in_them() -> None:
    assert without_names("担当は佐藤　遥と佐藤遥。", ["佐藤 遥"]) == f"担当は{MARK}と{MARK}。"
    assert without_names("Sato Haruka decided.", ["Sato Haruka"]) == f"{MARK} decided."
    assert without_names("甲乙", ["乙"]) == "甲乙", "one letter is no name"


def test_a_contract_that_was_restricted_after_the_choice_does_not_hold_up_the_report(
    commission: Commission, officer: Account, member: CommissionMember
) -> None:
    selection = {"method": "open", "object": "services", "awarded_on": "2024-04-20"}
    partnership = registered(small(reference="OPEN-1", selection=selection))
    held = drawn(begun(commission, officer), officer, member)
    for strange in ("tie-" + "9" * 5000, "tie-99999999999999999999", "tie-999", "tie-", "tie--1"):
        assert refused(declare_ties, held, {strange: "a sum"}, member) == "commission.no_such_contract"
    declare_ties(held, {}, member)
    item = held.items.get(partnership=partnership)
    if item not in chosen_items(held):
        choose_item(item, {"chosen": "yes", "reason": "A large one."}, member)
    settle_choice(held, member)
    for each in chosen_items(held):
        if each != item:
            add_minute(each, {"sort": "opinion", "result": "none"}, account=member.account)
    Partnership.objects.filter(pk=partnership.pk).update(secret=True)
    publish_report(held, {"reviewed": "yes"}, account=member.account)
    report = published_report(Sitting.objects.get(pk=held.pk))
    assert report
    assert item.number not in [each["number"] for each in report["items"]]
