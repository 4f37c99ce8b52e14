"""Troubles with a statement about two people, or about a company and itself, and with what contradicts itself."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded
from institutions.kinds.base import Label

DEGREES = gettext_noop("Spouse and cohabitant have degree 0, relatives 1 or more. Correct one of the two answers.")


@coded(
    "kinship.not_degree_0",
    gettext_noop("The degree of a %(by)s is 0. Correct one of them."),
    form=DEGREES,
)
class NotDegree0(Coded):
    by: Label


@coded("kinship.degree_0", gettext_noop("Relatives are at a degree of 1 or more. Correct it."), form=DEGREES)
class RelativeOfDegree0(Coded):
    pass


@coded(
    "itself.owned",
    gettext_noop("A company cannot be its own %(named)s. Name another party, or leave the statement out."),
    form=gettext_noop("A company cannot control or be above itself. Name another party, or leave this out."),
)
class OwnedByItself(Coded):
    named: Label


@coded(
    "itself.votes",
    gettext_noop("A company's shares in itself carry no votes. Leave voting_bp out, or write 0."),
    form=gettext_noop("A company's own shares carry no votes. Leave the voting share empty, or write 0."),
)
class VotesInItself(Coded):
    pass


@coded(
    "itself.all_shares",
    gettext_noop("A company cannot hold all of its own shares. Write less than 10000, or another holder."),
)
class AllOfItself(Coded):
    pass


@coded(
    "itself.above",
    gettext_noop("This body would be above itself. Correct one of the parents."),
    form=gettext_noop("This body would be above itself. Correct one of the parent bodies."),
)
class AboveItself(Coded):
    pass


@coded(
    "declaration.checked_by_itself",
    gettext_noop("A person cannot check their own declaration. Name another person, or leave verified_by out."),
    form=gettext_noop("A person cannot check their own declaration. Name another person, or leave this empty."),
)
class CheckedByItself(Coded):
    pass


@coded(
    "selection.tax_contradicted",
    gettext_noop(
        "tax is %(tax)s, but price_includes_tax is %(included)s. Correct one of them, or leave price_includes_tax out."
    ),
    form=gettext_noop("This contradicts the answer to “Price includes tax”. Correct one of the two."),
)
class TaxContradicted(Coded):
    tax: str
    included: str
