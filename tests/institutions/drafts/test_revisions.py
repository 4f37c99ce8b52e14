"""A new revision: unchanged statements keep their rows, changed ones their lineage, removed ones their history."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.drafts.store import DraftConflict
from institutions.models import Party, PartyDetails, Source, Submission, table_of
from tests.counting import counted
from tests.documents import small
from tests.institutions.drafts.test_store import register

pytestmark = pytest.mark.usefixtures("meti")


def current(kind: str) -> list[Any]:
    return list(table_of(kind).objects.filter(superseded_at__isnull=True).order_by("pk"))


def revised(revision: int = 2, **changes: Any) -> dict[str, Any]:
    return small(revision=revision, **changes)


def test_an_unchanged_statement_keeps_its_row() -> None:
    register(small())
    before = current("exposure")
    register(revised(value_yen=2))
    assert current("exposure") == before
    assert table_of("exposure").objects.count() == 1


def test_a_changed_statement_continues_its_lineage() -> None:
    register(small())
    [before] = current("shareholding")
    document = revised()
    document["statements"][0]["share_bp"] = 700
    second = register(document).submission
    [after] = current("shareholding")
    before.refresh_from_db()
    assert (before.share_bp, after.share_bp) == (620, 700)
    assert before.lineage == after.lineage
    assert before.superseded_at == after.recorded_at == second.received_at


def test_a_removed_statement_is_superseded() -> None:
    register(small())
    document = revised()
    del document["statements"][0]
    register(document)
    assert current("shareholding") == []
    assert table_of("shareholding").objects.count() == 1
    assert len(current("exposure")) == 1


def test_a_statement_that_is_moved_to_another_place_is_the_same() -> None:
    register(small())
    register(revised(statements=list(reversed(small()["statements"]))))
    assert table_of("shareholding").objects.count() == table_of("exposure").objects.count() == 1


def test_of_two_changed_statements_those_of_one_day_belong_together() -> None:
    statements: list[dict[str, Any]] = [
        {"kind": "benefit", "giver": "hikari", "person": "sato", "on": "2026-01-01", "value_yen": 1},
        {"kind": "benefit", "giver": "hikari", "person": "sato", "on": "2026-02-01", "value_yen": 2},
    ]
    register(small(statements=statements))
    lineages = {str(row.on): row.lineage for row in current("benefit")}
    changed = [{**each, "value_yen": each["value_yen"] + 10} for each in reversed(statements)]
    register(revised(statements=changed))
    assert {str(row.on): row.lineage for row in current("benefit")} == lineages


def test_members_of_a_bid_are_part_of_it() -> None:
    bid = {"kind": "bid", "company": "hikari", "members": ["hikari"]}
    register(small(statements=[bid]))
    register(revised(statements=[bid]))
    assert table_of("bid").objects.count() == 1
    register(revised(3, statements=[{**bid, "members": ["hikari", "kita"]}]))
    assert table_of("bid").objects.count() == 2
    assert current("bid")[0].members.count() == 2


def test_a_call_keeps_its_lineage_and_its_bids() -> None:
    call = {"kind": "call", "key": "c1", "body": "METI", "method": "open"}
    bid = {"kind": "bid", "company": "hikari", "call": "c1"}
    register(small(statements=[call, bid]))
    register(revised(statements=[{**call, "method": "selective"}, bid]))
    assert table_of("bid").objects.count() == 1
    assert current("bid")[0].call == current("call")[0].lineage


def test_parties_stay_the_same_by_key_and_name() -> None:
    first = register(small())
    second = register(revised(value_yen=2))
    assert first.parties == second.parties


def test_a_key_that_is_handed_to_another_company_is_not_the_old_one() -> None:
    first = register(small())
    document = revised()
    hikari, kita = document["companies"]
    hikari["name"], kita["name"] = kita["name"], hikari["name"]
    second = register(document)
    assert {first.parties[key] for key in ("hikari", "kita")}.isdisjoint(second.parties.values())


def test_a_number_stated_later_becomes_that_of_the_party() -> None:
    first = register(small())
    document = revised()
    document["companies"][0]["corporate_number"] = "4000012090001"
    second = register(document)
    assert second.parties == first.parties
    assert Party.objects.get(pk=first.parties["hikari"]).corporate_number == "4000012090001"


def test_a_number_stated_later_supersedes_what_was_said_of_the_party() -> None:
    first = register(small())
    document = revised()
    document["companies"][0]["corporate_number"] = "4000012090001"
    second = register(document)
    before, after = PartyDetails.objects.filter(party=first.parties["hikari"]).order_by("pk")
    assert (before.details.get("corporate_number"), after.details["corporate_number"]) == (None, "4000012090001")
    assert {**after.details, **before.details} == after.details
    assert before.lineage == after.lineage
    assert before.superseded_at == after.recorded_at == second.submission.received_at
    assert (before.submission, after.submission) == (first.submission, second.submission)
    assert PartyDetails.objects.filter(party=first.parties["kita"]).count() == 1


def test_a_number_stated_again_supersedes_nothing() -> None:
    document = small()
    document["companies"][0]["corporate_number"] = "4000012090001"
    first = register(document)
    register({**document, "revision": 2, "value_yen": 2})
    assert PartyDetails.objects.filter(party=first.parties["hikari"]).count() == 1


def test_only_the_newest_revision_is_current() -> None:
    partnership = register(small()).partnership
    register(revised(5))
    assert partnership.current == Submission.objects.get(revision=5)
    assert Submission.objects.get(revision=1).superseded_at == Submission.objects.get(revision=5).received_at


def test_a_revision_below_the_newest_is_refused() -> None:
    register(small())
    register(revised(5))
    with pytest.raises(DraftConflict, match="Revision 5 is registered; 3 is older"):
        register(revised(3))


def test_an_old_revision_sent_again_returns_its_own_answer() -> None:
    first = register(small())
    register(revised())
    again = register(small())
    assert not again.created
    assert again.submission == first.submission


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans; PostgreSQL knows the empty entries")
def test_a_revision_reads_no_table_of_imported_statements_from_end_to_end() -> None:
    table: Any = table_of("exposure")
    company, source = Party.objects.create(kind="company", name_en="Kita"), Source.objects.create(title="List")
    stated = {"company": company, "country": "CN", "source": source, "reach": "register"}
    table.objects.bulk_create(table(**stated) for _ in range(2_000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        register(small())
        with CaptureQueriesContext(connection) as asked:
            register(revised(value_yen=2))
        [held] = [each["sql"] for each in asked if each["sql"].startswith('SELECT "institutions_exposure"."id"')]
        cursor.execute(f"EXPLAIN QUERY PLAN {held}")
        plan = [row[-1] for row in cursor.fetchall()]
    assert any("institutions_exposure USING INDEX" in step and "partnership_id" in step for step in plan), plan


def test_a_revision_reads_no_more_however_many_there_were_before(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = []
    for number in range(1, 31):
        document = small(revision=number, value_yen=number)
        with counted(monkeypatch) as cost:
            register(document)
        costs.append(cost)
    third, last = costs[2], costs[-1]
    assert (last.queries, last.rows) == (third.queries, third.rows)
    assert last.bytes <= third.bytes + 100  # digits of larger numbers
    with pytest.raises(DraftConflict, match="other content"):
        register(small(revision=4))
    assert not register(small(revision=4, value_yen=4)).created
