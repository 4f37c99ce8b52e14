"""Signatures as in Standard Webhooks 1.0: HMAC-SHA256 over id, moment and content, one for each valid secret.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import secrets
from typing import Final

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32  # the specification asks for 24 to 64


def new_secret() -> str:
    """Return a random secret in the form its receiver gets."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def message_signature(secret: str, message_id: str, timestamp: int, content: bytes) -> str:
    """Return the signature of a message by one secret."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, f"{message_id}.{timestamp}.".encode() + content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def signed_headers(secrets_: list[str], message_id: str, timestamp: int, content: bytes) -> dict[str, str]:
    """Return the three headers; a receiver accepts the message if one of the signatures is right."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(message_signature(each, message_id, timestamp, content) for each in secrets_),
    }
