"""Troubles with a line of a table of EDINET, and notes on it."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded("edinet.no_code", gettext_noop("The line has no EDINET code. Leave it out, or fetch the list again."))
class NoEdinetCode(Coded):
    pass


@coded("edinet.no_name", gettext_noop("The line has no name. Leave it out, or fetch the list again."))
class NoFilerName(Coded):
    pass


@coded("edinet.no_column", gettext_noop("The line has no %(column)s. Leave it out, or make the list again."))
class NoColumn(Coded):
    column: str


@coded(
    "edinet.issuer_unnamed",
    gettext_noop("The list does not name the issuer: it is called by its code until the code list names it."),
)
class IssuerUnnamed(Coded):
    pass
