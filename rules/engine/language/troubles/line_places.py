"""The places in a line of a rule, as troubles name them in both languages."""

from typing import Final

from institutions.kinds.base import Label

END_OF_LINE: Final = Label("the end of the line", "行末")
IN_WORDS: Final = Label("in a list of words", "語の一覧の中")
BEHIND_INDEX: Final = Label("after the index", "添字の後")
NAME_EXPECTED: Final = Label("a name", "名前")
PARAMETER_NAME: Final = Label("the name of a parameter", "基準値の名前")


def behind_label(name: str) -> Label:
    """Return the place behind a name."""
    return Label(f"after '{name}'", f"「{name}」の後")


def field_label(name: str) -> Label:
    """Return a field of a name, where one is expected."""
    return Label(f"a field of {name}", f"{name}の項目")
