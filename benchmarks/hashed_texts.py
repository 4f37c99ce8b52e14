"""The texts that an assessment hashes: findings and their evidence."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from institutions.values.hashing import canonical_json, hash_text
from rules.assessing import evidence, findings


@contextmanager
def hashed_texts() -> Iterator[dict[str, str]]:
    """Yield what gets the texts that findings and their evidence are hashed from, by hash."""
    found: dict[str, str] = {}

    def noting(data: object) -> str:
        text = canonical_json(data)
        found[hash_text(text)] = text
        return hash_text(text)

    with patch.object(findings, "hash_json", noting), patch.object(evidence, "hash_json", noting):
        yield found
