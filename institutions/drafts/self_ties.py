"""A company on both sides of a statement: it may hold its own shares, and no other tie to itself.

A company's own shares (treasury shares, 自己株式) exist and are stated as a shareholding; they carry no votes. A
company cannot hold all of its shares, control itself or be its own parent.
"""

from collections.abc import Iterator, Mapping

from institutions.codes.base import Coded
from institutions.drafts.troubles.statements import AllOfItself, OwnedByItself, VotesInItself
from institutions.kinds import Kind
from institutions.kinds.base import Label
from institutions.parties.ownership.shares import WHOLE_BP


def troubles_with_itself(kind: Kind, given: Mapping[str, object]) -> Iterator[tuple[str, Coded]]:
    """Yield the troubles with a statement of ownership between a company and itself, each with its field."""
    if not kind.owns:
        return
    upper, lower = kind.owns
    if given.get(upper) is None or given[upper] != given.get(lower):
        return
    if kind.name != "shareholding":
        label = kind.by_name[upper].label
        yield upper, OwnedByItself(named=Label(label.en.lower(), label.ja))
        return
    if isinstance(votes := given.get("voting_bp"), int) and votes > 0:
        yield "voting_bp", VotesInItself()
    if isinstance(share := given.get("share_bp"), int) and share >= WHOLE_BP:
        yield "share_bp", AllOfItself()
