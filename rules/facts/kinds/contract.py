"""Facts about the contract of this partnership: its price, how long it was called for, what was published of it."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, Day, Fact, Flag, Yen
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedContract(Fact):
    """The contract that is to be made or was made: exactly one, from `selection`.

    `price_yen`: the reserve price as stated; a limit is compared with the price with tax, which is this or more.
    `price_includes_tax`: as stated. `price_with_tax_yen`: the price where it is stated with tax, else unknown.
    `at_most_yen`: what the price with tax cannot exceed: the price where it is stated with tax, else with consumption
    tax at its standard rate, rounded down. `on`: the day whose limits apply, as for `procurement_covered`. `local`: the
    sponsor is stated to be a local government, which has limits of its own. id: `planned_contract`.
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
