"""The command that checks a receipt, for pages that offer one."""

from typing import Final

from django import template

CHECK: Final = "python -m policyengine.verify_receipt FILE --seal SEAL"
register = template.Library()


@register.simple_tag
def receipt_check() -> str:
    """Return the command, with a word in place of each file."""
    return CHECK
