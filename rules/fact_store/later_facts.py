"""Facts of a type that came later, made of those that an earlier version stored in a snapshot.

A screening asks the rules of today of stored facts, and a snapshot is never rewritten. Without its type a rule would be
silent on every stored case, as if the record held nothing, until the case is assessed again; of a case that is over,
the finding would be listed as gone.
"""

from collections.abc import Sequence
from typing import Any, Final

Json = dict[str, Any]  # Any: plain data of a snapshot

NEGOTIATED: Final = "negotiated_contract"  # derived from 1.2 on; before, rules read the ground from the selection
GROUND: Final = "legal_ground"


def with_later_facts(facts: Sequence[Json]) -> Sequence[Json]:
    """Return the facts of a snapshot, with a negotiated contract where an earlier version derived none."""
    selection = next((each for each in facts if each["type"] == "selection"), None)
    if selection is None or any(each["type"] == NEGOTIATED for each in facts):
        return facts
    stated = selection["values"]
    if stated.get("method", "negotiated") != "negotiated":
        return facts
    values = {GROUND: stated[GROUND]} if GROUND in stated else {}
    return [*facts, {"id": NEGOTIATED, "type": NEGOTIATED, "values": values, "origins": [selection["id"]]}]
