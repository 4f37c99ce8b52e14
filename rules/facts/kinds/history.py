"""Facts about which of the sponsor's earlier awards are known."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, Fact, Flag
from rules.facts.kinds.words import stated_words

Domain = Annotated[str, stated_words("document", "domain")]
Procured = Annotated[str, stated_words("selection", "object")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryKnown(Fact):
    """Every award of a body in a domain and for an object is stated.

    One for each `history_known` that is true at `as_of`. Where it names no domain, or no object, it covers the case's
    own; `every_object`: it names none.
    """

    label = ("Award history fully known", "契約実績の把握完了")

    body: BodyKey
    every_object: Flag
    domain: Domain | None = None
    object: Procured | None = None
