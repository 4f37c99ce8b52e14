"""Reasons why an export is refused: of one partnership, or for this reader."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "export.no_list_of_one",
    gettext_noop("One partnership is exported as %(one)s or %(other)s: name one of them in what."),
    form=gettext_noop(
        "A single partnership is exported with its findings, or as it was proposed. Choose one of these."
    ),
)
class NoListOfOne(Coded):
    one: str
    other: str


@coded(
    "export.submissions_withheld",
    gettext_noop("A submission may name kin, gifts or income, which your role does not read."),
    form=gettext_noop("A submission may name kin, gifts or income, which your role may not see."),
)
class SubmissionsWithheld(Coded):
    pass
