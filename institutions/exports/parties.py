"""A party as the document describes it: the row from which an import would store the same party."""

from typing import Any, Final

from institutions.models import Party, PartyKind

TABLES: Final = {PartyKind.COMPANY: "companies", PartyKind.PERSON: "people", PartyKind.BODY: "bodies"}
LANGUAGES: Final = ("en", "ja", "kana")


def table_of_party(party: Party) -> str:
    """Return the list of a document that has parties of this kind."""
    return TABLES[PartyKind(party.kind)]


def present_names(party: Party) -> dict[str, str]:
    """Return the present names of a party by language."""
    return {language: text for language in LANGUAGES if (text := getattr(party, f"name_{language}"))}


def exported_party(
    party: Party, *, contact_details: bool, ids: bool = True
) -> dict[str, Any]:  # Any: a row of a document
    """Return the party as a row of a document. Unknown values are left out, except a company's country.

    A company without `country` in a document would count as Japanese, so its unknown country is given as None.
    `ids`: include the id in this register, which means nothing in another one.
    """
    known: dict[str, object] = {"name": present_names(party), "country": party.country}
    if party.kind == PartyKind.COMPANY:
        known |= {
            "corporate_number": party.corporate_number,
            "lei": party.lei,
            "type": party.type,
            "listed": party.listed,
            "founded_on": party.founded_on.isoformat() if party.founded_on else None,
        }
        if contact_details:
            known |= {"address": party.address, "phone": party.phone}
    elif party.kind == PartyKind.BODY:
        known |= {
            "corporate_number": party.corporate_number,
            "kind": party.type,
            "gpa_class": party.gpa_class,
            "local": party.local,
        }
    # The register's own code is not used as the key in a document.
    given = {"key": str(party.pk)} | ({"id": str(party.pk)} if ids else {})
    row = given | {name: value for name, value in known.items() if value not in (None, "", {})}
    if party.kind == PartyKind.COMPANY:
        row.setdefault("country", None)
    return row
