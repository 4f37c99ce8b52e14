"""What can be wrong with an edition of an official list: what it is, its file, its rows, and why it is not taken."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import Exact, Given, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label

# What the edition is


@coded(
    "edition.said_otherwise",
    gettext_noop("The file says %(value)s, the option %(other)s. Leave the option out."),
    form=gettext_noop("The file says %(value)s, you say %(other)s. Leave this empty, or correct the file."),
)
class SaidOtherwise(Coded):
    value: Given
    other: Given


@coded(
    "edition.no_list",
    gettext_noop("Say which list it is: --list, or a line above the table with list and its value."),
    form=gettext_noop("Say which list it is, here or in a line above the table."),
)
class NoListSaid(Coded):
    pass


@coded(
    "edition.no_day",
    gettext_noop("Say of which day the list is: --as-of, or a line above the table with as_of and its value."),
    form=gettext_noop("Say of which day it is, here or above the table."),
)
class NoDaySaid(Coded):
    pass


@coded(
    "edition.no_publisher",
    gettext_noop("Say who publishes the list: --publisher, or a line above the table with publisher and its value."),
    form=gettext_noop("Say who publishes it, here or in a line above the table."),
)
class NoPublisherSaid(Coded):
    pass


@coded(
    "edition.no_address",
    gettext_noop("Say where the list is published: --url, or a line above the table with url and its value."),
    form=gettext_noop("Say at which address it is published, here or in a line above the table."),
)
class NoAddressSaid(Coded):
    pass


@coded(
    "edition.unknown_list",
    gettext_noop("%(value)s is not a list that is kept.%(near)s"),
    form=gettext_noop("%(value)s is not a list that is kept. Choose one."),
)
class UnknownList(Coded):
    value: Given
    near: Coded | None


@coded("edition.day_to_come", gettext_noop("%(day)s is still to come. Give the day of which the list is."))
class ListDayToCome(Coded):
    day: WrittenDay


@coded("edition.other_body", gettext_noop("You act for %(body)s. Leave the field empty."))
class ActsForOther(Coded):
    body: str


@coded(
    "edition.no_keeper",
    gettext_noop("Nobody keeps this list yet. Give the code of the body that will keep it, such as METI."),
)
class NoKeeper(Coded):
    pass


@coded("edition.unknown_body", gettext_noop("No government body has the code %(value)s. Correct it."))
class UnknownKeeper(Coded):
    value: Given


@coded(
    "edition.of_thresholds",
    gettext_noop(
        "Thresholds are numbers of the rulebook, which change in its files: manage.py refresh_list FILE shows what a "
        "table changes, and --take writes it in a checkout."
    ),
    form=gettext_noop(
        "Thresholds are numbers of the rulebook, which change in its files. Whoever runs the installation "
        "compares a table with them by manage.py refresh_list."
    ),
)
class OfThresholds(Coded):
    pass


# Its file


@coded("edition.file_too_large", gettext_noop("The file is larger than %(number)s bytes. Is this a list?"))
class ListFileTooLarge(Coded):
    number: int


@coded("edition.said_twice", gettext_noop("Line %(line)s says %(name)s once more. Keep one of the two lines."))
class SaidTwice(Coded):
    line: Exact
    name: str


@coded("edition.too_many_rows", gettext_noop("The list has more than %(number)s rows. Is this another file?"))
class TooManyRows(Coded):
    number: int


@coded(
    "edition.no_table",
    gettext_noop("The file has no table. Below the lines that say what the list is stand the headings of its columns."),
)
class NoTable(Coded):
    pass


@coded(
    "edition.no_room",
    gettext_noop("There is no room on the disk for a copy of the register, beside which the edition is looked at."),
    form=gettext_noop("The server's disk is full, so that the edition can't be compared. Tell who runs it."),
)
class NoRoom(Coded):
    pass


# Its rows


@coded(
    "listed.no_company",
    gettext_noop("The row names no company. Fill company.name, or company.corporate_number where it is known."),
)
class NoCompany(Coded):
    pass


@coded("listed.unknown_word", gettext_noop("%(value)s is not a word of %(field)s.%(near)s"))
class UnknownListWord(Coded):
    value: Given
    field: Label
    near: Coded | None


@coded("listed.too_much", gettext_noop("%(value)s is more than %(most)s. Correct it."))
class TooMuch(Coded):
    value: Given
    most: int


@coded("listed.not_known", gettext_noop("%(value)s is not true, false or unknown. Write one of them."))
class NotKnown(Coded):
    value: Given


@coded(
    "listed.no_country",
    gettext_noop("%(value)s is not a country. Write its ISO 3166-1 code of two letters, such as VN."),
)
class NoListedCountry(Coded):
    value: Given


@coded("listed.no_confidence", gettext_noop("How sure is it? Give confidence: %(words_known)s."))
class NoConfidence(Coded):
    words_known: Label


@coded("treaty.none", gettext_noop("The row names no treaty. Give its code, such as cptpp or bit_vietnam."))
class NoTreaty(Coded):
    pass


@coded("treaty.malformed", gettext_noop("%(value)s is not a code. Use small letters, digits and underscores."))
class NoTreatyCode(Coded):
    value: Given


@coded("treaty.said_otherwise", gettext_noop("Line %(line)s says otherwise of the same treaty. Say it once, or alike."))
class TreatySaidOtherwise(Coded):
    line: Exact


@coded("treaty.nameless_country", gettext_noop("This is said of a country that is not named. Fill party.country."))
class NamelessCountry(Coded):
    pass


@coded("treaty.nameless_coverage", gettext_noop("This is said of a country that is not named. Fill coverage.country."))
class NamelessCoverage(Coded):
    pass


@coded(
    "treaty.country_repeated",
    gettext_noop("%(country)s stands in line %(line)s too. Keep one row for each country."),
)
class CountryRepeated(Coded):
    country: str
    line: Exact


@coded(
    "treaty.coverage_without_day",
    gettext_noop(
        "A country can't be taken out of what is covered. Give the last day on which its treaties were complete."
    ),
)
class CoverageWithoutDay(Coded):
    pass


@coded(
    "treaty.like_another",
    gettext_noop("Treaty %(treaty)s has the same countries and day of signature. Write %(treaty)s if it is the same."),
)
class LikeTreaty(Coded):
    treaty: str


@coded(
    "treaty.unknown_country_name",
    gettext_noop("%(value)s is not a country that is known by this name. Use our own table."),
)
class UnknownCountryName(Coded):
    value: Given


@coded(
    "treaty.no_day_of_signature",
    gettext_noop("%(value)s is not a day of signature such as 08/07/2014 (day/month/year). Correct it."),
)
class NoDayOfSignature(Coded):
    value: Given


@coded(
    "treaty.unknown",
    gettext_noop("The register has no treaty of these countries signed on this day. Add it by our own table."),
)
class UnknownTreaty(Coded):
    pass


@coded(
    "treaty.twice",
    gettext_noop("Line %(line)s is about the same treaty (%(treaty)s). Keep one of the two."),
)
class TreatyTwice(Coded):
    line: Exact
    treaty: str


# Why it is not taken


@coded(
    "edition.kept_by_other",
    gettext_noop("This list is kept by %(body)s, which alone takes its editions. Give --submitted-by %(body)s."),
    form=gettext_noop("This list is kept by %(body)s, which alone takes its editions. Upload it in its name."),
)
class KeptByOther(Coded):
    body: str


@coded(
    "edition.older",
    gettext_noop(
        "An edition of %(held)s is held, which is later than %(day)s. Fetch the newest one, or correct the day."
    ),
)
class OlderEdition(Coded):
    held: WrittenDay
    day: WrittenDay


@coded(
    "edition.troubles",
    gettext_noop("Troubles in the file: %(number)s. Correct them: a list is taken whole or not at all."),
)
class TroublesInFile(Coded):
    number: int


@coded(
    "edition.too_many_end",
    gettext_noop("%(ended)s of %(held)s entries would end. Is the file complete? If it is, say --allow-shrink."),
    form=gettext_noop(
        "%(ended)s of %(held)s entries would end. Was the file cut off? If it is complete, upload it once more "
        "and say that more than half may end."
    ),
)
class TooManyEntriesEnd(Coded):
    ended: int
    held: int


@coded(
    "edition.clash",
    gettext_noop(
        "The database refused the edition together with what it holds: somebody else may be taking one of the same "
        "list. Look at it once more."
    ),
    form=gettext_noop("Somebody else has just changed the same list. Upload the edition once more."),
)
class EditionClash(Coded):
    pass
