"""A treaty's content from a file merged into the current treaty, in the form of the seed and with its checks."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from institutions.lists.entries import RowError
from institutions.lists.treaty_rows import GivenTreaty, Said
from institutions.models import Treaty, TreatyParty
from institutions.seeding.errors import SeedErrors
from institutions.seeding.files.treaties import HOME, read_treaty
from institutions.seeding.rows import TreatyRow
from institutions.seeding.seed_row import SeedRow

SOURCE: Final = "list"  # the key of the edition as a source
ORIGIN: Final = ("confidence", "review_on")


def merge_treaty(
    given: GivenTreaty, held: Treaty | None, parties: Iterable[TreatyParty]
) -> tuple[TreatyRow | None, list[RowError]]:
    """Return the treaty as it will be stored, or its troubles."""
    said = merge_values(held_treaty_as_row(held) if held else {}, given.said, emptied={"limit_months": "none"})
    countries: dict[str, Said] = {each.country: held_party_as_row(each, held) for each in parties}
    own = {name: given.said[name] for name in ORIGIN if given.said.get(name)}
    for country, of_party in given.parties.items():
        stated = of_party if of_party.get("confidence") else {**of_party, **own}
        over = merge_values(countries.get(country, {}), {"review_on": None, **stated})
        countries[country] = {**over, "country": country, "source": SOURCE}
    listed: list[object] = list(countries.values())
    if HOME not in countries:
        listed.insert(0, HOME)  # Japan is bound from the day of the treaty
    row: Said = {**said, "key": given.code, "source": SOURCE, "parties": listed}
    names = {"en": row.pop("name", None), "ja": row.pop("name_ja", None)}
    row["name"] = {language: name for language, name in names.items() if name}
    troubles = SeedErrors()
    found = read_treaty(SeedRow(row, given.code, troubles))
    errors = [RowError(line=given.line, record=given.code, field="", said=each) for each in troubles.found]
    return (None if errors else found), errors


def merge_values(held: Said, given: Said, emptied: Mapping[str, object] | None = None) -> Said:
    """Return the current values, replaced by the given ones.

    A value given as none is left out, or the word for none.
    """
    said = {**held, **given}
    said |= {name: word for name, word in (emptied or {}).items() if name in given and given[name] is None}
    return {name: value for name, value in said.items() if value is not None}


def held_treaty_as_row(held: Treaty) -> Said:
    """Return a current treaty as a seed file would state it, without its origin."""
    return {
        "name": held.name_en or None,
        "name_ja": held.name_ja or None,
        "form": held.form or None,
        "status": held.status,
        "signed_on": iso_or_none(held.signed_on),
        "in_force_on": iso_or_none(held.in_force_on),
        "terminated_on": iso_or_none(held.terminated_on),
        "isds": "unknown" if held.isds is None else held.isds,
        "limit_months": "none" if held.no_limit else held.limit_months,
        "survival_years": held.survival_years,
        "excludes_procurement": held.excludes_procurement,
        "carve_outs": list(held.carve_outs) or None,
        "note": held.note or None,
    }


def held_party_as_row(held: TreatyParty, treaty: Treaty | None) -> Said:
    """Return a registered party as a seed file would state it; the end of the treaty itself is not a withdrawal."""
    withdrawn_on = held.ended_on + timedelta(days=1) if held.ended_on else None
    if treaty and withdrawn_on == treaty.terminated_on:
        withdrawn_on = None
    said: Said = {
        "country": held.country,
        "in_force_on": iso_or_none(held.in_force_on),
        "withdrawn_on": iso_or_none(withdrawn_on),
        "note": held.note or None,
        "source": SOURCE,
        "confidence": held.confidence,
        "review_on": iso_or_none(held.review_on),
    }
    return {name: value for name, value in said.items() if value is not None}


def iso_or_none(day: object) -> str | None:
    """Return a day as seed files write it; None if there is none."""
    return str(day) if day else None
