"""Why records of an import are refused, and what can be wrong with an import as a whole."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import Exact, Given, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label

# The file and what is said about it


@coded(
    "import.file_too_large",
    gettext_noop("The file is larger than %(size)s bytes. Split it: records of one collection add up."),
)
class FileTooLarge(Coded):
    size: int


@coded("import.unpacks_to_too_much", gettext_noop("The file unpacks to more than %(size)s bytes. Split it."))
class UnpacksToTooMuch(Coded):
    size: int


@coded("import.gzip_damaged", gettext_noop("The gzip file is damaged or ends early (%(trouble)s). Fetch it again."))
class GzipDamaged(Coded):
    trouble: str


@coded("import.unknown_format", gettext_noop("%(value)s is not a format that can be imported.%(near)s"))
class UnknownFormat(Coded):
    value: Given
    near: Coded | None


@coded("option.unknown", gettext_noop("%(value)s is not an option of this format.%(near)s"))
class UnknownOption(Coded):
    value: Given
    near: Coded | None


@coded(
    "option.not_complete",
    gettext_noop(
        "%(value)s is not an option of this format. Only tables of statements and BODS files can be said to be "
        "complete: leave it out."
    ),
)
class NeverComplete(Coded):
    value: Given


@coded(
    "option.not_numbered",
    gettext_noop("%(value)s is not an option of this format. Only tables are numbered by hand: leave it out."),
)
class NeverNumbered(Coded):
    value: Given


@coded("option.collection_unnamed", gettext_noop("A collection cannot be named so. %(why)s"))
class CollectionUnnamed(Coded):
    why: Coded


@coded("option.neither_true_nor_false", gettext_noop("%(value)s is neither true nor false. Write one of them."))
class NoTruth(Coded):
    value: Given


@coded("option.true_or_false", gettext_noop("Write true or false."))
class TrueOrFalse(Coded):
    pass


@coded("option.no_day", gettext_noop("%(value)s is not a date. Write it as in 2026-06-15."))
class NoDayInOption(Coded):
    value: Given


@coded("option.day_to_come", gettext_noop("%(day)s is still to come. Give the day of which the file is."))
class DayToCome(Coded):
    day: WrittenDay


@coded("option.not_in_ocds", gettext_noop("OCDS data does not say it: give the option %(name)s."))
class NotInOcds(Coded):
    name: Label


@coded(
    "option.no_amount",
    gettext_noop("%(value)s is not an amount in yen. Write a whole number without separators."),
)
class NoAmount(Coded):
    value: Given


# A file that is complete


@coded("import.because", gettext_noop(" %(said)s%(more)s"))
class Because(Coded):
    """One reason, with the others after it."""

    said: Coded
    more: Coded | None


@coded(
    "import.unnamed_line",
    gettext_noop(
        "Line %(line)s does not say which record it is, so that what it means cannot be told from what is missing. "
        "Correct it, or bring the file in without %(option)s.%(why)s"
    ),
)
class UnnamedLine(Coded):
    line: Exact
    option: str
    why: Coded | None


@coded(
    "import.of_nobody",
    gettext_noop(
        "The file has no record that says whose it is, so that what is missing cannot be told. Nothing was stored. "
        "Correct it, or bring the file in without %(option)s."
    ),
)
class FileOfNobody(Coded):
    option: str


@coded(
    "import.too_many_end",
    gettext_noop(
        "%(missing)s of %(held)s records that are held are not in this file: more than half would end. Was the file "
        "cut off, or is it another one? Nothing was stored. If it is right, give the option %(option)s too."
    ),
)
class TooManyEnd(Coded):
    missing: int
    held: int
    option: str


@coded(
    "import.set_aside",
    gettext_noop(
        "Two attempts ended at the same place without a result: the worker died or was killed while it worked on "
        "the records after it. Look at the worker's log, then go on: manage.py import_file --resume %(id)s"
    ),
)
class SetAside(Coded):
    id: str


# One record


@coded("record.unnamed", gettext_noop("The record cannot be named so. %(why)s"))
class RecordUnnamed(Coded):
    why: Coded


@coded("record.publisher_unnamed", gettext_noop("The publisher cannot be named so. %(why)s"))
class PublisherUnnamed(Coded):
    why: Coded


@coded(
    "record.repeated",
    gettext_noop("The record %(record)s stands in line %(line)s too. Keep one of the two, or give each its own name."),
)
class RecordRepeated(Coded):
    record: Given
    line: Exact


@coded(
    "record.clashes",
    gettext_noop("The database refused this record together with what it holds. Import the file once more."),
)
class RecordClashes(Coded):
    pass


@coded(
    "record.key_of_other_kind",
    gettext_noop("%(value)s is %(kind)s in this collection. Give the other its own key."),
)
class KeyOfOtherKind(Coded):
    value: Given
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
        "The record %(record)s is of %(held)s in %(file)s, brought in on %(day)s. If this file has numbers of its own, "
        "give it a collection of its own (collection). If it corrects that one, allow it (replace)."
    ),
)
class RecordOfOther(Coded):
    record: Given
    held: Given
    file: Given
    day: WrittenDay


@coded(
    "record.key_of_other",
    gettext_noop(
        "The key %(key)s is %(held)s in what was brought in before. If this file has numbers of its own, "
        "give it a collection of its own (collection). If it corrects that one, allow it (replace)."
    ),
)
class KeyOfOther(Coded):
    key: Given
    held: Given


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
    key: Given
    held: Given
    line: Exact


# What the register holds already


@coded(
    "returned.not_held_since",
    gettext_noop(
        "The register has not held this statement since %(day)s. Leave the row out. What your body knows itself goes "
        "into a row with a record of its own."
    ),
)
class NotHeldSince(Coded):
    day: WrittenDay


@coded(
    "returned.of_proposal",
    gettext_noop("It was stated with the proposal %(reference)s. Correct it there; here leave the row as exported."),
)
class OfProposal(Coded):
    reference: Given


@coded(
    "returned.of_list",
    gettext_noop("It stands on an official list. Take a new edition of the list; here leave the row as exported."),
)
class OfList(Coded):
    pass


@coded(
    "returned.of_others",
    gettext_noop(
        "Another body stated this, which alone corrects it. Leave the row as exported. What your body knows itself "
        "goes into a row with a record of its own."
    ),
)
class OfOthers(Coded):
    pass


@coded(
    "returned.in_part",
    gettext_noop(
        "This format holds only a part of what the register says here, and that part differs. Correct it in one of "
        "our tables."
    ),
)
class InPart(Coded):
    pass


@coded(
    "returned.body_itself",
    gettext_noop("The register describes its own government bodies itself. Leave the row out."),
)
class BodyItself(Coded):
    pass


@coded(
    "returned.party_of_others",
    gettext_noop(
        "Another body stated what the register has here. Leave the row as exported; what your body knows of the "
        "party goes into a row under a key of your own, without the id."
    ),
)
class PartyOfOthers(Coded):
    pass


@coded(
    "returned.parent",
    gettext_noop("Which body is above this one cannot be changed here. Leave it out."),
)
class ParentUnchanged(Coded):
    pass


@coded(
    "returned.partnership",
    gettext_noop(
        "This is the partnership %(reference)s that the register holds and exported itself; OCDS has only a part of "
        "it, and that part differs. Correct the partnership in its proposal, and leave the process out here."
    ),
)
class PartnershipOfRegister(Coded):
    reference: Given
