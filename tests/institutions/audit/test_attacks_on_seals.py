"""Attacks on seals and their files by somebody with all of SQL: each shows, or what cannot show is said."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from institutions.audit.seal import seal_events
from institutions.audit.seal_files import export_seals
from institutions.audit.verify import verify_audit
from institutions.models import AuditChain, AuditEvent, AuditSeal
from institutions.models.audit import SEALS
from institutions.values.hashing import hash_json
from tests.institutions.audit.tampering import ONE, events, without_triggers, write_anew

pytestmark = pytest.mark.django_db


def seal_anew() -> None:
    """Remove all seals, and seal what is there as if it were the first time."""
    AuditSeal.objects.all().delete()
    AuditChain.objects.filter(name=SEALS).delete()
    assert seal_events()


def test_a_trail_that_was_written_anew_with_its_seals_shows_by_the_exported_files(tmp_path: Path) -> None:
    with override_settings(SEALS_DIR=tmp_path):
        assert verify_audit().troubles == ()  # no seal was exported yet
        events(3)
        seal_events()
        export_seals()
        assert verify_audit().troubles == ()
        with without_triggers():
            AuditEvent.objects.filter(number=2).update(actor="account:7")
            write_anew()
            seal_anew()
        (said,) = verify_audit().troubles
        assert said == f"seal 1: is another one than was exported to {tmp_path / 'seal-00000001.json'}"
        with without_triggers():
            AuditSeal.objects.all().delete()
            AuditChain.objects.filter(name=SEALS).delete()
        assert f"seal 1: was exported to {tmp_path / 'seal-00000001.json'}, and is missing in the database" in (
            verify_audit().troubles
        )


def test_a_folder_of_seals_that_cannot_be_read_is_no_success(tmp_path: Path) -> None:
    events(1)
    seal_events()
    (place := tmp_path / "seals").touch()  # a file, which whoever runs the tests cannot list either
    with override_settings(SEALS_DIR=place):
        (said,) = verify_audit().troubles
    assert said == f"SEALS_DIR: {place} cannot be read (Not a directory): no exported seal was compared"
    with override_settings(SEALS_DIR=tmp_path / "none"):
        assert verify_audit().troubles == (), "nothing is exported before the first day"


@pytest.mark.parametrize("content", ["", "[" * 200_000, "{}", '{"content": {"number": "1"}, "hash": "x"}', "\udcff"])
def test_a_file_of_a_seal_that_was_changed_is_reported(tmp_path: Path, content: str) -> None:
    (tmp_path / "seal-00000001.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with override_settings(SEALS_DIR=tmp_path):
        (said,) = verify_audit().troubles
    assert said == f"{tmp_path / 'seal-00000001.json'}: is no seal as it was exported, or was changed"


def renumbered(content: dict[str, Any], number: object) -> dict[str, Any]:
    """Return the file of a seal with another number, hashed again."""
    changed = {**content, "number": number}
    return {"content": changed, "hash": hash_json(changed)}


def test_the_file_of_a_seal_has_its_hash_its_name_and_its_number(tmp_path: Path) -> None:
    with override_settings(SEALS_DIR=tmp_path):
        events(1)
        seal_events()
        export_seals()
        path = tmp_path / "seal-00000001.json"
        held = json.loads(path.read_text())
        content = held["content"]
        for name, said in (
            ("seal-00000001.json", {"content": {**content, "at": "2020-01-02T00:00:00+00:00"}, "hash": held["hash"]}),
            ("seal-00000001.json", renumbered(content, True)),
            ("seal-00000001.json", renumbered(content, 1.0)),
            ("seal-00000002.json", held),
            ("seal-1.json", held),
        ):
            other = tmp_path / name
            before = other.read_bytes() if other.exists() else b""
            other.write_text(json.dumps(said))
            assert verify_audit().troubles == (f"{other}: is no seal as it was exported, or was changed",), said
            other.write_bytes(before) if before else other.unlink()
        assert verify_audit().troubles == ()


def test_a_timestamp_beside_the_file_of_another_seal_is_reported(tmp_path: Path) -> None:
    with override_settings(SEALS_DIR=tmp_path):
        events(1)
        seal_events()
        export_seals()
        (tmp_path / "seal-00000001.tsr").write_bytes(b"none")
        (said,) = verify_audit().troubles
    assert said.startswith(f"{tmp_path / 'seal-00000001.tsr'}: is no valid timestamp")


def test_a_gap_between_seals_shows() -> None:
    for _ in range(3):
        events(1)
        seal_events()
    with without_triggers():
        AuditSeal.objects.filter(number=2).delete()
    assert any(said.startswith("seal 2: ") or "seal 2 is missing" in said for said in verify_audit().troubles)


def test_a_head_of_the_seals_that_is_missing_or_another_shows() -> None:
    events(1)
    seal = seal_events()
    assert seal
    head = AuditChain.objects.filter(name=SEALS)
    for changed in ({"length": 2}, {"head": "0" * 64}):
        head.update(**changed)
        number = changed.get("length", 1)
        assert verify_audit().troubles == (f"seal {number} was the last one, and is missing or was changed",)
        head.update(length=1, head=seal.hash)
    head.delete()
    assert verify_audit().troubles == ("seal: the head of the seals is missing",)


def test_the_tail_cut_off_with_its_seals_leaves_only_the_hash_kept_outside_which_the_command_names() -> None:
    kept = events(2)
    first = seal_events()
    assert first
    events(2)
    last = seal_events()
    assert last
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"Last seal: {last.hash}" in out.getvalue()
    assert "Compare" in out.getvalue()
    with without_triggers():
        AuditEvent.objects.exclude(pk__in=[each.pk for each in kept]).delete()
        AuditSeal.objects.filter(number=2).delete()
        AuditChain.objects.filter(name=SEALS).update(length=1, head=first.hash)
        AuditChain.objects.filter(name="rest").delete()
        chain = AuditChain.objects.get(name=f"partnership:{ONE}")
        left = chain.events.order_by("-number")[0]
        AuditChain.objects.filter(pk=chain.pk).update(length=left.number, head=left.hash)
    found = verify_audit()
    assert found.last_seal == first.hash  # not the one that was printed before
    if connection.vendor == "sqlite":
        assert any("ids" in said or "with id" in said for said in found.troubles)
