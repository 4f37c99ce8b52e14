"""Troubles with a row of an official list."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "listed.no_company",
    gettext_noop("The row names no company. Fill company.name, or company.corporate_number where it is known."),
)
class NoCompany(Coded):
    pass


@coded(
    "listed.unknown_word",
    gettext_noop("%(value)s is not a valid value of %(field)s.%(near)s"),
    earlier=(gettext_noop("%(value)s is not a word of %(field)s.%(near)s"),),
)
class UnknownListWord(Coded):
    value: OutsideValue
    field: Label
    near: Coded | None


@coded("listed.too_much", gettext_noop("%(value)s is more than %(most)s. Correct it."))
class TooMuch(Coded):
    value: OutsideValue
    most: int


@coded("listed.not_known", gettext_noop("%(value)s is not true, false or unknown. Write one of them."))
class NotKnown(Coded):
    value: OutsideValue


@coded(
    "listed.no_country",
    gettext_noop("We don't recognise the country %(value)s. Write its ISO 3166-1 code of two letters, such as VN."),
    earlier=(gettext_noop("%(value)s is not a country. Write its ISO 3166-1 code of two letters, such as VN."),),
)
class NoListedCountry(Coded):
    value: OutsideValue


@coded(
    "listed.no_confidence",
    gettext_noop("The confidence is missing. Fill in confidence with one of: %(words_known)s."),
    earlier=(gettext_noop("How sure is it? Give confidence: %(words_known)s."),),
)
class NoConfidence(Coded):
    words_known: Label


@coded("treaty.none", gettext_noop("The row names no treaty. Give its code, such as cptpp or bit_vietnam."))
class NoTreaty(Coded):
    pass


@coded("treaty.malformed", gettext_noop("%(value)s is not a code. Use small letters, digits and underscores."))
class NoTreatyCode(Coded):
    value: OutsideValue


@coded(
    "treaty.said_otherwise",
    gettext_noop("Line %(line)s contradicts this about the same treaty. Keep one of them, or make both agree."),
    earlier=(gettext_noop("Line %(line)s says otherwise of the same treaty. Say it once, or alike."),),
)
class TreatySaidOtherwise(Coded):
    line: PlainNumber


@coded(
    "treaty.nameless_country",
    gettext_noop("The country that this is about is missing. Fill in party.country."),
    earlier=(gettext_noop("This is said of a country that is not named. Fill party.country."),),
)
class NamelessCountry(Coded):
    pass


@coded(
    "treaty.nameless_coverage",
    gettext_noop("The country that this is about is missing. Fill in coverage.country."),
    earlier=(gettext_noop("This is said of a country that is not named. Fill coverage.country."),),
)
class NamelessCoverage(Coded):
    pass


@coded(
    "treaty.country_repeated",
    gettext_noop("%(country)s is also in line %(line)s. Keep one row for each country."),
    earlier=(gettext_noop("%(country)s stands in line %(line)s too. Keep one row for each country."),),
)
class CountryRepeated(Coded):
    country: str
    line: PlainNumber


@coded(
    "treaty.coverage_without_day",
    gettext_noop(
        "A country can't be removed from the covered ones. Give the last day on which its treaties were complete."
    ),
    earlier=(
        gettext_noop(
            "A country can't be taken out of what is covered. Give the last day on which its treaties were complete."
        ),
    ),
)
class CoverageWithoutDay(Coded):
    pass


@coded(
    "treaty.like_another",
    gettext_noop("Treaty %(treaty)s has the same countries and day of signature. Write %(treaty)s if it is the same."),
)
class LikeTreaty(Coded):
    treaty: str


@coded(
    "treaty.unknown_country_name",
    gettext_noop("We don't recognise the country %(value)s by this name. Use our own table."),
    earlier=(gettext_noop("%(value)s is not a country that is known by this name. Use our own table."),),
)
class UnknownCountryName(Coded):
    value: OutsideValue


@coded(
    "treaty.no_day_of_signature",
    gettext_noop("%(value)s is not a day of signature such as 08/07/2014 (day/month/year). Correct it."),
)
class NoDayOfSignature(Coded):
    value: OutsideValue


@coded(
    "treaty.unknown",
    gettext_noop("The register has no treaty of these countries signed on this day. Add it by our own table."),
)
class UnknownTreaty(Coded):
    pass


@coded(
    "treaty.twice",
    gettext_noop("Line %(line)s is about the same treaty (%(treaty)s). Keep one of the two."),
)
class TreatyTwice(Coded):
    line: PlainNumber
    treaty: str
