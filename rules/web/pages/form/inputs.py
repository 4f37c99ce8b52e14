"""Fields as the template shows them: pointer, label, kind of input, value and error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.kinds import Field, FieldSort, ObjectKind, PartyType
from institutions.kinds.base import NUMBERS, PARTY_SORTS
from institutions.kinds.parties import BODIES, COMPANIES, PEOPLE, SOURCES
from institutions.models import Account
from institutions.values.text_lists import join_texts
from rules.engine.language.statements import Language
from rules.explaining.wording.words import text_in_language
from rules.web.pages.form.posted_values import MULTIPLE, NONE, NOTHING, PARTS, bp_as_typed

Json = dict[str, Any]  # Any: a part of the document
PART_LABELS = {"en": ("English", "英語"), "ja": ("Japanese", "日本語"), "kana": ("Kana", "カナ")}
PERIOD_LABELS = {"from": ("from", "開始日"), "until": ("until, last day", "終了日・最終日")}
# A field for which a proposal can state none; SUBMISSION.md lists null among its words.
STATED_NONE = {"legal_ground": ("No ground is relied on", "根拠なし")}
TABLES = {table.name: table for table in (COMPANIES, PEOPLE, BODIES, SOURCES)}  # those whose rows have keys
IDENTIFIED_BY = ("id", "corporate_number", "lei")  # the fields that identify a party of the register
# The parties among which the id of a row is looked up, by table of the document, and the hint for it.
REGISTERED = {"companies": "company", "people": "person", "bodies": "registered-body"}
ONLY_REGISTERED = {
    "company": gettext_lazy("Only for a company that is in the register already: type part of its name and choose it."),
    "person": gettext_lazy(
        "Only for a person whom a proposal or an import of your body has named already: type part of the name and "
        "choose them."
    ),
    "registered-body": gettext_lazy(
        "Only for a government body that is in the register already: type part of its name or its code and choose it."
    ),
}
BEGUN = {"participants", "officials", "companies", "sources"}  # tables of which the first row is open
ADDED = (PartyType.COMPANY, PartyType.PERSON)  # named in place; a body is of the register, or described on its own page
FIRST = ("en", "from")  # the part that shows an error of the whole field


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
    methods: str = ""  # of the selection, separated by spaces: shown with these alone

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
        """Return whether the row is shown open: there is something to correct, or it is next."""
        return bool(self.error or self.opened or any(each.error for each in self.fields))


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its rows, and a blank one to write into."""

    pointer: str
    id: str
    label: str
    rows: tuple[ShownRow, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class FormPage:
    """The context in which a page shows fields: the whole document, errors by pointer, the reader's language."""

    document: Json
    errors: Mapping[str, str] = field(default_factory=dict)
    language: Language = "en"
    reader: Account | None = None  # who fills it in; decides which people of the register are shown
    known: Mapping[str, str] = field(default_factory=dict)  # by id or number: the register's names of unnamed parties

    def fields(self, fields: Iterable[Field], prefix: str, values: Json) -> tuple[ShownInput, ...]:
        """Return the inputs of an object of the document."""
        return tuple(shown for each in fields for shown in self.inputs(each, f"{prefix}/{each.name}", values))

    def inputs(self, given: Field, pointer: str, values: Json) -> Iterable[ShownInput]:
        """Yield the inputs of one field: several for texts in languages and for periods."""
        value = values.get(given.name)
        label = text_in_language(given.label, self.language)
        if given.sort in PARTS:
            parts = value if isinstance(value, dict) else {}
            for part in PARTS[given.sort]:
                words = (PART_LABELS | PERIOD_LABELS)[part][self.language == "ja"]
                kind = "date" if given.sort is FieldSort.PERIOD else "text"
                yield ShownInput(
                    f"{pointer}/{part}",
                    f"{label} ({words})" if self.language == "en" else f"{label}（{words}）",
                    kind,
                    input_text(parts.get(part)),
                    error=self.error(f"{pointer}/{part}") or (self.errors.get(pointer, "") if part in FIRST else ""),
                    required=given.required and part in FIRST,
                )
            return
        yield ShownInput(
            pointer,
            label,
            self.kind(given, pointer),
            NONE if given.name in values and value is None else field_input_text(given, value),
            self.hint(given, pointer),
            self.error(pointer),
            given.required,
            self.options(given),
            self.looks_for(given, pointer),
            adds=tuple(kind for kind in ADDED if given.sort is FieldSort.PARTY and kind in given.allows),
        )

    def error(self, pointer: str) -> str:
        """Return the error of an input: its own, or that of an item of its list."""
        below = (said for at, said in self.errors.items() if at.startswith(f"{pointer}/"))
        return self.errors.get(pointer) or next(below, "")

    def looks_for(self, given: Field, pointer: str) -> str:
        """Return the kind of suggestions while typing; an id is looked up among parties of the kind of its table."""
        if given.sort is FieldSort.PARTY_ID:
            return REGISTERED.get(pointer.split("/")[1], "")
        if given.sort is FieldSort.BODY_CODE:
            return "body"
        named = given.sort in PARTY_SORTS and (PartyType.BODY in given.allows or self.reader is not None)
        return "-".join(("party", *sorted(given.allows))) if named else ""

    def kind(self, given: Field, pointer: str) -> str:
        """Return the kind of input that suits a type."""
        if given.sort is FieldSort.KEY:
            return "hidden"
        if given.sort in (FieldSort.WORD, FieldSort.FLAG, FieldSort.SOURCE):
            return "select"
        if given.sort not in MULTIPLE and self.looks_for(given, pointer):
            return "lookup"
        if given.sort is FieldSort.PARTY:  # without a draft: only the parties that the page has
            return "select"
        if given.sort is FieldSort.DATE:
            return "date"
        if given.sort is FieldSort.BP:
            return "decimal"
        return "number" if given.sort in NUMBERS - {FieldSort.YEN} else "text"

    def hint(self, given: Field, pointer: str) -> str:
        """Return the declared help, and how to write a list."""
        said = text_in_language(given.help, self.language)
        if given.sort is FieldSort.BP:
            said = _("In percent, with at most two decimals, such as 12.5.")
        elif given.sort is FieldSort.YEN:
            said = _("In whole yen, such as 1200000000, 12億円 or 1.2 billion.")
        elif given.sort is FieldSort.COUNTRY:
            said = said or _("Name or code, such as Japan or JP.")
        elif given.sort is FieldSort.COUNTRIES:
            said = _("Names or codes such as CN or US, separated by commas. Write %(nothing)s if there is none.") % {
                "nothing": NOTHING
            }
        elif given.sort is FieldSort.PARTIES and given.allows == {PartyType.BODY}:
            codes = _("Codes such as METI or DA, separated by commas. Write %(nothing)s if there is none.")
            said = ("" if self.language == "ja" else " ").join((said, codes % {"nothing": NOTHING}))
        elif given.sort in MULTIPLE:
            said = _("Separated by commas. Write %(nothing)s if there is none.") % {"nothing": NOTHING}
        elif given.on_file:
            said = _("Your body keeps this on file: without a record it counts as not done.")
        elif given.sort is FieldSort.PARTY_ID and (looks_for := self.looks_for(given, pointer)):
            said = str(ONLY_REGISTERED[looks_for])
        return said

    def options(self, given: Field) -> tuple[tuple[str, str], ...]:
        """Return the choices; the first is for unknown."""
        if given.on_file:
            return (("", _("Not recorded")), ("true", _("yes").capitalize()), ("false", _("Not yet")))
        if given.sort is FieldSort.FLAG:
            return (("", _("Not known")), ("true", _("yes").capitalize()), ("false", _("no").capitalize()))
        if given.sort is FieldSort.WORD:
            none = ((NONE, STATED_NONE[given.name][self.language == "ja"]),) if given.name in STATED_NONE else ()
            words = tuple((word, text_in_language(label, self.language)) for word, label in given.words.items())
            return (("", _("Choose") if given.required else _("Not known")), *none, *words)
        if given.sort is FieldSort.SOURCE:
            return (("", _("This submission")), *self.rows_of("sources", "title"))
        if given.sort in (FieldSort.PARTY, FieldSort.PARTIES):
            return (("", _("Choose") if given.required else _("Not known")), *self.parties(given))
        return ()

    def parties(self, given: Field) -> Iterable[tuple[str, str]]:
        """Yield the parties of the document that a field may name."""
        tables = {PartyType.COMPANY: "companies", PartyType.PERSON: "people", PartyType.BODY: "bodies"}
        for kind, table in tables.items():
            if kind in given.allows:
                yield from self.rows_of(table, "name")

    def rows_of(self, table: str, named: str) -> tuple[tuple[str, str], ...]:
        """Return key and name of each row of a table of the document."""
        label = text_in_language(TABLES[table].label, self.language)
        return tuple(
            (row["key"], self.called(row, named) or f"{label} {number}")
            for number, row in enumerate(self.document.get(table, []), 1)
            if row.get("key")
        )

    def called(self, row: Json, named: str) -> str:
        """Return the name of a row of the document: its own, else that in the register; else empty.

        Never its key, which the form made up.
        """
        known = (self.known.get(str(row.get(name)), "") for name in IDENTIFIED_BY)
        return document_row_name(row, named, self.language) or next(filter(None, known), "")

    def table(self, table: ObjectKind, prefix: str, rows: list[Json], *, opened: bool = False) -> ShownTable:
        """Return a table with its rows and a blank one, which is open where it is written next."""
        filled = [*rows, {}]
        label = text_in_language(table.label, self.language)
        return ShownTable(
            prefix,
            element_id(prefix),
            label,
            tuple(
                ShownRow(
                    number,
                    element_id(f"{prefix}/{number}"),
                    self.called(row, "title" if "title" in row else "name") if row else "",
                    self.fields(table.fields, f"{prefix}/{number}", row),
                    self.errors.get(f"{prefix}/{number}") or self.errors.get(f"{prefix}/{number}/key", ""),
                    not row and (opened or (not rows and table.name in BEGUN)),
                )
                for number, row in enumerate(filled)
            ),
            self.errors.get(prefix, ""),
        )


MOST_IN_LINE = 6  # answers
YES_OR_NO = {"", "true", "false"}


def line_of(fields: Iterable[ShownInput]) -> str:
    """Return the answers that identify an entry, in one line: names, words, amounts and days."""
    said = []
    for each in fields:
        options = dict(each.options)
        if not each.value or each.input == "hidden" or (options and options.keys() <= YES_OR_NO):
            continue
        shown = each.chosen or each.value if each.input == "lookup" else options.get(each.value, each.value)
        said.append(f"{shown}%" if each.input == "decimal" else shown)
    return join_texts(said[:MOST_IN_LINE])


def element_id(pointer: str) -> str:
    """Return an id for the element that shows a pointer."""
    return "f" + pointer.replace("/", "-")


def document_row_name(row: Json, named: str, language: str) -> str:
    """Return the name that a row of the document has itself; empty if none."""
    value = row.get(named)
    if isinstance(value, dict):
        return text_in_language(value, language)
    return str(value or "")


def field_input_text(given: Field, value: object) -> str:
    """Return a value as the input of a field shows it: a share in percent."""
    if given.sort is FieldSort.BP and isinstance(value, int) and not isinstance(value, bool):
        return bp_as_typed(value)
    return input_text(value)


def input_text(value: object) -> str:
    """Return a value of the document as an input shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOTHING
    return str(value)
