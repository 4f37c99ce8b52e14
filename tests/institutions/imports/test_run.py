"""The job: killed, cancelled, given back or broken, it goes on from its place and brings nothing twice."""

import signal
import subprocess
import sys
import time
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.imports import all_formats, run, sweep
from institutions.imports.claim import claim_import, claim_of, give_back, give_back_all
from institutions.imports.preview import preview_import
from institutions.imports.requesting import cancel_import, request_import, request_resume
from institutions.imports.storing import RecordStore
from institutions.jobs.claiming import ClaimLostError
from institutions.models import AuditEvent, GovernmentBody, Import, ImportOutcome, ImportPart, Party, table_of
from tests.rules.assessing.workers import ROOT, process_environment

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "record,holder,holder.name,holder.type,company,company.name,share_bp\n"
WORK = """
import os, sys, time, uuid
import django
django.setup()
from institutions.imports.claim import claim_import
from institutions.imports.run import run_import
from institutions.imports.file_work import RegisterWork
RegisterWork.size = 10
run_import(claim_import(uuid.UUID(sys.argv[1])), step=lambda done, total: (print(done, flush=True), time.sleep(0.2)))
"""


def table(rows: int) -> BytesIO:
    """Return a table of so many holdings in so many companies."""
    lines = (f"{n},K1,Kita Materials,company,H{n},Hikari {n},{n % 10_000}\n" for n in range(1, rows + 1))
    return BytesIO((HEAD + "".join(lines)).encode())


def asked(body: GovernmentBody, rows: int, **given: Any) -> Import:
    """Return an import of such a table, asked for and not begun."""
    return request_import(table(rows), file_name="t.csv", format_name="shareholding", body=body, **given)


def at_once(job: Import) -> Import:
    """Run the import in this process."""
    taken = claim_import(job.pk)
    assert taken is not None
    run.run_import(taken)
    job.refresh_from_db()
    return job


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use portions of ten, and no broker."""
    monkeypatch.setattr("institutions.imports.file_work.RegisterWork.size", 10)
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: True)


@pytest.mark.worker
def test_killed_half_way_an_import_goes_on_without_doubles(meti: GovernmentBody, settings: Settings) -> None:
    job = asked(meti, 100)
    for _ in range(2):
        killed_after(job, portions=3)
        job.refresh_from_db()
        assert (job.state, job.expired_leases) == ("running", 0)
        Import.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        sweep.sweep_import_jobs()
        job.refresh_from_db()
        assert job.state == "queued"
    assert 60 <= job.place < 100
    at_once(job)
    assert (job.state, job.attempt, job.total, job.place, job.added, job.refused) == ("done", 3, 100, 100, 100, 0)
    assert list(ImportOutcome.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 101))
    assert table_of("shareholding").objects.count() == 100
    assert Party.objects.filter(kind="company").count() == 101
    assert not ImportPart.objects.exists()


def killed_after(job: Import, *, portions: int) -> None:
    """Start the import in a process and kill it with SIGKILL once it has stored some portions and works on the next."""
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, str(job.pk)],
        env=process_environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    for _ in range(portions):
        assert process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_a_portion_that_fails_is_rolled_back_with_its_place(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(meti, 30)
    whole = RecordStore.chunk

    def break_at_the_third(self: RecordStore, records: list[Any]) -> Any:
        outcomes = whole(self, records)
        if records[0].record == "21":
            message = "the disk is full"
            raise OSError(message)
        return outcomes

    monkeypatch.setattr(RecordStore, "chunk", break_at_the_third)
    with pytest.raises(run.ImportFailed):
        at_once(job)
    job.refresh_from_db()
    assert (job.state, job.place, job.added, job.error) == ("failed", 20, 20, "OSError: the disk is full")
    assert table_of("shareholding").objects.count() == ImportOutcome.objects.count() == 20


def test_cancelled_on_the_way_it_stops_and_keeps_what_was_stored(meti: GovernmentBody) -> None:
    job = asked(meti, 50)
    taken = claim_import(job.pk)
    assert taken is not None

    def cancel_at_20(done: int, _total: int) -> None:
        if done == 20:
            cancel_import(job)

    run.run_import(taken, step=cancel_at_20)
    job.refresh_from_db()
    assert (job.state, job.place, table_of("shareholding").objects.count()) == ("cancelled", 20, 20)
    assert not ImportPart.objects.exists()
    assert not cancel_import(job)


def test_who_has_lost_the_claim_changes_nothing_more(meti: GovernmentBody) -> None:
    job = asked(meti, 30)
    late = claim_import(job.pk)
    assert late is not None
    give_back(late.rows())
    at_once(job)
    with pytest.raises(ClaimLostError):
        late.update(place=1)
    run.run_import(late)
    assert table_of("shareholding").objects.count() == 30


def test_one_import_is_taken_once(meti: GovernmentBody) -> None:
    job = asked(meti, 1)
    assert claim_import(job.pk) is not None
    assert claim_import(job.pk) is None


def test_a_stopping_worker_gives_its_imports_back_uncounted(meti: GovernmentBody) -> None:
    job = asked(meti, 1)
    claim_import(job.pk)
    assert give_back_all() == 1
    job.refresh_from_db()
    assert (job.state, job.expired_leases, job.lease_until) == ("queued", 0, None)


def test_two_leases_that_expire_without_getting_on_set_it_aside_and_a_person_goes_on(meti: GovernmentBody) -> None:
    job = asked(meti, 12)
    for state in ("queued", "set_aside"):
        assert claim_import(job.pk) is not None
        Import.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        sweep.sweep_import_jobs()
        job.refresh_from_db()
        assert job.state == state
    assert f"--resume {job.pk}" in job.error
    assert request_resume(job, here=True)
    assert at_once(job).state == "done"
    assert not request_resume(job)


def test_records_that_kill_their_worker_twice_set_the_import_aside(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(meti, 12)

    def die(*_arguments: object) -> None:
        raise OperationalError  # as when the process or its database ends: the lease runs out

    monkeypatch.setattr(run, "store_portion", die)
    for state in ("queued", "set_aside"):
        with pytest.raises(OperationalError):
            at_once(job)
        Import.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        sweep.sweep_import_jobs()
        job.refresh_from_db()
        assert (job.state, job.total) == (state, 12)


def test_an_import_that_was_asked_for_here_is_already_taken(meti: GovernmentBody) -> None:
    job = asked(meti, 3, here=True)
    assert (job.state, claim_import(job.pk)) == ("running", None)
    run.run_import(claim_of(job))
    job.refresh_from_db()
    assert job.state == "done"


def test_the_lease_is_renewed_while_a_long_file_is_only_read(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "RENEWED_EVERY", 10)
    job = asked(meti, 35)
    taken = claim_import(job.pk)
    assert taken is not None
    renewed = []
    monkeypatch.setattr(type(taken), "update", lambda self, **columns: renewed.append(columns))
    assert sum(1 for _ in run.renew_lease_on_way(taken, range(35))) == 35
    assert renewed == [{}, {}, {}]


def test_every_format_has_labels_in_both_languages() -> None:
    for each in all_formats.FORMATS.values():
        assert each.label.en
        assert each.label.ja


def test_a_large_file_is_read_in_bounded_memory(meti: GovernmentBody) -> None:
    import tracemalloc

    from institutions.formats.tables.template_rows import template_reader
    from institutions.formats.tables.templates import TEMPLATES

    file = table(60_000)
    tracemalloc.start()
    began = time.monotonic()
    assert sum(1 for _ in template_reader(TEMPLATES["shareholding"])(file)) == 60_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024, (peak, time.monotonic() - began)


def test_asking_for_an_import_and_stopping_it_are_events_that_name_the_file_by_its_hash(meti: GovernmentBody) -> None:
    job = asked(meti, 3, actor="account:7", request_id="r-1")
    cancel_import(job, actor="account:8")
    first, second = AuditEvent.objects.filter(object=f"import:{job.pk}").order_by("number")
    assert (first.verb, first.actor, first.request_id) == ("import_requested", "account:7", "r-1")
    assert (second.verb, second.actor) == ("import_cancelled", "account:8")
    assert first.after == {"body": "METI", "format": "shareholding", "sha256": job.sha256, "dry_run": False}
    assert len(job.sha256) == 64
    assert not cancel_import(job)
    assert AuditEvent.objects.filter(object=f"import:{job.pk}").count() == 2


def test_a_file_that_somebody_changed_while_it_waited_is_not_read(digital_agency: GovernmentBody) -> None:
    """The parts are removed once they were read, and the row names the file that was sent."""
    job = asked(digital_agency, 3)
    ImportPart.objects.filter(job=job).update(content=table(2).getvalue())
    done = at_once(job)
    assert (done.state, done.error_said and done.error_said["code"]) == ("failed", "import.file_changed")
    assert not Party.objects.filter(kind="company").exists()


def test_a_file_that_somebody_changed_is_not_previewed_either(digital_agency: GovernmentBody) -> None:
    job = asked(digital_agency, 3, unconfirmed=True)
    ImportPart.objects.filter(job=job).update(content=b"")
    preview_import(job)
    job.refresh_from_db()
    assert (job.state, job.error_said and job.error_said["code"]) == ("failed", "import.file_changed")
