"""The numbers that a rule reads, over time: each value with its days, its law, and its position on a time line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from institutions.values.written_day import written_day
from rules.engine.language.parameters import MissingValue, Parameter, ParameterValue
from rules.engine.language.scope import parameters_shown
from rules.engine.language.statements import Language, date_text, parameter_text
from rules.engine.language.syntax import Rule
from rules.engine.language.walk import parameters_in_term, terms_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.certainty import BasisCertainty, law_text, value_certainty
from rules.explaining.catalogue.fact_names import tests_of
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.labels import label_in_sentence, word_label

HOW: Final = {
    "exceeds": {"en": "counts above this", "ja": "この値を超えるときに該当"},
    "at least": {"en": "counts from this on", "ja": "この値以上のときに該当"},
    "at most": {"en": "counts up to this", "ja": "この値以下のときに該当"},
    "below": {"en": "counts below this", "ja": "この値を下回るときに該当"},
}
FROM: Final = {"en": "from {}", "ja": "{}から"}
UNTIL: Final = {"en": "until {}", "ja": "{}まで"}
BETWEEN: Final = {"en": "{} to {}", "ja": "{}から{}まで"}
ALWAYS: Final = {"en": "on all days", "ja": "期間の定めなし"}
OF_INDEX: Final = {"en": "{}: {}", "ja": "{}：{}"}
MARGIN: Final = timedelta(days=730)  # how far the time line goes beyond its first and last day


@dataclass(frozen=True, slots=True)
class ValuePeriod:
    """One value of a number with the days on which it is in force."""

    parameter: Parameter
    entry: ParameterValue

    @property
    def state(self) -> str:
        """`not_in_force` or `unknown`; empty if there is a value."""
        return self.entry.value.value if isinstance(self.entry.value, MissingValue) else ""

    @property
    def certainty(self) -> BasisCertainty:
        """The certainty of the value."""
        return value_certainty(self.entry)

    def value(self, language: Language) -> str:
        """Return the value with its unit, or say that there is none."""
        value = self.entry.value
        return parameter_text(value.value if isinstance(value, MissingValue) else value, self.parameter.unit, language)

    def days(self, language: Language) -> str:
        """Return the days on which the value is in force in words."""
        first = "" if self.entry.from_on == OPEN_START else date_text(self.entry.from_on, language)
        last = "" if self.entry.until_on == OPEN_END else date_text(self.entry.until_on, language)
        if first and last:
            return BETWEEN[language].format(first, last)
        if first:
            return FROM[language].format(first)
        return UNTIL[language].format(last) if last else ALWAYS[language]

    def law(self, rulebook: LoadedRulebook, language: Language) -> str:
        """Name the law that sets the value; empty if no law is stated for days without a value."""
        if self.state and not self.entry.law:
            return ""
        names = rulebook.law(self.entry.law or "").get("name", {})
        return law_text(self.entry.law, self.entry.article, names, language)


@dataclass(frozen=True, slots=True)
class NumberHistory:
    """A number of the law over time; for a number with an index, one row of it."""

    parameter: Parameter
    index: str | None
    periods: tuple[ValuePeriod, ...]

    def meaning(self, language: Language) -> str:
        """Return the meaning of the number, with its index if it has one."""
        meaning = self.parameter.meaning.ja if language == "ja" else self.parameter.meaning.en
        if self.index is None:
            return meaning
        return OF_INDEX[language].format(meaning, label_in_sentence(word_label("", self.index), language))

    def how(self, language: Language) -> str:
        """Say how the number is read as a limit; empty if it is none."""
        return HOW[self.parameter.how][language] if self.parameter.how else ""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A time line for all numbers of a rule, with a margin before their first and after their last day."""

    first: date
    last: date

    def place(self, day: str, *, end: bool = False) -> float:
        """Return the position of a day in per cent of the line; the end of a day is the beginning of the next."""
        if day in (OPEN_START, OPEN_END):
            return 0.0 if day == OPEN_START else 100.0
        days = (written_day(day) - self.first).days + end
        return round(100 * days / (self.last - self.first).days, 2)

    def bar(self, period: ValuePeriod) -> tuple[float, float]:
        """Return the beginning and the width of the bar of a value, both in per cent of the line."""
        start = self.place(period.entry.from_on)
        return start, round(max(self.place(period.entry.until_on, end=True) - start, 0.5), 2)


def axis_of(numbers: Iterable[NumberHistory], today: date) -> TimeAxis:
    """Return the time line that contains all days of these numbers, and today."""
    stated = {day for number in numbers for each in number.periods for day in (each.entry.from_on, each.entry.until_on)}
    days = [today, *(written_day(day) for day in stated - {OPEN_START, OPEN_END})]
    return TimeAxis(min(days) - MARGIN, max(days) + MARGIN)


def number_histories(rule: Rule, rulebook: LoadedRulebook) -> tuple[NumberHistory, ...]:
    """Return every number that a rule reads, in the order of their names."""
    return tuple(
        NumberHistory(parameter, index, tuple(ValuePeriod(parameter, entry) for entry in row))
        for parameter in (rulebook.parameters.by_name[name] for name in parameters_named(rule))
        for index, row in parameter.rows.items()
    )


def parameters_named(rule: Rule) -> list[str]:
    """Return the names of all parameters that a rule reads or its statements show, sorted."""
    read = {read.name for test in tests_of(rule) for term in terms_of(test) for read in parameters_in_term(term)}
    texts = (rule.statement, *(case.text for case in rule.statement_cases))
    return sorted(read | {shown.name for text in texts for shown in parameters_shown(text)})
