"""A new edition of a list comes in on the web: looked at beside the register, shown, and taken only as it was shown."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.imports.claim import ImportClaim, claim_import
from institutions.imports.run import run_import
from institutions.imports.sweep import sweep_import_jobs
from institutions.jobs.claiming import ClaimLostError
from institutions.lists.previewing import beside_the_register
from institutions.models import (
    Account,
    AuditEvent,
    EditionPreview,
    GovernmentBody,
    Import,
    ImportPart,
    ListEdition,
    Role,
    table_of,
)
from tests.institutions.lists.editions import LYRA, ORION, VEGA, Listing, bring, edition_file
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notify no worker: a test does the work itself."""
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: True)


@pytest.fixture
def editor(meti: GovernmentBody) -> Client:
    """Return a rulebook editor, signed in."""
    return signed_in(Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR))


def upload(client: Client, path: Path, **more: str) -> Any:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post("/lists/editions/", {"file": file, "body": "METI", **more})


def looked_at(client: Client, path: Path, **more: str) -> Import:
    """Return an uploaded edition that a worker has compared."""
    answer = upload(client, path, **more)
    assert answer.status_code == 302, answer.content.decode()
    job = Import.objects.get(pk=answer["Location"].split("/")[-2])
    return worked_on(job)


def worked_on(job: Import) -> Import:
    """Return the job after a worker had it."""
    taken = claim_import(job.pk)
    assert taken
    run_import(taken)
    job.refresh_from_db()
    return job


def page(client: Client, job: Import, query: str = "", language: str = "en") -> str:
    answer = client.get(f"/lists/editions/{job.pk}/{query}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def take(client: Client, job: Import, fingerprint: str | None = None) -> None:
    """Press the button as it stands on the page."""
    shown = EditionPreview.objects.filter(job=job).values_list("fingerprint", flat=True).first() or ""
    answer = client.post(f"/lists/editions/{job.pk}/take/", {"fingerprint": fingerprint or shown})
    assert answer.status_code == 302


def test_it_is_shown_before_it_is_taken_and_stores_nothing(
    editor: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    bring(edition_file(tmp_path, ORION, LYRA), meti)
    before = list(Listing.objects.values())
    job = looked_at(editor, edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"))
    assert (job.state, list(Listing.objects.values()) == before) == ("unconfirmed", True)
    shown = page(editor, job)
    for text in ("Vega Sensors", "Lyra Optics", "Accept this edition", "Compared with the edition of 1 June 2026"):
        assert text in shown
    assert "Orion Dynamics" not in shown
    assert "Orion Dynamics" in page(editor, job, "?outcome=unchanged")
    assert "2026-06-01" not in page(editor, job, language="ja").replace("令和", "")
    assert "令和8年6月1日" in page(editor, job, language="ja")


def test_what_was_shown_is_taken_once(editor: Client, meti: GovernmentBody, tmp_path: Path) -> None:
    job = looked_at(editor, edition_file(tmp_path, ORION, LYRA))
    take(editor, job)
    take(editor, job)
    worked_on(job)
    assert (job.state, job.dry_run, job.added, Listing.objects.count()) == ("done", False, 2, 2)
    assert "Accepted: 2 added, 0 changed, 0 ended." in page(editor, job)
    take(editor, job)
    assert claim_import(job.pk) is None
    assert (ListEdition.objects.count(), ImportPart.objects.count(), EditionPreview.objects.count()) == (1, 0, 0)
    events = AuditEvent.objects.filter(object__in=[f"import:{job.pk}", f"list:{job.edition.official_list_id}"])
    assert list(events.order_by("pk").values_list("verb", flat=True)) == [
        "edition_uploaded",
        "edition_confirmed",
        "list_refreshed",
    ]
    assert {each.actor for each in events} == {f"account:{job.account_id}"}


def test_where_the_list_has_changed_since_it_is_shown_anew(
    editor: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    bring(edition_file(tmp_path, ORION, LYRA), meti)
    job = looked_at(editor, edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"))
    seen = job.preview.fingerprint
    bring(edition_file(tmp_path, ORION, LYRA, VEGA, as_of="2026-08-01"), meti)
    held = list(Listing.objects.values())
    take(editor, job)
    worked_on(job)
    assert (job.state, list(Listing.objects.values()) == held) == ("unconfirmed", True)
    assert "the register or the list has changed since you looked" in page(editor, job)
    take(editor, job, seen)  # the button of the page as it was before
    assert claim_import(job.pk) is None
    take(editor, job)
    assert worked_on(job).state == "done"
    assert ListEdition.objects.count() == 3


HIDDEN = (
    "UPDATE institutions_previewedentry SET outcome = 'unchanged' WHERE outcome = 'ended'",
    "UPDATE institutions_previewedentry SET name = 'Orion Dynamics' WHERE outcome = 'ended'",
    "DELETE FROM institutions_previewedentry WHERE outcome = 'ended'",
    "UPDATE institutions_editionpreview SET ended = 0",
)


def test_what_somebody_hid_from_the_reader_by_sql_is_not_taken(
    editor: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    """The hash of the preview was of what was compared, and not of the rows that the reader saw."""
    bring(edition_file(tmp_path, ORION, LYRA), meti)
    held = list(Listing.objects.values())
    for statement in HIDDEN:
        job = looked_at(editor, edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"))
        with connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 1
        take(editor, job)
        worked_on(job)
        assert (job.state, list(Listing.objects.values()) == held) == ("unconfirmed", True), statement
        assert "Lyra Optics" in page(editor, job), "it is shown once more, as it is"
        assert editor.post(f"/lists/editions/{job.pk}/drop/").status_code == 302
    job = looked_at(editor, edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"))
    take(editor, job)
    assert worked_on(job).state == "done"


def test_where_the_register_has_changed_since_it_is_shown_anew(
    editor: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    job = looked_at(editor, edition_file(tmp_path, ORION))
    bring(edition_file(tmp_path, ORION, list="other", publisher="Another office"), meti)  # now there is a lead
    take(editor, job)
    worked_on(job)
    assert (job.state, job.preview.again) == ("unconfirmed", True)
    assert "Possible match:" in page(editor, job, "?outcome=leads")


def test_a_worker_that_dies_while_it_takes_leaves_nothing_and_the_next_one_takes_it(
    editor: Client, meti: GovernmentBody, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = looked_at(editor, edition_file(tmp_path, ORION, LYRA))
    take(editor, job)
    claim = claim_import(job.pk)
    assert claim
    with monkeypatch.context() as patched:
        patched.setattr("institutions.lists.jobs.forget_file", died)
        patched.setattr("institutions.imports.run.end_import", died)  # nor does it say that it failed
        with pytest.raises(MemoryError):
            run_import(claim)
    assert (Listing.objects.count(), ListEdition.objects.count()) == (0, 0)
    Import.objects.filter(pk=job.pk).update(lease_until="2026-01-01T00:00:00Z")
    sweep_import_jobs()
    assert worked_on(job).state == "done"
    work_on_late(claim)
    assert (Listing.objects.count(), ListEdition.objects.count()) == (2, 1)


def died(*_: object) -> None:
    """Raise an error as if the process ended here."""
    raise MemoryError


def work_on_late(claim: ImportClaim) -> None:
    """Do the work of an attempt that lost its lease: it has no say any more."""
    with pytest.raises(ClaimLostError):
        claim.update()


def test_an_edition_with_troubles_is_not_taken(editor: Client, tmp_path: Path) -> None:
    job = looked_at(editor, edition_file(tmp_path, ORION, "9,,Lyra Optics,ZZZ,,,"))
    shown = page(editor, job)
    assert "Errors in the file: 1." in shown
    assert "company.country" in shown
    assert "Accept this edition" not in shown
    take(editor, job)
    assert claim_import(job.pk) is None


def test_it_can_be_thrown_away(editor: Client, tmp_path: Path) -> None:
    job = looked_at(editor, edition_file(tmp_path, ORION))
    assert editor.post(f"/lists/editions/{job.pk}/drop/").status_code == 302
    job.refresh_from_db()
    assert (job.state, ImportPart.objects.count(), EditionPreview.objects.count()) == ("cancelled", 0, 0)
    assert "Upload another file" in page(editor, job)


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (b"", {}, "no table"),
        (b"company.name\nOrion\n", {}, "The list is not named. Choose it here, or name it in a line above the table."),
        (b"list,meti_end_user\nas_of,2099-01-01\n\ncompany.name\nOrion\n", {}, "1 January 2099 is in the future."),
        (b"company.name\nOrion\n", {"list": "nothing\x00"}, "is not a list in this register."),
        (b"PK\x03\x04 no workbook", {}, ""),
    ],
)
def test_a_file_that_is_no_edition_is_refused_with_the_reason(
    editor: Client, tmp_path: Path, content: bytes, more: dict[str, str], said: str
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(content)
    answer = upload(editor, path, **more)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Import.objects.count() == 0


@pytest.mark.parametrize(("body", "said"), [("", "Nobody keeps this list yet."), ("NO\x00", "No government body")])
def test_the_first_edition_says_who_keeps_the_list(editor: Client, tmp_path: Path, body: str, said: str) -> None:
    assert said in upload(editor, edition_file(tmp_path, ORION), body=body).content.decode()


def test_officers_of_the_body_meet_it_among_imports_only_when_it_is_taken(
    editor: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    officer = signed_in(Account.objects.create_user("officer", "a long pass phrase", role=Role.OFFICER, body=meti))
    job = looked_at(editor, edition_file(tmp_path, ORION))
    for address in (f"/imports/{job.pk}/", f"/lists/editions/{job.pk}/"):
        assert officer.get(address).status_code == 404
    assert officer.post(f"/imports/{job.pk}/confirm/").status_code == 404
    take(editor, job)
    worked_on(job)
    assert officer.get(f"/imports/{job.pk}/").status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets others write anyway")
def test_others_write_while_somebody_looks(meti: GovernmentBody) -> None:
    """Looking writes to a copy: another process has the register to itself meanwhile, and the copy is gone after."""
    path = Path(str(connection.settings_dict["NAME"]))
    with beside_the_register():
        copy = Path(str(connection.settings_dict["NAME"]))
        assert copy != path
        GovernmentBody.objects.filter(pk=meti.pk).update(name_en="Changed in the copy")
        with closing(sqlite3.connect(path, timeout=0)) as other, other:
            other.execute("UPDATE institutions_party SET name_ja = 'changed meanwhile'")
        assert not GovernmentBody.objects.filter(name_ja="changed meanwhile").exists()
    meti.refresh_from_db()
    assert (meti.name_en, meti.name_ja) == ("Ministry of Economy, Trade and Industry", "changed meanwhile")
    assert not copy.parent.exists()


def test_the_queries_of_the_page_do_not_depend_on_the_edition(
    editor: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    def queries(job: Import) -> int:
        with CaptureQueriesContext(connection) as caught:
            page(editor, job)
        return len(caught)

    one = looked_at(editor, edition_file(tmp_path, ORION))
    many = looked_at(editor, edition_file(tmp_path, *(f"{n},,Works {n},XB,,," for n in range(60))))
    assert queries(one) == queries(many) <= 12
    assert table_of("listing").objects.count() == 0
