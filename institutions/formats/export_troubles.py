"""Reasons why the chosen lists cannot be exported in a format."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded

ONE_LIST = gettext_noop("A file in %(format_label)s holds one list. Choose one.")


@coded(
    "export.one_list",
    gettext_noop("A file in the format %(name)s holds one list. Name it: %(lists)s."),
    form=ONE_LIST,
)
class OneListOnly(Coded):
    looked_up = frozenset({"format_label"})
    name: str
    lists: tuple[str, ...]


@coded(
    "export.own_file",
    gettext_noop("In %(name)s, %(apart)s need a file of their own. Export the other lists separately."),
    form=ONE_LIST,
)
class NeedsOwnFile(Coded):
    looked_up = frozenset({"format_label"})
    name: str
    apart: str


@coded(
    "export.unfit",
    gettext_noop("%(name)s cannot hold %(unfit)s. It can hold: %(lists)s."),
    form=gettext_noop("%(format_label)s cannot hold this list. Choose one of: %(fitting_labels)s."),
)
class UnfitLists(Coded):
    looked_up = frozenset({"format_label", "fitting_labels"})
    name: str
    unfit: tuple[str, ...]
    lists: tuple[str, ...]
