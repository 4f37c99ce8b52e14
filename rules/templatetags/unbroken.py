"""Dates and codes of rules stay in one line: `{{ card.statement|unbroken }}`.

Japanese is broken between phrases, which parts a month from its day, and any text after a hyphen, which parts COI-01.
"""

import re
from typing import Final

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
WHOLE: Final = re.compile(
    r"(?<![\w-])[A-Z]{3}-\d{2}(?![\w-])"
    r"|(?:令和|平成|昭和)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日"
    r"|\d{4}年\d{1,2}月\d{1,2}日"
    r"|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b"
)


@register.filter
def unbroken(text: str) -> SafeString:
    """Return a text in which each date and each code of a rule is one that no line breaks."""
    escaped = str(conditional_escape(text))
    return mark_safe(WHOLE.sub(r'<span class="whole">\g<0></span>', escaped))  # noqa: S308 - escaped above
