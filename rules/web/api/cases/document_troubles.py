"""Troubles with a document as the body of a request: of another body, or no correction of the partnership."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "body.submits_for_other",
    gettext_noop("You act for %(body)s and cannot submit for %(claimed)s. Correct it, or use that body's key."),
)
class SubmitsForOther(Coded):
    body: str
    claimed: str


@coded("body.no_correction", gettext_noop("This is not a correction of the partnership at this address."))
class NoCorrection(Coded):
    pass


@coded("body.other_partnership", gettext_noop("This partnership is %(reference)s. POST another one instead."))
class OtherPartnership(Coded):
    reference: str


@coded(
    "body.no_later_revision",
    gettext_noop("Revision %(revision)s is the current one. Leave it out, or give a higher one."),
)
class NoLaterRevision(Coded):
    revision: PlainNumber
