"""Treaty cover: foreign investors who may rely on a treaty against a measure, and until when."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypedDict

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.derivation.related_companies import companies_with_known_owners
from rules.facts.derivation.ties import DatedTies, ties_on
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none
from rules.facts.gathering.statements import TreatyContent
from rules.facts.kinds.base import OPEN_END, Fact
from rules.facts.kinds.date_arithmetic import months_after
from rules.facts.kinds.measures import Measure, TreatyCover

HOME: Final = "JP"
ENERGY: Final = frozenset({"energy", "nuclear"})
ENERGY_ONLY: Final = "energy_sector_only"
CONSENT: Final = {"isds_case_by_case_consent": "case_by_case", "isds_compensation_amount_only": "compensation_only"}
SECURITY: Final = {"essential_security_self_judging": "self_judging", "essential_security": "essential"}
FAVOURABLE: Final = frozenset({"protection", "subsidy", "designation"})


class LeftOut(TypedDict):
    """The exclusions of a treaty, as the fields of `TreatyCover`."""

    in_sector: bool
    consent: str
    security: str
    excludes_procurement: bool
    excludes_subsidies: bool


@dataclass(frozen=True, slots=True)
class Investor:
    """A foreign party behind the company that a measure concerns. `share_bp` None: unknown."""

    party: str
    country: str
    share_bp: int | None
    controls: bool
    origins: tuple[str, ...]


def treaty_facts(reading: CaseReading, measures: Iterable[Fact]) -> Iterator[Fact]:
    """Yield treaty cover for each measure against a company that bears on the case."""
    known_owners = companies_with_known_owners(reading)
    ties: dict[str, DatedTies] = {}
    for measure in measures:
        if not isinstance(measure, Measure) or not measure.bears_on_case or measure.kind in FAVOURABLE:
            continue
        if measure.company is None:
            continue
        day = measure.on or reading.as_of
        ties.setdefault(day, ties_on(reading, day))
        for investor in foreign_investors(reading, ties[day], measure.company):
            yield from treaty_covers(reading, measure, measure.company, investor)
        if measure.company not in known_owners and country_of_company(reading, measure.company) == HOME:
            made = f"ownership_known(company={measure.company})/{measure.id}"
            yield TreatyCover(
                id=made, origins=(measure.id,), measure=measure.id, company=measure.company, **left_out(None, "")
            )


def country_of_company(reading: CaseReading, company: str) -> str:
    """Return the country of a company, Japan where none is stated (the default of the document)."""
    return reading.country_of(company) or HOME


def foreign_investors(reading: CaseReading, ties: DatedTies, company: str) -> Iterator[Investor]:
    """Yield the company itself if it is foreign, and each foreign party with a share in it or control of it."""
    if (country := country_of_company(reading, company)) != HOME:
        yield Investor(company, country, WHOLE_BP, controls=True, origins=())
    controllers = set(ties.control.controllers_of(company))
    for party in sorted({*ties.ownership.holders_of(company), *controllers} - {company}):
        home = holder_country(reading, party)
        if home is None or home == HOME:
            continue
        share = ties.ownership.effective_share(party, company)
        control = ties.control.origins_between(party, company) if party in controllers else ()
        yield Investor(
            party=party,
            country=home,
            share_bp=share.share_bp if share and not share.partly_unknown else None,
            controls=party in controllers,
            origins=tuple(sorted({*(share.origins if share else ()), *control})),
        )


def holder_country(reading: CaseReading, party: str) -> str | None:
    """Return the country of a holder; a key that is no party is the code of a country itself. None: not known."""
    sort = reading.sort_of(party)
    if sort is None:
        return party
    return country_of_company(reading, party) if sort == "company" else reading.country_of(party)


def treaty_covers(reading: CaseReading, measure: Measure, company: str, investor: Investor) -> Iterator[TreatyCover]:
    """Yield one fact per treaty of the investor's country; one with it unknown if the table may be incomplete."""
    invests = investment_of(reading, investor)
    treaties = [treaty for treaty in reading.case.treaties if treaty.country == investor.country]
    origins = (measure.id, *investor.origins, *invests)
    for treaty in treaties:
        named = f"treaty_cover:{measure.id}:{investor.party}:{treaty.code}"
        yield TreatyCover(
            id=named if invests else f"investment(investor={investor.party})/{measure.id}/{treaty.code}",
            origins=origins,
            measure=measure.id,
            company=company,
            investor=investor.party,
            country=investor.country,
            share_bp=investor.share_bp,
            controls=investor.controls,
            invests=True if invests else None,
            treaty=treaty.code,
            investor_state=treaty.investor_state,
            in_force_on=treaty.in_force_on,
            ended_on=treaty.ended_on or OPEN_END,
            claim_until_on=last_day_of_claim(measure.known_on, treaty),
            **left_out(treaty, measure.domain or reading.domain),
        )
    complete_on = reading.case.treaty_coverage.get(investor.country, "")
    if not treaties and complete_on < (measure.on or reading.as_of):
        yield TreatyCover(
            id=f"treaty(country={investor.country})/{measure.id}/{investor.party}",
            origins=origins,
            measure=measure.id,
            company=company,
            investor=investor.party,
            country=investor.country,
            share_bp=investor.share_bp,
            controls=investor.controls,
            invests=True if invests else None,
            **left_out(None, ""),
        )


def left_out(treaty: TreatyContent | None, domain: str) -> LeftOut:
    """Return what a treaty leaves out for a measure in a domain; nothing where no treaty is known."""
    carve_outs = treaty.carve_outs if treaty else ()
    return {
        "in_sector": ENERGY_ONLY not in carve_outs or domain in ENERGY,
        "consent": first_of(CONSENT, carve_outs, "in_advance"),
        "security": first_of(SECURITY, carve_outs, "no_exception"),
        "excludes_procurement": bool(treaty and treaty.excludes_procurement),
        "excludes_subsidies": "subsidies" in carve_outs,
    }


def first_of(words: Mapping[str, str], carve_outs: Collection[str], otherwise: str) -> str:
    """Return the word for the first of these carve-outs that a treaty has."""
    return next((word for carve_out, word in words.items() if carve_out in carve_outs), otherwise)


def investment_of(reading: CaseReading, investor: Investor) -> tuple[str, ...]:
    """Return the statements that the investor, or its country, holds an investment in Japan."""
    return tuple(
        stated.ref
        for stated in reading.now("investment")
        if text_or_none(stated.values, "country") == HOME
        and text_or_none(stated.values, "investor") in (investor.party, investor.country)
    )


def last_day_of_claim(known_on: str | None, treaty: TreatyContent) -> str | None:
    """Return the last day for a claim; open where the treaty sets no period, None if it or its start is unknown."""
    if treaty.limit_months == 0:
        return OPEN_END
    return months_after(known_on, treaty.limit_months) if known_on and treaty.limit_months else None
