"""Seals are files with a request for a timestamp; the reply of an authority is checked, and a failure is not lost."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.core.management import CommandError, call_command
from django.test import override_settings
from rfc3161_client import decode_timestamp_response

from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events
from institutions.audit.seal_files import export_seals
from institutions.audit.tasks import seal_daily
from institutions.models import AuditSeal
from institutions.values.canonical import hash_json

pytestmark = pytest.mark.django_db
CONFIG = """[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
"""


def made_certificate(
    name: str, key: ec.EllipticCurvePrivateKey, by: tuple[str, ec.EllipticCurvePrivateKey], usage: x509.ExtensionType
) -> bytes:
    """Return a certificate in PEM: of a root, or of one that signs timestamps."""
    now = datetime.now(UTC)
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each)]) for each in (name, by[0])]
    builder = (
        x509.CertificateBuilder()
        .subject_name(names[0])
        .issuer_name(names[1])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=name == by[0], path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )
    return builder.sign(by[1], hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


class Authority:
    """A timestamp authority of the test's own: OpenSSL signs. `answer` stands for its reply, where it is set."""

    def __init__(self, folder: Path) -> None:
        root, signer = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        signs = x509.KeyUsage(
            digital_signature=True, content_commitment=False, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
        )  # fmt: skip
        stamps = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        self.folder, self.answer, self.asked = folder, b"", 0
        folder.mkdir()
        (folder / "root.pem").write_bytes(made_certificate("Root (fictional)", root, ("Root (fictional)", root), signs))
        (folder / "signer.pem").write_bytes(made_certificate("Clock", signer, ("Root (fictional)", root), stamps))
        plain = signer.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / "key.pem").write_bytes(plain)
        (folder / "serial").write_text("01\n")
        (folder / "tsa.conf").write_text(CONFIG.format(folder=folder))

    def reply(self, request: bytes) -> bytes:
        """Return the signed reply to a request."""
        (self.folder / "asked.tsq").write_bytes(request)
        files = ("-queryfile", "asked.tsq", "-signer", "signer.pem", "-inkey", "key.pem", "-out", "given.tsr")
        subprocess.run(
            ["openssl", "ts", "-reply", "-config", "tsa.conf", *files],
            cwd=self.folder, check=True, capture_output=True,
        )  # fmt: skip
        return (self.folder / "given.tsr").read_bytes()

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Serve on this machine, and give the address."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                authority.asked += 1
                request = self.rfile.read(int(self.headers["Content-Length"]))
                content = authority.answer or authority.reply(request)
                self.send_response(200 if self.headers["Content-Type"] == "application/timestamp-query" else 400)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_args: Any) -> None:
                """Stay silent."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.01}).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/tsa"
        finally:
            server.shutdown()
            server.server_close()


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
        with pytest.raises(CommandError, match=r"1 seals wait for a timestamp\. .*The authority did not answer"):
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
