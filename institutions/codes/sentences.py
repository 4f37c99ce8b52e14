"""Sentences that have no code of their own: those that were stored before there were codes, and those of libraries."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded("text.as_written", gettext_noop("%(text)s"))
class AsWritten(Coded):
    """A sentence as it was written, in the language in which it was."""

    text: str
