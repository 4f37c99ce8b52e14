"""`{% reason_hint %}`: the least length of a reason, beside the input that asks for one."""

from django import template

from institutions.values.reasons import HINT

register = template.Library()


@register.simple_tag
def reason_hint() -> str:
    """Return the measure in words."""
    return str(HINT)
