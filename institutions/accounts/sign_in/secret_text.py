"""Texts that the database stores encrypted, by a key made from SECRET_KEY. A copy of the database alone opens none."""

import base64
from typing import Final

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE: Final = b"policyengine.sign_in.secret_text"


def encrypt_secret(text: str) -> str:
    """Encrypt a text by the present key."""
    return secret_cipher().encrypt(text.encode()).decode()


def decrypt_secret(encrypted: str) -> str:
    """Decrypt a text. Raises cryptography.fernet.InvalidToken where neither the present key nor a former one fits."""
    return secret_cipher().decrypt(encrypted.encode()).decode()


def secret_cipher() -> MultiFernet:
    """Return a cipher with the present key before those of SECRET_KEY_FALLBACKS."""
    return MultiFernet([Fernet(cipher_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def cipher_key(secret: str) -> bytes:
    """Derive 32 bytes for this purpose alone, in the form that Fernet takes (HKDF, RFC 5869)."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
