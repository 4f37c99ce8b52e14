"""The head of a column that sorts its list."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
ARROWS = {"ascending": "▲", "descending": "▼", "": ""}


@register.simple_tag(takes_context=True)
def sort_head(
    context: dict[str, Any], column: str, label: str, css: str = "", role: str = ""
) -> SafeString:  # Any: a template's context
    """Return the head of a column, with the link that sorts by it: `sorting` of the context comes from `sort_links`."""
    link = context["sorting"][column]
    attributes = {"role": role, "class": css, "aria-sort": link["direction"]}
    given = format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value))
    arrow = ARROWS[link["direction"]]
    mark = format_html(' <span aria-hidden="true">{}</span>', arrow) if arrow else ""
    head = '<th scope="col"{}><a class="sort" href="{}">{}{}</a></th>'
    return format_html(head, given, link["url"], label, mark)
