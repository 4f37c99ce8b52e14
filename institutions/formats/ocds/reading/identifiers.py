"""Identifiers of organisations, such as corporate numbers and LEIs, and the countries they indicate."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stdnum import lei
from stdnum.jp import cn

from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import SecondNumber, WrongCheckDigits
from institutions.kinds.countries import COUNTRIES

# Schemes of org-id.guide, the list that OCDS refers to.
CORPORATE_NUMBER: Final = "JP-JCN"
LEI: Final = "XI-LEI"
NATIONAL: Final = re.compile(r"([A-Z]{2})-[A-Z0-9]+")
BY_NAME: Final = {label.casefold(): code for code, names in COUNTRIES.items() for label in (names.en, names.ja)}


def identifiers_of(organization: ReleaseNode) -> list[ReleaseNode]:
    """Return the main identifier and the additional ones."""
    found = [organization.node("identifier"), *organization.nodes("additionalIdentifiers")]
    return [each for each in found if each]


def handle_of(identifier: ReleaseNode) -> str | None:
    """Return scheme and id, equal for two references to one organisation; None if one is missing."""
    scheme, number = identifier.code("scheme"), identifier.code("id")
    return f"{scheme}:{number}" if scheme and number else None


def register_numbers(organization: ReleaseNode) -> dict[str, str]:
    """Return the numbers by which the register identifies a company."""
    return numbers_among(identifiers_of(organization))


def numbers_among(identifiers: Iterable[ReleaseNode]) -> dict[str, str]:
    """Return the certain numbers among some identifiers. One with a wrong check digit is left out, and noted."""
    found: dict[str, str] = {}
    for identifier in identifiers:
        scheme, number = identifier.code("scheme"), identifier.code("id")
        if number is None:
            continue
        if scheme == CORPORATE_NUMBER:
            field, valid, given = "corporate_number", cn.is_valid(number), cn.compact(number)
        elif scheme == LEI:
            field, valid, given = "lei", lei.is_valid(number), lei.compact(number)
        else:
            continue
        if not valid:
            wrong = WrongCheckDigits(value=outside_value(number), scheme=scheme)
            identifier.report.note(identifier.at("id"), wrong)
        elif found.setdefault(field, given) != given:
            second = SecondNumber(scheme=scheme, value=outside_value(number))
            identifier.report.note(identifier.at("id"), second)
    return found


def organization_country(organization: ReleaseNode) -> str | None:
    """Return the country of an organisation's address, else of its national register; None if unknown."""
    address = organization.node("address")
    for name in (address.text("country"), address.text("countryName")):
        if name in COUNTRIES:
            return name
        if name and (code := BY_NAME.get(name.casefold())):
            return code
    return next(national_registers(identifiers_of(organization)), None)


def national_registers(identifiers: Iterable[ReleaseNode]) -> Iterator[str]:
    """Yield the countries of the registers that issued the identifiers."""
    for identifier in identifiers:
        found = NATIONAL.fullmatch(identifier.code("scheme") or "")
        if found and found[1] in COUNTRIES:
            yield found[1]
