"""Columns of the picture, from the public side on the left to owners and others on the right.

Four columns, so that the picture fits a page at a size that can be read. The partnership is in the column of the
bodies: officials are then next to companies, and a tie between the two, the question of most findings, is a short line.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from rules.review.graph.model import GraphStatement, Kind

PUBLIC: Final = 0  # the partnership and government bodies
PUBLIC_PEOPLE: Final = 1  # officials, and those close to them
COMPANIES: Final = 2  # that take part, bid, or were left out
OTHERS: Final = 3  # owners, officers, countries
PUBLIC_FACTS: Final = frozenset({"official", "body_seat", "in_service", "appointment", "served_in", "left_service"})
COMPANY_FACTS: Final = frozenset({"participates", "bidder", "complainant", "subcontract"})
CLOSE: Final = frozenset({"close_person", "answers_to"})


def party_columns_by_key(kinds: Mapping[str, Kind], statements: Iterable[GraphStatement]) -> dict[str, int]:
    """Return the column of each party."""
    found = {key: start_column(kind) for key, kind in kinds.items()}
    close: list[GraphStatement] = []
    for each in statements:
        if each.kind in PUBLIC_FACTS:
            move_to_column(found, kinds, each, "person", PUBLIC_PEOPLE)
        elif each.kind in COMPANY_FACTS:
            move_to_column(found, kinds, each, "company", COMPANIES)
        elif each.kind in CLOSE:
            close.append(each)
    for each in close:
        for key in each.parties:
            if kinds[key] == "person":
                found[key] = PUBLIC_PEOPLE
    return found


def start_column(kind: Kind) -> int:
    """Return the column of a party about which nothing else is known."""
    return PUBLIC if kind in ("body", "partnership") else OTHERS


def move_to_column(
    found: dict[str, int], kinds: Mapping[str, Kind], each: GraphStatement, field: str, column: int
) -> None:
    """Move the party in a field of a statement into a column, if it is of the kind of that field."""
    if kinds.get(key := each.entry.get(field, "")) == field:
        found[key] = column
