"""Troubles with the selection of an export."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded("export.no_such_list", gettext_noop("There is no list '%(given)s' to export.%(near)s"))
class NoSuchList(Coded):
    given: str
    near: Coded | None
