"""Files of processes: screened by a worker, stored by ocid, compared by substance, answered as by the command."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import call_command

from institutions.codes.wording import code_words
from institutions.jobs.claiming import give_back
from institutions.models import Account, AuditEvent, GovernmentBody
from rules.commission.files import FilesUnreadableError, processes_of_files
from rules.models import ProcessFile, ProcessFileState, ProcessOutcome, SittingFile, StoredProcess
from rules.process_files.claim import PROCESS_FILES, claim_file
from rules.process_files.missing import missing_in_processes
from rules.process_files.proposing import proposed
from rules.process_files.requesting import stop_file
from rules.process_files.run import screen_file
from rules.process_files.storing import ProcessStore, StoredPortion
from rules.process_files.troubles import ProcessFileRefusedError, ProposalRefusedError
from rules.processes.file_screening import ScreenedItem
from tests.rules.commission.lists import many_contracts
from tests.rules.process_files.conftest import award, bid, lines, process, screened, sent

pytestmark = pytest.mark.django_db

SINGLE = process(
    bid("W", 1000), bid("L", 900, "disqualified"), awards=[award("W", id="1")], ocid="ocds-test01-1", title="道路工事"
)
PAIR = process(bid("W", 1000), bid("L", 1000), awards=[award("W", id="1")], ocid="ocds-test01-2")


def test_a_file_is_screened_with_the_answers_of_the_command(
    body: GovernmentBody, officer: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = screened(sent(body, lines(SINGLE, PAIR), officer), portion=1)
    assert (done.state, done.done, done.total, done.counts) == (ProcessFileState.DONE, 2, 2, {"added": 2})
    assert done.content is None
    path = tmp_path / "tenders.jsonl"
    path.write_bytes(lines(SINGLE, PAIR))
    call_command("screen_processes", str(path), "--json", "--as-of", done.options["as_of"])
    printed = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    for each in printed:
        row = StoredProcess.objects.get(ocid=each["ocid"])
        assert row.answer == {name: value for name, value in each.items() if name not in ("file", "line")}
        flagged = {code for code, outcome in each["outcomes"].items() if outcome == "flagged"}
        assert set(row.outcomes.filter(outcome="flagged").values_list("code", flat=True)) == flagged
    assert StoredProcess.objects.get(ocid="ocds-test01-1").facts["title"] == "道路工事"
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["process_file_sent", "processes_stored", "processes_stored", "process_file_screened"]


def test_a_process_with_an_odd_value_ends_no_file(body: GovernmentBody, officer: Account) -> None:
    """Bidders beyond memory, and half of a letter in a field that nothing reads, ended the whole file in an error."""
    many = {**SINGLE, "tender": {**SINGLE["tender"], "numberOfTenderers": 10**90}}
    half = json.dumps({**PAIR, "extra": {"\ud800": "\ud800"}}).encode()
    done = screened(sent(body, lines(many) + half + b"\n" + lines({**PAIR, "ocid": "ocds-test01-3"}), officer))
    assert (done.state, done.counts) == (ProcessFileState.DONE, {"added": 3})
    assert StoredProcess.objects.get(ocid=PAIR["ocid"]).release["extra"] == {"\\ud800": "\\ud800"}


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(
    body: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.processes.sent_bytes.MOST_UNPACKED", 100_000)
    bomb = gzip.compress(lines(SINGLE) + b" " * 200_000)
    refused = screened(sent(body, bomb, name="tenders.jsonl.gz"))
    assert refused.state == ProcessFileState.ERROR
    assert (refused.error_said or {})["code"] == "import.unpacks_to_too_much"
    assert refused.content is None
    twice = screened(sent(body, gzip.compress(bomb), name="twice.jsonl.gz"))
    assert (twice.state, (twice.error_said or {})["code"]) == (ProcessFileState.ERROR, "import.packed_twice")
    digest = hashlib.sha256(bomb).hexdigest()
    given = SittingFile(name="list.csv.gz", form="ocds", content=zlib.compress(bomb), sha256=digest)
    with pytest.raises(FilesUnreadableError) as caught:
        processes_of_files([given], body)
    assert "unpacks to more than" in code_words(caught.value.said[0], "en")


def test_characters_that_no_database_stores_cost_the_file_no_other_line(body: GovernmentBody) -> None:
    bad = [lines(SINGLE).replace(b"ocds-test01-1", each) for each in (b"a\\u0000b", b"\\ud83d")]
    named = lines({**SINGLE, "ocid": "ocds-test01-3"}).replace("道路工事".encode(), b"a\\u0000\\ud83d")
    named = named.replace(b"\\u9053\\u8def\\u5de5\\u4e8b", b"a\\u0000\\ud83d")
    done = screened(sent(body, b"".join((*bad, named, lines(PAIR)))))
    assert (done.state, done.counts) == (ProcessFileState.DONE, {"added": 2, "refused": 2})
    assert StoredProcess.objects.get(ocid="ocds-test01-3").facts["title"] == "a\\u0000\\ud83d"


@pytest.mark.parametrize("form", ["contract_list", "cardinal"])
def test_other_forms_are_screened(body: GovernmentBody, form: str) -> None:
    content = many_contracts(4) if form == "contract_list" else gzip.compress(lines(SINGLE, PAIR))
    name = "list.csv" if form == "contract_list" else "tenders.jsonl.gz"
    done = screened(sent(body, content, form=form, name=name))
    assert done.state == ProcessFileState.DONE, done.error_said
    row = StoredProcess.objects.order_by("ocid")[0]
    assert ("COL-01" in row.answer["outcomes"]) == (form == "contract_list")


def test_a_known_process_is_compared_by_substance(body: GovernmentBody) -> None:
    first = screened(sent(body, lines({**SINGLE, "id": "a", "date": "2024-05-01T00:00:00Z"}, PAIR)))
    again = {**SINGLE, "id": "b", "tag": ["compiled"], "date": "2024-06-01T00:00:00Z"}
    second = screened(sent(body, lines(again), name="again.jsonl"))
    assert second.counts == {"unchanged": 1}
    older = {**SINGLE, "date": "2024-01-01T00:00:00Z", "language": "ja", "title": "x"}
    assert screened(sent(body, lines(older))).counts == {"older": 1}
    newer = {**older, "date": "2025-01-01T00:00:00Z"}
    assert screened(sent(body, lines(newer))).counts == {"changed": 1}
    other = process(bid("W", 999), ocid=PAIR["ocid"])
    refused = screened(sent(body, lines(other), name="other.jsonl"))
    assert refused.counts == {"refused": 1}
    said = refused.errors[0]["errors"][0]
    assert said["code"] == "process_file.changed"
    assert "tenders.jsonl" in said["text"]["en"]
    assert "/bids" in said["text"]["en"]
    assert StoredProcess.objects.get(ocid=PAIR["ocid"]).file == first
    assert screened(sent(body, lines(other), options={"replace": "true"})).counts == {"changed": 1}
    assert StoredProcess.objects.count() == 2


def test_two_bodies_keep_the_same_ocid_apart(body: GovernmentBody) -> None:
    other = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    screened(sent(body, lines(SINGLE)))
    assert screened(sent(other, lines(SINGLE))).counts == {"added": 1}


def test_a_line_that_cannot_be_read_refuses_that_line_alone(body: GovernmentBody) -> None:
    done = screened(sent(body, lines(SINGLE) + b"{no json}\n" + lines(SINGLE)))
    assert done.state == ProcessFileState.DONE
    assert done.counts == {"added": 1, "refused": 2}
    places = [(each["line"], each["errors"][0]["text"]["en"]) for each in done.errors]
    assert [line for line, _said in places] == [2, 3]
    assert "tenders.jsonl, line 1" in places[1][1]


def test_a_file_that_is_none_is_an_error_of_its_own(body: GovernmentBody) -> None:
    done = screened(sent(body, b"\n", name="empty.jsonl"))
    assert done.state == ProcessFileState.ERROR
    assert done.error_said
    assert done.content is None
    assert "empty.jsonl" in str(done.error_said)


class WorkerStopped(BaseException):
    """The end of a worker between two portions."""


def test_a_lost_worker_goes_on_from_its_place(body: GovernmentBody, monkeypatch: pytest.MonkeyPatch) -> None:
    file = sent(body, lines(SINGLE, PAIR))
    claim = claim_file(file.pk)
    assert claim
    store, stored = ProcessStore.store, list[Sequence[ScreenedItem]]()

    def store_one(self: ProcessStore, part: Sequence[ScreenedItem]) -> StoredPortion:
        if stored:
            raise WorkerStopped
        stored.append(part)
        return store(self, part)

    with monkeypatch.context() as lost:
        lost.setattr(ProcessStore, "store", store_one)
        with pytest.raises(WorkerStopped):
            screen_file(claim, 1)
    file.refresh_from_db()
    assert (file.state, file.done) == (ProcessFileState.RUNNING, 1)
    give_back(PROCESS_FILES, claim.rows())
    done = screened(file)
    assert (done.done, done.counts) == (2, {"added": 2})


def test_a_slow_process_is_stored_before_the_next_so_that_the_lease_is_renewed(body: GovernmentBody) -> None:
    file = sent(body, lines(SINGLE, PAIR))
    claim = claim_file(file.pk)
    assert claim
    stored: list[int] = []
    store = ProcessStore.store

    def store_noting(self: ProcessStore, part: Sequence[ScreenedItem]) -> StoredPortion:
        stored.append(len(part))
        return store(self, part)

    with patch.object(ProcessStore, "store", store_noting), patch("rules.process_files.run.PORTION_SECONDS", 0.0):
        assert screen_file(claim, 50).done == 2
    assert stored == [1, 1]


def test_wrong_options_are_named(body: GovernmentBody) -> None:
    with pytest.raises(ProcessFileRefusedError) as refused:
        sent(body, b"", form="pdf", options={"encoding": "utf-7", "colour": "red", "as_of": "soon"})
    assert set(refused.value.by_field) == {"form", "encoding", "colour", "as_of"}
    with pytest.raises(ProcessFileRefusedError) as refused:
        sent(body, b"")
    assert set(refused.value.by_field) == {"file"}


def test_a_file_is_stopped_once(body: GovernmentBody, officer: Account) -> None:
    file = sent(body, lines(SINGLE), officer)
    assert stop_file(file, account=officer)
    assert not stop_file(file, account=officer)
    assert claim_file(file.pk) is None
    assert not PROCESS_FILES.waiting_rows().exists()


def test_missing_data_is_counted_once_for_all_processes(body: GovernmentBody) -> None:
    screened(sent(body, lines(SINGLE, PAIR)))
    totals = missing_in_processes(StoredProcess.objects.filter(body=body))
    by_name = {each.name.name: each for each in totals}
    period = by_name["/tender/tenderPeriod/endDate"]
    assert period.cases == 2
    assert {"R003", "R030"} <= period.rules
    assert "2 of our contracts" in period.request("en")["text"]
    assert "R003" in period.request("ja")["text"]
    asked = [each.unlocked for each in totals if each.can_be_asked]
    assert asked == sorted(asked, reverse=True)


def test_a_process_becomes_a_document_with_its_reference(body: GovernmentBody) -> None:
    screened(sent(body, lines(SINGLE, PAIR)))
    row = StoredProcess.objects.select_related("file").get(ocid=SINGLE["ocid"])
    found = proposed(row, body, {"domain": "infrastructure"})
    assert found.document["reference"] == SINGLE["ocid"]
    assert found.document["submitted_by"] == "METI"
    with pytest.raises(ProposalRefusedError):
        proposed(row, body, {})


def test_outcomes_are_replaced_with_the_answer(body: GovernmentBody) -> None:
    screened(sent(body, lines(SINGLE)))
    before = ProcessOutcome.objects.count()
    screened(sent(body, lines(SINGLE)))
    assert ProcessOutcome.objects.count() == before


@pytest.mark.parametrize("changed", [zlib.compress(lines(PAIR)), b"not packed", None])
def test_a_file_that_somebody_changed_while_it_waited_is_not_screened(
    body: GovernmentBody, changed: bytes | None
) -> None:
    """The file is removed once it was screened, and its row names that which was sent."""
    file = sent(body, lines(SINGLE))
    ProcessFile.objects.filter(pk=file.pk).update(content=changed)
    done = screened(file)
    assert (done.state, (done.error_said or {})["code"]) == (ProcessFileState.ERROR, "import.file_changed")
    assert not StoredProcess.objects.exists()
