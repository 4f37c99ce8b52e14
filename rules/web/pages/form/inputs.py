"""Declared fields as inputs: pointer, label, kind of input, value and error."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.access.callers import reader_for
from institutions.kinds import Field, FieldSort, ObjectKind, PartyType
from institutions.kinds.base import NUMBERS, PARTY_SORTS
from institutions.kinds.fields import PERCENT, WHOLE_YEN
from institutions.kinds.parties import BODIES, COMPANIES, PEOPLE, SOURCES
from institutions.models import Account
from institutions.values.written_day import is_written_day
from rules.engine.language.statements import Language
from rules.explaining.glossary.entries import help_for_field, help_for_label
from rules.explaining.wording.days import shown_day
from rules.explaining.wording.words import text_in_language
from rules.web.pages.form.country_inputs import country_as_typed
from rules.web.pages.form.posted_values import MULTIPLE, NONE, NOTHING, PARTS, bp_as_typed
from rules.web.pages.form.shown_inputs import ShownInput, ShownRow, ShownTable, element_id

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
PASTED = frozenset({"officials", "participants"})  # tables of which officers often have a list
# Chosen in the first row of an empty table, which is open; rules ask the same of a lead partner as of others.
SUGGESTED: Mapping[str, Json] = {"participants": {"role": "lead_partner"}}
BEGUN = {"participants", "officials", "companies", "sources"}  # tables of which the first row is open
REPLACED = (PERCENT, WHOLE_YEN)  # declared helps on how the document writes a value; the form takes other forms
MOST_DIGITS = 20  # longer numbers are no amounts, and are shown as typed
ADDED = (PartyType.COMPANY, PartyType.PERSON)  # named in place; a body is of the register, or described on its own page


@dataclass(frozen=True, slots=True)
class FormPage:
    """The context in which a page shows fields: the whole document, errors by pointer, the reader's language."""

    document: Json
    errors: Mapping[str, str] = field(default_factory=dict)
    language: Language = "en"
    reader: Account | None = None  # who fills it in; decides which people of the register are shown
    known: Mapping[str, str] = field(default_factory=dict)  # by id or number: the register's names of unnamed parties
    asked: str = ""  # the pointer of the input that the page was opened for

    def fields(self, fields: Iterable[Field], prefix: str, values: Json) -> tuple[ShownInput, ...]:
        """Return the inputs of an object of the document."""
        return tuple(shown for each in fields for shown in self.inputs(each, f"{prefix}/{each.name}", values))

    def inputs(self, given: Field, pointer: str, values: Json) -> Iterable[ShownInput]:
        """Yield the inputs of one field: several for texts in languages and for periods."""
        value = values.get(given.name)
        label = text_in_language(given.label, self.language)
        if given.sort in PARTS:
            parts = value if isinstance(value, dict) else {}
            first, *others = parts_in_order(given.sort, self.language)
            for part in (first, *others):
                words = (PART_LABELS | PERIOD_LABELS)[part][self.language == "ja"]
                kind = "date" if given.sort is FieldSort.PERIOD else "text"
                yield ShownInput(
                    f"{pointer}/{part}",
                    f"{label} ({words})" if self.language == "en" else f"{label}（{words}）",
                    kind,
                    input_text(parts.get(part)),
                    error=self.error(f"{pointer}/{part}") or (self.errors.get(pointer, "") if part == first else ""),
                    hint=self.hint(given, pointer) if part == first else "",
                    required=given.required and part == first,
                )
            return
        if given.sort is FieldSort.PARTIES and self.looks_for(given, pointer):
            yield from self.inputs_of_list(given, pointer, label, value)
            return
        text = NONE if given.name in values and value is None else field_input_text(given, value, self.language)
        yield ShownInput(
            pointer,
            label,
            self.kind(given, pointer),
            text,
            self.hint(given, pointer),
            self.error(pointer),
            given.required,
            self.options(given),
            self.looks_for(given, pointer),
            adds=tuple(kind for kind in ADDED if given.sort is FieldSort.PARTY and kind in given.allows),
            asked=pointer == self.asked,
            shown=words_of_value(given.sort, text, self.language),
        )

    def inputs_of_list(self, given: Field, pointer: str, label: str, value: object) -> Iterable[ShownInput]:
        """Yield an input for each party of a list, and a blank one; an empty list is shown as stated to be empty."""
        listed = value if isinstance(value, list) else [] if value is None else [value]
        shown = [NOTHING] if value == [] else [*listed, ""]
        for number, each in enumerate(shown):
            at = f"{pointer}/{number}"
            yield ShownInput(
                at,
                f"{label} {number + 1}" if number else label,
                "lookup",
                input_text(each),
                "" if number else self.hint(given, pointer),
                self.errors.get(at, "") or ("" if number else self.errors.get(pointer, "")),
                looks_for=self.looks_for(given, pointer),
                adds=tuple(kind for kind in ADDED if kind in given.allows),
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
        if given.sort is FieldSort.COUNTRY:
            return "country"
        if given.sort is FieldSort.BP:
            return "decimal"
        return "number" if given.sort in NUMBERS - {FieldSort.YEN} else "text"

    def hint(self, given: Field, pointer: str) -> str:
        """Return the meaning of a field, and how to write it."""
        means, form = help_for_field(given, self.language), self.way_to_write(given, pointer)
        if given.help in REPLACED or (form and given.sort is FieldSort.PARTY_ID):
            means = ""
        if given.name == "secrecy" and self.reader is not None and not reader_for(self.reader).restricted:
            form = _(
                "Your account may not open restricted partnerships, so it cannot register one: ask an administrator."
            )
        return ("" if self.language == "ja" else " ").join(filter(None, (means, form)))

    def way_to_write(self, given: Field, pointer: str) -> str:
        """Return how to write a value of this type; empty if the input shows it."""
        said = ""
        if given.sort is FieldSort.BP:
            said = _("In percent, with at most two decimals, such as 12.5.")
        elif given.sort is FieldSort.YEN:
            said = _("In whole yen, such as 1200000000, 12億円 or 1.2 billion.")
        elif given.sort is FieldSort.COUNTRY:
            said = _("Name or code, such as Japan or JP.")
        elif given.sort is FieldSort.COUNTRIES:
            said = _("Names or codes such as CN or US, separated by commas. Write %(nothing)s if there is none.") % {
                "nothing": NOTHING
            }
        elif given.sort in MULTIPLE:
            said = _("One in each field; saving adds another. Write %(nothing)s if there is none.") % {
                "nothing": NOTHING
            }
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
        blank = SUGGESTED.get(table.name, {}) if not rows else {}
        filled = [*rows, blank]
        label = text_in_language(table.label, self.language)
        return ShownTable(
            prefix,
            element_id(prefix),
            label,
            tuple(
                ShownRow(
                    number,
                    element_id(f"{prefix}/{number}"),
                    self.called(row, "title" if "title" in row else "name") if number < len(rows) else "",
                    self.fields(table.fields, f"{prefix}/{number}", row),
                    self.errors.get(f"{prefix}/{number}") or self.errors.get(f"{prefix}/{number}/key", ""),
                    number == len(rows) and (opened or (not rows and table.name in BEGUN)),
                )
                for number, row in enumerate(filled)
            ),
            self.errors.get(prefix, ""),
            table.name if table.name in PASTED else "",
            help_for_label(table.label, self.language),
        )


def words_of_value(sort: FieldSort, text: str, language: Language) -> str:
    """Return an amount with separators and a day in its calendar; empty for any other value, and for a wrong one."""
    if sort is FieldSort.DATE and is_written_day(text):
        return shown_day(text, language)
    if sort is FieldSort.YEN and text.isdecimal() and len(text) <= MOST_DIGITS:
        return _("%(amount)s yen") % {"amount": f"{int(text):,}"}
    return ""


def parts_in_order(sort: FieldSort, language: Language) -> tuple[str, ...]:
    """Return the parts of a field: the reader's language first, which shows an error of the whole field."""
    parts = PARTS[sort]
    if language == "ja" and "ja" in parts:
        return (*(each for each in parts if each != "en"), "en")
    return parts


def document_row_name(row: Json, named: str, language: str) -> str:
    """Return the name that a row of the document has itself; empty if none."""
    value = row.get(named)
    if isinstance(value, dict):
        return text_in_language(value, language)
    return str(value or "")


def field_input_text(given: Field, value: object, language: Language) -> str:
    """Return a value as the input of a field shows it: a share in percent, a country by name."""
    if given.sort is FieldSort.BP and isinstance(value, int) and not isinstance(value, bool):
        return bp_as_typed(value)
    if given.sort is FieldSort.COUNTRY and value:
        return country_as_typed(value, language)
    if given.sort is FieldSort.COUNTRIES and isinstance(value, list) and value:
        return ("、" if language == "ja" else ", ").join(country_as_typed(each, language) for each in value)
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
