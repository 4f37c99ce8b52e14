"""A receiver with TLS on this machine, with answers that a test chooses and a certificate of its own authority."""

import ipaddress
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answer = Callable[[BaseHTTPRequestHandler], None]


def certificate(folder: Path) -> Path:
    """Return a file with a self-signed certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "receiver.pem"
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(plain + made.public_bytes(serialization.Encoding.PEM))
    return file


class Receiver:
    """A receiver that keeps its requests. `answers` are used up one by one; then it answers 204."""

    def __init__(self, address: str, file: Path) -> None:
        self.address, self.file = address, file
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[Answer] = []


def status(code: int, **headers: str) -> Answer:
    """Return an answer with a status and headers."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()

    return answer


def silent(seconds: float) -> Answer:
    """Return an answer that says nothing for some seconds."""
    return lambda _handler: time.sleep(seconds)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Begin an answer and never finish it, a byte at a time."""
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100):
            handler.wfile.write(b"X")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        return


@contextmanager
def receiving(folder: Path) -> Iterator[Receiver]:
    """Yield a receiver that runs while the block lasts."""
    file = certificate(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            (receiver.answers.pop(0) if receiver.answers else status(204))(self)

        def log_message(self, *_args: object) -> None:
            """Log nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_args: object) -> None:
            """Ignore errors: some tests want a sender that does not trust the certificate, or disconnects."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    receiver = Receiver(f"https://127.0.0.1:{server.server_port}/hook?of=meti", file)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
