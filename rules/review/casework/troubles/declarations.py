"""Troubles with the declaration of an official, and reasons why an earlier one no longer counts."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("declaration.not_chosen", gettext_noop("Choose whether you have something to declare."))
class NothingChosen(Coded):
    pass


@coded(
    "declaration.ties_with_nothing",
    gettext_noop("You have entered ties. Choose to declare them, or remove them."),
)
class TiesWithNothing(Coded):
    pass


@coded(
    "declaration.no_ties",
    gettext_noop("Enter at least one tie, or choose that you have nothing to declare."),
)
class NoTies(Coded):
    pass


@coded("declaration.too_many_ties", gettext_noop("Declare at most %(most)s ties at once."))
class TooManyDeclared(Coded):
    most: PlainNumber


@coded("declaration.too_many_parties", gettext_noop("Name at most %(most)s at once."))
class TooManyParties(Coded):
    most: PlainNumber


@coded("declaration.kin_unstated", gettext_noop("State how this person is related to you."))
class KinUnstated(Coded):
    pass


@coded("declaration.no_own_key", gettext_noop("Give each its own key."))
class NoOwnKey(Coded):
    pass


@coded("declaration.not_part", gettext_noop("This is not part of the declaration."))
class NotPartOfDeclaration(Coded):
    pass


@coded("declaration.kin_of_other", gettext_noop("Declare your own kin only."))
class KinOfOther(Coded):
    pass


@coded("declaration.relative_not_named", gettext_noop("Name the person whom this is about."))
class RelativeNotNamed(Coded):
    pass


@coded("declaration.whose_not_chosen", gettext_noop("Choose whether it is your own or which relative's it is."))
class WhoseNotChosen(Coded):
    pass


@coded("declaration.title_changed", gettext_noop("The title has changed."))
class TitleChanged(Coded):
    pass


@coded("declaration.sponsor_changed", gettext_noop("Another body would sign."))
class SponsorChanged(Coded):
    pass


@coded("declaration.co_sponsors_changed", gettext_noop("Other bodies would sign with the sponsor."))
class CoSponsorsChanged(Coded):
    pass


@coded("declaration.scheme_changed", gettext_noop("The scheme has changed."))
class SchemeChanged(Coded):
    pass


@coded("declaration.domain_changed", gettext_noop("The domain has changed."))
class DomainChanged(Coded):
    pass


@coded(
    "declaration.selection_changed",
    gettext_noop("The object or the method of the selection has changed."),
)
class SelectionChanged(Coded):
    pass


@coded("declaration.companies_changed", gettext_noop("The participating companies have changed."))
class CompaniesChanged(Coded):
    pass


@coded("declaration.roles_changed", gettext_noop("Your role in the case has changed."))
class RolesChanged(Coded):
    pass


@coded("declaration.company_new", gettext_noop("A company is new in the case: %(names)s."))
class CompanyNew(Coded):
    names: tuple[str, ...]


@coded("declaration.tie_gone", gettext_noop("%(number)s statement of the declaration is not in the present revision."))
class DeclaredTieGone(Coded):
    number: PlainNumber


@coded(
    "declaration.ties_gone",
    gettext_noop("%(number)s statements of the declaration are not in the present revision."),
)
class DeclaredTiesGone(Coded):
    number: PlainNumber


@coded("declaration.too_old", gettext_noop("It is older than %(months)s months."))
class DeclarationTooOld(Coded):
    months: PlainNumber
