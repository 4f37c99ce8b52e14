"""What can be wrong with a document: its form, its fields and their values."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import Exact, Given, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label

MISSING = gettext_noop("This is missing. Fill it in.")
NO_SHARE = gettext_noop("This is not a share. Write 0 to 100 percent, with at most two decimals, such as 12.5.")
NO_CHOICE = gettext_noop("%(value)s cannot be chosen here. Choose one of the list.")
NO_DAY = gettext_noop("%(value)s is not a date. Write year, month and day as in 2026-06-15.")
NOT_WITHIN = gettext_noop("%(value)s is not between %(first)s and %(last)s. Correct it, or leave it empty.")
NO_ADDRESS = gettext_noop("%(value)s is not a web address. Write a complete one that begins with https:// or http://.")
NO_SUCH_ID = gettext_noop("No party of the register has this id. Correct it, or leave it empty and write the name.")
DEGREES = gettext_noop("Spouse and cohabitant have degree 0, relatives 1 or more. Correct one of the two answers.")


@coded(
    "document.more_errors",
    gettext_noop("There may be more: only the first %(number)s errors are listed. Correct these and send it again."),
)
class MayBeMore(Coded):
    number: Exact


# The document as a whole


@coded("document.no_object", gettext_noop("The document is %(value)s. Send one JSON object."))
class NoDocument(Coded):
    value: Given


@coded("document.too_large", gettext_noop("The document has %(size)s bytes; the limit is %(most)s (5 MB). Split it."))
class DocumentTooLarge(Coded):
    size: int
    most: int


@coded(
    "document.too_deep",
    gettext_noop(
        "The document is nested more than %(number)s levels deep, which its form never needs. See the schema."
    ),
)
class DocumentTooDeep(Coded):
    number: int


@coded("document.odd_name", gettext_noop("A field has a name that is not a text. Send JSON."))
class OddName(Coded):
    pass


@coded("document.odd_type", gettext_noop("A value is of the type %(type)s, which JSON does not have. Send JSON."))
class OddType(Coded):
    type: str


@coded("document.huge_number", gettext_noop("A number has hundreds of digits. Correct it."))
class HugeNumber(Coded):
    pass


@coded(
    "document.secret",
    gettext_noop(
        "You may not read secret partnerships, so you cannot register one. Ask an administrator for the right to."
    ),
)
class SecretNotYours(Coded):
    pass


@coded(
    "document.other_submitter",
    gettext_noop("You submit for %(body)s, but the document says %(value)s. Write %(body)s."),
    form=gettext_noop("You propose for %(body)s. Write %(body)s."),
)
class OtherSubmitter(Coded):
    body: str
    value: Given


@coded("reference.taken", gettext_noop("This reference is taken. Choose another one."))
class ReferenceTaken(Coded):
    pass


@coded(
    "revision.other_content",
    gettext_noop(
        "This reference and revision were registered with other content; it differs in %(where)s. Send a "
        "change with a higher revision."
    ),
)
class OtherContent(Coded):
    where: str


@coded("revision.older", gettext_noop("Revision %(held)s is registered; %(given)s is older. Send a higher revision."))
class OlderRevision(Coded):
    held: Exact
    given: Exact


# Objects, lists and fields


@coded("object.needed", gettext_noop("%(value)s stands where an object is needed. Write it in braces."))
class NoObject(Coded):
    value: Given


@coded("statement.needed", gettext_noop("%(value)s stands where a statement is needed. Write it in braces."))
class NoStatement(Coded):
    value: Given


@coded("statement.no_kind", gettext_noop("The statement has no kind. Say which one it is, such as shareholding."))
class NoKind(Coded):
    pass


@coded("statement.unknown_kind", gettext_noop("%(value)s is not a kind of statement.%(near)s"))
class UnknownKind(Coded):
    value: Given
    near: Coded | None


@coded("field.unknown", gettext_noop("%(value)s is not a field of %(owner)s.%(near)s"))
class UnknownField(Coded):
    value: Given
    owner: str
    near: Coded | None


@coded("field.missing", gettext_noop("%(label)s is missing. Give %(name)s."), form=MISSING)
class FieldMissing(Coded):
    label: Label
    name: str


@coded("field.null", gettext_noop("%(label)s cannot be null, since %(name)s is required. Give it."), form=MISSING)
class FieldNull(Coded):
    label: Label
    name: str


@coded(
    "field.one_of",
    gettext_noop("One of %(names)s is needed. Give at least one."),
    form=gettext_noop("At least one of these is needed: %(labels)s."),
)
class OneOfNeeded(Coded):
    names: tuple[Label, ...]
    labels: tuple[Label, ...]


@coded("list.needed", gettext_noop("%(value)s stands where a list is needed. Write it in square brackets."))
class NoList(Coded):
    value: Given


@coded(
    "list.too_long",
    gettext_noop("The list has %(number)s items; the limit is %(most)s. Split the document."),
    form=gettext_noop("The list has %(number)s entries. At most %(most)s are taken."),
)
class ListTooLong(Coded):
    number: Exact
    most: Exact


@coded(
    "list.too_short",
    gettext_noop("The list is empty. Give at least %(least)s."),
    form=gettext_noop("Add at least %(least)s."),
)
class ListTooShort(Coded):
    least: int


@coded(
    "text.by_language_needed",
    gettext_noop('%(value)s stands where texts by language are needed. Write for example {"ja": "…"}.'),
)
class NoLanguages(Coded):
    value: Given


@coded("text.unknown_language", gettext_noop("%(value)s is not a language here.%(near)s"))
class UnknownLanguage(Coded):
    value: Given
    near: Coded | None


@coded(
    "text.in_no_language",
    gettext_noop("No text in any language. Give at least one of %(languages)s."),
    form=gettext_noop("Write it in at least one language."),
)
class InNoLanguage(Coded):
    languages: tuple[str, ...]


# Values


@coded(
    "text.not_a_text",
    gettext_noop("%(value)s is not a text. Put it in quotes, or leave the field out when it is unknown."),
)
class NoText(Coded):
    value: Given


@coded(
    "text.empty",
    gettext_noop("An empty text says nothing. Leave the field out when it is unknown; null says that there is none."),
)
class EmptyText(Coded):
    pass


@coded(
    "text.too_long",
    gettext_noop("The text has %(length)s characters; at most %(most)s are kept. Shorten it."),
    form=gettext_noop("The text has %(length)s characters. Shorten it to %(most)s."),
)
class TextTooLong(Coded):
    length: Exact
    most: Exact


@coded(
    "text.half_character",
    gettext_noop("The text has a NUL character or half a character (a lone surrogate). Remove it."),
)
class HalfCharacter(Coded):
    pass


@coded(
    "text.control_character",
    gettext_noop("The text has a line break or another control character. Write it on one line."),
)
class ControlCharacter(Coded):
    pass


@coded(
    "text.invisible_character",
    gettext_noop("The text has an invisible character (%(number)s), which can change how the rest is read. Remove it."),
)
class InvisibleCharacter(Coded):
    number: str


@coded(
    "number.not_whole",
    gettext_noop("%(value)s is not a whole number. Write it without quotes, decimal point or separators."),
    form=gettext_noop("%(value)s is not a whole number. Write digits only, such as 1200000."),
)
class NoWholeNumber(Coded):
    value: Given


@coded(
    "number.too_small",
    gettext_noop("%(value)s is too small: the least is %(limit)s."),
    form=gettext_noop("%(value)s is too small. The least is %(limit)s."),
)
class NumberTooSmall(Coded):
    value: Given
    limit: Exact


@coded(
    "number.too_large",
    gettext_noop("%(value)s is too large: the most is %(limit)s."),
    form=gettext_noop("%(value)s is too large. The most is %(limit)s."),
)
class NumberTooLarge(Coded):
    value: Given
    limit: Exact


@coded(
    "amount.negative",
    gettext_noop("%(value)s is negative. Give the amount in whole yen, 0 or more."),
    form=gettext_noop("%(value)s is negative. Give whole yen, 0 or more."),
)
class NegativeAmount(Coded):
    value: Given


@coded(
    "share.out_of_range",
    gettext_noop("%(trouble)s Shares are in basis points: 10000 is 100 %%."),
    form=NO_SHARE,
)
class NoShare(Coded):
    trouble: Coded


@coded("day.not_a_day", NO_DAY)
class NoDay(Coded):
    value: Given


@coded("day.not_in_calendar", gettext_noop("%(value)s is no day of the calendar. Correct it."), form=NO_DAY)
class NotInCalendar(Coded):
    value: Given


@coded(
    "day.out_of_range",
    gettext_noop("%(value)s is not between %(first)s and %(last)s. Correct it."),
    form=NOT_WITHIN,
)
class DayOutOfRange(Coded):
    value: str
    first: WrittenDay
    last: WrittenDay


@coded(
    "day.end_out_of_range",
    gettext_noop("%(value)s is not between %(first)s and %(last)s. Leave it out where there is no end."),
    form=NOT_WITHIN,
)
class EndOutOfRange(Coded):
    value: str
    first: WrittenDay
    last: WrittenDay


@coded(
    "period.ends_before_it_begins",
    gettext_noop(
        "%(last_field)s (%(last)s) is before %(first_field)s (%(first)s). %(last_field)s is the last day: exchange or "
        "correct them."
    ),
    form=gettext_noop("%(last)s is before %(first)s. The last day cannot come before the first: correct one of them."),
)
class EndsBeforeItBegins(Coded):
    first_field: str
    first: WrittenDay
    last_field: str
    last: WrittenDay


@coded(
    "flag.neither",
    gettext_noop("%(value)s is neither true nor false. Write one of them, or leave the field out when it is unknown."),
    form=NO_CHOICE,
)
class NoFlag(Coded):
    value: Given


@coded("word.unknown", gettext_noop("%(value)s is not a word that %(field)s takes.%(near)s"), form=NO_CHOICE)
class UnknownWord(Coded):
    value: Given
    field: str
    near: Coded | None


@coded(
    "country.unknown",
    gettext_noop("%(value)s is not a country. Give its ISO 3166-1 code of two capital letters, such as JP."),
    form=gettext_noop("%(value)s is not a country. Write its code of two capital letters, such as JP."),
)
class UnknownCountry(Coded):
    value: Given


@coded("country.no_list", gettext_noop('%(value)s is not a list of countries. Write for example ["CN", "RU"].'))
class NoCountries(Coded):
    value: Given


@coded(
    "country.too_many",
    gettext_noop("The list has %(number)s items; at most %(most)s are taken."),
    form=gettext_noop("The list has %(number)s entries. At most %(most)s are taken."),
)
class TooManyCountries(Coded):
    number: Exact
    most: Exact


@coded(
    "corporate_number.malformed",
    gettext_noop("%(value)s is not a corporate number (法人番号). Give its 13 digits as a text, in quotes."),
    form=gettext_noop("%(value)s is not a corporate number. Write its 13 digits."),
)
class NoCorporateNumber(Coded):
    value: Given


@coded(
    "corporate_number.check_digit",
    gettext_noop("The check digit of the corporate number %(value)s (法人番号) is wrong. Compare it with its source."),
    form=gettext_noop("The check digit of the corporate number %(value)s is wrong. Compare it with its source."),
)
class WrongCorporateNumber(Coded):
    value: Given


@coded(
    "lei.malformed",
    gettext_noop("%(value)s is not an LEI. Give its 18 capital letters or digits and 2 check digits."),
    form=gettext_noop("%(value)s is not an LEI. Write its 18 capital letters or digits and 2 check digits."),
)
class NoLei(Coded):
    value: Given


@coded(
    "lei.check_digits",
    gettext_noop("The check digits of the LEI %(value)s are wrong. Compare it with its source."),
)
class WrongLei(Coded):
    value: Given


@coded(
    "party_id.malformed",
    gettext_noop("%(value)s is not an id of the register. Give the UUID that the register answered with."),
    form=NO_SUCH_ID,
)
class NoPartyId(Coded):
    value: Given


@coded(
    "address.incomplete",
    gettext_noop("%(value)s is not an address. Give a complete one, such as https://example.jp/page."),
    form=NO_ADDRESS,
)
class NoAddress(Coded):
    value: Given


@coded(
    "address.not_of_the_web",
    gettext_noop("%(value)s is not a web address. Give a complete one that begins with https:// or http://."),
    form=NO_ADDRESS,
)
class NoWebAddress(Coded):
    value: Given


@coded(
    "money.malformed",
    gettext_noop("%(value)s is not an amount with its currency. Write it as in '1250000.50 USD'."),
)
class NoMoney(Coded):
    value: Given


@coded(
    "money.in_yen",
    gettext_noop("This field is for other currencies. Give yen in the field whose name ends in _yen."),
)
class MoneyInYen(Coded):
    pass


# What a statement says of two people, or of a company and itself


@coded(
    "kinship.not_degree_0",
    gettext_noop("The degree of a %(by)s is 0. Correct one of them."),
    form=DEGREES,
)
class NotDegree0(Coded):
    by: Label


@coded("kinship.degree_0", gettext_noop("Relatives are at a degree of 1 or more. Correct it."), form=DEGREES)
class RelativeOfDegree0(Coded):
    pass


@coded(
    "itself.owned",
    gettext_noop("A company cannot be its own %(named)s. Name another party, or leave the statement out."),
    form=gettext_noop("A company cannot control or be above itself. Name another party, or leave this out."),
)
class OwnedByItself(Coded):
    named: Label


@coded(
    "itself.votes",
    gettext_noop("A company's shares in itself carry no votes. Leave voting_bp out, or write 0."),
    form=gettext_noop("A company's own shares carry no votes. Leave the voting share empty, or write 0."),
)
class VotesInItself(Coded):
    pass


@coded(
    "itself.all_shares",
    gettext_noop("A company cannot hold all of its own shares. Write less than 10000, or another holder."),
)
class AllOfItself(Coded):
    pass


@coded(
    "itself.above",
    gettext_noop("This body would be above itself. Correct one of the parents."),
    form=gettext_noop("This body would be above itself. Correct one of the parent bodies."),
)
class AboveItself(Coded):
    pass
