"""Facts that link a party with itself: rules need them, but they have no information for a reader."""

from collections.abc import Mapping
from typing import Any, Final

LINKS_A_PARTY_WITH_ITSELF: Final = (("relation", "same"), ("by", "self"), ("steps", 0))


def links_with_itself(entry: Mapping[str, Any]) -> bool:  # Any: plain values of a fact
    """Return whether a fact says that a company is the same company or a person the same person."""
    return any(entry.get(name) == value for name, value in LINKS_A_PARTY_WITH_ITSELF)
