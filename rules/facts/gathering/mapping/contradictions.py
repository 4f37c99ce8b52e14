"""Words of a document that contradict each other, so that no rule can know which of them is right."""

from typing import Final

from institutions.kinds.document import WITHOUT_PROCUREMENT
from rules.facts.gathering.mapping.reading import text_or_none
from rules.facts.gathering.statements import CaseInput

OF_CONTRACTS: Final = frozenset({"designated", "negotiated", "small_value"})  # the methods that contracts alone have


def scheme_beside_method(case: CaseInput) -> tuple[str, str] | None:
    """Return scheme and method where they contradict each other: nothing is procured, by a method of contracts."""
    scheme, method = text_or_none(case.proposal, "scheme"), text_or_none(case.selection, "method")
    return (scheme, method) if scheme in WITHOUT_PROCUREMENT and method in OF_CONTRACTS else None
