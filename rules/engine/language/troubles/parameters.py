"""Troubles of parameter files: units, values, dates, and the law on which a value rests."""

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleTrouble


@coded(
    "parameter_file.twice",
    gettext_noop("the parameter '%(name)s' comes twice (first in %(file)s, line %(line)s). Keep one."),
)
class ParameterTwice(RuleTrouble):
    name: str
    file: str
    line: PlainNumber


@coded("parameter_file.no_values", gettext_noop("%(what)s has no values. Add one, or the value unknown."))
class ParameterWithoutValues(RuleTrouble):
    what: Label


@coded(
    "parameter_file.unmarked_value",
    gettext_noop("other values of %(name)s have `for`, this one has not. Give it to all or to none."),
)
class ValueUnmarked(RuleTrouble):
    name: str


@coded(
    "parameter_file.entry_without_value",
    gettext_noop("an entry without value. Write a value, not_in_force or unknown."),
)
class EntryWithoutValue(RuleTrouble):
    pass


@coded("parameter_file.dates_reversed", gettext_noop("from %(first)s is after until %(last)s. Swap or mend the dates."))
class DatesReversed(RuleTrouble):
    first: str
    last: str


@coded(
    "parameter_file.without_confidence", gettext_noop("a value without confidence. Add confidence: %(words_known)s.")
)
class ValueWithoutConfidence(RuleTrouble):
    words_known: str


@coded(
    "parameter_file.without_basis",
    gettext_noop("a value without basis. Add basis: {law, article}, or confidence: ours."),
)
class ValueWithoutBasis(RuleTrouble):
    pass


@coded(
    "parameter_file.null",
    gettext_noop("null is no value. Write not_in_force (tests on it are false) or unknown (rules are not assessable)."),
)
class NullIsNoValue(RuleTrouble):
    pass


@coded(
    "parameter_file.value_of_unit",
    gettext_noop("'%(given)s' is not %(kind)s. The unit is %(unit)s: write %(kind)s."),
)
class NoValueOfUnit(RuleTrouble):
    given: str
    kind: Label
    unit: str


@coded("parameter_file.backwards", gettext_noop("the values of %(name)s run backwards. Write the earliest first."))
class ValuesRunBackwards(RuleTrouble):
    name: str


@coded(
    "parameter_file.two_values",
    gettext_noop("two values of %(name)s hold on %(on)s. End the one before with until: %(until)s."),
)
class TwoValuesHold(RuleTrouble):
    name: str
    on: str
    until: str


@coded(
    "parameter_file.gap",
    gettext_noop(
        "%(name)s has no value from %(first)s to %(last)s. "
        "Add an entry, with the value unknown or not_in_force if there is none."
    ),
)
class ValuesHaveGap(RuleTrouble):
    name: str
    first: str
    last: str


@coded("parameter_file.no_date", gettext_noop("'%(given)s' is not a date. Write %(key)s as 2026-06-20."))
class ParameterNoDate(RuleTrouble):
    given: str
    key: Label


@coded("parameter_file.how_unknown", gettext_noop("'%(given)s' does not say how a limit is read.%(hint)s"))
class LimitHowUnknown(RuleTrouble):
    given: str
    hint: Coded | None
