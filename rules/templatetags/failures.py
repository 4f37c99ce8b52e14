"""The reason why an assessment failed, in the language of a page."""

from django import template

from rules.assessing.failures import error_words
from rules.models import Assessment

register = template.Library()


@register.filter
def failure_words(assessment: Assessment) -> str:
    """Return why an assessment failed; empty if it did not."""
    return error_words(assessment)
