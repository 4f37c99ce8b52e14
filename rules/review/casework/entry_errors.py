"""The texts and days that people enter with an act, checked in one place for pages and REST."""

from datetime import date
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.text_troubles import InvisibleCharacter, reason_too_short
from institutions.codes.wording import code_words
from institutions.drafts.values import FIRST_DAY, LAST_DAY, SURROGATE
from institutions.values.hidden_characters import hidden_character_in
from institutions.values.reasons import says_too_little
from institutions.values.written_day import written_day
from rules.facts.kinds.date_arithmetic import months_after
from rules.review.casework.errors import InvalidError
from rules.review.casework.troubles.entries import (
    CannotBeStored,
    DayPast,
    DayTooFar,
    EntryTooLong,
    NoDayEntered,
    NothingEntered,
    YearOutside,
)

LONGEST_REASON: Final = 2_000
LONGEST_NAME: Final = 200
# No legal source: our own default. Anything that waits is reviewed again some day, and a year such as 2999 is a slip.
MOST_YEARS_AHEAD: Final = 10


class EntryErrors:
    """A collection of errors as codes, field by field; `refuse_if_any` raises all of them at once."""

    def __init__(self) -> None:
        self.by_field: dict[str, Coded] = {}

    @property
    def errors(self) -> dict[str, str]:
        """The messages by field, in the reader's language."""
        return {field: code_words(each, audience="form") for field, each in self.by_field.items()}

    def text(self, field: str, value: object, *, longest: int = LONGEST_REASON) -> str:
        """Check a text: not empty, not too long, without characters that cannot be stored."""
        text = value.strip() if isinstance(value, str) else ""
        if not text:
            self.by_field[field] = NothingEntered()
        elif len(text) > longest:
            self.by_field[field] = EntryTooLong(longest=PlainNumber(longest), length=PlainNumber(len(text)))
        elif "\0" in text or SURROGATE.search(text):
            self.by_field[field] = CannotBeStored()
        elif hidden := hidden_character_in(text):
            self.by_field[field] = InvisibleCharacter(number=hidden)
        return text

    def reason(self, field: str, value: object) -> str:
        """Check a text that gives a reason or an action, in more than a word."""
        text = self.text(field, value)
        if field not in self.by_field and says_too_little(text):
            self.by_field[field] = reason_too_short()
        return text

    def day(self, field: str, value: object, *, first: date | None = None, last: date | None = None) -> date | None:
        """Read a day, not before the first one and not after the last one."""
        try:
            day = value if isinstance(value, date) else written_day(str(value or ""))
        except ValueError:
            self.by_field[field] = NoDayEntered()
            return None
        if not FIRST_DAY <= day <= LAST_DAY:
            self.by_field[field] = YearOutside()
        elif first and day < first:
            self.by_field[field] = DayPast(first=first)
        elif last and day > last:
            self.by_field[field] = DayTooFar(last=last)
        return day

    def day_ahead(self, field: str, value: object, today: date) -> date | None:
        """Read the last day of something that waits: from today, at most ten years ahead."""
        return self.day(field, value, first=today, last=last_day_ahead(today))

    def refuse_if_any(self) -> None:
        """Raise the errors found."""
        if self.by_field:
            raise InvalidError(self.by_field)


def reason_of(value: object, field: str = "reason") -> str:
    """Return a reason, or raise InvalidError."""
    entered = EntryErrors()
    text = entered.reason(field, value)
    entered.refuse_if_any()
    return text


def last_day_ahead(today: date) -> date:
    """Return the last day on which a dismissal, a measure, a condition or a question of today may end."""
    return written_day(months_after(today.isoformat(), 12 * MOST_YEARS_AHEAD))
