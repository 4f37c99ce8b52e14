"""Entity and person records as rows of companies, people and government bodies. Names alone join no records."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.formats.bods.reading.notes import (
    LeiOfBody,
    Nameless,
    NamelessDescribed,
    NamelessForReason,
    OtherName,
    SeveralNationalities,
)
from institutions.formats.bods.reading.statements import PERSON, BodsStatement
from institutions.formats.bods.reading.troubles import MissingBodsWord, UnknownBodsWord
from institutions.formats.ocds.reading.identifiers import BY_NAME, national_registers, numbers_among
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.parties import key_for, name_by_script
from institutions.kinds.base import MAX_NAME
from institutions.kinds.countries import COUNTRIES
from institutions.values.quoting import shown_in_message

STATE: Final = "state"
STATE_BODIES: Final = ("state", "stateBody")
UNNAMED: Final = ("anonymousEntity", "unknownEntity")
ENTITY_TYPES: Final = ("registeredEntity", "legalEntity", "arrangement", *UNNAMED, *STATE_BODIES)
PERSON_TYPES: Final = ("knownPerson", "anonymousPerson", "unknownPerson")
KANA: Final = re.compile(r"[\u30a0-\u30ff\uff66-\uff9f\s]+")
COMPANIES, PEOPLE, BODIES = "companies", "people", "bodies"
UNKNOWN: Final = ""  # in the place of a table: the check of the document knows the type of a party in an earlier file


@dataclass(frozen=True, slots=True)
class BodsParty:
    """A party that the register can store: its list, its row, and the country of a state or its bodies."""

    table: str
    row: dict[str, Any] = field(hash=False)  # Any: a row of the document, which the check reads afterwards

    @property
    def key(self) -> str:
        """The key by which statements refer to the party."""
        return str(self.row["key"])

    @property
    def country(self) -> str | None:
        """The country of the party; None if it is unknown."""
        country = self.row.get("country")
        return country if isinstance(country, str) else None


def read_bods_party(statement: BodsStatement, details: ReleaseNode) -> BodsParty | None:
    """Return the party of a person or entity record; None, with a noted reason, where it has no name."""
    row = {"key": key_for(statement.record)}
    if statement.type == PERSON:
        return read_bods_person(details, row)
    return read_bods_entity(details, row)


def read_bods_person(details: ReleaseNode, row: dict[str, Any]) -> BodsParty | None:  # Any: a row of the document
    """Return a person with their name and, where there is only one, the country of nationality; None without a name."""
    refuse_other_words(details, "personType", details.text("personType"), PERSON_TYPES)
    names = sorted(details.nodes("names"), key=lambda each: each.text("type") not in (None, "legal"))
    texts = [text for each in names if (text := full_name(each))]
    if not texts:
        note_nameless(details, "unspecifiedPersonDetails")
        return None
    row["name"] = names_from(texts, details, "names")
    nations = [code for each in details.nodes("nationalities") if (code := country_in(each))]
    if len(nations) == 1:
        row["country"] = nations[0]
    elif nations:
        details.report.note(details.at("nationalities"), SeveralNationalities(number=len(nations)))
    return BodsParty(PEOPLE, row)


def read_bods_entity(details: ReleaseNode, row: dict[str, Any]) -> BodsParty | None:  # Any: a row of the document
    """Return a company, or a state or one of its bodies; None without a name."""
    kind = details.node("entityType")
    word = kind.text("type")
    refuse_other_words(kind, "type", word, ENTITY_TYPES)
    name = details.text("name", MAX_NAME)
    if name is None:
        note_nameless(details, "unspecifiedEntityDetails")
        return None
    alternate = [text for text in details.codes("alternateNames") if text.strip()]
    row["name"] = names_from([name, *alternate], details, "alternateNames")
    identifiers = details.nodes("identifiers")
    numbers = numbers_among(identifiers)
    country = country_in(details.node("jurisdiction")) or next(national_registers(identifiers), None)
    if word in STATE_BODIES:
        return read_state_body(details, row, numbers, country)
    # In the document a missing country means Japan; null is the only way to state that it is unknown.
    row |= {**numbers, "country": country}
    listed = details.node("publicListing").value.get("hasPublicListing")
    known = {
        "address": registered_address(details),
        "listed": listed if isinstance(listed, bool) else None,
        "founded_on": details.exact_day("foundingDate"),
    }
    return BodsParty(COMPANIES, row | {name: value for name, value in known.items() if value is not None})


def read_state_body(
    details: ReleaseNode,
    row: dict[str, Any],  # Any: a row of the document
    numbers: dict[str, str],
    country: str | None,
) -> BodsParty:
    """Return a state, or a part of one. Its kind is known only for a foreign one and for a ministry."""
    kind = details.node("entityType")
    if "lei" in numbers:
        details.report.note(details.at("identifiers"), LeiOfBody())
    known: dict[str, object] = {"corporate_number": numbers.get("corporate_number"), "country": country}
    if country not in (None, "JP"):
        known["kind"] = "foreign"
    elif country == "JP" and kind.text("subtype") == "governmentDepartment":
        known["kind"] = "ministry"
    return BodsParty(BODIES, row | {name: value for name, value in known.items() if value is not None})


def refuse_other_words(node: ReleaseNode, name: str, word: str | None, words: tuple[str, ...]) -> None:
    """Refuse a word that is not of a closed list."""
    if word not in words and not node.report.errors.errors:
        missing = MissingBodsWord(name=name, words_known=words)
        said = UnknownBodsWord(value=outside_value(word), name=name, words_known=words) if word else missing
        node.report.refuse(node.at(name), said)


def note_nameless(details: ReleaseNode, where: str) -> None:
    """Note why a party without a name is not imported."""
    given = details.node(where)
    reason, more = given.text("reason"), given.text("description")
    said: Coded = Nameless()
    if reason:
        of_reason = NamelessForReason(reason=shown_in_message(reason))
        said = NamelessDescribed(reason=shown_in_message(reason), more=shown_in_message(more)) if more else of_reason
    details.report.note(details.pointer, said)


def full_name(name: ReleaseNode) -> str | None:
    """Return the name in one text; None if there is none."""
    parts = (name.text("givenName", MAX_NAME), name.text("familyName", MAX_NAME))
    return name.text("fullName", MAX_NAME) or " ".join(filter(None, parts))[:MAX_NAME] or None


def names_from(texts: list[str], details: ReleaseNode, field_name: str) -> dict[str, str]:
    """Return the first name in each script: Japanese, kana beside another Japanese name, or Latin; note the others."""
    found: dict[str, str] = {}
    for text in texts:
        clean = " ".join(text.split())[:MAX_NAME]
        language = "kana" if KANA.fullmatch(clean) and "ja" in found else next(iter(name_by_script(clean)))
        if found.setdefault(language, clean) != clean:
            details.report.note(details.at(field_name), OtherName(value=outside_value(clean)))
    return found


def country_in(place: ReleaseNode) -> str | None:
    """Return the country of a jurisdiction or nationality, or that of a part of a country; None if it is unknown."""
    code = (place.text("code") or "").upper().partition("-")[0]
    return code if code in COUNTRIES else BY_NAME.get((place.text("name") or "").casefold())


def registered_address(details: ReleaseNode) -> str | None:
    """Return the registered address in one line, else the first one; None if there is none."""
    addresses = sorted(details.nodes("addresses"), key=lambda each: each.text("type") != "registered")
    for address in addresses:
        given = (address.text("address"), address.text("postCode"), address.node("country").text("name"))
        parts = [part.strip(", ") for part in given if part]
        if parts:
            first, *others = parts
            return ", ".join([first, *(part for part in others if part not in first)])
    return None
