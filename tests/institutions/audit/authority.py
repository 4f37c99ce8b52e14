"""A timestamp authority (RFC 3161) on this machine: OpenSSL signs, with certificates of its own root."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

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
