"""Lists with the commas of the language: `{{ codes|listed }}`, and `{% comma %}` between elements."""

from collections.abc import Iterable

from django import template

from institutions.values.shown_list import listed as joined

register = template.Library()


@register.filter
def listed(given: Iterable[object]) -> str:
    """Join a list inside a sentence."""
    return joined(map(str, given))


@register.simple_tag
def comma() -> str:
    """Return the separator of two elements of a list."""
    return joined(("", ""))
