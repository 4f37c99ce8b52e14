"""Facts about foreign investors who acquire parts of companies."""

from dataclasses import dataclass

from rules.facts.kinds.base import BasisPoints, CompanyKey, Country, Day, Fact, Flag, PartyKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignAcquisition(Fact):
    """A foreign investor acquires a part of a participant.

    One for each `foreign_acquisition` of a participant, also with `on` after `as_of` (`planned`), as stated:
    `share_bp` is the investor's share after it, `before_bp` the share before. `country` is the investor's: itself
    where it is a country, Japan for a company of which none is stated. `listed` is the company's, unknown where
    unstated. `exemption_barred`: true for a core sector of a company that is not listed, and for a State-owned investor
    that is not stated to be a certified fund; unknown for a core sector where `listed` is; else false.
    """

    label = ("Acquisition by a foreign investor", "外国投資家による取得")

    company: CompanyKey
    investor: PartyKey
    planned: Flag
    country: Country | None = None
    on: Day | None = None
    share_bp: BasisPoints | None = None
    before_bp: BasisPoints | None = None
    listed: Flag | None = None
    designated_sector: Flag | None = None
    specified_investor: Flag | None = None
    exemption_claimed: Flag | None = None
    exemption_barred: Flag | None = None
    notified: Flag | None = None
