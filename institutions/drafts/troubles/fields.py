"""Troubles with the objects, lists and fields of a document."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label

MISSING = gettext_noop("This is missing. Fill it in.")


@coded(
    "object.needed",
    gettext_noop("%(value)s is not an object. Write it in braces."),
    earlier=(gettext_noop("%(value)s stands where an object is needed. Write it in braces."),),
)
class NoObject(Coded):
    value: OutsideValue


@coded(
    "statement.needed",
    gettext_noop("%(value)s is not a statement. Write it in braces."),
    earlier=(gettext_noop("%(value)s stands where a statement is needed. Write it in braces."),),
)
class NoStatement(Coded):
    value: OutsideValue


@coded("statement.no_kind", gettext_noop("The statement has no kind. Say which one it is, such as shareholding."))
class NoKind(Coded):
    pass


@coded("statement.unknown_kind", gettext_noop("%(value)s is not a kind of statement.%(near)s"))
class UnknownKind(Coded):
    value: OutsideValue
    near: Coded | None


@coded("field.unknown", gettext_noop("%(value)s is not a field of %(owner)s.%(near)s"))
class UnknownField(Coded):
    value: OutsideValue
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


@coded(
    "list.needed",
    gettext_noop("%(value)s is not a list. Write it in square brackets."),
    earlier=(gettext_noop("%(value)s stands where a list is needed. Write it in square brackets."),),
)
class NoList(Coded):
    value: OutsideValue


@coded(
    "list.too_long",
    gettext_noop("The list has %(number)s items; the limit is %(most)s. Split the document."),
    form=gettext_noop("The list has %(number)s entries. At most %(most)s are allowed."),
)
class ListTooLong(Coded):
    number: PlainNumber
    most: PlainNumber


@coded(
    "list.too_short",
    gettext_noop("The list is empty. Give at least %(least)s."),
    form=gettext_noop("Add at least %(least)s."),
)
class ListTooShort(Coded):
    least: int


@coded(
    "text.by_language_needed",
    gettext_noop('%(value)s is not a set of texts by language. Write for example {"ja": "…"}.'),
    earlier=(gettext_noop('%(value)s stands where texts by language are needed. Write for example {"ja": "…"}.'),),
)
class NoLanguages(Coded):
    value: OutsideValue


@coded("text.unknown_language", gettext_noop("%(value)s is not a language here.%(near)s"))
class UnknownLanguage(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "text.in_no_language",
    gettext_noop("No text in any language. Give at least one of %(languages)s."),
    form=gettext_noop("Write it in at least one language."),
)
class InNoLanguage(Coded):
    languages: tuple[str, ...]
