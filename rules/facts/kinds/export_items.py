"""Facts about items under foreign export control."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BasisPoints, CompanyKey, Country, Day, Fact, Flag, Text, word_type


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportItem(Fact):
    """A participant's item goes to a country and may be under the re-export control of the United States.

    One for each `export_item` of a participant that is true at `as_of`, as stated; none for an item that goes to the
    United States, which is no re-export. `destination_group` on `proposed_on`: e1 (Country Group E:1, and Cuba), d5
    (Country Group D:5 besides), other; unknown where no destination is stated.
    """

    label = ("Item under export control", "輸出管理の対象となる品目")

    company: CompanyKey
    item: Text | None = None
    destination: Country | None = None
    destination_group: Annotated[str, word_type("e1", "d5", "other")] | None = None
    us_controlled_bp: BasisPoints | None = None
    foreign_direct_product: Flag | None = None
    series_600: Flag | None = None
    licence_on: Day | None = None
