"""Facts about a person's kin, gifts, income or acts: shown only to readers who may see them."""

from collections.abc import Mapping
from typing import Any, Final

from institutions.access.kin import EVERYTHING, NOTHING

SENSITIVE: Final[Mapping[str, frozenset[str]]] = {  # by type of fact, the fields
    "benefit": EVERYTHING,
    "close_person": EVERYTHING,
    "company_post": frozenset({"fee_yen_per_year", "paid"}),
    "conduct": EVERYTHING,  # it names the person said to have done it, before anybody has checked
    "old_interested_party": frozenset({"benefits"}),
    "reviewer_tie": EVERYTHING,
    "tie_in_office": frozenset({"paid"}),
}
SELF: Final = ("by", "self")  # a fact that only links a person with that same person names no kin


def sensitive_fields(kind: str, values: Mapping[str, Any]) -> frozenset[str]:  # Any: plain values of a fact
    """Return the sensitive fields of a fact, by its type and values; EVERYTHING where the fact itself is sensitive."""
    name, value = SELF
    return NOTHING if values.get(name) == value else SENSITIVE.get(kind, NOTHING)


def is_sensitive_kind(kind: str) -> bool:
    """Return whether all about a fact of a kind, its parties too, is hidden from readers without the right.

    Of some kinds only a few fields are sensitive; why a rule is silent or cannot be assessed may depend on any of them.
    """
    return kind in SENSITIVE
