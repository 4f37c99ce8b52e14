"""Facts about the market in which the partners compete."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BasisPoints, CompanyKey, Fact, Index
from rules.facts.kinds.words import stated_words

Domain = Annotated[str, stated_words("market", "domain")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketKnown(Fact):
    """Every share of a market is stated at `as_of`. One for each `market_known` with a domain."""

    label = ("Market fully known", "市場の把握完了")

    domain: Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMarket(Fact):
    """The combined share of two partners in a market; `first` < `second`.

    For each two of the lead partners and partners, and each domain in which one of them has a `market` share or of
    which every share is stated. `share_bp`: both shares. `hhi`: the sum of the squares of all shares in per cent, the
    two counted as one. `delta`: by how much that is more than with the two apart. Both are rounded up, so that more
    than a limit is more. A partner of whom no share is stated has 0 if every share of the market is; else, as where a
    share is unknown, all that reads it is unknown. Of other companies `hhi` counts those that are stated: where not all
    are, it is at most too low. Shares are those of the companies themselves, not of their groups. Where nobody is
    known to be chosen (see `choice_known`), all three are unknown and the id begins with `selection(awarded_on)/`.
    """

    label = ("Joint market share", "合算市場占有率")

    first: CompanyKey
    second: CompanyKey
    domain: Domain
    share_bp: BasisPoints | None = None
    hhi: Index | None = None
    delta: Index | None = None
