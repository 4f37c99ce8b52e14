"""Troubles with what somebody enters with an act: texts, days, choices and measures."""

from datetime import date

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded("entry.empty", gettext_noop("Write something here."))
class NothingEntered(Coded):
    pass


@coded("entry.too_long", gettext_noop("Shorten it to %(longest)s characters; it has %(length)s."))
class EntryTooLong(Coded):
    longest: PlainNumber
    length: PlainNumber


@coded("entry.cannot_be_stored", gettext_noop("It has a character that cannot be stored. Remove it."))
class CannotBeStored(Coded):
    pass


@coded("entry.no_day", gettext_noop("Write a date: year, month and day, as in 2026-06-15."))
class NoDayEntered(Coded):
    pass


@coded("entry.year_outside", gettext_noop("Write a year from 1000 to 2999."))
class YearOutside(Coded):
    pass


@coded("entry.day_past", gettext_noop("This day is in the past. Write a day from %(first)s on."))
class DayPast(Coded):
    first: date


@coded(
    "entry.day_too_far",
    gettext_noop("This day is too far ahead: check for a typing error. Write a day up to %(last)s."),
)
class DayTooFar(Coded):
    last: date


@coded("entry.day_ahead", gettext_noop("This day is in the future. Write today or an earlier day."))
class DayAhead(Coded):
    pass


@coded("entry.other_field", gettext_noop("This field is only for: %(choice)s. Leave it empty, or choose that."))
class FieldOfOther(Coded):
    choice: Label


@coded("entry.no_list", gettext_noop("Send a list."))
class NoListEntered(Coded):
    pass


@coded("entry.no_objects", gettext_noop("Send a list of objects."))
class NoObjectsEntered(Coded):
    pass


@coded("entry.no_flag", gettext_noop("Send true or false."))
class NoFlagEntered(Coded):
    pass


@coded("decision.not_chosen", gettext_noop("Choose what you decide."))
class NoDecisionChosen(Coded):
    pass


@coded("measure.missing", gettext_noop("Name at least one measure, with its owner and its deadline."))
class NoMeasure(Coded):
    pass


@coded("measure.too_many", gettext_noop("Write at most %(most)s measures."))
class TooManyMeasures(Coded):
    most: PlainNumber


@coded(
    "measure.none_to_follow",
    gettext_noop("Nobody else has decided valid measures for a finding of %(rule)s. Write them yourself."),
)
class NoMeasuresToFollow(Coded):
    rule: str


@coded("reviewer.not_chosen", gettext_noop("Choose a reviewer."))
class NoReviewerChosen(Coded):
    pass


@coded(
    "reviewer.no_such_name",
    gettext_noop(
        "No reviewer has the user name '%(name)s'. Write the whole user name, or choose one of the suggestions that "
        "are shown while you type."
    ),
)
class NoReviewerCalled(Coded):
    name: str


@coded("official.not_of_case", gettext_noop("Choose an official of this case."))
class NoOfficialChosen(Coded):
    pass


@coded("signature.other_name", gettext_noop("Sign with your own name, as it is on record: %(names)s."))
class SignedOtherwise(Coded):
    names: tuple[str, ...]
