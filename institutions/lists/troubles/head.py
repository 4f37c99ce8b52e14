"""Troubles with the head of an edition."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, WrittenDay
from institutions.codes.registry import coded


@coded(
    "edition.said_otherwise",
    gettext_noop("The file says %(value)s but the option says %(other)s. Leave the option out."),
    form=gettext_noop("The file says %(value)s but you entered %(other)s. Leave this empty, or correct the file."),
    earlier=(gettext_noop("The file says %(value)s, the option %(other)s. Leave the option out."),),
)
class SaidOtherwise(Coded):
    value: OutsideValue
    other: OutsideValue


@coded(
    "edition.no_list",
    gettext_noop("The list is not named. Give --list, or a line above the table with list and its value."),
    form=gettext_noop("The list is not named. Choose it here, or name it in a line above the table."),
    earlier=(gettext_noop("Say which list it is: --list, or a line above the table with list and its value."),),
)
class NoListSaid(Coded):
    pass


@coded(
    "edition.no_day",
    gettext_noop("The edition date is missing. Give --as-of, or a line above the table with as_of and its value."),
    form=gettext_noop("Give the edition date, here or above the table."),
    earlier=(
        gettext_noop("Say of which day the list is: --as-of, or a line above the table with as_of and its value."),
    ),
)
class NoDaySaid(Coded):
    pass


@coded(
    "edition.no_publisher",
    gettext_noop("The publisher is missing. Give --publisher, or a line above the table with publisher and its value."),
    form=gettext_noop("Give the publisher, here or in a line above the table."),
    earlier=(
        gettext_noop(
            "Say who publishes the list: --publisher, or a line above the table with publisher and its value."
        ),
    ),
)
class NoPublisherSaid(Coded):
    pass


@coded(
    "edition.no_address",
    gettext_noop(
        "The address of publication is missing. Give --url, or a line above the table with url and its value."
    ),
    form=gettext_noop("Give the address of publication, here or in a line above the table."),
    earlier=(
        gettext_noop("Say where the list is published: --url, or a line above the table with url and its value."),
    ),
)
class NoAddressSaid(Coded):
    pass


@coded(
    "edition.unknown_list",
    gettext_noop("%(value)s is not a list in this register.%(near)s"),
    form=gettext_noop("%(value)s is not a list in this register. Choose one."),
    earlier=(gettext_noop("%(value)s is not a list that is kept.%(near)s"),),
)
class UnknownList(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "edition.day_to_come",
    gettext_noop("%(day)s is in the future. Give the edition date of the list."),
    earlier=(gettext_noop("%(day)s is still to come. Give the day of which the list is."),),
)
class ListDayToCome(Coded):
    day: WrittenDay


@coded("edition.other_body", gettext_noop("You act for %(body)s. Leave the field empty."))
class ActsForOther(Coded):
    body: str


@coded(
    "edition.no_keeper",
    gettext_noop("Nobody keeps this list yet. Give the code of the body that will keep it, such as METI."),
)
class NoKeeper(Coded):
    pass


@coded("edition.unknown_body", gettext_noop("No government body has the code %(value)s. Correct it."))
class UnknownKeeper(Coded):
    value: OutsideValue


@coded(
    "edition.of_thresholds",
    gettext_noop(
        "Thresholds are numbers of the rulebook, which change in its files: manage.py refresh_list FILE shows what a "
        "table changes, and --take writes it in a checkout."
    ),
    form=gettext_noop(
        "Thresholds are numbers of the rulebook and are changed in its files. The administrator of the "
        "server compares a table with them using manage.py refresh_list."
    ),
)
class OfThresholds(Coded):
    pass
