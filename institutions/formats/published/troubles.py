"""Troubles with lists that ministries publish, and notes on them."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "published.no_headings",
    gettext_noop(
        "No row of the file has the headings of this list: %(headings)s. Is this another list? If its headings are "
        "worded otherwise, add them to institutions/data/published_headings.yaml."
    ),
)
class NoListHeadings(Coded):
    headings: Label


@coded(
    "published.column_missing",
    gettext_noop(
        "The list %(sheet)s has no column for: %(headings)s. Add the column; if it has another heading, add that to "
        "institutions/data/published_headings.yaml."
    ),
)
class ColumnMissing(Coded):
    sheet: str
    headings: tuple[str, ...]


@coded(
    "published.column_twice",
    gettext_noop("Two columns of the list %(sheet)s say the same: %(headings)s. Leave one out."),
)
class ColumnTwice(Coded):
    sheet: str
    headings: tuple[str, ...]


@coded(
    "published.sheet_unread",
    gettext_noop(
        "The sheet %(sheet)s has a table without the headings of this list. Give it the headings, or hide the sheet."
    ),
)
class SheetUnread(Coded):
    sheet: str


@coded("published.columns_unread", gettext_noop("Columns that were not read, since no field takes them: %(headings)s."))
class ColumnsUnread(Coded):
    headings: tuple[str, ...]


@coded(
    "published.cell_empty",
    gettext_noop(
        "The cell is empty. Fill it in; where cells are merged over several rows, give each row the value of its own."
    ),
)
class CellEmpty(Coded):
    pass


@coded(
    "published.ditto",
    gettext_noop(
        "%(value)s stands for another cell, and which one is not certain where rows were sorted or left out. Write the "
        "value itself into this row."
    ),
)
class DittoMark(Coded):
    value: OutsideValue


@coded(
    "published.no_amount",
    gettext_noop("%(value)s is no amount in whole yen. Write it as in 1,234,567円; for thousands of yen, in full."),
)
class NoPublishedAmount(Coded):
    value: OutsideValue


@coded(
    "published.no_price",
    gettext_noop(
        "%(value)s is neither an amount in whole yen nor a word for a price that is withheld. Write the amount, "
        "公表しない or －."
    ),
)
class NoReservePrice(Coded):
    value: OutsideValue


@coded(
    "published.no_method",
    gettext_noop(
        "%(value)s is no method of contracting that is known. Write 一般競争入札, 指名競争入札 or 随意契約; "
        "another word for it goes into institutions/data/published_headings.yaml."
    ),
)
class NoPublishedMethod(Coded):
    value: OutsideValue


@coded(
    "published.method_unclear",
    gettext_noop(
        "%(value)s does not say whether the competition was open or among designated companies. The method stays "
        "unknown."
    ),
)
class MethodUnclear(Coded):
    value: OutsideValue


@coded("published.no_count", gettext_noop("%(value)s is no number. Write it as in 3 or 3者, or － if there is none."))
class NoPublishedCount(Coded):
    value: OutsideValue


@coded(
    "published.no_number",
    gettext_noop(
        "%(value)s is no corporate number: 13 digits, the first of which checks the others. Correct or remove it."
    ),
)
class NoPublishedNumber(Coded):
    value: OutsideValue


@coded(
    "published.rows_held_back",
    gettext_noop(
        "Nothing of the file is stored, since some rows cannot be read. Rows that are right: %(rows)s. "
        "Correct the errors, and send the file again."
    ),
)
class RowsHeldBack(Coded):
    rows: int


@coded(
    "published.no_total",
    gettext_noop("The amount is no total but a unit price, or is in an annex: %(value)s. It stays unknown."),
)
class AmountNoTotal(Coded):
    value: OutsideValue


@coded(
    "published.officers",
    gettext_noop(
        "The list says that %(number)s former officials are officers of the other party. No field takes that number."
    ),
)
class OfficersReEmployed(Coded):
    number: int


@coded(
    "published.body_unknown",
    gettext_noop("The register has no body %(name)s (%(value)s). The award is kept without its body."),
)
class PortalBodyUnknown(Coded):
    name: str
    value: str


@coded(
    "published.columns_of_portal",
    gettext_noop(
        "The line has %(number)s cells. Open data of awards has 8: case number, name, day, price, code of the "
        "ministry, code of the method, supplier, corporate number. Download the file again; unpack a zip first."
    ),
)
class PortalColumns(Coded):
    number: PlainNumber


@coded(
    "published.portal_code",
    gettext_noop(
        "%(value)s is no known code of %(what)s. Correct it, or add it to institutions/data/portal_codes.yaml."
    ),
)
class PortalCodeUnknown(Coded):
    value: OutsideValue
    what: Label


@coded(
    "published.portal_number",
    gettext_noop("%(value)s is no number of a case: it has digits alone. Download the file again."),
)
class NoCaseNumber(Coded):
    value: OutsideValue
