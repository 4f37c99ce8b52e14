"""Kin, gifts, income and acts of people ("sensitive"): the statements about them, and the readers who may see these.

Facts that rest on such statements are marked in `rules.facts.kinds.sensitive`.
"""

from collections.abc import Mapping
from typing import Final

from institutions.access.callers import Reader
from institutions.access.statements import OWN_ONLY

EVERYTHING: Final = frozenset({"*"})
NOTHING: Final[frozenset[str]] = frozenset()
WITHHELD: Final[Mapping[str, frozenset[str]]] = {  # by kind of statement, the fields by their names in the document
    "advisory_role": frozenset({"fee_yen_per_year"}),
    "benefit": EVERYTHING,
    "conduct": EVERYTHING,
    "directorship": frozenset({"paid"}),
    "joint_research": frozenset({"type"}),
    "kinship": EVERYTHING,
}


def withheld_fields(kind: str, reader: Reader) -> frozenset[str]:
    """Return the fields of a kind of statement that are withheld from a reader; EVERYTHING for the whole statement."""
    return NOTHING if reader.kin else WITHHELD.get(kind, NOTHING)


def is_shown(kind: str, reader: Reader) -> bool:
    """Return whether a reader may see that statements of a kind name a party."""
    return reader.kin or (WITHHELD.get(kind) != EVERYTHING and kind not in OWN_ONLY)
