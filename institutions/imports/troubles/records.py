"""Reasons why one record is refused."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "record.unnamed",
    gettext_noop("This name cannot be used for a record. %(why)s"),
    earlier=(gettext_noop("The record cannot be named so. %(why)s"),),
)
class RecordUnnamed(Coded):
    why: Coded


@coded(
    "record.publisher_unnamed",
    gettext_noop("This name cannot be used for a publisher. %(why)s"),
    earlier=(gettext_noop("The publisher cannot be named so. %(why)s"),),
)
class PublisherUnnamed(Coded):
    why: Coded


@coded(
    "record.repeated",
    gettext_noop("The record %(record)s is also in line %(line)s. Keep one of the two, or give each its own name."),
    earlier=(
        gettext_noop(
            "The record %(record)s stands in line %(line)s too. Keep one of the two, or give each its own name."
        ),
    ),
)
class RecordRepeated(Coded):
    record: OutsideValue
    line: PlainNumber


@coded(
    "record.clashes",
    gettext_noop(
        "The database rejected this record because it does not fit the registered data. Import the file once more."
    ),
    earlier=(gettext_noop("The database refused this record together with what it holds. Import the file once more."),),
)
class RecordClashes(Coded):
    pass


@coded(
    "record.key_of_other_kind",
    gettext_noop("%(value)s is %(kind)s in this collection. Give the other its own key."),
)
class KeyOfOtherKind(Coded):
    value: OutsideValue
    kind: Label


@coded(
    "record.of_partnership",
    gettext_noop("%(label)s belongs to one partnership alone, and an import has none. Send it with the partnership."),
)
class StatementOfPartnership(Coded):
    label: Label


@coded(
    "record.of_partnership_without",
    gettext_noop("%(label)s belongs to one partnership alone, and an import has none. Name the %(field)s."),
)
class StatementWithout(Coded):
    label: Label
    field: Label


@coded(
    "record.field_of_partnership",
    gettext_noop("%(label)s is about one partnership alone, and an import has none. Leave it out."),
)
class FieldOfPartnership(Coded):
    label: Label


@coded(
    "record.other_party",
    gettext_noop(
        "The record %(record)s is about %(held)s in %(file)s, imported on %(day)s. If this file has numbers "
        "of its own, give it a collection of its own (collection). If it corrects that one, allow it "
        "(replace)."
    ),
    earlier=(
        gettext_noop(
            "The record %(record)s is of %(held)s in %(file)s, brought in on %(day)s. If this file has numbers "
            "of its own, give it a collection of its own (collection). If it corrects that one, allow it "
            "(replace)."
        ),
    ),
)
class RecordOfOther(Coded):
    record: OutsideValue
    held: OutsideValue
    file: OutsideValue
    day: WrittenDay


@coded(
    "record.key_of_other",
    gettext_noop(
        "The key %(key)s is %(held)s in an earlier import. If this file has numbers of its own, give it a "
        "collection of its own (collection). If it corrects that one, allow it (replace)."
    ),
    earlier=(
        gettext_noop(
            "The key %(key)s is %(held)s in what was brought in before. If this file has numbers of its own, "
            "give it a collection of its own (collection). If it corrects that one, allow it (replace)."
        ),
    ),
)
class KeyOfOther(Coded):
    key: OutsideValue
    held: OutsideValue


@coded(
    "record.id_of_other",
    gettext_noop("The register has the party of this id under another name. Correct the id, or the name."),
)
class IdOfOther(Coded):
    pass


@coded(
    "record.key_of_two",
    gettext_noop("The key %(key)s is %(held)s in line %(line)s. Give each its own key, or the same name."),
)
class KeyOfTwo(Coded):
    key: OutsideValue
    held: OutsideValue
    line: PlainNumber
