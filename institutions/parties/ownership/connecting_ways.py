"""Statements that connect two parties, the fields by which they do, and the details that pages may show of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from institutions.access.callers import Reader
from institutions.access.kin import is_shown
from institutions.kinds import KINDS
from institutions.parties.ownership.walking import WalkingArm, kind_table, same_party

SAME_PARTY: Final = "same_party"
KINSHIP: Final = "kinship"
# By kind: the pairs of fields that it connects. Acts (bids, benefits, decisions) and acquaintance connect nobody here.
CONNECTING: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "shareholding": (("holder", "company"),),
    "control": (("controller", "company"),),
    "group": (("parent", "company"),),
    "succession": (("company", "predecessor"),),
    "directorship": (("person", "company"),),
    "ex_officio_seat": (("person", "company"),),
    "employment": (("person", "company"),),
    "re_employment": (("person", "company"),),
    "secondment": (("person", "company"), ("person", "body")),
    "advisory_role": (("person", "company"), ("person", "body")),
    "seat": (("holder", "body"),),
    "engagement": (("company", "client"),),
    "appointment": (("person", "body"), ("person", "reports_to")),
    KINSHIP: (("person", "relative"),),
}
# No fees: pages show only the details that make a connection one.
TOLD: Final = ("share_bp", "voting_bp", "vehicle", "by", "post", "grade", "degree", "on", "capacity")


@dataclass(frozen=True, slots=True)
class ConnectingWay:
    """One way in which statements of a kind lead from one party to another."""

    kind: str
    arm: WalkingArm


def connections_for(reader: Reader) -> tuple[ConnectingWay, ...]:
    """Return every way, in both directions, that the reader may know of: kin only if they may read of kin."""
    return tuple(each for each in every_connecting_way() if is_shown(each.kind, reader))


def every_connecting_way() -> Iterator[ConnectingWay]:
    """Yield every pair of fields in both directions, and parties that were found to be one."""
    for kind, pairs in CONNECTING.items():
        declared = KINDS[kind].by_name
        for one, other in pairs:
            first, second = f"{declared[one].column}_id", f"{declared[other].column}_id"
            yield ConnectingWay(kind, WalkingArm(kind_table(kind), first, second))
            yield ConnectingWay(kind, WalkingArm(kind_table(kind), second, first))
    for arm in same_party():
        yield ConnectingWay(SAME_PARTY, arm)
