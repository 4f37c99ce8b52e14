"""Reasons why no receipt of a row can be made, each with its remedy."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded(
    "receipt.sealed_soon",
    gettext_noop(
        "Event %(number)s of %(chain)s is not sealed yet, so there is no receipt of it. The next seal is made within "
        "five minutes while the service runs: try again then."
    ),
    gettext_noop(
        "This entry is not sealed in the audit trail yet, so there is no receipt of it. The next seal is made within "
        "five minutes while the service runs: try again then."
    ),
)
class SealedSoon(Coded):
    number: PlainNumber
    chain: str


@coded(
    "receipt.sealed_after_midnight",
    gettext_noop(
        "Event %(number)s of %(chain)s is not sealed yet, so there is no receipt of it. The next seal is made shortly "
        "after midnight, at the beginning of %(on)s: try again then."
    ),
    gettext_noop(
        "This entry is not sealed in the audit trail yet, so there is no receipt of it. The next seal is made shortly "
        "after midnight, at the beginning of %(on)s: try again then."
    ),
)
class SealedAfterMidnight(Coded):
    number: PlainNumber
    chain: str
    on: date


@coded("receipt.no_hash", gettext_noop("Rows of %(table)s have no hash of their own in the trail."))
class NoHashOfItsOwn(Coded):
    table: str


@coded(
    "receipt.no_event",
    gettext_noop(
        "No event names %(table)s %(key)s: the row was added by hand. Whoever runs the server checks the trail with "
        "`manage.py verify_audit`."
    ),
)
class NoEventNamesIt(Coded):
    table: str
    key: str


@coded(
    "receipt.erased_before",
    gettext_noop(
        "%(table)s %(key)s: %(column)s was erased by erasure %(erasure)s, before erasures kept what a receipt needs. "
        "`manage.py verify_audit` still proves the row within the database."
    ),
)
class ErasedTooEarly(Coded):
    table: str
    key: str
    column: str
    erasure: PlainNumber


@coded(
    "receipt.not_in_seal",
    gettext_noop(
        "Seal %(seal)s does not have event %(event)s. Whoever runs the server checks the trail with `manage.py "
        "verify_audit`."
    ),
)
class NotInSeal(Coded):
    seal: PlainNumber
    event: str


@coded(
    "receipt.changed",
    gettext_noop("%(found)s The trail or the row was changed: run `manage.py verify_audit`."),
    gettext_noop(
        "The audit trail or this entry was changed, so there is no receipt of it. Whoever runs the server checks the "
        "trail with `manage.py verify_audit`: inform them."
    ),
)
class TrailChanged(Coded):
    found: str
