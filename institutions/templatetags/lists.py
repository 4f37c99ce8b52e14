"""Lists and names with the marks of the language: `{{ codes|listed }}`, `{% comma %}`, `{% colon %}`."""

from collections.abc import Iterable
from typing import Final

from django import template
from django.utils.translation import get_language

from institutions.values.text_lists import join_texts

QUESTION_ENDS: Final = ("?", "？", "。")
register = template.Library()


@register.filter
def listed(given: Iterable[object]) -> str:
    """Join a list inside a sentence."""
    return join_texts(map(str, given))


@register.simple_tag
def comma() -> str:
    """Return the separator of two elements of a list."""
    return join_texts(("", ""))


@register.simple_tag
def colon() -> str:
    """Return the colon between a name and what it is, with the blank that English puts behind it."""
    return "：" if get_language() == "ja" else ": "


@register.simple_tag
def colon_after(label: object) -> str:
    """Return the mark between a label and what is said of it: none behind a label that is a question."""
    if not str(label).endswith(QUESTION_ENDS):
        return colon()
    return "" if get_language() == "ja" else " "


@register.simple_tag
def semicolon() -> str:
    """Return the mark between parts that hold commas themselves."""
    return "；" if get_language() == "ja" else "; "


@register.filter
def parted(given: Iterable[object]) -> str:
    """Join parts that hold commas themselves."""
    return semicolon().join(map(str, given))
