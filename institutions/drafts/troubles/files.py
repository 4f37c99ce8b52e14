"""Troubles with a file of documents before its documents are checked: its encoding, lines and JSON."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded("file.line", gettext_noop("Line %(line)s: %(said)s"))
class TroubleOfLine(Coded):
    """A trouble of a record, with the line in which the record begins."""

    line: PlainNumber
    said: Coded


@coded("json.too_deep", gettext_noop("The JSON is nested too deeply. Compare it with the schema."))
class JsonFileTooDeep(Coded):
    pass


@coded(
    "json.broken",
    gettext_noop(
        "The JSON is broken at line %(line)s, column %(column)s: %(trouble)s. Correct it there, or a little before."
    ),
)
class JsonBroken(Coded):
    line: PlainNumber
    column: PlainNumber
    trouble: str


@coded(
    "json.document_broken",
    gettext_noop("%(record)s: this is not JSON at line %(line)s, column %(column)s: %(trouble)s. Correct it there."),
)
class DocumentBroken(Coded):
    record: Label
    line: PlainNumber
    column: PlainNumber
    trouble: str


@coded(
    "json.document_line_broken",
    gettext_noop("%(record)s: this is not JSON at column %(column)s: %(trouble)s. Correct it there."),
)
class DocumentLineBroken(Coded):
    record: Label
    column: PlainNumber
    trouble: str


@coded("json.document_unread", gettext_noop("%(record)s: %(said)s"))
class DocumentUnread(Coded):
    record: Label
    said: Coded


@coded("json.document_too_deep", gettext_noop("it is nested too deeply"))
class DocumentNestedTooDeeply(Coded):
    pass


@coded(
    "json.field_repeated",
    gettext_noop("The field '%(field)s' occurs twice in one object. Keep one of them."),
    earlier=(gettext_noop("The field '%(field)s' stands twice in one object. Leave one of them."),),
)
class FieldRepeated(Coded):
    field: str


@coded(
    "json.field_given_twice",
    gettext_noop("the field %(field)s occurs twice in one object. Keep one."),
    earlier=(gettext_noop("the field %(field)s stands twice in one object. Keep one."),),
)
class FieldGivenTwice(Coded):
    field: str


@coded("json.constant", gettext_noop("%(name)s is not JSON. Leave the field out when it is unknown."))
class NoJsonConstant(Coded):
    name: str


@coded("json.no_number", gettext_noop("%(name)s is not a number in JSON. Leave the field out if the value is unknown."))
class NoJsonNumber(Coded):
    name: str


@coded("json.huge_number", gettext_noop("The number %(digits)s is too large. Correct it."))
class InfiniteNumber(Coded):
    digits: str


@coded("json.long_number", gettext_noop("A number has %(number)s digits. Correct it."))
class LongNumber(Coded):
    number: PlainNumber


@coded("encoding.not_utf8", gettext_noop("The text is not UTF-8 (byte %(byte)s). Save it as UTF-8."))
class NotUtf8(Coded):
    byte: PlainNumber


@coded("encoding.line_not_utf8", gettext_noop("Line %(line)s is not UTF-8. Save the file as UTF-8."))
class LineNotUtf8(Coded):
    line: PlainNumber


@coded("encoding.file_not_utf8", gettext_noop("%(path)s is not UTF-8 at byte %(byte)s. Save it as UTF-8."))
class FileNotUtf8(Coded):
    path: str
    byte: PlainNumber


@coded(
    "file.line_too_long",
    gettext_noop("Line %(line)s is longer than %(size)s bytes. A document has at most 5 MB: split it."),
)
class LineTooLong(Coded):
    line: PlainNumber
    size: int


@coded("file.unreadable", gettext_noop("%(path)s cannot be read: %(trouble)s."))
class FileNotRead(Coded):
    path: str
    trouble: str


@coded(
    "file.empty",
    gettext_noop("%(path)s is empty. It should hold one JSON object, a JSON list, or one object a line."),
    earlier=(gettext_noop("%(path)s is empty. It holds one JSON object, a JSON list, or one object a line."),),
)
class FileEmpty(Coded):
    path: str
