"""Rows of a list of companies as register documents: an entry is identified by its key, its number or its name.

A name only identifies an entry within one list: the company made for it is separate, with possible matches, until a
person decides.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from institutions.drafts.errors import FieldError
from institutions.formats.register_document import RefusedRecord, RegisterDocument
from institutions.formats.tables.rows import TableRow
from institutions.formats.tables.template_rows import TemplateReading
from institutions.formats.tables.templates import ID, NAMES, NUMBER, RECORD, Template, TemplateColumn
from institutions.kinds import KINDS, Field
from institutions.kinds.base import MAX_KEY, Label
from institutions.kinds.parties import COMPANIES
from institutions.kinds.statement import COMMON_BY_NAME
from institutions.lists.edition_head import EditionHead
from institutions.lists.troubles.rows import NoCompany
from institutions.parties.names import fold_name
from institutions.values.hashing import hash_json

LISTING: Final = KINDS["listing"]
COMPANY: Final = LISTING.by_name["company"]
FURTHER: Final = ("lei", "country", "address")  # details that official lists print beside the name
NAMED_BY: Final = tuple(each.name for each in NAMES)


def company_columns() -> Iterator[TemplateColumn]:
    """Yield the columns of the table, which all lists of companies share; the head names the list."""
    yield TemplateColumn(RECORD.name, RECORD.label, RECORD)
    yield TemplateColumn(COMPANY.name, COMPANY.label, COMPANY, COMPANY.name)
    described = {each.name: each for each in COMPANIES.fields}
    for each in (*NAMES, NUMBER, ID, *(described[name] for name in FURTHER)):
        yield of_company(each)
    for name in ("from", "until"):
        yield TemplateColumn(name, COMMON_BY_NAME[name].label, COMMON_BY_NAME[name])


def of_company(declared: Field) -> TemplateColumn:
    """Return a column that describes the company."""
    label = Label(f"{COMPANY.label.en}: {declared.label.en.lower()}", f"{COMPANY.label.ja}の{declared.label.ja}")
    return TemplateColumn(f"{COMPANY.name}.{declared.name}", label, declared, COMPANY.name)


TEMPLATE: Final = Template(
    "official_list", Label("Official list", "公的リスト"), tuple(company_columns()), kind=LISTING
)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One entry as the file has it. `sha256` is the hash of its content without the source, which all rows share."""

    document: RegisterDocument
    sha256: str
    key: str  # of the company, within the list

    @property
    def statement(self) -> dict[str, Any]:  # Any: values of the contract
        """The statement of the entry about the company."""
        found: dict[str, Any] = self.document.content["statements"][0]
        return found


def read_entry(row: TableRow, head: EditionHead) -> ListedRow | RefusedRecord:
    """Return one row translated, or refused with every trouble."""
    if row.errors and not row.cells:
        return RefusedRecord(line=row.line, errors=row.errors)
    reading = TemplateReading(TEMPLATE, domestic=head.declared.domestic)
    reading.cells(row)
    company = reading.parties.setdefault(COMPANY.name, {})
    if not company and not reading.errors:
        return RefusedRecord(line=row.line, errors=(FieldError("company", NoCompany()),))
    own = str(reading.own.get("record") or "")
    know_company(company, own)
    key = str(company.get(COMPANY.name) or "")
    # The company is part of it: the same number for another company in the next edition is another entry.
    record = " ".join(filter(None, (own, key)))
    reading.own["list"] = head.declared.word
    content = reading.statement()
    sha256 = "" if reading.errors else hash_json(content)
    content["sources"] = [head.source]
    content["statements"][0]["source"] = head.source["key"]
    if reading.errors:
        errors = tuple(reading.errors)
        return RefusedRecord(line=row.line, errors=errors, record=record, rest=content, headings=reading.pointers)
    document = RegisterDocument(line=row.line, record=record, content=content, headings=reading.pointers)
    return ListedRow(document, sha256, key)


def know_company(company: dict[str, Any], own: str) -> None:  # Any: values of the contract
    """Give the company a key where it has none: its number, else one made from its name; none if it has neither."""
    if company.get(COMPANY.name) is None:
        names = (company.get(name) for name in NAMED_BY)
        number = company.get("corporate_number") or company.get("lei") or company.get("id")
        if number:
            company[COMPANY.name] = number
        elif name := next(filter(None, names), None):
            company[COMPANY.name] = unnumbered_key(str(name), str(company.get("country") or ""), own)


def unnumbered_key(name: str, country: str, own: str) -> str:
    """Return the key of an entry that only has a name: the same for the same name and number in the next edition."""
    key = ":".join(filter(None, (country or "?", fold_name(name), own)))
    if len(key) <= MAX_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: MAX_KEY - len(digest) - 1]}~{digest}"
