"""Reasons of the case why no receipt of a finding or decision can be made, each with its remedy."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "receipt.in_no_result",
    gettext_noop("Finding %(finding)s is in no result, so there is no receipt of it. Choose another finding."),
)
class InNoResult(Coded):
    finding: PlainNumber


@coded(
    "receipt.other_cases",
    gettext_noop(
        "A person was erased from this entry, and the receipt of it would name other partnerships, which you may not "
        "read. Ask an auditor for the receipt."
    ),
)
class NamesOtherCases(Coded):
    pass


@coded(
    "receipt.too_many",
    gettext_noop("Too many receipts are being made at the moment. Try again in a few seconds."),
)
class TooManyReceipts(Coded):
    pass
