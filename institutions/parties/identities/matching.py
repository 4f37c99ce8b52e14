"""The comparison of two parties by a name, identified by a hash."""

import hashlib
from uuid import UUID


def compared_match(kind: str, folded: str, candidate: UUID) -> str:
    """Return a hash of the comparison: the same whenever that name is compared again, so that a rejection is found."""
    return hashlib.sha256(f"{kind}|{folded}|{candidate}".encode()).hexdigest()
