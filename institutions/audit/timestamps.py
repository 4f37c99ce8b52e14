"""Timestamps of seals by an outside authority (RFC 3161): the request, sending it, and the check of the reply.

Only the hash of a seal leaves this server. The imprint of the request is the hash of the seal itself.
"""

from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimeStampRequest,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client._rust import parse_timestamp_request

LONGEST: Final = 1_000_000  # bytes of a reply


class TimestampError(Exception):
    """A timestamp that was not given, or is not the one that was asked for: the text says why."""


class AuthorityError(TimestampError):
    """An authority that cannot be asked or does not answer: asking it about the next seal is no use either."""


class NoRedirect(HTTPRedirectHandler):
    """A handler that follows no redirect: the request goes to the address in the settings alone."""

    def redirect_request(self, *_args: object, **_more: object) -> None:
        """Return no other request, so that the redirect is an error."""


def timestamp_request(content: str) -> bytes:
    """Return the request for a timestamp of a text: its SHA-256, a number of one use, and the wish for certificates."""
    return TimestampRequestBuilder().data(content.encode()).hash_algorithm(HashAlgorithm.SHA256).build().as_bytes()


def read_request(request: bytes, said: str) -> TimeStampRequest:
    """Return a request as an object. TimestampError if it does not ask about this hash."""
    try:
        found: TimeStampRequest = parse_timestamp_request(request)
    except ValueError as other:
        message = f"The request cannot be read ({other}). Remove its file, and the next export makes it anew."
        raise TimestampError(message) from other
    if found.message_imprint.message.hex() != said:
        message = "The request is for another seal. Remove its file, and the next export makes it anew."
        raise TimestampError(message)
    return found


def ask_authority(url: str, request: bytes, *, seconds: float) -> bytes:
    """Send a request, and return the reply as it came. TimestampError if there is none."""
    sent = Request(  # noqa: S310 - the settings allow http and https alone
        url, data=request, headers={"Content-Type": "application/timestamp-query"}, method="POST"
    )
    try:
        with build_opener(NoRedirect).open(sent, timeout=seconds) as answer:
            reply: bytes = answer.read(LONGEST + 1)
    except (HTTPException, OSError) as other:  # also what urllib raises for a status that is no success
        message = f"The authority did not answer: {other}."
        raise AuthorityError(message) from other
    if len(reply) > LONGEST:
        message = f"The authority answered with more than {LONGEST:,} bytes."
        raise TimestampError(message)
    return reply


def read_roots(path: Path) -> list[Certificate]:
    """Return the root certificates of the authority. AuthorityError if there are none."""
    try:
        return load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as other:
        message = f"TIMESTAMP_CA_FILE: {path} has no certificates that can be read ({other}). Give a file in PEM."
        raise AuthorityError(message) from other


def check_reply(reply: bytes, request: bytes, said: str, roots: Sequence[Certificate]) -> None:
    """Check that a reply is a signed timestamp of the hash `said`, for this request. TimestampError if it is not."""
    builder = VerifierBuilder.from_request(read_request(request, said))
    for each in roots:
        builder = builder.add_root_certificate(each)
    try:
        builder.build().verify(decode_timestamp_response(reply), bytes.fromhex(said))
    except (ValueError, VerificationError) as other:
        message = f"The authority's reply is no valid timestamp of this seal: {other}."
        raise TimestampError(message) from other
