"""Facts about the contract of this partnership: its price, how long it was called for, what was published of it."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.base import BodyKey, Day, Fact, Flag, Yen
from rules.facts.words import stated


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedContract(Fact):
    """The contract that is to be made or was made: exactly one, from `selection`.

    `price_yen`: the reserve price as stated. `price_with_tax_yen`: the same, unknown where it is stated without tax:
    then the price that a limit is compared with is higher. `on`: the day whose limits apply, as for
    `procurement_covered`. `local`: the sponsor is stated to be a local government, which has limits of its own. id:
    `planned_contract`.
    """

    label = ("Contract", "契約")

    body: BodyKey
    method: Annotated[str, stated("selection", "method")]
    object: Annotated[str, stated("selection", "object")]
    on: Day
    local: Flag
    price_yen: Yen | None = None
    price_with_tax_yen: Yen | None = None
