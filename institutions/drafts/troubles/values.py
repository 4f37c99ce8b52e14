"""Troubles with one value: a text, a number, a day, a word, a number of the register."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber, WrittenDay
from institutions.codes.registry import coded

NO_SHARE = gettext_noop("This is not a share. Write 0 to 100 percent, with at most two decimals, such as 12.5.")
NO_CHOICE = gettext_noop("%(value)s cannot be chosen here. Choose one from the list.")
NO_DAY = gettext_noop("%(value)s is not a date. Write year, month and day as in 2026-06-15.")
NO_DAY_TYPED = gettext_noop("%(value)s is not a date. Write it as 2026-06-15 or R8.6.15.")
NOT_WITHIN = gettext_noop("%(value)s is not between %(first)s and %(last)s. Correct it, or leave it empty.")
NO_ADDRESS = gettext_noop("%(value)s is not a web address. Write a complete one that begins with https:// or http://.")
NO_SUCH_ID = gettext_noop("No party of the register has this id. Correct it, or leave it empty and write the name.")


@coded(
    "text.not_a_text",
    gettext_noop("%(value)s is not a text. Put it in quotes, or leave the field out when it is unknown."),
)
class NoText(Coded):
    value: OutsideValue


@coded(
    "text.empty",
    gettext_noop("The text is empty. Leave the field out if the value is unknown, or write null if there is none."),
    earlier=(
        gettext_noop(
            "An empty text says nothing. Leave the field out when it is unknown; null says that there is none."
        ),
    ),
)
class EmptyText(Coded):
    pass


@coded(
    "text.too_long",
    gettext_noop("The text has %(length)s characters; at most %(most)s are kept. Shorten it."),
    form=gettext_noop("The text has %(length)s characters. Shorten it to %(most)s."),
)
class TextTooLong(Coded):
    length: PlainNumber
    most: PlainNumber


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
    "code.malformed",
    gettext_noop(
        "%(value)s is not a code. Write letters A to Z, digits, hyphens, underscores and full stops; begin with a "
        "letter or a digit."
    ),
)
class NoBodyCode(Coded):
    value: OutsideValue


@coded(
    "number.not_whole",
    gettext_noop("%(value)s is not a whole number. Write it without quotes, decimal point or separators."),
    form=gettext_noop(
        "%(value)s is not a whole number. Write digits, such as 1200000; an amount of yen may have units, such as "
        "12億円."
    ),
)
class NoWholeNumber(Coded):
    value: OutsideValue


@coded(
    "number.too_small",
    gettext_noop("%(value)s is too small: the least is %(limit)s."),
    form=gettext_noop("%(value)s is too small. The least is %(limit)s."),
)
class NumberTooSmall(Coded):
    value: OutsideValue
    limit: PlainNumber


@coded(
    "number.too_large",
    gettext_noop("%(value)s is too large: the most is %(limit)s."),
    form=gettext_noop("%(value)s is too large. The most is %(limit)s."),
)
class NumberTooLarge(Coded):
    value: OutsideValue
    limit: PlainNumber


@coded(
    "amount.negative",
    gettext_noop("%(value)s is negative. Give the amount in whole yen, 0 or more."),
    form=gettext_noop("%(value)s is negative. Give whole yen, 0 or more."),
)
class NegativeAmount(Coded):
    value: OutsideValue


@coded(
    "share.out_of_range",
    gettext_noop("%(trouble)s Shares are in basis points: 10000 is 100 %%."),
    form=NO_SHARE,
)
class NoShare(Coded):
    trouble: Coded


@coded("day.not_a_day", NO_DAY, form=NO_DAY_TYPED)
class NoDay(Coded):
    value: OutsideValue


@coded(
    "day.not_in_calendar",
    gettext_noop("%(value)s does not exist in the calendar. Correct it."),
    form=NO_DAY_TYPED,
    earlier=(gettext_noop("%(value)s is no day of the calendar. Correct it."),),
)
class NotInCalendar(Coded):
    value: OutsideValue


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
    value: OutsideValue


@coded(
    "word.unknown",
    gettext_noop("%(value)s is not a valid value of %(field)s.%(near)s"),
    form=NO_CHOICE,
    earlier=(gettext_noop("%(value)s is not a word that %(field)s takes.%(near)s"),),
)
class UnknownWord(Coded):
    value: OutsideValue
    field: str
    near: Coded | None


@coded(
    "country.unknown",
    gettext_noop(
        "We don't recognise the country %(value)s. Give its ISO 3166-1 code of two capital letters, such as JP."
    ),
    form=gettext_noop("We don't recognise the country %(value)s. Write its name or code, for example China or CN."),
    earlier=(gettext_noop("%(value)s is not a country. Give its ISO 3166-1 code of two capital letters, such as JP."),),
)
class UnknownCountry(Coded):
    value: OutsideValue


@coded("country.no_list", gettext_noop('%(value)s is not a list of countries. Write for example ["CN", "RU"].'))
class NoCountries(Coded):
    value: OutsideValue


@coded(
    "country.too_many",
    gettext_noop("The list has %(number)s items; at most %(most)s are taken."),
    form=gettext_noop("The list has %(number)s entries. At most %(most)s are allowed."),
)
class TooManyCountries(Coded):
    number: PlainNumber
    most: PlainNumber


@coded(
    "corporate_number.malformed",
    gettext_noop("%(value)s is not a corporate number (法人番号). Give its 13 digits as a text, in quotes."),
    form=gettext_noop("%(value)s is not a corporate number. Write its 13 digits."),
)
class NoCorporateNumber(Coded):
    value: OutsideValue


@coded(
    "corporate_number.check_digit",
    gettext_noop("The check digit of the corporate number %(value)s (法人番号) is wrong. Compare it with its source."),
    form=gettext_noop("The check digit of the corporate number %(value)s is wrong. Compare it with its source."),
)
class WrongCorporateNumber(Coded):
    value: OutsideValue


@coded(
    "lei.malformed",
    gettext_noop("%(value)s is not an LEI. Give its 18 capital letters or digits and 2 check digits."),
    form=gettext_noop("%(value)s is not an LEI. Write its 18 capital letters or digits and 2 check digits."),
)
class NoLei(Coded):
    value: OutsideValue


@coded(
    "lei.check_digits",
    gettext_noop("The check digits of the LEI %(value)s are wrong. Compare it with its source."),
)
class WrongLei(Coded):
    value: OutsideValue


@coded(
    "party_id.malformed",
    gettext_noop("%(value)s is not an id of the register. Give the UUID that the register answered with."),
    form=NO_SUCH_ID,
)
class NoPartyId(Coded):
    value: OutsideValue


@coded(
    "address.incomplete",
    gettext_noop("%(value)s is not an address. Give a complete one, such as https://example.jp/page."),
    form=NO_ADDRESS,
)
class NoAddress(Coded):
    value: OutsideValue


@coded(
    "address.not_of_the_web",
    gettext_noop("%(value)s is not a web address. Give a complete one that begins with https:// or http://."),
    form=NO_ADDRESS,
)
class NoWebAddress(Coded):
    value: OutsideValue


@coded(
    "money.malformed",
    gettext_noop("%(value)s is not an amount with its currency. Write it as in '1250000.50 USD'."),
)
class NoMoney(Coded):
    value: OutsideValue


@coded(
    "money.in_yen",
    gettext_noop("This field is for other currencies. Give yen in the field whose name ends in _yen."),
)
class MoneyInYen(Coded):
    pass
