"""Facts about the contract of this partnership: its price, how long it was called for, what was published of it."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, Day, Fact, Flag, Yen
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class NegotiatedContract(Fact):
    """The contract of this partnership as a negotiated one: exactly one where the method is that or is not stated.

    `legal_ground`: as that of `selection`. id: `negotiated_contract`; where the scheme procures nothing (grant, equity,
    guarantee, mou) and no ground is stated, not even as none, `contradiction(scheme=<scheme>, method=<method>)/…`: to
    say what it is comes before its ground.
    """

    label = ("Negotiated contract", "随意契約")

    legal_ground: Annotated[str, stated_words("selection", "legal_ground", "none")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedContract(Fact):
    """The contract that is to be made or was made: exactly one, from `selection`.

    `price_yen`: the reserve price as stated; a limit is compared with the price with tax, which is this or more.
    `price_includes_tax`: as stated. `price_with_tax_yen`: the price where it is stated with tax, else unknown.
    `at_most_yen`: what the price with tax cannot exceed: the price where it is stated with tax, else with consumption
    tax at its standard rate, rounded down. `on`: the day whose limits apply, as for `procurement_covered`. `local`: the
    sponsor is stated to be a local government, which has limits of its own. id: `planned_contract`; where the scheme
    procures nothing (grant, equity, guarantee, mou), the method is one that contracts alone have and no reserve price
    is stated, `contradiction(scheme=<scheme>, method=<method>)/…`.
    """

    label = ("Contract", "契約")

    body: BodyKey
    on: Day
    method: Annotated[str, stated_words("selection", "method")] | None = None
    object: Annotated[str, stated_words("selection", "object")] | None = None
    local: Flag | None = None
    price_yen: Yen | None = None
    price_includes_tax: Flag | None = None
    price_with_tax_yen: Yen | None = None
    at_most_yen: Yen | None = None
