"""The contracts that a sitting is about: all of the period, none that is restricted, and no list that is wrong."""

import json
import zlib
from datetime import date
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership
from rules.access.commissions import shown_items
from rules.commission import population
from rules.commission.drawing import digest_of, key_of
from rules.commission.files import ListedProcesses
from rules.commission.item import PopulationItem
from rules.commission.population_file import population_csv
from rules.commission.register_contracts import contracts_of_partnerships
from rules.commission.sitting_run import run_sitting
from rules.commission.sittings import SentList, begin_sitting, claim_sitting
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Commission, Sitting, SittingItem, SittingState
from rules.processes.source import SourceItem
from tests.documents import small
from tests.policyengine.access.proposals import registered
from tests.proportion import assert_linear
from tests.rules.commission.conftest import PERIOD, begun
from tests.rules.commission.lists import many_contracts

pytestmark = pytest.mark.django_db


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
