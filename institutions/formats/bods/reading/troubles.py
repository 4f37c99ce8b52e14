"""Troubles with a BODS statement."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded("bods.statement", gettext_noop("Statement %(id)s: %(said)s"))
class TroubleOfStatement(Coded):
    """An error or a note with the statement that it is about."""

    id: str
    said: Coded


@coded(
    "bods.too_deep",
    gettext_noop("The statement is nested more than %(number)s levels deep. Compare it with the schema."),
)
class StatementTooDeep(Coded):
    number: int


@coded(
    "bods.too_long",
    gettext_noop(
        "The statement has %(number)s characters; the limit is %(most)s. Split it, or leave out what is long."
    ),
)
class StatementTooLong(Coded):
    """The refusal of a statement that each relationship with its party would read again."""

    number: PlainNumber
    most: PlainNumber


@coded(
    "bods.missing",
    gettext_noop("The statement has no %(name)s. Give it: without it nothing can be updated."),
)
class StatementLacks(Coded):
    name: str


@coded("bods.unknown_type", gettext_noop("%(value)s is not a type of record. Use one of: %(words_known)s."))
class UnknownRecordType(Coded):
    value: OutsideValue
    words_known: tuple[str, ...]


@coded("bods.unknown_status", gettext_noop("%(value)s is not a status. Use new, updated or closed."))
class UnknownRecordStatus(Coded):
    value: OutsideValue


@coded("bods.no_details", gettext_noop("The statement has no recordDetails, so it says nothing. Give them."))
class NoDetails(Coded):
    pass


@coded(
    "bods.other_version",
    gettext_noop("The statement is in BODS %(value)s; only %(version)s can be read. Convert the file to %(version)s."),
    earlier=(
        gettext_noop("The statement is of BODS %(value)s; this reads %(version)s. Convert the file to %(version)s."),
    ),
)
class OtherVersion(Coded):
    value: OutsideValue
    version: str


@coded(
    "bods.statement_repeated",
    gettext_noop(
        "The statementId %(id)s is also used in line %(line)s, with other content. Give each statement its own id."
    ),
    earlier=(
        gettext_noop(
            "The statementId %(id)s stands in line %(line)s too, with other content. Give each statement an id "
            "of its own."
        ),
    ),
)
class StatementRepeated(Coded):
    id: str
    line: PlainNumber


@coded("bods.mixed_types", gettext_noop("The record %(record)s is stated as %(types)s. Give each its own recordId."))
class MixedTypes(Coded):
    record: str
    types: Label


@coded(
    "bods.closes_nothing",
    gettext_noop(
        "The statement closes the record but names no imported interest, so it is not known what ends. Send "
        "the earlier statements with it, or name the interests."
    ),
    earlier=(
        gettext_noop(
            "The statement closes the record and names no interest that is held, so what ends is not known. Send "
            "the earlier statements with it, or name the interests."
        ),
    ),
)
class ClosesNothing(Coded):
    pass


@coded("bods.no_reason", gettext_noop("The %(name)s is not specified, and no reason is given."))
class NoReason(Coded):
    name: str


@coded(
    "bods.no_party_record",
    gettext_noop("%(value)s is not the record of a party. Give its recordId, or the reason why it isn't known."),
    earlier=(gettext_noop("%(value)s is no record of a party. Give its recordId, or the reason why it isn't known."),),
)
class NoPartyRecord(Coded):
    value: OutsideValue


@coded(
    "bods.unknown_record",
    gettext_noop(
        "The record %(record)s is neither in the file nor known from an earlier one. Send the statement of the person "
        "or entity with it."
    ),
)
class UnknownRecord(Coded):
    record: str


@coded(
    "bods.record_is_relationship",
    gettext_noop("The record %(record)s is a relationship. Send the statement of the person or entity with it."),
)
class RecordIsRelationship(Coded):
    record: str


@coded(
    "bods.person_owned",
    gettext_noop("A person cannot be owned. Give the record of an entity."),
    earlier=(gettext_noop("A person is owned by nobody. Give the record of an entity."),),
)
class PersonOwned(Coded):
    pass


@coded(
    "bods.nameless_entity",
    gettext_noop("The entity has no name and no stated relationship. Send it together with its relationships."),
    earlier=(
        gettext_noop(
            "The entity has no name, and no relationship of it is stated. Send it with what is stated about it."
        ),
    ),
)
class NamelessEntity(Coded):
    pass


@coded(
    "bods.lone_person",
    gettext_noop(
        "No relationship of this person is stated, and people are imported only with one. Send it with the person."
    ),
    earlier=(
        gettext_noop(
            "No relationship of this person is stated, and people are held only with one. Send it with the person."
        ),
    ),
)
class LonePerson(Coded):
    pass


@coded(
    "bods.unknown_word",
    gettext_noop("%(value)s is not a valid %(name)s in BODS 0.4. Use one of: %(words_known)s."),
    earlier=(gettext_noop("%(value)s is no %(name)s of BODS 0.4. Use one of: %(words_known)s."),),
)
class UnknownBodsWord(Coded):
    value: OutsideValue
    name: str
    words_known: tuple[str, ...]


@coded("bods.missing_word", gettext_noop("The %(name)s is missing. Use one of: %(words_known)s."))
class MissingBodsWord(Coded):
    name: str
    words_known: tuple[str, ...]


@coded("bods.no_share", gettext_noop("%(value)s is not a share. BODS writes percent: 25 for 25 %%."))
class NoPercentage(Coded):
    value: str


@coded(
    "bods.share_out_of_bounds",
    gettext_noop("The exact share %(value)s %% is not within the bounds beside it. Correct one of them."),
)
class ShareOutOfBounds(Coded):
    value: str


@coded(
    "bods.end_without_day",
    gettext_noop("The statement ends a tie but has no date, so it is not known when it ended. Give the statementDate."),
    earlier=(
        gettext_noop(
            "The statement ends a tie and has no date, so when it ended is not known. Give the statementDate."
        ),
    ),
)
class EndWithoutDay(Coded):
    pass


@coded(
    "bods.unknown_interest",
    gettext_noop("%(value)s is not a type of interest in BODS 0.4.%(near)s"),
    earlier=(gettext_noop("%(value)s is no type of interest in BODS 0.4.%(near)s"),),
)
class UnknownInterest(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "bods.unknown_directness",
    gettext_noop("%(value)s is not a way in which an interest is held. Use direct, indirect or unknown."),
    earlier=(gettext_noop("%(value)s is not how an interest is held. Use direct, indirect or unknown."),),
)
class UnknownDirectness(Coded):
    value: OutsideValue


@coded(
    "bods.ends_before_it_begins",
    gettext_noop("endDate (%(last)s) is before startDate (%(first)s). Exchange or correct them."),
)
class InterestEndsFirst(Coded):
    last: WrittenDay
    first: WrittenDay
