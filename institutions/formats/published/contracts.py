"""A contract as a ministry publishes it (公表様式), or an award of the procurement portal: the fields of one row."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, Any, Final

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldError
from institutions.formats.published.cells import (
    ReservePrice,
    is_dash,
    read_published_count,
    read_published_day,
    read_published_method,
    read_published_number,
    read_published_yen,
    read_reserve_price,
    tax_basis,
    tax_basis_of_amount,
)
from institutions.formats.published.party_cells import name_and_address
from institutions.formats.published.table import PublishedRow, published_rows
from institutions.formats.published.troubles import AmountNoTotal, CellEmpty, MethodUnclear, OfficersReEmployed
from institutions.formats.tables.cell_text import NotReadError, plain_cell

REQUIRED: Final = ("title", "signed_on", "supplier", "amount")
LONGEST_TITLE: Final = 120  # characters of a title in the name of a record
LONGEST_NAME: Final = 80  # characters of a name in a key, which has 100 at most
UNKNOWN: Final = ReservePrice()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedContract:
    """One contract or award, with all that its list says of it. Amounts in yen; None: the list does not say.

    `tax` and `reserve_tax` say whether consumption tax is in the amount and in the reserve price.
    `number` is the publisher's own number of the case. `times` tells apart contracts of one day, title and party.
    `errors` keep it from being imported; what could be read stands beside them.
    """

    line: int
    title: str = ""
    signed_on: str = ""
    supplier: str = ""
    address: str = ""
    corporate_number: str | None = None
    method: str | None = None
    method_said: str = ""
    ground: str = ""
    officer: str = ""
    body: str | None = None
    body_name: str = ""
    reserve: ReservePrice = UNKNOWN
    amount: int | None = None
    tax: str | None = None
    reserve_tax: str | None = None
    bidders: int | None = None
    number: str = ""
    times: int = 1
    errors: tuple[FieldError, ...] = ()
    notes: tuple[FieldError, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)  # the heading of each field, for errors of the check

    @property
    def supplier_key(self) -> str:
        """The id of the other party in its list: its corporate number, else its name with its address.

        A name alone is never enough: without an address the party is that of this contract only.
        """
        if self.corporate_number:
            return self.corporate_number
        apart = self.address or f"{self.signed_on} {self.title} {self.times}"
        return f"{plain_cell(self.supplier)[:LONGEST_NAME]} {short_digest(self.supplier, apart)}"

    @property
    def record(self) -> str:
        """The permanent name of the contract: the publisher's number and the party, else day, title and party."""
        if self.number:
            return f"{self.number} {self.supplier_key}" + (f" {self.times}" if self.times > 1 else "")
        party = self.corporate_number or plain_cell(self.supplier)
        digest = short_digest(self.signed_on, self.title, party, str(self.times))
        return f"{self.signed_on} {plain_cell(self.title)[:LONGEST_TITLE]} {digest}"


def short_digest(*parts: str) -> str:
    """Return a short hash of texts that differ in more than blanks and widths of letters."""
    said = "\x1f".join("".join(plain_cell(each).split()) for each in parts)
    return sha256(said.encode()).hexdigest()[:12]


def read_contract_list(file: IO[bytes]) -> Iterator[PublishedContract]:
    """Yield the contracts of a list. FileUnreadableError if it is none."""
    seen: Counter[str] = Counter()
    for row in published_rows(file, "contracts", REQUIRED):
        if not row.cells:
            yield PublishedContract(line=row.line, errors=row.errors)
            continue
        reading = ContractReading(row)
        given = reading.fields()
        party = given.get("corporate_number") or given.get("supplier", "")
        same = short_digest(given.get("signed_on", ""), given.get("title", ""), party)
        seen[same] += 1
        yield PublishedContract(
            line=row.line,
            times=seen[same],
            errors=(*row.errors, *reading.errors),
            notes=(*row.notes, *reading.notes),
            places={name: row.place(name) for name in row.headings},
            **given,
        )


@dataclass(slots=True)
class ContractReading:
    """The reading of one row, which collects its errors."""

    row: PublishedRow
    errors: list[FieldError] = field(default_factory=list)
    notes: list[FieldError] = field(default_factory=list)

    def fields(self) -> dict[str, Any]:  # Any: values of PublishedContract
        """Return the values of the row."""
        name, address = name_and_address(self.cell("supplier"))
        given: dict[str, Any] = {
            "title": " ".join(self.required("title").split()),
            "signed_on": self.read("signed_on", read_published_day) or "",
            "supplier": name,
            "address": " ".join(self.cell("supplier_address").split()) or address,
            "corporate_number": self.read("corporate_number", read_published_number),
            "officer": " ".join(self.cell("officer").split()),
            "ground": " ".join(self.cell("ground").split()),
            "reserve": self.read("reserve", read_reserve_price) or UNKNOWN,
            "bidders": self.read("bidders", read_published_count),
            **self.how_contracted(),
            **self.how_much(),
        }
        self.required("supplier")
        self.required("signed_on")
        if officers := self.read("officers_re_employed", read_published_count):
            self.notes.append(FieldError(self.row.place("officers_re_employed"), OfficersReEmployed(number=officers)))
        return given

    def how_contracted(self) -> dict[str, Any]:  # Any: values of PublishedContract
        """Return the method: as the list says it, else negotiated where it gives the ground for that."""
        said, place = self.cell("method"), self.row.place("method")
        if said.strip() and not is_dash(said):
            method = self.read("method", read_published_method)
            if method is None and not any(each.field == place for each in self.errors):
                self.notes.append(FieldError(place, MethodUnclear(value=outside_value(said))))
            return {"method": method, "method_said": " ".join(said.split())}
        ground = self.cell("ground")
        return {"method": "negotiated" if ground.strip() and not is_dash(ground) else None}

    def how_much(self) -> dict[str, Any]:  # Any: values of PublishedContract
        """Return the amount, and the tax basis of both prices: as their cells say it, else as their headings do."""
        self.required("amount")
        cell = self.cell("amount")
        yen = self.read("amount", read_published_yen)
        if cell.strip() and yen is None and not any(each.field == self.row.place("amount") for each in self.errors):
            self.notes.append(FieldError(self.row.place("amount"), AmountNoTotal(value=outside_value(cell))))
        return {"amount": yen, "tax": self.tax_of("amount"), "reserve_tax": self.tax_of("reserve")}

    def tax_of(self, name: str) -> str | None:
        """Return the tax basis of an amount; None if nothing says it."""
        return tax_basis_of_amount(self.cell(name)) or tax_basis(self.row.over.get(name, ""))

    def cell(self, name: str) -> str:
        """Return a cell; empty if it is."""
        return self.row.cells.get(name, "")

    def required(self, name: str) -> str:
        """Return a cell that may not be empty; note an error if it is."""
        cell = self.cell(name)
        if not cell.strip() and not any(each.field == self.row.place(name) for each in self.row.errors):
            self.errors.append(FieldError(self.row.place(name), CellEmpty()))
        return cell

    def read(self, name: str, reader: Callable[[str], Any]) -> Any:  # Any: what the reader returns
        """Return the value of a cell, None if it is empty; note an error if it cannot be read."""
        cell = self.cell(name)
        if not cell.strip():
            return None
        try:
            return reader(cell)
        except NotReadError as trouble:
            self.errors.append(FieldError(self.row.place(name), trouble.said))
            return None
