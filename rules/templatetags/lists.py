"""Lists with the commas of the language: `{{ codes|listed }}`, and `{% comma %}` between elements."""

from collections.abc import Iterable

from django import template

from institutions.values.text_lists import join_texts

register = template.Library()


@register.filter
def listed(given: Iterable[object]) -> str:
    """Join a list inside a sentence."""
    return join_texts(map(str, given))


@register.simple_tag
def comma() -> str:
    """Return the separator of two elements of a list."""
    return join_texts(("", ""))
