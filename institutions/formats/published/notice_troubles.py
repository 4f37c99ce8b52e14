"""Troubles with published notices of re-employment, and notes on them."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber, WrittenDay
from institutions.codes.registry import coded


@coded(
    "notices.employer_unmatched",
    gettext_noop(
        "The list gives no corporate number for this employer, and a name alone never joins two companies. Rule "
        "COI-19 says nothing of this person until somebody confirms which company it is, among its possible matches."
    ),
)
class EmployerUnmatched(Coded):
    pass


@coded(
    "notices.joined_before_leaving",
    gettext_noop("The new post was taken on or before the day of leaving, %(left)s. Correct one of the days."),
)
class JoinedBeforeLeaving(Coded):
    left: WrittenDay


@coded(
    "notices.left_out",
    gettext_noop(
        "Rows left out: %(number)s, whose last post names another body, or an office that is not in "
        "institutions/data/posts_of_bodies.yaml. To read another body's, give its code as the option body."
    ),
)
class NoticesLeftOut(Coded):
    number: PlainNumber


@coded(
    "notices.too_old",
    gettext_noop(
        "Rows left out: %(number)s of people who left before %(day)s, since published names are kept for five years."
    ),
)
class NoticesTooOld(Coded):
    number: PlainNumber
    day: WrittenDay
