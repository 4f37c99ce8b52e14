"""Facts of contracts in words: `{{ item.facts.method|method }}`."""

from django import template

from institutions.codes.wording import reader_language
from rules.commission.method_words import method_words

register = template.Library()


@register.filter
def method(written: str | None) -> str:
    """Return a method in the language of the page."""
    return method_words(written, reader_language())
