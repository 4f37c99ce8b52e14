"""Published contracts as documents of the register: an award, and the call with what else the list says of it.

A call is stated for a competition alone, since a negotiated contract has none: with the method, the reserve price or
why it is withheld, and the number of bidders. Of a negotiated contract these are in the process that is screened
(institutions.formats.published.processes), not in the register.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from institutions.drafts.errors import FieldError
from institutions.formats.ocds.reading.parties import name_by_script
from institutions.formats.published.contracts import PublishedContract
from institutions.formats.published.troubles import PortalBodyUnknown
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument

COMPETITIONS: Final = frozenset({"open", "selective", "designated"})
CALL: Final = "call"
Json = dict[str, Any]  # Any: values of the contract


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOptions:
    """Data that a list does not have: its body, its source, what was procured, and the tax basis.

    `bodies` are the codes of the register. `only`: awards of other bodies are left out, if it is not empty.
    """

    publisher: str
    title: str
    body: str = ""
    only: str = ""
    bodies: Collection[str] = ()
    domain: str | None = None
    object: str | None = None
    tax: str | None = None


def contract_record(given: PublishedContract, options: ListOptions) -> Record:
    """Return a contract as a document of the register, or refused with all errors of its row."""
    if given.errors:
        return RefusedRecord(line=given.line, errors=given.errors, record=given.record if given.title else "")
    body = options.body or (given.body if given.body in options.bodies else None)
    notes = given.notes
    if not body and given.body_name:
        notes = (*notes, FieldError("府省コード", PortalBodyUnknown(name=given.body_name, value=given.body or "–")))
    common = stated({"body": body, "method": given.method, "domain": options.domain, "object": options.object})
    tax = given.tax or options.tax
    award = stated(
        {
            "kind": "award",
            "company": given.supplier_key,
            "amount_yen": given.amount,
            "on": given.signed_on,
            "subject": given.title,
            "tax": tax if given.amount is not None else None,
            "source": "list",
            **common,
        }
    )
    statements: list[Json] = [award]
    if body and given.method in COMPETITIONS and says_more(given):
        award["call"] = CALL
        statements.insert(0, call_statement(given, common, given.reserve_tax or options.tax))
    return RegisterDocument(
        line=given.line,
        record=given.record,
        publisher=options.publisher,
        notes=notes,
        headings=headings_of(given, len(statements) - 1),
        content={
            "companies": [company_of(given)],
            "sources": [{"key": "list", "title": options.title, "publisher": given.body_name or options.publisher}],
            "statements": statements,
        },
    )


def headings_of(given: PublishedContract, award: int) -> Json:
    """Return the file's own heading of each field of a document; `award` is the place of the award."""
    at = {
        "/record": "title",
        "/companies/0": "supplier",
        "/companies/0/name": "supplier",
        "/companies/0/name/ja": "supplier",
        "/companies/0/name/en": "supplier",
        "/companies/0/address": "supplier_address" if "supplier_address" in given.places else "supplier",
        "/companies/0/corporate_number": "corporate_number",
        f"/statements/{award}/subject": "title",
        f"/statements/{award}/amount_yen": "amount",
        f"/statements/{award}/on": "signed_on",
        "/statements/0/reserve_price_yen": "reserve",
        "/statements/0/bidders": "bidders",
    }
    return {pointer: given.places[name] for pointer, name in at.items() if name in given.places}


def says_more(given: PublishedContract) -> bool:
    """Return whether the list says more of the competition than its method."""
    return given.bidders is not None or given.reserve.yen is not None or given.reserve.withheld is not None


def call_statement(given: PublishedContract, common: Json, tax: str | None) -> Json:
    """Return the call: its reserve price, or why that is withheld, and how many bid."""
    reserve = given.reserve
    return stated(
        {
            "kind": "call",
            "key": CALL,
            "reserve_price_yen": reserve.yen,
            "reserve_price_withheld": reserve.withheld,
            "bidders": given.bidders,
            "tax": tax if reserve.yen is not None else None,
            "source": "list",
            **common,
        }
    )


def company_of(given: PublishedContract) -> Json:
    """Return the other party; without a corporate number its country is unknown."""
    company: Json = {"key": given.supplier_key, "name": name_by_script(given.supplier)}
    if given.corporate_number:
        company["corporate_number"] = given.corporate_number
    else:
        company["country"] = None
    return {**company, "address": given.address} if given.address else company


def stated(values: Json) -> Json:
    """Return the values that are known: a field that is left out is unknown, null would say that there is none."""
    return {name: value for name, value in values.items() if value is not None}
