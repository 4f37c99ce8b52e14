"""The companies and people of a release: one row for each party with a statement.

Two references are one company if they have the same id in the release, or the same identifier. Names alone join
nothing.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final

from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.identifiers import (
    handle_of,
    identifiers_of,
    organization_country,
    register_numbers,
)
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import NamelessOwner, NamelessParty, PartyTwice, PartyUnused
from institutions.kinds.base import MAX_KEY, MAX_NAME
from institutions.kinds.countries import COUNTRIES
from institutions.values.quoting import shown_in_message

JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
NOT_IN_KEYS: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
JAPAN: Final = ("日本", "日本国", "Japan", "JP", "JPN")
ADDRESS: Final = ("streetAddress", "locality", "region", "postalCode", "countryName")

Row = dict[str, Any]  # Any: a row of the document, which the check reads afterwards


class Parties:
    """The parties of a release, each described when it is first referred to."""

    def __init__(self, release: ReleaseNode, *, named_by_id: bool = False) -> None:
        self._named_by_id = named_by_id
        self.companies: dict[str, Row] = {}
        self.people: dict[str, Row] = {}
        self.listed = release.nodes("parties")
        self._by_id: dict[str, ReleaseNode] = {}
        self._by_identifier: dict[str, ReleaseNode] = {}
        self._keys: dict[str, str | None] = {}  # by handle; None where the party has no name
        self._by_number: dict[tuple[str, str], str] = {}
        for party in self.listed:
            self._list(party)

    def _list(self, party: ReleaseNode) -> None:
        number = party.code("id")
        if number is not None and (first := self._by_id.setdefault(number, party)) is not party:
            if first.value != party.value:
                party.report.note(party.pointer, PartyTwice(value=outside_value(number)))
            return
        for identifier in identifiers_of(party):
            if handle := handle_of(identifier):
                self._by_identifier.setdefault(handle, party)

    def with_role(self, *roles: str) -> list[ReleaseNode]:
        """Return the listed parties with one of these roles."""
        return [party for party in self.listed if not set(roles).isdisjoint(party.codes("roles"))]

    def company(self, reference: ReleaseNode) -> str | None:
        """Return the key of the company that is referred to; None, with a note, where it has no name."""
        party, handle = self._resolved(reference)
        if handle not in self._keys:
            self._keys[handle] = self._describe(party, reference, handle)
        key = self._keys[handle]
        if key is None:
            reference.report.note(reference.pointer, NamelessParty())
        return key

    def companies_of(self, references: list[ReleaseNode]) -> list[str]:
        """Return the keys of some companies in order, without duplicates."""
        return list(dict.fromkeys(key for each in references if (key := self.company(each)) is not None))

    def note_unused(self, *named: ReleaseNode) -> None:
        """Note each listed party that is not carried over, except those that are named elsewhere."""
        used = {*self._keys, *(f"party:{number}" for each in named if (number := each.code("id")))}
        for party in self.listed:
            _, handle = self._resolved(party)
            if handle not in used:
                name, roles = party.text("name") or party.code("id"), ", ".join(party.codes("roles"))
                party.report.note(
                    party.pointer, PartyUnused(value=outside_value(name or ""), roles=shown_in_message(roles))
                )

    def _resolved(self, reference: ReleaseNode) -> tuple[ReleaseNode, str]:
        """Return the best description of a party, and the handle that distinguishes it from the others."""
        number = reference.code("id")
        if number is not None:
            return self._by_id.get(number, reference), f"party:{number}"
        for identifier in identifiers_of(reference):
            if handle := handle_of(identifier):
                listed = self._by_identifier.get(handle)
                listed_id = listed.code("id") if listed else None
                return listed or reference, f"party:{listed_id}" if listed_id is not None else handle
        return reference, f"party:{reference.pointer}"

    def _describe(self, party: ReleaseNode, reference: ReleaseNode, handle: str) -> str | None:
        name = organization_name(party) or organization_name(reference) or self._id_as_name(reference)
        numbers = register_numbers(party)
        if name is None:
            return None
        for number in numbers.items():
            if number in self._by_number:
                return self._by_number[number]
        key = key_for(handle)
        self._by_number |= dict.fromkeys(numbers.items(), key)
        row: Row = {"key": key, "name": name, **numbers, "country": organization_country(party)}
        # In the document a missing country means Japan; null is the only way to state that it is unknown.
        address = one_line_address(party) or one_line_address(reference)
        phone = party.node("contactPoint").text("telephone") or reference.node("contactPoint").text("telephone")
        self.companies[key] = row | {k: v for k, v in (("address", address), ("phone", phone)) if v}
        return key

    def _id_as_name(self, reference: ReleaseNode) -> dict[str, str] | None:
        number = reference.code("id") if self._named_by_id else None
        return name_by_script(number) if number else None

    def owner(self, owner: ReleaseNode, company: str) -> str | None:
        """Return the key of a person who owns a company; None, with a note, where there is no name."""
        handle = handle_of(owner.node("identifier")) or f"{company}:owner:{owner.code('id') or owner.pointer}"
        key = key_for(f"person:{handle}")
        if key in self.people:
            return key
        name = organization_name(owner)
        if name is None:
            owner.report.note(owner.pointer, NamelessOwner())
            return None
        nations = [*owner.codes("nationalities"), *owner.codes("nationality")]
        known = {"country": nations[0]} if len(nations) == 1 and nations[0] in COUNTRIES else {}
        self.people[key] = {"key": key, "name": name, **known}
        return key


def organization_name(party: ReleaseNode) -> dict[str, str] | None:
    """Return the name, else the legal name, in the language of its script; None if there is none."""
    name = party.text("name", MAX_NAME) or party.node("identifier").text("legalName", MAX_NAME)
    return name_by_script(name) if name else None


def name_by_script(text: str) -> dict[str, str]:
    """Return a text under the language that its letters belong to."""
    return {"ja" if JAPANESE.search(text) else "en": text}


def one_line_address(party: ReleaseNode) -> str | None:
    """Return the address in one line, from the street up, or as Japanese is written; None if there is none."""
    address = party.node("address")
    parts = {name: part for name in ADDRESS if (part := address.text(name))}
    if JAPANESE.search(parts.get("streetAddress", "")):
        return japanese_address(parts)
    return ", ".join(parts.values()) or None


def japanese_address(parts: Mapping[str, str]) -> str:
    """Return an address in Japanese: postcode, region, locality, street; what the street names itself stands once."""
    line = parts["streetAddress"]
    for name in ("locality", "region"):
        if (part := parts.get(name, "")) not in line:
            line = f"{part}{line}"
    postcode = f"〒{parts['postalCode'].removeprefix('〒')} " if "postalCode" in parts else ""
    country = parts.get("countryName", JAPAN[0])
    return f"{postcode}{line}" if country in JAPAN else f"{postcode}{line}, {country}"


def key_for(handle: str) -> str:
    """Return a key of the document: the handle itself where it is valid, else shortened with a hash."""
    if len(handle) <= MAX_KEY and not NOT_IN_KEYS.search(handle):
        return handle
    digest = hashlib.sha256(handle.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{NOT_IN_KEYS.sub('', handle)[: MAX_KEY - len(digest) - 1]}:{digest}"
