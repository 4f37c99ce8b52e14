"""`{% reason_hint %}`: how much a reason has to say, beside the input that asks for one."""

from django import template

from institutions.values.reasons import HINT

register = template.Library()


@register.simple_tag
def reason_hint() -> str:
    """The measure in words."""
    return str(HINT)
