"""treaties.yaml: investment treaties, their parties, and the countries for which the table is complete."""

from datetime import date

from institutions.codes.parameters import outside_value
from institutions.seeding.rows import CoverageRow, SeedOrigin, TreatyPartyRow, TreatyRow
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.troubles import (
    SeedInForceBeforeSigned,
    SeedNeverInForce,
    SeedNoIsds,
    SeedPartyTwice,
    SeedSignedOnly,
    SeedTerminatedWithoutDay,
    SeedTooFewParties,
    SeedWithdrawnTooEarly,
)
from institutions.seeding.words import TREATY_CARVE_OUTS, TREATY_FORMS, TREATY_STATUSES

HOME = "JP"


def read_treaties(file: SeedRow) -> tuple[TreatyRow, ...]:
    """Read the treaties of treaties.yaml."""
    return tuple(read_treaty(row) for row in file.rows("treaties", "key"))


def read_treaty(row: SeedRow) -> TreatyRow:
    """Read one treaty with its parties."""
    origin = row.origin()
    in_force_on = row.day("in_force_on")
    limit, limit_months = read_limit(row)
    treaty = TreatyRow(
        key=row.text("key"),
        name=row.named("name"),
        form=row.word("form", TREATY_FORMS),
        status=row.word("status", TREATY_STATUSES),
        signed_on=row.required_day("signed_on"),
        in_force_on=in_force_on,
        terminated_on=row.day("terminated_on"),
        parties=read_parties(row, in_force_on, origin),
        isds=read_isds(row),
        limit=limit,
        limit_months=limit_months,
        survival_years=row.whole("survival_years"),
        excludes_procurement=row.flag("excludes_procurement"),
        carve_outs=row.words("carve_outs", TREATY_CARVE_OUTS),
        note=row.optional_text("note"),
        also=row.texts("also"),
        origin=origin,
    )
    check_treaty(row, treaty)
    row.done()
    return treaty


def read_isds(row: SeedRow) -> bool | None:
    """Read true, false or the word unknown. The field must be there, so that silence is a decision."""
    value = row.take("isds")
    if value == "unknown" or isinstance(value, bool):
        return None if value == "unknown" else bool(value)
    row.trouble(SeedNoIsds(value=outside_value(value)))
    return None


def read_limit(row: SeedRow) -> tuple[str, int | None]:
    """Read the months in which a claim must be made, or the word none. A field left out means not known."""
    if row.values.get("limit_months") == "none":
        row.take("limit_months")
        return "none", None
    months = row.whole("limit_months")
    return ("months", months) if months else ("not_known", None)


def read_parties(row: SeedRow, in_force_on: date | None, origin: SeedOrigin) -> tuple[TreatyPartyRow, ...]:
    """Read parties, each a country code that has the treaty's day, or a mapping with a day of its own."""
    found = []
    for place, item in enumerate(row.items("parties"), start=1):
        if isinstance(item, str):
            party = TreatyPartyRow(country=item, in_force_on=in_force_on, withdrawn_on=None, note="", origin=origin)
        else:
            party = read_party(SeedRow(item, f"{row.where}, party {place}", row.troubles), in_force_on, origin)
        found.append(party)
    return tuple(found)


def read_party(row: SeedRow, in_force_on: date | None, origin: SeedOrigin) -> TreatyPartyRow:
    """Read a party with a day of its own."""
    party = TreatyPartyRow(
        country=row.text("country"),
        in_force_on=row.day("in_force_on") or in_force_on,
        withdrawn_on=row.day("withdrawn_on"),
        note=row.optional_text("note"),
        origin=row.origin(origin),
    )
    if party.in_force_on and party.withdrawn_on and party.withdrawn_on <= party.in_force_on:
        row.trouble(SeedWithdrawnTooEarly())
    row.done()
    return party


def check_treaty(row: SeedRow, treaty: TreatyRow) -> None:
    """Check that signed does not count as in force, that Japan is a party, and that no country comes twice."""
    countries = [party.country for party in treaty.parties]
    if HOME not in countries or len(countries) < 2:
        row.trouble(SeedTooFewParties(home=HOME))
    if len(set(countries)) < len(countries):
        row.trouble(SeedPartyTwice())
    days = [party.in_force_on for party in treaty.parties if party.in_force_on]
    if treaty.status == "signed" and days:
        row.trouble(SeedSignedOnly())
    if treaty.status != "signed" and not days:
        row.trouble(SeedNeverInForce(status=treaty.status))
    if treaty.signed_on and days and min(days) < treaty.signed_on:
        row.trouble(SeedInForceBeforeSigned())
    if (treaty.status == "terminated") != (treaty.terminated_on is not None):
        row.trouble(SeedTerminatedWithoutDay())


def read_coverage(file: SeedRow) -> tuple[CoverageRow, ...]:
    """Read the countries for which the table is believed to be complete."""
    return tuple(read_covered(row) for row in file.rows("coverage", "country"))


def read_covered(row: SeedRow) -> CoverageRow:
    """Read one country."""
    covered = CoverageRow(
        country=row.text("country"),
        complete_on=row.required_day("complete_on"),
        note=row.optional_text("note"),
        origin=row.origin(),
    )
    row.done()
    return covered
