"""Troubles of one line of a rule: a test or a term that the grammar does not understand."""

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleTrouble


@coded("rule_line.use_equals", gettext_noop(" Compare with ==."))
class CompareWithEquals(Coded):
    """The remedy for a single sign of equality."""


@coded("rule_line.derive_sums", gettext_noop(" Sums, ratios and counts are derived facts."))
class DeriveSums(Coded):
    """The remedy for arithmetic in a test."""


@coded(
    "rule_line.bracket_alone",
    gettext_noop(
        "the bracket '%(bracket)s' of '%(line)s' has no partner. "
        "Inside [ ... ] YAML cuts at every comma: write one test a line, each after a dash."
    ),
)
class BracketAlone(RuleTrouble):
    bracket: str
    line: str


@coded("rule_line.odd_sign", gettext_noop("'%(sign)s' is not understood in '%(line)s'.%(hint)s"))
class OddSign(RuleTrouble):
    sign: str
    line: str
    hint: Coded | None


@coded("rule_line.decimal", gettext_noop("%(number)s is a decimal. Write whole numbers: shares in basis points."))
class DecimalNumber(RuleTrouble):
    number: str


@coded(
    "rule_line.expected_behind",
    gettext_noop("'%(found)s' stands %(where)s in '%(line)s', where '%(expected)s' is expected."),
)
class ExpectedSign(RuleTrouble):
    found: "Label | str"
    where: Label
    line: str
    expected: str


@coded("rule_line.expected_name", gettext_noop("'%(found)s' stands in '%(line)s', where %(expected)s is expected."))
class ExpectedName(RuleTrouble):
    found: "Label | str"
    line: str
    expected: Label


@coded(
    "rule_line.too_much",
    gettext_noop("'%(found)s' is too much in '%(line)s'. Write one test a line; put spaces around + and -."),
)
class TooMuchInLine(RuleTrouble):
    found: "Label | str"
    line: str


@coded(
    "rule_line.not_in_needs_words",
    gettext_noop("`not in` needs a list of words in '%(line)s'. Write not in (one, other)."),
)
class NotInNeedsWords(RuleTrouble):
    line: str


@coded(
    "rule_line.no_comparison",
    gettext_noop(
        "'%(found)s' stands in '%(line)s', where a comparison is expected. "
        "Use %(signs)s, in (...), in NAME.period or overlaps; only one `=` is not a comparison."
    ),
)
class NoComparison(RuleTrouble):
    found: "Label | str"
    line: str
    signs: str


@coded("rule_line.no_period", gettext_noop("a period is expected in '%(line)s'. Write NAME.period."))
class NoPeriod(RuleTrouble):
    line: str


@coded(
    "rule_line.no_word",
    gettext_noop("'%(found)s' stands in a list of words in '%(line)s'. Write in (one, other)."),
)
class NoWordInList(RuleTrouble):
    found: "Label | str"
    line: str


@coded(
    "rule_line.no_date_to_move",
    gettext_noop("only a date can be moved in '%(line)s'. Write NAME.on + parameter.NAME."),
)
class NoDateToMove(RuleTrouble):
    line: str


@coded(
    "rule_line.not_moved_by_parameter",
    gettext_noop(
        "'%(found)s' moves a date in '%(line)s'. "
        "A date is moved by a parameter in days, months or years; other sums are derived facts."
    ),
)
class MovedByNoParameter(RuleTrouble):
    found: "Label | str"
    line: str


@coded(
    "rule_line.moved_twice",
    gettext_noop("a date is moved twice in '%(line)s'. Give the sum a parameter of its own."),
)
class MovedTwice(RuleTrouble):
    line: str


@coded(
    "rule_line.long_number", gettext_noop("a number in '%(line)s' has more than %(most)s digits. Write a smaller one.")
)
class LongNumberInLine(RuleTrouble):
    line: str
    most: PlainNumber


@coded(
    "rule_line.no_side",
    gettext_noop(
        "'%(found)s' stands in '%(line)s', where a field, a parameter or a word is expected. A side of a test is "
        "NAME.field, parameter.NAME, a number, a date, true, false, a word or a quoted key."
    ),
)
class NoSideOfTest(RuleTrouble):
    found: "Label | str"
    line: str


@coded("rule_line.no_calendar_day", gettext_noop("%(text)s is not a day of the calendar. Write it as 2026-06-20."))
class NoCalendarDay(RuleTrouble):
    text: str
