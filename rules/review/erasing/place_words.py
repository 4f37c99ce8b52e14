"""Remaining places in the words of the field, for pages: the table, and the column that a text is in."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.codes.wording import code_words, reader_language
from institutions.models import (
    TABLES,
    Collection,
    CollectionParty,
    Disposal,
    Enactment,
    FormDraft,
    Import,
    ImportedRecord,
    NameSearch,
    Partnership,
    Party,
    PartyDetails,
    PartyName,
    PreviewedEntry,
    PublishedReleases,
    Source,
    Submission,
)
from rules.models import (
    Acknowledgement,
    Assessment,
    Attachment,
    CaseCondition,
    CaseMove,
    Comment,
    CommentWithdrawal,
    Commission,
    CommissionMember,
    ConditionDone,
    Correction,
    ErasurePreview,
    FindingDecision,
    GoneAcknowledgement,
    Hearing,
    HearingAnswer,
    InformationAnswer,
    ItemChoice,
    ItemWithdrawal,
    LegalHold,
    Match,
    MinuteEntry,
    OfficialDeclaration,
    ProcessComparison,
    ProcessFile,
    ReorganisationPreview,
    ReorganisationRevision,
    RetentionCheck,
    ReviewAssignment,
    ReviewerDeclaration,
    ReviewerScreening,
    RulebookAdoption,
    RulebookDraft,
    RulebookTrial,
    SampleNote,
    Screening,
    ScreeningRange,
    Sitting,
    SittingAct,
    SittingFile,
    SittingItem,
    StoredProcess,
    TieAnswer,
    TieDeclaration,
)
from rules.review.erasing.remaining import RemainingPlace

WORDS: Final[Mapping[type[Model], str | Promise]] = MappingProxyType(
    {
        Partnership: _("Partnership"),
        Party: _("Party"),
        PartyName: _("Name of a party"),
        PartyDetails: _("Description of a party"),
        Submission: _("Submitted document"),
        Source: _("Source"),
        FormDraft: _("Draft in the form"),
        PreviewedEntry: _("Entry of an edition that nobody has accepted yet"),
        Import: _("Import"),
        ImportedRecord: _("Imported record"),
        Collection: _("Collection of files"),
        CollectionParty: _("Party of a collection of files"),
        PublishedReleases: _("Published releases of a partnership"),
        Assessment: _("Assessment"),
        Match: _("Finding"),
        FindingDecision: _("Decision on a finding"),
        Acknowledgement: _("Acknowledgement of a rule that could not be assessed"),
        GoneAcknowledgement: _("Acknowledgement of a finding withdrawn by new data"),
        CaseCondition: _("Condition of a case"),
        ConditionDone: _("Note that a condition is done"),
        CaseMove: _("Act on a case"),
        ReviewAssignment: _("Assignment of a reviewer"),
        ReviewerScreening: _("Check of a reviewer for ties"),
        ReviewerDeclaration: _("Declaration of a reviewer"),
        OfficialDeclaration: _("Declaration of an official"),
        Hearing: _("Hearing"),
        HearingAnswer: _("Answer of a person concerned"),
        Correction: _("Correction by a person concerned"),
        SampleNote: _("Note on a sampled case"),
        Attachment: _("Attached file"),
        InformationAnswer: _("Answer to a request for information"),
        Comment: _("Comment"),
        CommentWithdrawal: _("Withdrawal of a comment"),
        Commission: _("Commission"),
        CommissionMember: _("Member of a commission"),
        ItemChoice: _("Choice of a contract by a commission"),
        ItemWithdrawal: _("Withdrawal of a member from a contract"),
        MinuteEntry: _("Minutes of a commission"),
        SittingAct: _("Act of a sitting"),
        SittingItem: _("Contract of a sitting"),
        ProcessComparison: _("Published processes that are compared"),
        ProcessFile: _("File of published processes"),
        StoredProcess: _("Published process"),
        TieAnswer: _("Answer of a member about a tie"),
        TieDeclaration: _("Declaration of a member of a commission"),
        NameSearch: _("Search for possible matches"),
        ErasurePreview: _("Preview of an erasure"),
        ReorganisationPreview: _("Preview of a reorganisation"),
        ReorganisationRevision: _("Draft of a reorganisation"),
        Enactment: _("Enacted reorganisation"),
        RulebookDraft: _("Draft of a rulebook"),
        RulebookAdoption: _("Proposal of a version of the rulebook"),
        RulebookTrial: _("Trial of a draft rulebook"),
        Screening: _("Screening of the register"),
        ScreeningRange: _("Screening of a part of the register"),
        Sitting: _("Sitting of a commission"),
        SittingFile: _("List of contracts of a sitting"),
        LegalHold: _("Legal hold"),
        RetentionCheck: _("Choice of the measure after retention"),
        Disposal: _("Disposal after retention"),
    }
)
COLUMN_WORDS: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "document": _("the document"),
        "title": _("the title"),
        "title_ja": _("the Japanese title"),
        "publisher": _("the publisher"),
        "url": _("the address on the web"),
        "address": _("the address"),
        "details": _("the description"),
        "reason": _("the reason"),
        "asked_of": _("whom the information was requested from"),
        "text": _("the text"),
        "owner": _("who is responsible"),
        "note": _("the note"),
        "ties": _("the ties"),
        "gaps": _("the missing data"),
        "signature": _("the signature"),
        "content": _("the declared ties"),
        "about": _("the subject"),
        "file_name": _("the name of the file"),
        "name": _("the name"),
        "options": _("the options"),
        "error": _("the error"),
        "error_said": _("the error"),
        "notes": _("the notes"),
        "facts": _("what is published of a contract"),
        "screened": _("what the rules answered"),
        "answer": _("what the rules answered"),
        "release": _("what is published of a contract"),
        "releases": _("what is published of a contract"),
        "errors": _("the error"),
        "lifted_because": _("the reason"),
        "basis": _("the basis"),
    }
)


class PlaceInWords(NamedTuple):
    """A remaining place as a page shows it: the sort of entry, its id, and why the name stays."""

    where: str
    row: str
    why: str


def places_in_words(places: Iterable[RemainingPlace]) -> tuple[PlaceInWords, ...]:
    """Return remaining places in the reader's language, without names of tables and columns."""
    return tuple(PlaceInWords(table_in_words(each.table), each.row, reason_in_words(each)) for each in places)


def table_in_words(table: str) -> str:
    """Return the sort of entry that a table holds."""
    for model, words in WORDS.items():
        if model._meta.db_table == table:  # noqa: SLF001 - documented
            return str(words)
    kinds = (each.kind for each in TABLES.values() if each._meta.db_table == table)  # noqa: SLF001 - as above
    return next(each.label.of(reader_language()) for each in kinds)


def reason_in_words(place: RemainingPlace) -> str:
    """Return why a name stays at a place."""
    column = place.why.parameters.get("column")
    return code_words(place.why, shown={"column": column_in_words(place.table, column)} if column else {})


def column_in_words(table: str, column: str) -> str:
    """Return what a column of a table holds."""
    for each in TABLES.values():
        if each._meta.db_table == table:  # noqa: SLF001 - documented
            labels = {field.column: field.label for field in each.kind.fields}
            return labels[column].of(reader_language())
    return str(COLUMN_WORDS[column])
