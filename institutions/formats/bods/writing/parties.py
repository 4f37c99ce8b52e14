"""Parties as records of BODS: companies and government bodies are entities, with their certain numbers."""

from typing import Any, Final

from institutions.exports.parties import present_names
from institutions.formats.ocds.reading.identifiers import CORPORATE_NUMBER, LEI
from institutions.kinds.countries import COUNTRIES
from institutions.models import Party, PartyKind

Json = dict[str, Any]  # Any: an object of BODS
SCHEME_NAMES: Final = {CORPORATE_NUMBER: "法人番号 (Corporate Number)", LEI: "Legal Entity Identifier"}
# Government departments decide, state agencies carry out or oversee; other bodies have no subtype.
SUBTYPES: Final = {
    "cabinet_organ": "governmentDepartment",
    "ministry": "governmentDepartment",
    "external_bureau": "stateAgency",
    "independent_commission": "stateAgency",
    "incorporated_agency": "stateAgency",
}


def party_record(party: Party) -> str:
    """Return the record of a party: its id. A body's code is one of its identifiers, and means nothing elsewhere."""
    return str(party.pk)


def party_details(party: Party, *, contact_details: bool) -> Json:
    """Return the details of a person or entity record, without unknown ones."""
    names = present_names(party)
    main, *others = dict.fromkeys(names.values()) or (party.key,)
    if party.kind == PartyKind.PERSON:
        person: Json = {
            "personType": "knownPerson",
            "names": [{"type": "legal", "fullName": main}, *({"type": "alternative", "fullName": n} for n in others)],
        }
        return person | ({"nationalities": [country_place(party.country)]} if party.country else {})
    known: Json = {
        "entityType": entity_type(party),
        "name": main,
        "alternateNames": others,
        "jurisdiction": country_place(party.country) if party.country else None,
        "identifiers": party_identifiers(party),
        "foundingDate": party.founded_on.isoformat() if party.founded_on else None,
        "dissolutionDate": party.dissolved_on.isoformat() if party.dissolved_on else None,
        "publicListing": {"hasPublicListing": party.listed} if party.listed is not None else None,
        "addresses": [{"type": "registered", "address": party.address}] if contact_details and party.address else None,
    }
    return {name: value for name, value in known.items() if value}


def entity_type(party: Party) -> Json:
    """Return the type of an entity: bodies are parts of a state, companies with a certain number are registered."""
    if party.kind == PartyKind.BODY:
        subtype = SUBTYPES.get(party.type)
        return {"type": "stateBody"} | ({"subtype": subtype} if subtype else {})
    return {"type": "registeredEntity" if party.corporate_number or party.lei else "legalEntity"}


def party_identifiers(party: Party) -> list[Json]:
    """Return the certain numbers, and a body's code in this register."""
    numbers = {CORPORATE_NUMBER: party.corporate_number, LEI: party.lei}
    found = [
        {"scheme": scheme, "id": number, "schemeName": SCHEME_NAMES[scheme]}
        for scheme, number in numbers.items()
        if number
    ]
    return found + ([{"id": party.code, "schemeName": "Code of the government body"}] if party.code else [])


def country_place(country: str) -> Json:
    """Return a country by code and name."""
    label = COUNTRIES.get(country)
    return {"code": country, "name": label.en if label else country}


def country_record(country: str) -> str:
    """Return the record of a state."""
    return f"state-{country}"


def country_details(country: str) -> Json:
    """Return the details of a state that controls a company."""
    return {
        "entityType": {"type": "state"},
        "name": country_place(country)["name"],
        "jurisdiction": country_place(country),
    }
