"""Troubles of terms and of comparisons: names, fields, parameters, types and units that do not fit."""

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleTrouble


@coded("rule_term.add_parameter", gettext_noop(" Add it to a file."))
class AddParameter(Coded):
    """The remedy for a parameter that no file has."""


@coded("rule_term.write_value", gettext_noop(" Write %(kind)s."))
class WriteValue(Coded):
    """The remedy for a value of another type."""

    kind: Label


@coded("rule_term.no_such_parameter", gettext_noop("parameter.%(name)s does not exist.%(hint)s"))
class NoSuchParameter(RuleTrouble):
    name: str
    hint: Coded


@coded("rule_term.name_not_bound", gettext_noop("the name '%(name)s' is not bound here.%(hint)s"))
class NameNotBound(RuleTrouble):
    name: str
    hint: Coded | None


@coded(
    "rule_term.period_of_two_dates",
    gettext_noop(
        "'%(term)s' is two dates. Write NAME.period overlaps NAME.period, date in NAME.period, or %(name)s.from_on."
    ),
)
class PeriodIsTwoDates(RuleTrouble):
    term: str
    name: str


@coded("rule_term.no_such_field", gettext_noop("'%(term)s' is not a field of %(kind)s.%(hint)s"))
class NoSuchFieldOfFact(RuleTrouble):
    term: str
    kind: str
    hint: Coded | None


@coded(
    "rule_term.period_end_no_date",
    gettext_noop("'%(term)s' is not a date. A period needs from_on and until_on."),
)
class PeriodEndNoDate(RuleTrouble):
    term: str


@coded(
    "rule_term.two_facts",
    gettext_noop("'%(term)s' reads two facts in one term. Derive a fact that has both, as claim_window has."),
)
class TermOfTwoFacts(RuleTrouble):
    term: str


@coded("rule_term.moved_no_date", gettext_noop("'%(term)s' is not a date. Only a date is moved by a parameter."))
class MovedTermNoDate(RuleTrouble):
    term: str


@coded("rule_term.moved_by_unit", gettext_noop("'%(term)s' is in %(unit)s. A date is moved by %(units)s."))
class MovedByUnit(RuleTrouble):
    term: str
    unit: str
    units: tuple[str, ...]


@coded("rule_term.at_no_date", gettext_noop("'%(term)s' is not a date. Write at NAME.on."))
class AtNoDate(RuleTrouble):
    term: str


@coded(
    "rule_term.parameter_without_day",
    gettext_noop(
        "parameter.%(name)s has no day here: only a partnership has a day on which it was proposed. "
        "Write parameter.NAME at FACT.on, as in `- day: organisation_domain` and at day.on."
    ),
)
class ParameterWithoutDay(RuleTrouble):
    name: str


@coded(
    "rule_term.index_missing",
    gettext_noop("parameter.%(name)s has a value for each of %(indexes)s. Write [NAME.field]."),
)
class IndexMissing(RuleTrouble):
    name: str
    indexes: tuple[str, ...]


@coded("rule_term.index_too_much", gettext_noop("parameter.%(name)s has no index. Take [%(term)s] away."))
class IndexTooMuch(RuleTrouble):
    name: str
    term: str


@coded(
    "rule_term.index_without_value",
    gettext_noop(
        "parameter.%(name)s has no value for %(lacking)s of %(term)s. "
        "Add one, with the value not_in_force or unknown if there is none."
    ),
)
class IndexWithoutValue(RuleTrouble):
    name: str
    lacking: tuple[str, ...]
    term: str


@coded("rule_term.no_index", gettext_noop("'%(term)s' is no index. An index is a word or a key."))
class NoIndex(RuleTrouble):
    term: str


@coded("rule_term.text_unquoted", gettext_noop('%(of)s is a text. Write "%(value)s".'))
class TextUnquoted(RuleTrouble):
    of: str
    value: str


@coded("rule_term.no_value_of", gettext_noop("%(term)s is not a value of %(of)s.%(hint)s"))
class NoValueOf(RuleTrouble):
    term: str
    of: str
    hint: Coded | None


@coded("rule_term.no_valid_word", gettext_noop("'%(value)s' is not a valid value of %(of)s.%(hint)s"))
class NoValidWord(RuleTrouble):
    value: str
    of: str
    hint: Coded | None


@coded("rule_term.no_code_of_rule", gettext_noop("'%(value)s' is not the code of a rule.%(hint)s"))
class NoCodeOfRule(RuleTrouble):
    value: str
    hint: Coded | None


@coded("rule_term.no_code_of_body", gettext_noop("'%(value)s' is not the code of a body.%(hint)s"))
class NoCodeOfBody(RuleTrouble):
    value: str
    hint: Coded | None


@coded("rule_term.no_country", gettext_noop("'%(value)s' is not a country. Write two capital letters, as in JP."))
class NoCountryCode(RuleTrouble):
    value: str


@coded(
    "rule_term.word_for_key",
    gettext_noop("'%(value)s' is compared with the key %(of)s. Write NAME.field or \"%(value)s\"."),
)
class WordForKey(RuleTrouble):
    value: str
    of: str


@coded("rule_term.in_period_no_date", gettext_noop("'%(term)s' is not a date. Write NAME.on in NAME.period."))
class InPeriodNoDate(RuleTrouble):
    term: str


@coded(
    "rule_term.test_of_many_facts",
    gettext_noop("a test reads more than two facts. Derive a fact that has what it compares."),
)
class TestOfManyFacts(RuleTrouble):
    pass


@coded(
    "rule_term.no_word_nor_key",
    gettext_noop("'%(term)s' is neither a word nor a key. Only these are in a list of words."),
)
class NoWordNorKey(RuleTrouble):
    term: str


@coded("rule_term.word_twice", gettext_noop("a word comes twice in the list after '%(term)s'. Keep one."))
class WordTwice(RuleTrouble):
    term: str


@coded(
    "rule_term.two_constants",
    gettext_noop("a test compares two constants. One side must be NAME.field or a parameter."),
)
class TwoConstants(RuleTrouble):
    pass


@coded(
    "rule_term.nothing_with_type",
    gettext_noop("a test compares nothing with a type. One side must be NAME.field."),
)
class NothingWithType(RuleTrouble):
    pass


@coded(
    "rule_term.mismatch",
    gettext_noop("'%(left)s' is %(left_kind)s, '%(right)s' is %(right_kind)s. Compare values of one kind and unit."),
)
class KindsMismatch(RuleTrouble):
    left: str
    left_kind: Label
    right: str
    right_kind: Label


@coded(
    "rule_term.words_without_rank",
    gettext_noop("'%(test)s' orders words that have no rank. Write in (...) with the words meant."),
)
class WordsWithoutRank(RuleTrouble):
    test: str


@coded(
    "rule_term.no_order",
    gettext_noop(
        "'%(test)s' orders %(kind)s. "
        "Order is for numbers, dates, ranked words, and the same key field of two facts of one type."
    ),
)
class NoOrder(RuleTrouble):
    test: str
    kind: Label


@coded(
    "rule_term.limit_read_otherwise",
    gettext_noop(
        "'%(term)s' is a limit read as '%(how)s', not with %(sign)s. Write %(right)s, or %(opposite)s for the opposite."
    ),
)
class LimitReadOtherwise(RuleTrouble):
    term: str
    how: str
    sign: str
    right: str
    opposite: str
