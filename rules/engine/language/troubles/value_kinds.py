"""The kinds of values, as troubles of a comparison name them in both languages."""

from collections.abc import Iterable, Mapping
from typing import Final

from institutions.kinds.base import Label
from rules.facts.kinds.base import FieldType

VALUES: Final[Mapping[str, Label]] = {
    "number": Label("a whole number", "整数"),
    "date": Label("a date", "日付"),
    "flag": Label("true or false", "true 又は false"),
    "word": Label("a word", "語"),
    "key": Label("a key", "キー"),
    "text": Label("a text", "文字列"),
}
SORTS: Final[Mapping[str, Label]] = {**VALUES, "number": Label("a number", "数値"), "flag": Label("a flag", "真偽値")}


def value_label(sort: str) -> Label:
    """Return how a value of a sort is written."""
    return VALUES[sort]


def sort_label(kind: FieldType) -> Label:
    """Return the sort of a field with its unit."""
    sort = SORTS[kind.sort]
    return Label(f"{sort.en} ({kind.unit})", f"{sort.ja}（{kind.unit}）") if kind.unit else sort


def plural_label(sort: str) -> Label:
    """Return values of a sort."""
    return Label(f"{sort}s", SORTS[sort].ja)


def key_of_label(unit: str) -> Label:
    """Return the key of what a unit names."""
    return Label(f"the key of a {unit}", f"{unit}のキー")


def one_of_label(words: Iterable[str]) -> Label:
    """Return a closed list of words."""
    listed = tuple(words)
    return Label(f"one of {', '.join(listed)}", f"{'、'.join(listed)}のいずれか")
