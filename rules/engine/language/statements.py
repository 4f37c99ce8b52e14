"""The writer of a rule's statement for a reader: `{NAME.field}` becomes the value in the form of its field's type.

There are no format codes: yen carry separators, basis points are per cent, dates follow the reader's calendar (the
era's year in Japanese), a party's key is its name.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from institutions.values.calendar import Language as Language
from institutions.values.calendar import day_in_words
from institutions.values.written_day import written_day
from rules.engine.language.parameters import MissingValue, type_of_unit
from rules.engine.language.scope import SHOWN
from rules.facts.kinds.base import OPEN_END, OPEN_START, FactType, FieldType
from rules.facts.kinds.labels import label_in_sentence, word_label

Values = Mapping[str, Any]  # Any: a fact's fields by name, as its record or its plain form holds them
Names = Mapping[str, Mapping[str, str]]  # by key of a party: its name by language
Value = int | bool | str
Bound = Mapping[str, tuple[FactType, Values]]  # by name of the rule, `case` too: the fact's type and its values

UNKNOWN: Final = {"en": "unknown", "ja": "不明"}
FLAGS: Final = {"en": ("no", "yes"), "ja": ("いいえ", "はい")}
OPEN: Final = {OPEN_END: {"en": "none stated", "ja": "記載なし"}, OPEN_START: {"en": "none stated", "ja": "記載なし"}}
NO_VALUE: Final = {
    MissingValue.NOT_IN_FORCE.value: {"en": "not in force", "ja": "適用なし"},
    MissingValue.UNKNOWN.value: UNKNOWN,
}
UNITS: Final = {
    "yen": {"en": ("{} yen", "{} yen"), "ja": ("{}円", "{}円")},
    "days": {"en": ("{} day", "{} days"), "ja": ("{}日", "{}日")},
    "months": {"en": ("{} month", "{} months"), "ja": ("{}か月", "{}か月")},
    "years": {"en": ("{} year", "{} years"), "ja": ("{}年", "{}年")},
    "degree": {"en": ("degree {}", "degree {}"), "ja": ("{}親等", "{}親等")},
}
TWO_STOPS: Final = re.compile(r"(?<![.])[.]{2}(?![.])")  # three are an ellipsis
NAMED_BY_UNIT: Final = ("country", "treaty")  # keys that could be mistaken for a party's


def render_statement(text: str, bound: Bound, names: Names, language: Language) -> str:
    """Write out every `{NAME.field}` of the text. KeyError for a name or field that the checker does not allow."""

    def shown(name: str, field: str) -> str:
        kind, values = bound[name]
        value = values.get(field)
        return UNKNOWN[language] if value is None else value_text(value, kind.fields[field], field, names, language)

    return with_one_stop(SHOWN.sub(lambda found: shown(*found[1].split(".")), text))


def with_one_stop(sentence: str) -> str:
    """Return a sentence that ends with one full stop, also after a name that ends with one, such as "Co., Ltd."."""
    return TWO_STOPS.sub(".", sentence)


def value_text(value: Value, kind: FieldType, field: str, names: Names, language: Language) -> str:
    """Write one value as a reader of that language writes it."""
    if isinstance(value, bool):
        return FLAGS[language][value]
    if isinstance(value, int):
        return number_with_unit(value, kind.unit, language)
    if kind.sort == "date":
        return date_text(value, language)
    if kind.sort == "word":
        return label_in_sentence(word_label(field, value), language)
    if kind.sort == "key":
        called = names.get(f"{kind.unit}:{value}" if kind.unit in NAMED_BY_UNIT else value, {})
        return called.get(language) or called.get("en") or called.get("ja") or value
    return value


def parameter_text(value: Value, unit: str, language: Language) -> str:
    """Write a parameter's value, or say in words that there is none on those days."""
    if value in NO_VALUE:
        return NO_VALUE[str(value)][language]
    return value_text(value, type_of_unit(unit), "", {}, language)


def number_with_unit(value: int, unit: str, language: Language) -> str:
    """Write a number with its unit: 12,000 yen, 33.4%, 30 days."""
    if unit == "bp":
        sign, (whole, part) = "-" if value < 0 else "", divmod(abs(value), 100)
        return f"{sign}{whole:,}" + (f".{part:02}".rstrip("0") if part else "") + "%"
    if unit in UNITS:
        return UNITS[unit][language][value != 1].format(f"{value:,}")
    return f"{value:,}"


def date_text(value: str, language: Language) -> str:
    """Write a date: 20 June 2026, 令和8年6月20日."""
    if value in OPEN:
        return OPEN[value][language]
    return day_in_words(written_day(value), language)
