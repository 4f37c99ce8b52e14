"""What is said of an edition of a list, in the reader's language and in the words of the web.

The services speak English, and of the options of the command. Where none of these patterns fits, those of imports do.
"""

import re
from typing import Final

from django.utils.translation import gettext, gettext_lazy, gettext_noop

from institutions.kinds.base import Label
from institutions.lists.treaty_rows import OF_COVERAGE, OF_PARTY, OF_TREATY
from institutions.values.written_day import is_day
from rules.engine.language.statements import Language
from rules.explaining.lists.touching import CONNECTED, DESCRIBED, ITSELF, NAMED, OWNER, TREATY
from rules.explaining.wording.shown_day import shown_day
from rules.explaining.wording.statement_values import country_words
from rules.explaining.wording.words import in_language
from rules.web.wording.form_remedies import said_by
from rules.web.wording.import_remedies import import_remedy

VALUE: Final = r"'(?P<value>.*?)'"
SAID: Final = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        (
            r"This list is kept by (?P<body>\S+), which alone takes its editions\..*",
            gettext_noop("This list is kept by %(body)s, which alone takes its editions. Upload it in its name."),
        ),
        (
            r"An edition of (?P<held>\S+) is held, which is later than (?P<day>\S+)\. .*",
            gettext_noop(
                "An edition of %(held)s is held, which is later than %(day)s. Fetch the newest one, or correct the day."
            ),
        ),
        (
            r"Troubles in the file: (?P<number>\d+)\..*",
            gettext_noop("Troubles in the file: %(number)s. Correct them: a list is taken whole or not at all."),
        ),
        (
            r"(?P<ended>\d+) of (?P<held>\d+) entries would end\..*",
            gettext_noop(
                "%(ended)s of %(held)s entries would end. Was the file cut off? If it is complete, upload it once more "
                "and say that more than half may end."
            ),
        ),
        (
            r"The database refused the edition together with what it holds.*",
            gettext_noop("Somebody else has just changed the same list. Upload the edition once more."),
        ),
        (
            r"No list of this publisher is held yet\. Held are those of: (?P<known>.*)\.",
            gettext_noop("No list of this publisher is held yet. Held are those of: %(known)s."),
        ),
        (
            r"(?P<number>\d+) treaties that the file does not name stay as they are\.",
            gettext_noop("%(number)s treaties that the file does not name stay as they are."),
        ),
        (r"Say which list it is: .*", gettext_noop("Say which list it is, here or in a line above the table.")),
        (
            r"Say of which day the list is: .*",
            gettext_noop("Say of which day it is, here or above the table."),
        ),
        (r"Say who publishes the list: .*", gettext_noop("Say who publishes it, here or in a line above the table.")),
        (
            r"Say where the list is published: .*",
            gettext_noop("Say at which address it is published, here or in a line above the table."),
        ),
        (
            rf"The file says {VALUE}, the option '(?P<other>.*)'\..*",
            gettext_noop("The file says %(value)s, you say %(other)s. Leave this empty, or correct the file."),
        ),
        (rf"{VALUE} is not a list that is kept\..*", gettext_noop("%(value)s is not a list that is kept. Choose one.")),
        (
            r"(?P<day>\S+) is still to come\. Give the day of which the list is\.",
            gettext_noop("%(day)s is still to come. Give the day of which the list is."),
        ),
        (
            r"You act for (?P<body>\S+)\. .*",
            gettext_noop("You act for %(body)s. Leave the field empty."),
        ),
        (
            r"Nobody keeps this list yet\..*",
            gettext_noop("Nobody keeps this list yet. Give the code of the body that will keep it, such as METI."),
        ),
        (
            rf"No government body has the code {VALUE}\..*",
            gettext_noop("No government body has the code %(value)s. Correct it."),
        ),
        (
            r"Thresholds are numbers of the rulebook.*",
            gettext_noop(
                "Thresholds are numbers of the rulebook, which change in its files. Whoever runs the installation "
                "compares a table with them by manage.py refresh_list."
            ),
        ),
        (
            r"The list has more than (?P<number>\S+) rows\..*",
            gettext_noop("The list has more than %(number)s rows. Is this another file?"),
        ),
        (
            r"The file is larger than (?P<number>\S+) bytes\. Is this a list\?",
            gettext_noop("The file is larger than %(number)s bytes. Is this a list?"),
        ),
        (
            r"The file has no table\..*",
            gettext_noop(
                "The file has no table. Below the lines that say what the list is stand the headings of its columns."
            ),
        ),
        (
            r"There is no room on the disk .*",
            gettext_noop("The server's disk is full, so that the edition can't be compared. Tell who runs it."),
        ),
    )
)
REASON_WORDS: Final = {
    ITSELF: gettext_lazy("%(name)s takes part"),
    OWNER: gettext_lazy("%(name)s stands over it: %(path)s"),
    NAMED: gettext_lazy("%(name)s is named in the proposal"),
    CONNECTED: gettext_lazy("%(name)s is a rival or a predecessor of a party"),
    DESCRIBED: gettext_lazy("%(name)s is described otherwise"),
    TREATY: gettext_lazy("treaties of %(name)s"),
}
DAYS: Final = {"from": gettext_noop("On the list from"), "until": gettext_noop("Last day")}
WHOLE: Final = {
    "what is said of the company": gettext_noop("what is said of the company"),
    "it had not begun: taken off as if it had never been there": gettext_noop(
        "it had not begun: taken off as if it had never been there"
    ),
}
FIELDS: Final[dict[str, Label]] = {
    **{each.name.rpartition(".")[2]: each.label for each in (*OF_PARTY, *OF_COVERAGE)},
    **{each.name: each.label for each in OF_TREATY},
    "ended_on": Label("Last day", "最終日"),
    "name_en": Label("Name in English", "名称（英語）"),
    "no_limit": Label("No period to make a claim", "申立期間の定めなし"),
}
CHANGED: Final = re.compile(r"(?:(?P<country>[A-Z]{2}): )?(?P<field>\w+): (?P<was>.*) → (?P<now>.*)", re.DOTALL)
NEW_PARTY: Final = re.compile(r"(?P<country>[A-Z]{2}): new")


def edition_words(message: str) -> str:
    """A message about an edition for its reader."""
    return said_by(SAID, message) or import_remedy(message)


def said_of_change(line: str, language: Language) -> str:
    """What of an entry differs."""
    if line in WHOLE:
        return gettext(WHOLE[line])
    if found := NEW_PARTY.fullmatch(line):
        return gettext("%(country)s: new") % {"country": country_words(found["country"], language)}
    found = CHANGED.fullmatch(line)
    if found is None:
        return line
    name = found["field"]
    label = gettext(DAYS[name]) if name in DAYS else in_language(FIELDS.get(name), language) or name
    was, now = (said_of_value(found[each], language) for each in ("was", "now"))
    of = f"{country_words(found['country'], language)}: " if found["country"] else ""
    return f"{of}{label}: {was} → {now}"


def said_of_value(value: str, language: Language) -> str:
    """What a field of an entry holds, or held."""
    if value == "not stated":
        return gettext(value)
    return shown_day(value, language) if is_day(value) else value
