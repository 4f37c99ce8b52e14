"""Troubles with a file of register documents: its JSON, and the names of its documents."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue
from institutions.codes.registry import coded


@coded(
    "json.rest_not_utf8",
    gettext_noop("The file is not UTF-8 from about here on. Save it as UTF-8 and send it again."),
)
class RestNotUtf8(Coded):
    pass


@coded(
    "json.nothing",
    gettext_noop("The file is empty. It should be a JSON list, or have one JSON object a line."),
    earlier=(gettext_noop("The file holds nothing. It is a JSON list, or has one JSON object a line."),),
)
class NothingInFile(Coded):
    pass


@coded("json.list_cut_off", gettext_noop("The list ends without ']': the file is cut off."))
class ListCutOff(Coded):
    pass


@coded(
    "json.no_comma",
    gettext_noop("A ',' or ']' is missing after the item before. Correct it; what follows was not read."),
)
class NoComma(Coded):
    pass


@coded("json.long_item", gettext_noop("The item is longer than %(number)s characters. Split the file."))
class LongItem(Coded):
    number: int


@coded(
    "register_document.needed",
    gettext_noop("%(value)s is not a document of the register. Write it in braces."),
    earlier=(gettext_noop("%(value)s stands where a document of the register is needed. Write it in braces."),),
)
class NoRegisterDocument(Coded):
    value: OutsideValue


@coded(
    "register_document.unknown_part",
    gettext_noop("%(value)s is not a part of a document of the register.%(near)s"),
    earlier=(gettext_noop("%(value)s is no part of a document of the register.%(near)s"),),
)
class UnknownPart(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "register_document.no_record",
    gettext_noop("The document has no record. Give it an identifier that never changes."),
    earlier=(gettext_noop("The document has no record. Give a text that names it for good."),),
)
class NoRecordName(Coded):
    pass


@coded("register_document.no_publisher", gettext_noop("%(value)s is not a text. Write a name, or leave it out."))
class NoPublisher(Coded):
    value: OutsideValue
