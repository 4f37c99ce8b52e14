"""What is wrong with an answer, said to somebody who fills in the form, in the reader's language.

The check speaks to those who write documents: of quotes, keys and null. Its message stands where none here fits.
"""

import re
from typing import Final

from django.utils.translation import gettext, gettext_noop

from institutions.values.shown_list import listed
from institutions.values.written_day import is_day
from rules.explaining.wording.shown_day import shown_day
from rules.explaining.wording.words import in_language, reader_language
from rules.facts.kinds.labels import label_of

Remedies = tuple[tuple[re.Pattern[str], str], ...]
UNREGISTERED: Final = re.compile(
    r"(?:.+ is not an id of the register|No party of the register has the id .+?)\..*", re.DOTALL
)
CHOOSE: Final = {  # by table of the document: what to do where no party of the register is chosen
    "companies": gettext_noop(
        "No company of the register is chosen. Type part of its name and choose it; for a company that is not "
        "in the register yet, leave this empty and write the name."
    ),
    "people": gettext_noop(
        "No person of the register is chosen. Type part of the name and choose them; for a person who is not "
        "suggested, leave this empty and write the name."
    ),
    "bodies": gettext_noop(
        "No government body of the register is chosen. Type part of its name or its code and choose it; for a body "
        "that is not in the register yet, leave this empty and write the name."
    ),
}
OTHERWISE: Final = gettext_noop(
    "No party of the register has this id. Correct it, or leave it empty and write the name."
)

DAYS: Final = ("day", "first", "last", "held")  # groups that hold a day that the check wrote, where it is one
VALUE: Final = r"(?P<value>.+?)"
REMEDIES: Final = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (r".+ (?:is missing|cannot be null)\b.*", gettext_noop("This is missing. Fill it in.")),
        (
            r".* Shares are in basis points.*",
            gettext_noop("This is not a share. Write 0 to 100 percent, with at most two decimals, such as 12.5."),
        ),
        (rf"{VALUE} is negative\..*", gettext_noop("%(value)s is negative. Give whole yen, 0 or more.")),
        (
            rf"{VALUE} is not a whole number\..*",
            gettext_noop("%(value)s is not a whole number. Write digits only, such as 1200000."),
        ),
        (
            rf"{VALUE} is too small: the least is (?P<limit>\S+)\.",
            gettext_noop("%(value)s is too small. The least is %(limit)s."),
        ),
        (
            rf"{VALUE} is too large: the most is (?P<limit>\S+)\.",
            gettext_noop("%(value)s is too large. The most is %(limit)s."),
        ),
        (
            rf"{VALUE} is (?:not a date|no day of the calendar)\..*",
            gettext_noop("%(value)s is not a date. Write year, month and day as in 2026-06-15."),
        ),
        (
            rf"{VALUE} is not between (?P<first>\S+) and (?P<last>\S+)\..*",
            gettext_noop("%(value)s is not between %(first)s and %(last)s. Correct it, or leave it empty."),
        ),
        (
            r"\w+ \((?P<last>\S+)\) is before \w+ \((?P<first>\S+)\)\..*",
            gettext_noop(
                "%(last)s is before %(first)s. The last day cannot come before the first: correct one of them."
            ),
        ),
        (
            rf"{VALUE} (?:is neither true nor false|is not a word that)\b.*",
            gettext_noop("%(value)s cannot be chosen here. Choose one of the list."),
        ),
        (
            rf"{VALUE} is not a country\..*",
            gettext_noop("%(value)s is not a country. Write its code of two capital letters, such as JP."),
        ),
        (
            rf"{VALUE} is not a corporate number.*",
            gettext_noop("%(value)s is not a corporate number. Write its 13 digits."),
        ),
        (
            rf"The check digit of the corporate number {VALUE} \(.*",
            gettext_noop("The check digit of the corporate number %(value)s is wrong. Compare it with its source."),
        ),
        (
            rf"{VALUE} is not an LEI\..*",
            gettext_noop("%(value)s is not an LEI. Write its 18 capital letters or digits and 2 check digits."),
        ),
        (
            rf"The check digits of the LEI {VALUE} are wrong\..*",
            gettext_noop("The check digits of the LEI %(value)s are wrong. Compare it with its source."),
        ),
        (
            rf"{VALUE} is not (?:an|a web) address\..*",
            gettext_noop("%(value)s is not a web address. Write a complete one that begins with https:// or http://."),
        ),
        (
            rf"{VALUE} is not the code of a government body.* Did you mean (?P<near>\S+)\?.*",
            gettext_noop("%(value)s is not the code of a government body. Did you mean %(near)s?"),
        ),
        (
            rf"{VALUE} is not the code of a government body.*",
            gettext_noop("%(value)s is not the code of a government body. Type part of its name and choose it."),
        ),
        (
            rf"{VALUE} is not the key of a call\b.*",
            gettext_noop(
                "%(value)s is no call of this proposal or the register. Add the call first, then name it here."
            ),
        ),
        (
            rf"{VALUE} is not (?:a key of this document|the key of one of)\b.*",
            gettext_noop(
                "%(value)s is no party of this proposal or the register. Add it under 'Companies and people' first."
            ),
        ),
        (rf"{VALUE} is an? .+; \w+ takes .+", gettext_noop("%(value)s is another kind of party. Choose another one.")),
        (
            r"(?:This is the same party of the register as|The number .+ is also that of) .+",
            gettext_noop("This party is described twice. Describe it once."),
        ),
        (
            r"(?:The register has another \w+ for this party|\w+ and \w+ belong to two parties).+",
            gettext_noop("The register knows this party by other numbers. Correct what is wrong, or leave it empty."),
        ),
        (
            r"No party of the register has this number\..*",
            gettext_noop("The register does not know this number yet. Write the name too."),
        ),
        (
            r"This is an? .+ of the register, not .+",
            gettext_noop("The register holds another kind of party here. Describe it in the right list."),
        ),
        (r"The list is empty\. Give at least (?P<least>\d+)\.", gettext_noop("Add at least %(least)s.")),
        (r"No text in any language\..*", gettext_noop("Write it in at least one language.")),
        (
            r"One of (?P<names>.+) is needed\..*",
            gettext_noop("At least one of these is needed: %(names)s."),
        ),
        (
            r"You submit for (?P<body>\S+), but .+",
            gettext_noop("You propose for %(body)s. Write %(body)s."),
        ),
        (
            r"The text has (?P<length>\d+) characters; at most (?P<most>\d+) .+",
            gettext_noop("The text has %(length)s characters. Shorten it to %(most)s."),
        ),
        (
            r"The text has an invisible character \((?P<number>U\+\w+)\).+",
            gettext_noop(
                "The text has an invisible character (%(number)s), which can change how the rest is read. Remove it."
            ),
        ),
        (
            r"The text has a (?:line break|NUL).+",
            gettext_noop("The text has a line break or another control character. Write it on one line."),
        ),
        (
            r"The list has (?P<length>\d+) items; .+ (?P<most>[\d,]+)[ .].*",
            gettext_noop("The list has %(length)s entries. At most %(most)s are taken."),
        ),
        (
            r"(?:The degree of a \w+ is 0|Relatives are at a degree of 1 or more)\..*",
            gettext_noop("Spouse and cohabitant have degree 0, relatives 1 or more. Correct one of the two answers."),
        ),
        (
            r"A company cannot be its own (?:parent company|controller)\..*",
            gettext_noop("A company cannot control or be above itself. Name another party, or leave this out."),
        ),
        (
            r"A company's shares in itself carry no votes\..*",
            gettext_noop("A company's own shares carry no votes. Leave the voting share empty, or write 0."),
        ),
        (
            r"A company cannot hold all of its own shares\..*",
            gettext_noop("A company cannot hold all of its own shares. Write less than 10000, or another holder."),
        ),
        (
            r"This body would be above itself\..*",
            gettext_noop("This body would be above itself. Correct one of the parent bodies."),
        ),
    )
)


def remedy(message: str, field: str = "") -> str:
    """The message of the check for the reader of the form; `field`: the JSON pointer of what it is about."""
    if UNREGISTERED.fullmatch(message):
        return gettext(CHOOSE.get(field.removeprefix("/").partition("/")[0], OTHERWISE))
    return said_by(REMEDIES, message) or message


def said_by(remedies: Remedies, message: str) -> str:
    """What the first pattern that fits says in the reader's language; empty where none does."""
    for pattern, said in remedies:
        if found := pattern.fullmatch(message):
            return (gettext(said) % {name: shown(name, text) for name, text in found.groupdict("").items()}).strip()
    return ""


def shown(name: str, text: str) -> str:
    """What was typed, without the quotes of the message; names of fields by their labels, days in their calendar."""
    if name in DAYS and is_day(text):
        return shown_day(text)
    if name == "names":
        return listed(dict.fromkeys(field_words(each) for each in text.split(", ")))
    return text[1:-1] if text[:1] == "'" == text[-1:] else text


def field_words(name: str) -> str:
    """The label of a field; a name that no fact and no kind has stands as it was written."""
    try:
        return in_language(label_of(name), reader_language())
    except KeyError:
        return name
