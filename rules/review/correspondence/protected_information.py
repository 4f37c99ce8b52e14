"""Markings of protected security information in a text. No program can tell such information itself from other text."""

import re
import unicodedata
from typing import Final

from django.conf import settings

DECLARED: Final = "declared_open"  # the field by which an author declares that a text holds none
# Markings and names of categories, as documents bear them: the acts on specially designated secrets, on critical
# economic security information and on secrets of the defence assistance agreement, and older classifications.
MARKINGS: Final = re.compile(
    "特定秘密|重要経済安保情報|特別防衛秘密|極秘|機密性3|"
    r"\bspecially designated secret|\bcritical economic security information|\bspecial defen[cs]e secret|"
    r"\btop secret\b|\bsecret//|\bclassified information\b"
)


def marking_in(text: str) -> str:
    """Return the first marking in a text as it stands there; empty if there is none."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    found = MARKINGS.search(plain)
    return found[0] if found else ""


def refused_marking(text: str) -> str:
    """Return the first marking in a text, unless this installation is approved for protected security information."""
    return "" if settings.APPROVED_FOR_PROTECTED_INFORMATION else marking_in(text)
