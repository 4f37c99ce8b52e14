"""The options of a file of OCDS data, for values that OCDS itself has no field for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from institutions.formats.ocds.publishers import NO_PROFILE, PublisherProfile
from institutions.formats.ocds.transcoding import UTF_8
from institutions.kinds.base import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class OcdsOptions:
    """The options for every document of the file.

    `method`, `object` and `value_yen` are used only where a release gives no certain value for them. `yen_per_unit`
    gives the rate of each currency that may be converted, as JPY for one unit. `publisher` says how the publisher fills
    in fields; `reserve_from` names the field that holds the reserve price, whatever the profile says.

    `named_by_id`: a party without a name is called by its id; a register takes no such party.
    `domain` is None for a published process, of which nobody has stated one.
    """

    submitted_by: str
    sponsor: str
    domain: str | None
    proposed_on: str  # an ISO date
    method: str | None = None
    object: str | None = None
    value_yen: int | None = None
    yen_per_unit: Mapping[str, Decimal] = field(default_factory=dict)
    co_sponsors: tuple[str, ...] = ()
    tax: str | None = None  # of every amount: OCDS has no field for it
    publisher: PublisherProfile = NO_PROFILE
    reserve_from: str | None = None
    named_by_id: bool = False
    revision: int = 1
    of_import: bool = False  # given as options of an import, whose names differ from the flags of `register`

    def tax_of(self, amounts: str) -> str | None:
        """Return the basis of some amounts (bids, awards, reserve_price), where the publisher has one of their own."""
        return self.publisher.tax.get(amounts)

    @property
    def reserve_field(self) -> str | None:
        """The field that holds the reserve price; None where it is not known to be published."""
        return self.reserve_from or self.publisher.reserve_from

    @property
    def encoding(self) -> str:
        """The encoding of the file: the publisher's, else UTF-8."""
        return self.publisher.encoding or UTF_8

    def called(self, option: str) -> Label:
        """Return the name of an option where it is given, for remedies."""
        if self.of_import:
            return Label(f"the option {option}", f"「{option}」")
        flag = f"--{option.replace('_', '-')}"
        return Label(flag, flag)

    def rate_called(self, currency: str) -> Label:
        """Return the name of the option for a currency's rate, for remedies."""
        if self.of_import:
            return Label(f"the option yen_per_unit: {currency}=RATE", f"「yen_per_unit」（{currency}=換算率）")
        return Label(f"--yen-per-unit {currency}=RATE", f"--yen-per-unit {currency}=換算率")
