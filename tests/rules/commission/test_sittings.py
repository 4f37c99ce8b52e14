"""A sitting from the list to the report: the order is kept, restricted contracts stay out, nothing names a person."""

import json
import zlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Person, Role
from rules.access.commissions import seat_of, shown_items
from rules.commission import population
from rules.commission.choosing import choose_item, chosen_items, declare_ties, settle_choice, withdraw_from
from rules.commission.drawing import digest_of, draw_keys, key_of, seed_of
from rules.commission.files import ListedProcesses
from rules.commission.fixing import cancel_sitting, draw_sitting, fix_population
from rules.commission.item import PopulationItem
from rules.commission.minutes import add_minute
from rules.commission.population_file import keys_in_file, population_csv
from rules.commission.public_report import publish_report, published_report, report_of
from rules.commission.register_contracts import contracts_of_partnerships
from rules.commission.setting_up import add_member
from rules.commission.sitting_run import run_sitting
from rules.commission.sittings import SentList, begin_sitting, claim_sitting
from rules.commission.troubles import SittingRefusedError
from rules.commission.verifying import trouble_of
from rules.commission.withheld_names import MARK, without_names
from rules.commission.yields import looked_at, yields_by_rule, yields_by_way
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Commission, CommissionMember, ItemProposal, ProposalWay, Sitting, SittingItem, SittingState
from rules.processes.source import SourceItem
from tests.documents import small
from tests.policyengine.access.proposals import registered
from tests.proportion import assert_linear
from tests.rules.commission.conftest import PERIOD, VALUE, begun, drawn, fixed
from tests.rules.commission.lists import many_contracts

pytestmark = pytest.mark.django_db


def refused(act: object, *given: object, **named: object) -> str:
    with pytest.raises(SittingRefusedError) as caught:
        act(*given, **named)  # type: ignore[operator]
    return next(iter(caught.value.by_field.values())).code


def unnamed_rows() -> list[str]:
    """Return the rows of commissions that no event names, or that an event names otherwise."""
    return [
        each for each in verify_audit().troubles if each.startswith("rules_") and "trigger" not in each.split("; ")[0]
    ]


def test_characters_that_no_database_stores_refuse_the_list_or_are_written_out(
    commission: Commission, officer: Account
) -> None:
    release = {
        "ocid": "ocds-1",
        "buyer": {"id": "METI", "name": "METI"},
        "tender": {"id": "1", "title": "a\0\ud83d"},
        "awards": [{"id": "1", "status": "active", "date": "2024-04-02T00:00:00Z", "suppliers": [{"id": "W"}]}],
    }
    for changed, state in ((release, SittingState.DONE), ({**release, "ocid": "a\0"}, SittingState.ERROR)):
        given = [SentList("list.json", json.dumps(changed).encode(), "ocds")]
        with patch("institutions.jobs.dispatch.send_task"):
            made = begin_sitting(commission, PERIOD, given, account=officer)
        claim = claim_sitting(made.pk)
        assert claim
        assert run_sitting(claim).state == state
    assert Sitting.objects.order_by("begun_at")[0].items.get().facts["title"] == "a\\u0000\\ud83d"


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


def test_every_contract_of_the_period_is_in_the_population_with_its_answers(sitting: Sitting) -> None:
    assert (sitting.state, sitting.total) == (SittingState.DONE, 12)
    items = list(sitting.items.all())
    assert [each.number for each in items] == list(range(1, 13))
    assert [each.key for each in items] == sorted(key_of(each.facts) for each in items)
    assert sitting.summary["digest"] == digest_of(each.key for each in items)
    assert all(each.screened["outcomes"]["COL-09"] == "not_assessable" for each in items)
    assert any(each["rule"] == "COL-09" and each["contracts"] == 12 for each in sitting.summary["lacking"])
    assert "試験 太郎" not in json.dumps([each.facts for each in items], ensure_ascii=False)
    assert sitting.files.get().content is None


def test_contracts_of_other_days_are_counted_and_left_out(commission: Commission, officer: Account) -> None:
    sitting = begun(commission, officer, given={"from": "2024-05-01"})
    assert (sitting.total, sitting.summary["of_other_days"]) == (6, 6)


def test_one_wrong_row_refuses_the_whole_list_and_says_where(commission: Commission, officer: Account) -> None:
    content = many_contracts().decode("utf-8-sig").replace("1001000", "many").encode()
    sitting = begun(commission, officer, content)
    assert sitting.state == SittingState.ERROR
    assert not sitting.items.exists()
    assert sitting.error_said
    assert sitting.error_said[0]["code"] == "commission.row_wrong"


def test_a_period_without_contracts_is_an_error_and_no_empty_population(
    commission: Commission, officer: Account
) -> None:
    sitting = begun(commission, officer, given={"from": "2020-01-01", "until": "2020-12-31"})
    assert sitting.state == SittingState.ERROR
    assert sitting.error_said
    assert sitting.error_said[0]["code"] == "commission.no_contract"


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


def add_minute_after_choice(held: Sitting, member: CommissionMember, text: str) -> None:
    """Settle the choice, and ask a question about the first contract."""
    declare_ties(held, {}, member)
    settle_choice(held, member)
    add_minute(chosen_items(held)[0], {"sort": "question", "text": text}, account=member.account)


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


def test_restricted_contracts_never_reach_the_desk(commission: Commission, officer: Account, body: object) -> None:
    selection = {"method": "open", "object": "services", "awarded_on": "2024-04-20"}
    for reference, secrecy in (("OPEN-1", None), ("CLOSED-1", "defence")):
        more = {"secrecy": secrecy} if secrecy else {}
        registered(small(reference=reference, selection=selection, **more))
    closed = Partnership.objects.get(reference="CLOSED-1")
    assert closed.secret
    sitting = begun(commission, officer)
    of_partnerships = [each.partnership_id for each in sitting.items.all() if each.partnership_id]
    assert of_partnerships == [Partnership.objects.get(reference="OPEN-1").pk]
    assert str(closed.pk) not in json.dumps([sitting.summary, *(each.facts for each in sitting.items.all())])
    item = sitting.items.get(partnership__isnull=False)
    assert f"{item.number},{item.key},2024-04-20," in population_csv(sitting.items.all())
    Partnership.objects.filter(reference="OPEN-1").update(secret=True)
    assert item not in shown_items(SittingItem.objects.all())
    assert f"{item.number},{item.key},,\r\n" in population_csv(sitting.items.all()), "its key stays, for the draw"


def test_names_are_withheld_whatever_blanks_stand_in_them() -> None:
    assert without_names("担当は佐藤　遥と佐藤遥。", ["佐藤 遥"]) == f"担当は{MARK}と{MARK}。"
    assert without_names("Sato Haruka decided.", ["Sato Haruka"]) == f"{MARK} decided."
    assert without_names("甲乙", ["乙"]) == "甲乙", "one letter is no name"


def test_a_value_of_a_day_in_years_is_not_announced(sitting: Sitting, officer: Account) -> None:
    for day in ("9999-12-31", (timezone.localdate() + timedelta(days=61)).isoformat()):
        given = {"source": "nikkei", "on": day}
        assert refused(fix_population, sitting, given, account=officer) == "commission.value_late"
    assert not sitting.acts.exists()


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


@pytest.mark.usefixtures("no_broker")
def test_a_partnership_without_a_result_is_none_without_a_finding(body: GovernmentBody) -> None:
    selection = {"method": "open", "object": "services", "awarded_on": "2024-04-20"}
    given = check_document(small(reference="OPEN-1", selection=selection))
    register_partnership(given, account=None, way="file")
    (item,) = contracts_of_partnerships(body, date(2024, 4, 1), date(2024, 5, 31))
    codes = {code for code in current_rulebook().rules if code.startswith("COL-")}
    assert item.screened["findings"] == []
    assert item.screened["lacking"].keys() == codes, "no rule could say anything"


def test_a_list_that_somebody_changed_while_it_waited_is_not_read(commission: Commission, officer: Account) -> None:
    with patch("institutions.jobs.dispatch.send_task"):
        made = begin_sitting(
            commission, PERIOD, [SentList("list.csv", many_contracts(), "contract_list")], account=officer
        )
    fewer = b"\n".join(many_contracts().splitlines()[:-1])
    made.files.update(content=zlib.compress(fewer))
    claim = claim_sitting(made.pk)
    assert claim
    sitting = run_sitting(claim)
    assert sitting.state == SittingState.ERROR
    assert sitting.error_said
    assert "import.file_changed" in json.dumps(sitting.error_said)
    assert not sitting.items.exists()


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


def test_contracts_that_the_lists_leave_out_are_taken_in_with_work_in_proportion(
    commission: Commission, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names of all that came in were gathered anew for each contract that was there."""

    def contracts(name: str, number: int) -> list[PopulationItem]:
        facts = [
            {"id": f"{name}{each}", "day": None, "supplier": "", "title": "", "amount_yen": None}
            for each in range(number)
        ]
        return [PopulationItem(each, SourceItem(Path("x"), 0, each["id"])) for each in facts]

    monkeypatch.setattr(population, "processes_of_files", lambda *_given: ListedProcesses([], 0))
    monkeypatch.setattr(population, "contracts_of_partnerships", lambda *_given: [])
    monkeypatch.setattr(population, "screen_items", lambda *_given: None)

    def read(number: int) -> None:
        awards, added = contracts("r", number), contracts("a", number)
        monkeypatch.setattr(population, "awards_in_register", lambda *_given: awards)
        monkeypatch.setattr(population, "added_contracts", lambda *_given: added)
        made = Sitting(commission=commission, from_on=date(2024, 4, 1), until_on=date(2024, 5, 31))
        made.id = UUID(int=1)
        found = population.read_population(made, lambda *_given: None)
        assert len(found.items) == 2 * number

    assert_linear(read)
