"""Inputs, rows and tables as the templates of the form show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from institutions.kinds import PartyType
from institutions.values.text_lists import join_texts

MOST_IN_LINE: Final = 6  # answers
YES_OR_NO: Final = frozenset({"", "true", "false"})


@dataclass(frozen=True, slots=True)
class ShownInput:
    """One input."""

    pointer: str
    label: str
    input: str  # text, number, decimal, date, select, lookup, hidden
    value: str = ""
    hint: str = ""
    error: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    looks_for: str = ""  # lookup: body, company, person, registered-body, or party-… with what it may be
    chosen: str = ""  # lookup: the name of the party that its value identifies
    adds: tuple[PartyType, ...] = ()  # lookup: a name that nobody has is that of a new party of this type
    if_new: tuple[tuple[str, str], ...] = ()  # lookup: what a name that nobody has may be, where that is several
    methods: str = ""  # of the selection, separated by spaces: shown with these alone
    undecided: bool = False  # lookup: nobody has said yet which of these its name is
    asked: bool = False  # the page was opened for it: what holds it is open
    shown: str = ""  # the value as a line of an entry shows it, where that differs: an amount, a day

    @property
    def opens(self) -> bool:
        """Return whether what holds the input is shown open: it is to be corrected, decided, or asked for."""
        return bool(self.error or self.asked or self.undecided)

    @property
    def id(self) -> str:
        """An id for the element: the pointer without slashes."""
        return element_id(self.pointer)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a table; an error of the whole row, or of its hidden key, is shown at its head."""

    number: int
    id: str
    title: str
    fields: tuple[ShownInput, ...]
    error: str = ""
    opened: bool = False  # it is written next

    @property
    def line(self) -> str:
        """The row in one line: the name of what it describes, else its answers."""
        return self.title or ("" if any(each.input == "hidden" for each in self.fields) else line_of(self.fields))

    @property
    def open(self) -> bool:
        """Return whether the row is shown open: there is something to correct or to add, or it is next."""
        return bool(self.error or self.opened or any(each.opens for each in self.fields))


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its rows, and a blank one to write into."""

    pointer: str
    id: str
    label: str
    rows: tuple[ShownRow, ...]
    error: str = ""
    as_table: str = ""  # its name, if its rows may be pasted as a table
    hint: str = ""


def line_of(fields: Iterable[ShownInput]) -> str:
    """Return the answers that identify an entry, in one line: names, words, amounts and days."""
    said = []
    for each in fields:
        options = dict(each.options)
        if not each.value or each.input == "hidden" or (options and options.keys() <= YES_OR_NO):
            continue
        shown = (
            each.chosen or each.value if each.input == "lookup" else options.get(each.value, each.shown or each.value)
        )
        said.append(f"{shown}%" if each.input == "decimal" else shown)
    return join_texts(said[:MOST_IN_LINE])


def element_id(pointer: str) -> str:
    """Return an id for the element that shows a pointer."""
    return "f" + pointer.replace("/", "-")
