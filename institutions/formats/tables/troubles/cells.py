"""Troubles with a cell."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber, WrittenDay
from institutions.codes.registry import coded


@coded("cell.too_long", gettext_noop("The cell has %(length)s characters; at most %(most)s are read. Shorten it."))
class CellTooLong(Coded):
    length: int
    most: int


@coded(
    "cell.no_heading",
    gettext_noop("Column %(number)s has no heading, but a value. Give it a heading, or empty it."),
)
class CellWithoutHeading(Coded):
    number: PlainNumber


@coded("cell.formula", gettext_noop("The cell holds a formula. Copy the column and paste its values."))
class Formula(Coded):
    pass


@coded("cell.error", gettext_noop("The cell holds the error %(value)s. Correct it."))
class CellError(Coded):
    value: str


@coded(
    "cell.no_day",
    gettext_noop("%(value)s is not a date. Write it as in 2026-06-15, 2026/6/15, 令和8年6月15日 or R8.6.15."),
)
class NoDayInCell(Coded):
    value: OutsideValue


@coded(
    "cell.before_era",
    gettext_noop("%(value)s is not a day of %(era)s, which began on %(day)s. Correct it."),
)
class BeforeEra(Coded):
    value: OutsideValue
    era: str
    day: WrittenDay


@coded(
    "cell.outside_era",
    gettext_noop("%(value)s is not a day of %(era)s, which began on %(day)s and ended before %(end)s. Correct it."),
)
class OutsideEra(Coded):
    value: OutsideValue
    era: str
    day: WrittenDay
    end: WrittenDay


@coded(
    "cell.no_whole_number", gettext_noop("%(value)s is not a whole number. Write digits, such as 1250000 or 1,250,000.")
)
class NoWholeNumberInCell(Coded):
    value: OutsideValue


@coded(
    "cell.no_percent_sign",
    gettext_noop("%(value)s has no %% sign. Write %(percent)s%% or %(bp)s (hundredths of a percent)."),
)
class NoPercentSign(Coded):
    value: OutsideValue
    percent: str
    bp: str


@coded(
    "cell.no_share",
    gettext_noop("%(value)s is not a share. Write basis points, or a percentage with at most two decimals."),
)
class NoShareInCell(Coded):
    value: OutsideValue


@coded(
    "cell.neither_yes_nor_no",
    gettext_noop("%(value)s is neither yes nor no. Write true or false, or leave the cell empty if it is unknown."),
)
class NeitherYesNorNo(Coded):
    value: OutsideValue


@coded(
    "cell.like_a_country",
    gettext_noop("We don't recognise the country %(value)s. Did you mean %(name)s? Write %(country)s."),
    earlier=(gettext_noop("%(value)s is not a country. Did you mean %(name)s? Write %(country)s."),),
)
class LikeCountry(Coded):
    value: OutsideValue
    name: str
    country: str


@coded(
    "cell.no_country",
    gettext_noop(
        "We don't recognise the country %(value)s. Write its code of two letters, such as JP, or its name in full."
    ),
    earlier=(
        gettext_noop("%(value)s is not a country. Write its code of two letters, such as JP, or its name in full."),
    ),
)
class NoCountryInCell(Coded):
    value: OutsideValue
