"""The texts and days that people enter with an act, checked in one place for pages and REST."""

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from institutions.drafts.values import FIRST_DAY, LAST_DAY, SURROGATE
from institutions.values.hidden_characters import hidden_character_in, hidden_message
from institutions.values.reasons import HINT, says_too_little
from institutions.values.written_day import written_day
from rules.explaining.wording.days import shown_day
from rules.facts.kinds.date_arithmetic import months_after
from rules.review.casework.errors import InvalidError

LONGEST_REASON: Final = 2_000
LONGEST_NAME: Final = 200
# No legal source: our own default. Anything that waits is reviewed again some day, and a year such as 2999 is a slip.
MOST_YEARS_AHEAD: Final = 10


class EntryErrors:
    """A collection of errors, field by field; `refuse_if_any` raises all of them at once."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}

    def text(self, field: str, value: object, *, longest: int = LONGEST_REASON) -> str:
        """Check a text: not empty, not too long, without characters that cannot be stored."""
        text = value.strip() if isinstance(value, str) else ""
        if not text:
            self.errors[field] = _("Write something here.")
        elif len(text) > longest:
            self.errors[field] = _("Shorten it to %(longest)d characters; it has %(length)d.") % {
                "longest": longest,
                "length": len(text),
            }
        elif "\0" in text or SURROGATE.search(text):
            self.errors[field] = _("It has a character that cannot be stored. Remove it.")
        elif hidden := hidden_character_in(text):
            self.errors[field] = hidden_message(hidden)
        return text

    def reason(self, field: str, value: object) -> str:
        """Check a text that gives a reason or an action, in more than a word."""
        text = self.text(field, value)
        if field not in self.errors and says_too_little(text):
            self.errors[field] = str(HINT)
        return text

    def day(self, field: str, value: object, *, first: date | None = None, last: date | None = None) -> date | None:
        """Read a day, not before the first one and not after the last one."""
        try:
            day = value if isinstance(value, date) else written_day(str(value or ""))
        except ValueError:
            self.errors[field] = _("Write a date: year, month and day, as in 2026-06-15.")
            return None
        if not FIRST_DAY <= day <= LAST_DAY:
            self.errors[field] = _("Write a year from 1000 to 2999.")
        elif first and day < first:
            self.errors[field] = _("This day is in the past. Write a day from %(first)s on.") % {
                "first": shown_day(first)
            }
        elif last and day > last:
            self.errors[field] = _(
                "This day is too far ahead: check for a typing error. Write a day up to %(last)s."
            ) % {"last": shown_day(last)}
        return day

    def day_ahead(self, field: str, value: object, today: date) -> date | None:
        """Read the last day of something that waits: from today, at most ten years ahead."""
        return self.day(field, value, first=today, last=last_day_ahead(today))

    def refuse_if_any(self) -> None:
        """Raise the errors found."""
        if self.errors:
            raise InvalidError(self.errors)


def reason_of(value: object, field: str = "reason") -> str:
    """Return a reason, or raise InvalidError."""
    entered = EntryErrors()
    text = entered.reason(field, value)
    entered.refuse_if_any()
    return text


def last_day_ahead(today: date) -> date:
    """Return the last day on which a dismissal, a measure, a condition or a question of today may end."""
    return written_day(months_after(today.isoformat(), 12 * MOST_YEARS_AHEAD))
