"""Seals are files with a request for a timestamp; the reply of an authority is checked, and a failure is not lost."""

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from rfc3161_client import decode_timestamp_response

from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events
from institutions.audit.seal_files import export_seals
from institutions.audit.tasks import seal_daily
from institutions.audit.timestamps import timestamp_request
from institutions.audit.verify import verify_audit
from institutions.models import AuditSeal
from institutions.values.canonical import canonical_json, hash_json
from tests.institutions.audit.authority import Authority

pytestmark = pytest.mark.django_db


def new_seal() -> AuditSeal:
    record_event(actor=COMMAND, verb="tried", what="thing:1")
    made = seal_events()
    assert made
    return made


def test_the_job_writes_each_seal_with_a_request_once(tmp_path: Path) -> None:
    with override_settings(SEALS_DIR=tmp_path / "seals"):
        record_event(actor=COMMAND, verb="tried", what="thing:0")
        seal_daily()
        second = new_seal()
        seal_daily()
        files = {path.name: path.read_bytes() for path in (tmp_path / "seals").iterdir()}
        assert sorted(files) == [f"seal-0000000{n}.{ending}" for n in (1, 2) for ending in ("json", "tsq")]
        told = json.loads(files["seal-00000002.json"])
        assert told == {"content": second.content, "hash": second.hash}
        assert hash_json(told["content"]) == told["hash"]
        assert bytes.fromhex(second.hash) in files["seal-00000002.tsq"]
        seal_daily()
        assert {path.name: path.read_bytes() for path in (tmp_path / "seals").iterdir()} == files
        (tmp_path / "file").touch()
    with override_settings(SEALS_DIR=tmp_path / "file"), pytest.raises(CommandError, match=r"SEALS_DIR: .* cannot be"):
        call_command("export_seals")


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl, which signs here, is missing")
def test_a_reply_is_checked_and_kept_and_a_failure_is_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, authority = tmp_path / "seals", Authority(tmp_path / "authority")
    seal = new_seal()
    reply, failed = folder / "seal-00000001.tsr", folder / "seal-00000001.failed.txt"
    roots = {"SEALS_DIR": folder, "TIMESTAMP_CA_FILE": str(tmp_path / "authority/root.pem")}
    with authority.serve() as address:
        pass
    with override_settings(**roots, TIMESTAMP_URL=address):
        with pytest.raises(CommandError, match=r"1 seal waits for a timestamp\. .*The authority did not answer"):
            call_command("export_seals")
        assert "The authority did not answer" in failed.read_text(encoding="utf-8")
        assert "No timestamp for seal-00000001. The authority did not answer" in caplog.text
    with authority.serve() as address, override_settings(**roots, TIMESTAMP_URL=address):
        wrong = Authority(tmp_path / "stranger")
        request = (folder / "seal-00000001.tsq").read_bytes()
        other = new_seal()
        with override_settings(TIMESTAMP_URL=""):
            export_seals()
        of_other = (folder / "seal-00000002.tsq").read_bytes()
        for name, answer in {
            "no timestamp": b"Not found",
            "of another authority": wrong.reply(request),
            "of another seal": authority.reply(of_other),
            "cut off": authority.reply(request)[:-9],
        }.items():
            authority.answer = answer
            done = export_seals()
            assert (done.stamped, reply.exists()) == (int(name == "of another seal"), False), name
            assert "is no valid timestamp of this seal" in failed.read_text(encoding="utf-8"), name
        authority.answer = b""
        done = export_seals()
        assert (done.stamped, done.waiting, done.trouble) == (1, 0, "")
        assert not failed.exists()
        for number, each in ((1, seal), (2, other)):
            kept = decode_timestamp_response((folder / f"seal-0000000{number}.tsr").read_bytes())
            assert kept.tst_info.message_imprint.message.hex() == each.hash
        asked = authority.asked
        assert export_seals().written == 0
        assert authority.asked == asked
        changed = json.loads((folder / "seal-00000001.json").read_text(encoding="utf-8"))
        (folder / "seal-00000001.json").write_text(json.dumps({**changed, "hash": "0" * 64}), encoding="utf-8")
        reply.unlink()
        assert "The request is for another seal" in export_seals().trouble
        (folder / "seal-00000001.json").write_text(json.dumps(changed), encoding="utf-8")
    with override_settings(**{**roots, "TIMESTAMP_CA_FILE": str(tmp_path / "none.pem")}, TIMESTAMP_URL=address):
        asked = authority.asked
        done = export_seals()
        assert (done.waiting, authority.asked) == (1, asked)
        assert "TIMESTAMP_CA_FILE: " in done.trouble


def write_as_made(path: Path, moment: datetime) -> None:
    """Write the file of a seal as if it had been made at another moment."""
    content = {**json.loads(path.read_text(encoding="utf-8"))["content"], "at": moment.isoformat()}
    path.write_text(canonical_json({"content": content, "hash": hash_json(content)}), encoding="utf-8")


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl, which signs here, is missing")
def test_the_verification_compares_each_timestamp_with_its_seal_and_its_authority(tmp_path: Path) -> None:
    folder, authority = tmp_path / "seals", Authority(tmp_path / "authority")
    stranger = Authority(tmp_path / "stranger")
    for _ in range(2):
        new_seal()
    with override_settings(SEALS_DIR=folder, TIMESTAMP_CA_FILE=""):
        export_seals()
        first, second = (folder / f"seal-0000000{number}.tsr" for number in (1, 2))
        first.write_bytes(authority.reply(first.with_suffix(".tsq").read_bytes()))
        assert verify_audit().troubles == ()
        as_exported = first.with_suffix(".json").read_bytes()
        clock = decode_timestamp_response(first.read_bytes()).tst_info.gen_time
        for minutes, early in ((59, False), (61, True)):
            write_as_made(first.with_suffix(".json"), clock + timedelta(minutes=minutes))
            request = json.loads(first.with_suffix(".json").read_text(encoding="utf-8"))
            first.write_bytes(authority.reply(timestamp_request(canonical_json(request["content"]))))
            said = "".join(each for each in verify_audit().troubles if "before" in each)
            assert (f"{first}: is of " in said, "when seal-00000001 says that it was made" in said) == (early, early)
        first.with_suffix(".json").write_bytes(as_exported)
        first.write_bytes(authority.reply(first.with_suffix(".tsq").read_bytes()))
        assert verify_audit().troubles == ()
        second.write_bytes(first.read_bytes())
        said = f"{second}: is the timestamp of another seal than {second.with_suffix('.json')}"
        assert verify_audit().troubles == (said,)
        second.unlink()
    for signed_by, troubles in ((authority, 0), (stranger, 1)):
        with override_settings(SEALS_DIR=folder, TIMESTAMP_CA_FILE=str(signed_by.folder / "root.pem")):
            found = verify_audit().troubles
        assert len(found) == troubles, found
        assert all(said.startswith(f"{first}: is no valid timestamp") for said in found)
