"""Troubles with the encoding of a table."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("encoding.utf16", gettext_noop("The file is UTF-16. Save it as CSV UTF-8."))
class Utf16(Coded):
    pass


@coded(
    "encoding.euc_jp",
    gettext_noop("The file is EUC-JP, or can be read as it as well as Shift_JIS (cp932). Save it as CSV UTF-8."),
)
class EucJp(Coded):
    pass


@coded("encoding.iso_2022_jp", gettext_noop("The file is ISO-2022-JP (JIS). Save it as CSV UTF-8."))
class Iso2022Jp(Coded):
    pass


@coded(
    "encoding.nul",
    gettext_noop("The file has NUL characters: it is UTF-16 without its mark, or no text. Save it as CSV UTF-8."),
)
class NulCharacters(Coded):
    pass


@coded(
    "encoding.cut_off",
    gettext_noop(
        "The file is not UTF-8 at byte %(byte)s. Save it as CSV UTF-8; a file that was cut off must be fetched again."
    ),
)
class NoUtf8(Coded):
    byte: PlainNumber


@coded(
    "encoding.neither",
    gettext_noop(
        "The file is not UTF-8 at byte %(byte)s, nor is it Shift_JIS (cp932). Save it as CSV UTF-8; a file that was "
        "cut off must be fetched again."
    ),
)
class NeitherEncoding(Coded):
    byte: PlainNumber
