"""Troubles with a value in the query of an address."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("parameter.no_day", gettext_noop("“%(given)s” is not a date. Write year, month and day, such as 2026-06-20."))
class NoDayGiven(Coded):
    given: str


@coded(
    "parameter.no_character",
    gettext_noop("“%(given)s” has a character that no text has, such as NUL (\\u0000). Leave it out."),
)
class NoCharacterGiven(Coded):
    given: str


@coded("parameter.word_missing", gettext_noop("Missing. Write one of: %(known)s."))
class WordMissing(Coded):
    known: tuple[str, ...]


@coded("parameter.no_number", gettext_noop("“%(given)s” is not a whole number from 1 to %(most)s. Write one."))
class NoNumberGiven(Coded):
    given: str
    most: PlainNumber


@coded("parameter.no_page", gettext_noop("This table has no page “%(given)s”. Write a whole number from 1."))
class NoSuchPage(Coded):
    given: str


@coded("parameter.unknown_word", gettext_noop("“%(given)s” is not a valid value. Write one of: %(known)s."))
class UnknownWordGiven(Coded):
    given: str
    known: tuple[str, ...]


@coded("parameter.no_id", gettext_noop("“%(given)s” is not an id. Copy it from the address of the page that you mean."))
class NoIdGiven(Coded):
    given: str


@coded("parameter.unknown", gettext_noop("This parameter is not known. Use one of: %(known)s."))
class UnknownParameter(Coded):
    known: tuple[str, ...]


@coded("parameter.empty", gettext_noop("The parameter has no value. Give one, or leave it out."))
class EmptyParameter(Coded):
    pass


@coded(
    "parameter.no_letters",
    gettext_noop("This text has no letter and no digit, so no name can be found by it. Give part of a name."),
)
class NoLettersGiven(Coded):
    pass


@coded("parameter.name_missing", gettext_noop("Missing. Give the name that you look for."))
class NameMissing(Coded):
    pass


@coded(
    "parameter.no_such_party",
    gettext_noop("No party that you may see has this id or code. Find it in the lists of parties."),
)
class NoSuchParty(Coded):
    pass


@coded(
    "parameter.no_such_sponsor",
    gettext_noop("No partnership that you may see has this sponsor. Give another code, or leave it out."),
)
class NoSuchSponsor(Coded):
    pass


@coded(
    "parameter.sponsor_of_none",
    gettext_noop("No partnership that you may see has a sponsor with this code. Write another one."),
)
class SponsorOfNone(Coded):
    pass


@coded("parameter.check", gettext_noop("Check %(names)s."))
class CheckParameters(Coded):
    """The trouble with a request as a whole, whose lines have the parameters."""

    names: tuple[str, ...]


@coded(
    "export.unknown_list",
    gettext_noop(
        "“%(given)s” is not a list that can be exported. The page of exports and /api/v1/exports/ have the names."
    ),
)
class UnknownListGiven(Coded):
    given: str


@coded(
    "audit.no_place",
    gettext_noop("This position is not from a page of the audit trail. Leave it out."),
)
class NoPlaceInTrail(Coded):
    pass


@coded("audit.value_missing", gettext_noop("This value is missing. Open the page from a number in the overview."))
class OverviewValueMissing(Coded):
    pass


@coded("audit.too_long", gettext_noop("Too long."))
class SearchTooLong(Coded):
    pass


@coded(
    "audit.no_partnership",
    gettext_noop("No partnership has this id or reference. Find it in the list of partnerships."),
)
class NoPartnershipFound(Coded):
    pass


@coded(
    "audit.no_account",
    gettext_noop("No account has this user name. For a body's system write body: and its code."),
)
class NoAccountFound(Coded):
    pass


@coded("audit.ends_before_it_begins", gettext_noop("The last day is before the first."))
class PeriodEndsBefore(Coded):
    pass


@coded("audit.year_outside", gettext_noop("Write a year from 1900 to 2999."))
class YearOutOfRange(Coded):
    pass


@coded(
    "parameter.no_such_choice",
    gettext_noop("“%(value)s” is not a valid value. Remove it, or choose one from the list."),
)
class NoSuchChoice(Coded):
    value: str


@coded(
    "parameter.no_such_body",
    gettext_noop(
        "No government body has the code “%(value)s”, or no single one has this name. Write its code, such as METI."
    ),
)
class NoSuchBodyTyped(Coded):
    value: str


@coded(
    "parameter.no_such_rule",
    gettext_noop("No rule has the code “%(value)s”. Write one such as COI-01; /api/v1/rulebook/ lists them."),
)
class NoSuchRuleGiven(Coded):
    value: str
