"""Releases of a process that come in several files give what they give in one package, in whatever order."""

import json
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from institutions.models import Account, GovernmentBody, Role, StoredAmount, StoredKind
from rules.models import ProcessFile, ProcessFileState, StoredProcess
from rules.process_files.claim import claim_file
from rules.process_files.room import bytes_of
from rules.process_files.run import next_portion, screen_file
from rules.processes.file_screening import ScreenedItem
from rules.review.erasing.erase import erase_person
from rules.review.erasing.preview_job import preview_here
from tests.people import person_named
from tests.rules.commission.lists import many_contracts
from tests.rules.process_files.conftest import lines, screened, sent
from tests.rules.process_files.releases import (
    AS_OF,
    AWARD,
    BIDS,
    OTHER,
    PERIOD,
    RELEASES,
    SHORTENED,
    TENDER,
    answer,
    package,
    queries_of,
    release,
    rows,
    uploaded,
)
from tests.rules.process_files.releases import whole as whole
from tests.rules.processes.samples import shared

pytestmark = pytest.mark.django_db


def test_the_package_is_flagged_by_what_several_releases_say(whole: Any) -> None:
    outcomes = whole[0][0]["outcomes"]
    assert {code for code, outcome in outcomes.items() if outcome == "flagged"} >= {"R003", "R018", "R035", "R036"}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_releases_in_several_files_are_answered_as_in_one_package(
    body: GovernmentBody, whole: Any, order: Sequence[int]
) -> None:
    files = uploaded(body, *(lines(RELEASES[each]) for each in order))
    assert [each.state for each in files] == [ProcessFileState.DONE] * 4
    assert sum((each.counts.get("refused", 0) for each in files), 0) == 0
    assert (answer(), rows()) == whole


@pytest.mark.parametrize("split", [(1, 4), (2, 4), (1, 2, 4)])
def test_packages_and_lines_may_be_mixed(body: GovernmentBody, whole: Any, split: Sequence[int]) -> None:
    begins = (0, *split)
    parts = [RELEASES[begin:end] for begin, end in zip(begins, split, strict=False)]
    uploaded(body, *(package(*part) if place % 2 else lines(*part) for place, part in enumerate(parts)))
    assert (answer(), rows()) == whole


def test_the_command_merges_files_and_lines_too(
    body: GovernmentBody, whole: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_bytes(lines(AWARD, OTHER, TENDER))
    second.write_bytes(package(SHORTENED, BIDS) + b"\n" + lines(AWARD))
    call_command("screen_processes", str(first), str(second), "--json", "--as-of", AS_OF["as_of"])
    out, err = capsys.readouterr()
    found, other = map(json.loads, out.splitlines())
    assert (found.pop("file"), found.pop("line")) == (str(first), 1)
    assert other["ocid"] == OTHER["ocid"]
    uploaded(body, package(*RELEASES), lines(OTHER), package(*RELEASES) + b"\n" + lines(OTHER))
    assert found == answer()[0], "in a file with the same other process"
    assert found["findings"] == whole[0][0]["findings"]
    assert "2 later releases were merged" in err
    assert "1 processes of later files say the same" in err


def test_a_release_that_comes_again_changes_nothing(body: GovernmentBody, whole: Any) -> None:
    files = uploaded(body, package(*RELEASES), lines(TENDER), lines(AWARD), package(*RELEASES))
    assert [each.counts for each in files] == [{"added": 1}, {"older": 1}, {"unchanged": 1}, {"unchanged": 1}]
    assert answer() == whole[0]
    assert len(StoredProcess.objects.get().releases) == 4


def test_an_older_release_is_put_in_its_place(body: GovernmentBody) -> None:
    later = release(5, "tenderUpdate", tender={"id": "t", "title": "later"})
    between = release(3, "tenderUpdate", tender={"id": "t", "title": "between", "description": "kept"})
    files = uploaded(body, lines(TENDER), lines(later), lines(between))
    assert [each.counts for each in files] == [{"added": 1}, {"changed": 1}, {"changed": 1}]
    tender = StoredProcess.objects.get().release["tender"]
    assert (tender["title"], tender["description"]) == ("later", "kept")
    assert tender["tenderPeriod"] == PERIOD


def test_a_compiled_release_includes_what_is_older(body: GovernmentBody) -> None:
    compiled = release(5, "compiled", tender={"id": "t", "title": "whole"})
    files = uploaded(body, package(TENDER, BIDS), lines(compiled), lines(AWARD))
    assert [each.counts for each in files] == [{"added": 1}, {"changed": 1}, {"older": 1}]
    row = StoredProcess.objects.get()
    assert row.release == compiled
    assert row.releases is None


def test_replacing_leaves_what_the_file_says_alone(body: GovernmentBody) -> None:
    uploaded(body, package(*RELEASES))
    [file] = uploaded(body, lines(AWARD), replace="true")
    assert file.counts == {"changed": 1}
    row = StoredProcess.objects.get()
    assert (row.release, row.releases) == (AWARD, None)


def test_what_another_file_stored_meanwhile_is_merged_too(
    body: GovernmentBody, whole: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers at once: the second one answers again, with what the first has stored."""
    waiting = sent(body, lines(AWARD), options=AS_OF)
    claim = claim_file(waiting.pk)
    assert claim
    came: list[ProcessFile] = []

    def then_another_file(answered: Iterator[ScreenedItem], most: int) -> list[ScreenedItem]:
        part = next_portion(answered, most)
        if not came:
            came.append(sent(body, package(TENDER, SHORTENED, BIDS), options=AS_OF))
            screened(came[0])
        return part

    monkeypatch.setattr("rules.process_files.run.next_portion", then_another_file)
    assert screen_file(claim, 50).counts == {"changed": 1}
    row = StoredProcess.objects.get()
    assert row.releases == list(RELEASES)
    assert row.answer["findings"] == whole[0][0]["findings"], "limits are those of its own file"


def test_the_indicators_of_cardinal_are_cardinals(body: GovernmentBody) -> None:
    screened(sent(body, lines(BIDS), form="cardinal", options=AS_OF))
    assert "earlier_release_unknown" not in str(answer()[0])


def test_releases_take_room_and_give_it_back(body: GovernmentBody, settings: Any) -> None:
    uploaded(body, lines(TENDER), lines(BIDS))
    held = StoredAmount.objects.get(kind=StoredKind.PROCESSES, body=body)
    assert held.size == bytes_of(StoredProcess.objects.all())
    settings.PROCESS_BYTES_OF_BODY = held.size + 1
    [file] = uploaded(body, lines(AWARD))
    assert file.error_said
    assert (file.state, file.error_said["code"]) == (ProcessFileState.ERROR, "store.full")
    assert "awards" not in StoredProcess.objects.get().release
    uploaded(body, lines(TENDER), replace="true")
    held.refresh_from_db()
    assert held.size == bytes_of(StoredProcess.objects.all())


def test_an_erasure_takes_a_name_out_of_every_release(body: GovernmentBody) -> None:
    name = "Watanabe Hanako"
    named = {**TENDER, "parties": [{"id": "W", "name": name}]}
    uploaded(body, lines(named), lines({**AWARD, "parties": [{"id": "W", "name": "架空建設"}]}))
    assert name in str(StoredProcess.objects.get().releases)
    administrator = Account.objects.create_user("admin", "a long pass phrase", role=Role.ADMINISTRATOR)
    person = person_named(name)
    seen = preview_here(person, administrator).fingerprint
    erase_person(person, reason="She asked for it on 2 November.", account=administrator, seen=seen)
    assert name not in str(StoredProcess.objects.get().releases)


def test_the_queries_do_not_grow_with_processes_or_their_releases(body: GovernmentBody) -> None:
    other = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    many = [{**each, "ocid": f"ocds-test01-{number}"} for number in range(10, 16) for each in RELEASES[:3]]
    awards = [{**AWARD, "ocid": f"ocds-test01-{number}"} for number in range(10, 16)]
    assert queries_of(body, lines(*many), lines(*awards)) == queries_of(other, lines(TENDER), lines(AWARD))


def test_rows_of_a_list_say_all_of_their_contract_and_are_never_merged(body: GovernmentBody) -> None:
    def sent_list(content: bytes, **options: str) -> ProcessFile:
        return screened(sent(body, content, form="contract_list", options={**AS_OF, **options}, name="list.csv"))

    first = many_contracts(2)
    assert sent_list(first).counts == {"added": 2}
    assert sent_list(first).counts == {"unchanged": 2}
    amount = b"1000000" if b"1000000" in first else b"1,000,000"
    other = first.replace(amount, amount.replace(b"1", b"2", 1))
    assert other != first
    refused = sent_list(other)
    assert refused.counts == {"refused": 1, "unchanged": 1}
    assert refused.errors[0]["errors"][0]["code"] == "process_file.changed"
    assert sent_list(other, replace="true").counts == {"changed": 1, "unchanged": 1}
    assert not StoredProcess.objects.filter(releases__isnull=False).exists()


def test_rows_of_before_releases_were_kept_count_as_one_release(body: GovernmentBody) -> None:
    uploaded(body, package(TENDER, SHORTENED))
    StoredProcess.objects.update(releases=None)
    uploaded(body, package(BIDS, AWARD))
    row = StoredProcess.objects.get()
    assert row.release["tender"]["tenderPeriod"]["endDate"] == "2024-01-09T00:00:00Z"
    assert row.release["awards"]


def test_the_official_example_comes_release_by_release(body: GovernmentBody) -> None:
    """Eight releases of a partnership, from its planning to its implementation: the newest first."""
    releases = json.loads(shared("ocds/ppp_full_compiled_release.json").read_text(encoding="utf-8"))["releases"]
    other = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    uploaded(other, package(*releases))
    uploaded(body, *(lines(each) for each in reversed(releases)))
    one, two = StoredProcess.objects.filter(body=body).get(), StoredProcess.objects.filter(body=other).get()
    assert one.release == two.release
    assert (one.answer, one.facts) == (two.answer, two.facts)
