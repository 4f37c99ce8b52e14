"""Writers that are killed in the middle of a write, and a disk that is full: nothing torn is ever read."""

import subprocess
import sys

import pytest

from institutions.models import GovernmentBody
from rules.assessing.replay import replay_assessment
from rules.fact_store.appending import build_store
from rules.fact_store.checking import check_store
from rules.fact_store.configured import keep_facts
from rules.fact_store.storage import LocalStorage
from rules.models import Assessment
from tests.documents import small
from tests.rules.assessing.workers import ROOT, process_environment
from tests.rules.review.casework.building import registered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]


def test_killed_writers_and_a_full_disk_leave_a_whole_store(storage: LocalStorage, meti: GovernmentBody) -> None:
    for number in range(3):
        registered(small(reference=f"A-{number}", assess_as_of="2026-06-20"))
    build_store(storage)
    registered(small(reference="A-3", assess_as_of="2026-06-20", secrecy="defence"))
    registered(small(reference="A-4", assess_as_of="2026-06-20"))
    before = set(Assessment.objects.values_list("pk", "state", "snapshot"))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.rules.fact_store.killed", str(storage.root)],
        env=process_environment(FACT_STORE=str(storage.root)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "full disk: the store is as it was" in ended.stdout
    assert "Is its disk full?" in ended.stderr + ended.stdout
    assert set(Assessment.objects.values_list("pk", "state", "snapshot")) == before  # the register is unharmed
    assert all(replay_assessment(each).identical for each in Assessment.objects.all())
    keep_facts(storage)
    assert check_store(storage).troubles == ()
