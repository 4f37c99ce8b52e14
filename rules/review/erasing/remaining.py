"""The places where a name, or a part of it, remains after an erasure, and why: shown before anything is erased."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet

from institutions.access.callers import reader_for
from institutions.access.drafts import drafts_of_open_cases_rule
from institutions.access.parties import hidden_from
from institutions.access.partnerships import partnerships_for
from institutions.access.sources import sources_rule
from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.models import (
    Account,
    Collection,
    CollectionParty,
    Enactment,
    FormDraft,
    ImportedRecord,
    Party,
    PartyName,
    PreviewedEntry,
    Source,
    Submission,
)
from institutions.models.sql_lists import among, among_numbers
from rules.models import Attachment, CommissionMember, LegalHold, Match, ReorganisationRevision
from rules.review.casework.records import CASEWORK, rows_of_partnerships
from rules.review.erasing.addresses import ADDRESS
from rules.review.erasing.erased_person import LATIN, ErasedPerson
from rules.review.erasing.other_texts import text_tables
from rules.review.erasing.register import DOCUMENTS_AT_ONCE, SOURCE_TEXTS, documents_without, statements_about
from rules.review.erasing.remaining_troubles import (
    FileNotSearched,
    InKeyOfFiles,
    InReorganisation,
    NameOfMember,
    NameOfParty,
    PartInAddress,
    PartInFinding,
    PartInText,
    RetainedDocument,
    RetainedWithoutEnd,
    UpcomingEdition,
)
from rules.review.keeping.holds import holds_in_full
from rules.review.keeping.retention import RetainedCase

SHORTEST_LATIN: Final = 3  # letters of a part of a name: "Li" is in too many words
SHORTEST_JAPANESE: Final = 2
REMARK: Final = re.compile(r"[(（][^()（）]*[)）]")
PARTY_NAMES: Final = ("name_en", "name_ja", "name_kana")
MATCH_TEXTS: Final = ("statement_en", "statement_ja")
SOURCES: Final = "institutions_source"
HOLDS: Final = "rules_legalhold"
Row = TypeVar("Row", bound=Model)
# Written once: who drafted and enacted what is told by the document as it was.
REORGANISATIONS: Final[tuple[QuerySet[Any], ...]] = (ReorganisationRevision.objects.all(), Enactment.objects.all())
DRAFTS: Final = "institutions_formdraft"


@dataclass(frozen=True, slots=True)
class RemainingPlace:
    """A place that an erasure leaves: the table and row, and why it stays.

    `partnership`: whose document it is in; `party`: whose name it is. None for places of neither.
    """

    table: str
    row: str
    why: Coded
    partnership: UUID | None = None
    party: UUID | None = None


def ignore_row() -> None:
    """Do nothing about a row that was read."""


def noted(rows: Iterable[Row], note: Callable[[], None]) -> Iterator[Row]:
    """Yield rows, each after a note that it was read."""
    for row in rows:
        note()
        yield row


def rows_to_search(free: frozenset[UUID], retained: frozenset[UUID]) -> int:
    """Return the number of rows that are read: `free` partnerships are not under retention, `retained` ones are."""
    tables = (
        rows_of_partnerships(Attachment, *free),
        Submission.objects.filter(among("partnership", free)),
        *(rows_of_partnerships(table, *free) for table in CASEWORK),
        Source.objects.all(),
        *(each.rows for each in text_tables(retained)),
        FormDraft.objects.all(),
        Match.objects.filter(among("assessment__partnership", free)),
        PreviewedEntry.objects.all(),
        CommissionMember.objects.all(),
        *REORGANISATIONS,
    )
    return sum(each.count() for each in tables)


def remaining_places(
    who: ErasedPerson,
    partnerships: frozenset[UUID],
    retained: tuple[RetainedCase, ...],
    note: Callable[[], None] = ignore_row,
) -> Iterator[RemainingPlace]:
    """Yield every place, those under retention first. It reads the texts as the erasure would leave them.

    `note` is called for each row that is read.
    """
    for case in retained:
        until = case.until
        said: Coded = (
            RetainedDocument(case=case.reference, until=until) if until else RetainedWithoutEnd(case=case.reference)
        )
        yield RemainingPlace("institutions_partnership", str(case.partnership), said, case.partnership)
    parts = parts_of_names(who)
    if not parts:
        return
    found = re.compile("|".join(parts), re.IGNORECASE)
    free = partnerships - {each.partnership for each in retained}
    yield from names_of_parties(who, found)
    submissions = Submission.objects.filter(partnership__in=free).order_by("pk").iterator(DOCUMENTS_AT_ONCE)
    for submission, document in documents_without(noted(submissions, note), who):
        columns = {"document": document}
        yield from places_in(submission, columns, found, submission.partnership_id)
    for table, kept in CASEWORK.items():
        rows = rows_of_partnerships(table, *free).order_by("pk").annotate(of_case=F(f"{kept.partnership}__pk"))
        for row in noted(rows, note):
            columns = {column: who.data(getattr(row, column)) for column in kept.texts}
            yield from places_in(row, columns, found, row.of_case)
    for file in noted(rows_of_partnerships(Attachment, *free).order_by("pk").select_related("case"), note):
        yield place_of(file, FileNotSearched(file=PlainNumber(file.pk)), file.case.partnership_id)
    for source in noted(Source.objects.order_by("pk").iterator(2_000), note):
        yield from places_in(source, {column: who.data(getattr(source, column)) for column in SOURCE_TEXTS}, found)
    yield from places_in_other_texts(who, found, frozenset(each.partnership for each in retained), note)
    yield from keys_of_files(who, found)
    for draft in noted(FormDraft.objects.order_by("pk").iterator(50), note):
        yield from places_in(draft, {"document": who.data(draft.document)}, found)
    matches = Match.objects.filter(assessment__partnership__in=free).select_related("finding").order_by("pk")
    for match in noted(matches.iterator(500), note):
        if any(found.search(who.text(getattr(match, column))) for column in MATCH_TEXTS):
            yield place_of(match, PartInFinding(finding=match.finding_id), match.finding.partnership_id)
    for member in noted(CommissionMember.objects.order_by("pk").iterator(2_000), note):
        if found.search(member.name):
            yield place_of(member, NameOfMember())
    for documents in REORGANISATIONS:
        for row in noted(documents.order_by("pk").iterator(50), note):
            if any(found.search(text) for text in texts_of(row.document)):
                yield place_of(row, InReorganisation())
    for entry in noted(PreviewedEntry.objects.order_by("pk").iterator(2_000), note):
        if any(found.search(text) for text in texts_of(column_values(entry))):
            yield place_of(entry, UpcomingEdition())


def places_in_other_texts(
    who: ErasedPerson, found: re.Pattern[str], retained: frozenset[UUID], note: Callable[[], None]
) -> Iterator[RemainingPlace]:
    """Yield the free texts of the register that keep a part of the name; those about the person are emptied."""
    emptied = {(type(row), row.pk) for row in statements_about(who)}
    for table in text_tables(retained):
        for row in noted(table.rows.exclude(table.of(who.ids)).order_by("pk").iterator(2_000), note):
            if (type(row), row.pk) in emptied:
                continue
            columns = {column: who.data(getattr(row, column)) for column in table.columns}
            partnership, party = table.owners(row)
            yield from (replace(each, party=party) for each in places_in(row, columns, found, partnership))


def keys_of_files(who: ErasedPerson, found: re.Pattern[str]) -> Iterator[RemainingPlace]:
    """Yield imported records, collections of files and their parties whose key contains a part of the name."""
    for table, column in ((ImportedRecord, "record"), (Collection, "publisher"), (CollectionParty, "key")):
        rows: QuerySet[Any] = QuerySet(table).filter(contains_word(column, who)).order_by("pk")
        yield from (place_of(row, InKeyOfFiles()) for row in rows if found.search(getattr(row, column)))


def contains_word(column: str, who: ErasedPerson) -> Q:
    """Match rows whose column contains a word of a name, in any case."""
    words = {word for name in who.names for word in name.split() if len(word) >= SHORTEST_JAPANESE}
    matched = Q(pk__in=())
    for word in sorted(words):
        matched |= Q(**{f"{column}__icontains": word})
    return matched


def parts_of_names(who: ErasedPerson) -> list[str]:
    """Return patterns of the names and of each word in them: a surname within another text says who it was.

    A remark in brackets, such as "(fictional)", names nobody.
    """
    words = {word for name in who.names for word in (name, *name.split()) if not REMARK.fullmatch(word)}
    return [
        name_pattern(word)
        for word in sorted(words, key=lambda each: (-len(each), each))
        if len(word) >= (SHORTEST_LATIN if LATIN.fullmatch(word) else SHORTEST_JAPANESE)
    ]


def name_pattern(name: str) -> str:
    """Return the pattern of a name within a text: in Latin letters it stands between other words."""
    return rf"(?<!\w){re.escape(name)}(?!\w)" if LATIN.fullmatch(name) else re.escape(name)


def names_of_parties(who: ErasedPerson, found: re.Pattern[str]) -> Iterator[RemainingPlace]:
    """Yield companies, bodies and other people whose present or former name contains a part of the name."""
    like = contains_word(PARTY_NAMES[0], who)
    for column in PARTY_NAMES[1:]:
        like |= contains_word(column, who)
    for party in Party.objects.filter(like).exclude(pk__in=who.ids).order_by("pk"):
        if any(found.search(getattr(party, column)) for column in PARTY_NAMES):
            yield place_of(party, NameOfParty(), party=party.pk)
    for name in PartyName.objects.filter(contains_word("text", who)).exclude(party__in=who.ids).order_by("pk"):
        if found.search(name.text):
            yield place_of(name, NameOfParty(), party=name.party_id)


def places_in(
    row: Model,
    columns: dict[str, Any],  # Any: plain data
    found: re.Pattern[str],
    partnership: UUID | None = None,
) -> Iterator[RemainingPlace]:
    """Yield one place for each column whose text contains a part of the name."""
    for column, value in columns.items():
        texts = list(texts_of(value))
        if any(found.search(text) for text in texts if not ADDRESS.fullmatch(text)):
            yield place_of(row, PartInText(column=column), partnership)
        elif any(found.search(text) for text in texts):
            yield place_of(row, PartInAddress(column=column), partnership)


def texts_of(value: Any) -> Iterator[str]:  # Any: plain data
    """Yield every text of plain data, but no keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from texts_of(inner)


def column_values(row: Model) -> list[object]:
    """Return the values of all columns of a row that hold text or plain data."""
    values = (getattr(row, field.attname) for field in row._meta.concrete_fields)  # noqa: SLF001 - documented
    return [each for each in values if isinstance(each, str | dict | list)]


def place_of(row: Model, why: Coded, partnership: UUID | None = None, *, party: UUID | None = None) -> RemainingPlace:
    """Return a row as a place."""
    return RemainingPlace(row._meta.db_table, str(row.pk), why, partnership, party)  # noqa: SLF001 - documented


def places_shown_to(places: Iterable[RemainingPlace], account: Account) -> list[RemainingPlace]:
    """Return the places that an account may know of: of restricted partnerships, of holds over one, and of parties and
    sources that these alone name, only with the right to them.
    """
    listed = list(places)
    reader = reader_for(account)
    if reader.restricted:
        return listed
    rows = {table: {each.row for each in listed if each.table == table} for table in (SOURCES, DRAFTS, HOLDS)}
    open_to = partnerships_for(account).filter(among("pk", {each.partnership for each in listed if each.partnership}))
    hidden = hidden_from(reader).filter(among("pk", {each.party for each in listed if each.party}))
    sources = Source.objects.filter(
        sources_rule(replace(reader, kin=True)).q(), among_numbers("pk", map(int, rows[SOURCES]))
    )
    of_drafts = FormDraft.objects.filter(among("pk", map(UUID, rows[DRAFTS])))
    of_open_cases = of_drafts.filter(drafts_of_open_cases_rule(reader).q())
    drafts = {str(each.pk) for each in of_open_cases if is_open_document(each.document)}
    holds = holds_in_full(account, LegalHold.objects.filter(among_numbers("pk", map(int, rows[HOLDS]))))
    shown = {
        HOLDS: set(map(str, holds)),
        SOURCES: {str(pk) for pk in sources.values_list("pk", flat=True)},
        DRAFTS: drafts,
    }
    partnerships, parties = (set(each.values_list("pk", flat=True)) for each in (open_to, hidden))
    return [
        each
        for each in listed
        if (each.partnership is None or each.partnership in partnerships)
        and (each.party is None or each.party not in parties)
        and each.row in shown.get(each.table, {each.row})
    ]


def is_open_document(document: dict[str, Any]) -> bool:  # Any: plain data
    """Return whether a draft would be a partnership that is not restricted."""
    return document.get("secrecy") in (None, "", "none")
