"""The investment treaties of Japan as the register knows them at a moment: the countries bound, and since when."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, NamedTuple

from institutions.models import Treaty, TreatyCoverage, TreatyParty, TreatyStatus
from rules.facts.gathering.statements import TreatyContent
from rules.facts.kinds.date_arithmetic import months_after

HOME: Final = "JP"
YEAR: Final = 12


class PartyToTreaty(NamedTuple):
    """The columns of a party to a treaty that a case reads: there are hundreds, and each batch of cases reads all."""

    treaty: str
    country: str
    in_force_on: date | None
    ended_on: date | None


class TreatyInForce(NamedTuple):
    """The columns of a treaty, in force or ended, that a case reads."""

    code: str
    name_en: str
    name_ja: str
    in_force_on: date | None
    terminated_on: date | None
    isds: bool | None
    limit_months: int | None
    no_limit: bool
    survival_years: int | None
    excludes_procurement: bool | None
    carve_outs: list[str]


def treaties_known_at(known_at: datetime) -> tuple[tuple[TreatyContent, ...], dict[str, str]]:
    """Return each treaty by country, and the countries for which the table is complete until a day: three queries.

    A treaty that was only signed binds nobody and is left out.
    """
    parties: dict[str, list[PartyToTreaty]] = {}
    for each in TreatyParty.objects.known_at(known_at).values_list(*PartyToTreaty._fields):
        party = PartyToTreaty(*each)
        parties.setdefault(party.treaty, []).append(party)
    rows = Treaty.objects.known_at(known_at).exclude(status=TreatyStatus.SIGNED).order_by("code")
    treaties = (TreatyInForce(*each) for each in rows.values_list(*TreatyInForce._fields))
    found = [treaty for row in treaties for treaty in treaty_by_country(row, parties.get(row.code, ()))]
    coverage = TreatyCoverage.objects.known_at(known_at).order_by("complete_on").values_list("country", "complete_on")
    return tuple(found), {country: complete_on.isoformat() for country, complete_on in coverage}


def treaty_by_country(row: TreatyInForce, parties: Iterable[PartyToTreaty]) -> list[TreatyContent]:
    """Return one treaty for each of its other parties: it binds both from the later of their two days."""
    bound = {party.country: party for party in parties}
    home = bound.pop(HOME, None)
    return [
        TreatyContent(
            code=row.code,
            country=country,
            name_en=row.name_en,
            name_ja=row.name_ja,
            in_force_on=later_day(binding_day(row, party), binding_day(row, home)),
            ended_on=last_protected_day(row, party),
            investor_state=row.isds,
            limit_months=0 if row.no_limit else row.limit_months,
            excludes_procurement=row.excludes_procurement,
            carve_outs=tuple(row.carve_outs),
        )
        for country, party in sorted(bound.items())
    ]


def binding_day(row: TreatyInForce, party: PartyToTreaty | None) -> date | None:
    """Return the day from which a party is bound: its own day, else the treaty's."""
    return (party.in_force_on if party else None) or row.in_force_on


def later_day(first: date | None, second: date | None) -> str | None:
    """Return the later of two days; None if either is not known."""
    return max(first, second).isoformat() if first and second else None


def last_protected_day(row: TreatyInForce, party: PartyToTreaty) -> str | None:
    """Return the last day of protection: the end of the treaty or for the party, plus its further years."""
    ended = party.ended_on or row.terminated_on
    if ended is None:
        return None
    return months_after(ended.isoformat(), (row.survival_years or 0) * YEAR)
