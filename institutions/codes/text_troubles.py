"""Troubles with a text that somebody enters, whether in a form, in a document or over REST."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded
from institutions.values.reasons import LEAST, LEAST_JAPANESE, WORDS


@coded("reason.too_short", WORDS)
class ReasonTooShort(Coded):
    letters: PlainNumber
    japanese: PlainNumber


@coded(
    "text.invisible_character",
    gettext_noop("The text has an invisible character (%(number)s), which can change how the rest is read. Remove it."),
)
class InvisibleCharacter(Coded):
    number: str


def reason_too_short() -> ReasonTooShort:
    """Return the trouble with a reason that says too little (`institutions.values.reasons.says_too_little`)."""
    return ReasonTooShort(letters=PlainNumber(LEAST), japanese=PlainNumber(LEAST_JAPANESE))
