"""Reasons why a draft cannot be enacted, or an enactment not be withdrawn."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "reorganisation.no_law",
    gettext_noop("This act names no law. Only what a promulgated law or order says can be enacted: name it in basis."),
)
class NoLawNamed(Coded):
    pass


@coded(
    "reorganisation.day_over",
    gettext_noop(
        "%(day)s is over. Only today (%(today)s) or a later day can be enacted; earlier ones can be previewed."
    ),
)
class DayIsOver(Coded):
    day: date
    today: date


@coded(
    "reorganisation.orphan_mandate",
    gettext_noop("%(function)s of %(body)s for %(domain)s would be left to nobody. Name a successor, or end it first."),
)
class OrphanMandate(Coded):
    body: str
    function: Label
    domain: Label


@coded(
    "reorganisation.orphan_post",
    gettext_noop("The post %(post)s of %(body)s would be left to nobody. Name a successor, or end it first."),
)
class OrphanPost(Coded):
    body: str
    post: str


@coded(
    "reorganisation.orphan_seat",
    gettext_noop("A seat in %(body)s would be left to nobody. Name a successor for the body that ends."),
)
class OrphanSeat(Coded):
    body: str


@coded(
    "reorganisation.orphan_partnerships",
    gettext_noop("%(number)s partnerships of %(body)s would be left to nobody. Say which body answers for them."),
)
class OrphanPartnerships(Coded):
    body: str
    number: PlainNumber


@coded(
    "reorganisation.orphan_restricted",
    gettext_noop(
        "Restricted partnerships of %(body)s would be left to nobody as well. Say which body answers for them."
    ),
)
class OrphanRestricted(Coded):
    body: str


@coded(
    "reorganisation.enacted_before",
    gettext_noop("A reorganisation %(reference)s is enacted already. Choose another reference, or withdraw that one."),
)
class EnactedBefore(Coded):
    reference: str


@coded(
    "reorganisation.same_references",
    gettext_noop(
        "%(body)s and %(to)s both have partnerships with the reference %(references)s. One body cannot have two of one "
        "reference: register one of each under another reference first."
    ),
)
class SameReferences(Coded):
    body: str
    to: str
    references: str


@coded(
    "reorganisation.same_restricted",
    gettext_noop(
        "%(body)s and %(to)s both have a partnership of one reference, and not everybody may read it. Let whoever runs "
        "the server enact it with manage.py reorganise, which names the reference."
    ),
)
class SameRestricted(Coded):
    body: str
    to: str


@coded(
    "reorganisation.not_enacted",
    gettext_noop("No reorganisation %(reference)s is enacted. Look at the reference again."),
)
class NotEnacted(Coded):
    reference: str


@coded(
    "reorganisation.in_force",
    gettext_noop("%(reference)s is in force since %(day)s. What is in force is changed by another reorganisation."),
)
class EnactmentInForce(Coded):
    reference: str
    day: date


@coded(
    "reorganisation.built_on",
    gettext_noop("Something that %(reference)s states was changed since. Withdraw that later change first."),
)
class EnactmentBuiltOn(Coded):
    reference: str


@coded(
    "reorganisation.founded_used",
    gettext_noop("A document, an account or a key names %(body)s already. Change these to another body first."),
)
class FoundedBodyUsed(Coded):
    body: str


@coded(
    "reorganisation.needs_administrator",
    gettext_noop("Only an administrator enacts and withdraws reorganisations. Ask one."),
)
class NeedsAdministrator(Coded):
    pass


@coded(
    "reorganisation.needs_second",
    gettext_noop(
        "A second person has to approve what is enacted. Name another person than the one who enacts; the accounts of "
        "both have to be linked to a person in the register."
    ),
)
class NeedsSecondPerson(Coded):
    pass


@coded(
    "reorganisation.one_only",
    gettext_noop("One reorganisation is enacted at a time. Give a file with one document."),
)
class OneReorganisation(Coded):
    pass
