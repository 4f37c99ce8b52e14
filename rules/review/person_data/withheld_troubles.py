"""Omissions of a file of personal data with their reasons, for those who review it alone."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "person_data.reporters",
    gettext_noop(
        "Left out everywhere: who reported, submitted, imported, checked or decided something, and its source."
    ),
)
class ReportersWithheld(Coded):
    pass


@coded("person_data.others", gettext_noop("Left out: names of other people (%(number)s)."))
class OtherPeopleWithheld(Coded):
    number: PlainNumber


@coded(
    "person_data.texts",
    gettext_noop("Left out: free texts (%(number)s), which may name others. Read them and decide about each."),
)
class TextsWithheld(Coded):
    number: PlainNumber


@coded(
    "person_data.restricted",
    gettext_noop("Left out: entries of restricted partnerships (%(number)s)."),
)
class RestrictedWithheld(Coded):
    number: PlainNumber


@coded(
    "person_data.allegations",
    gettext_noop(
        "Left out: alleged acts (%(number)s), on which an inquiry may rest. Decide whether it would be harmed."
    ),
)
class AllegationsWithheld(Coded):
    number: PlainNumber


@coded(
    "person_data.findings",
    gettext_noop(
        "Left out: findings about which they were not asked (%(number)s), and all reasons of reviewers. Decide whether "
        "the deliberation is over."
    ),
)
class FindingsWithheld(Coded):
    number: PlainNumber
