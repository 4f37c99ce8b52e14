"""The content of a file of personal data as tables: a section for each part, with labels and values in words.

The file itself is JSON, which the person gets. A part or value that this version does not know is shown as it is, so
that the reviewer sees all that would be released.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from institutions.kinds import KINDS
from institutions.kinds.base import PARTY_SORTS
from institutions.models import Role
from institutions.values.text_lists import join_texts
from institutions.values.written_day import written_moment
from rules.engine.language.statements import FLAGS, Language
from rules.explaining.wording.days import shown_day, shown_moment
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.statement_values import country_words, value_in_language
from rules.explaining.wording.words import text_in_language
from rules.models import DeclarationResult

Json = dict[str, Any]  # Any: plain data of the file
HEADINGS: Final[Mapping[str, Promise]] = {
    "names": gettext_lazy("Names"),
    "descriptions": gettext_lazy("Descriptions"),
    "accounts": gettext_lazy("Accounts"),
    "statements": gettext_lazy("Statements about the person"),
    "declarations": gettext_lazy("Declarations that the person signed"),
    "hearings": gettext_lazy("Questions to the person, and their answers"),
}
LABELS: Final[Mapping[str, Promise]] = {
    "en": gettext_lazy("English"),
    "ja": gettext_lazy("Japanese"),
    "kana": gettext_lazy("Reading in kana"),
    "country": gettext_lazy("Country"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Telephone"),
    "user_name": gettext_lazy("User name"),
    "role": gettext_lazy("Role"),
    "body": gettext_lazy("Government body"),
    "may_sign_in": gettext_lazy("May sign in"),
    "made_at": gettext_lazy("Created"),
    "e_mail": gettext_lazy("E-mail"),
    "case": gettext_lazy("Case"),
    "signed_at": gettext_lazy("Signed"),
    "says": gettext_lazy("Declared"),
    "text": gettext_lazy("Text"),
    "signature": gettext_lazy("Signature"),
    "rule": gettext_lazy("Rule"),
    "asked_at": gettext_lazy("Asked"),
    "answers": gettext_lazy("Answers"),
    "label": gettext_lazy("Kind"),
    "from": pgettext_lazy("statement", "From"),
    "until": pgettext_lazy("statement", "Until"),
    "recorded_at": gettext_lazy("Recorded"),
    "superseded_at": gettext_lazy("Superseded"),
    "values": gettext_lazy("Values"),
}
HIDDEN: Final = frozenset({"kind"})  # its label says it
ABOUT: Final = frozenset({"person", "collected_at"})  # the page says them above the tables


@dataclass(frozen=True, slots=True)
class DataTable:
    """One part of the file: its heading, the labels of its columns, and in each row the lines of each cell."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


def data_tables(content: Json, language: Language) -> Iterator[DataTable]:
    """Yield a table for each part of a file, empty ones too: that nothing is held is an answer."""
    for part, rows in content.items():
        if part in ABOUT:
            continue
        listed = rows if isinstance(rows, list) else [rows]
        lines = [each if isinstance(each, dict) else {part: each} for each in listed]
        names = tuple(dict.fromkeys(name for each in lines for name in each if name not in HIDDEN))
        cells = tuple(tuple(tuple(cell_lines(name, each, language)) for name in names) for each in lines)
        yield DataTable(label_of_part(HEADINGS, part), tuple(label_of_part(LABELS, each) for each in names), cells)


def label_of_part(labels: Mapping[str, Promise], name: str) -> str:
    """Return the label of a part or column; its name in the file if this version has no label for it."""
    return str(labels[name]) if name in labels else name


def cell_lines(name: str, row: Json, language: Language) -> Iterator[str]:
    """Yield the lines of one cell."""
    value = row.get(name)
    if name == "values" and isinstance(value, list):
        for each in value:
            yield f"{text_in_language(each['label'], language)}: {stated_value(row.get('kind', ''), each, language)}"
    elif name == "answers" and isinstance(value, list):
        yield from (f"{moment_words(each['at'], language)}: {each['text']}" for each in value)
    elif value not in (None, ""):
        yield plain_value_words(name, value, language)


def plain_value_words(name: str, value: Any, language: Language) -> str:  # Any: plain data
    """Return one value of the file in words."""
    choices: Mapping[str, Mapping[str, Any]] = {"role": dict(Role.choices), "says": dict(DeclarationResult.choices)}
    if isinstance(value, dict) and value.keys() == {"en", "ja"}:
        return text_in_language(value, language)
    if isinstance(value, bool):
        return FLAGS[language][value]
    if name.endswith("_at"):
        return moment_words(value, language)
    if name in ("from", "until"):
        return shown_day(value, language)
    if name == "rule":
        return f"{value} {text_in_language(rule_title(value), language)}"
    if name == "country":
        return country_words(value, language)
    if name in choices:
        return str(choices[name].get(value, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def moment_words(text: str, language: Language) -> str:
    """Return a moment of the file in the reader's calendar."""
    return shown_moment(written_moment(text), language)


def stated_value(kind: str, stated: Json, language: Language) -> str:
    """Return one value of a statement in words, by the declaration of its kind."""
    fields = {each.name: each for each in KINDS[kind].fields} if kind in KINDS else {}
    declared, value = fields.get(stated["field"]), stated["value"]
    if declared is not None and declared.sort in PARTY_SORTS and isinstance(value, list):
        return join_texts([party_words(each, language) for each in value], language)
    if isinstance(value, list):
        return join_texts(
            [value_in_language(declared, each, language) if declared else str(each) for each in value], language
        )
    return value_in_language(declared, value, language) if declared else plain_value_words("", value, language)


def party_words(party: Json, language: Language) -> str:
    """Return a party of a statement: the person themselves, or a company or body by name."""
    if party.get("this_person"):
        return pgettext("personal data", "this person")
    return text_in_language(party, language) or _("without a name")
