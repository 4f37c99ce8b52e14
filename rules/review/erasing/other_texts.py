"""Free text that may name anybody: of other parties, statements, imports, sittings, processes, rulebooks, jobs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from institutions.kinds import FieldSort
from institutions.models import TABLES, Disposal, Import, NameSearch, Party, PartyDetails, PublishedReleases
from institutions.models.sql_lists import among
from rules.models import (
    Assessment,
    Commission,
    ErasurePreview,
    ItemChoice,
    ItemWithdrawal,
    LegalHold,
    MinuteEntry,
    ProcessComparison,
    ProcessFile,
    ReorganisationPreview,
    RetentionCheck,
    RulebookAdoption,
    RulebookDraft,
    RulebookTrial,
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
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.rewrites import Rewrite, rewrite_texts

PARTY_TEXTS: Final = ("address", "note")
OF_SITTINGS: Final[tuple[tuple[type[Model], tuple[str, ...]], ...]] = (
    (Commission, ("name",)),
    (ItemChoice, ("reason",)),
    (ItemWithdrawal, ("reason",)),
    (MinuteEntry, ("text",)),
    (SittingAct, ("content", "reason")),
    (TieAnswer, ("text",)),
    (TieDeclaration, ("text",)),
)
OF_JOBS: Final[tuple[tuple[type[Model], tuple[str, ...]], ...]] = (
    (ErasurePreview, ("error_said",)),
    (NameSearch, ("error_said",)),
    (ProcessComparison, ("error_said",)),
    (ReorganisationPreview, ("document", "error_said")),
    (RulebookTrial, ("error_said",)),
    (Screening, ("error",)),
    (ScreeningRange, ("error",)),
    (Sitting, ("error_said",)),
    (SittingFile, ("name",)),
)
OF_PROCESSES: Final[tuple[tuple[type[Model], tuple[str, ...]], ...]] = (
    (ProcessFile, ("name", "errors", "error_said")),
    (StoredProcess, ("facts", "release", "releases", "answer")),
)
OF_PARTNERSHIPS: Final[tuple[tuple[type[Model], tuple[str, ...]], ...]] = (  # each of one, or of none
    (Disposal, ("basis",)),
    (RetentionCheck, ("reason",)),
    (SittingItem, ("facts", "screened")),
)
OF_HOLDS: Final[tuple[tuple[type[Model], tuple[str, ...]], ...]] = ((LegalHold, ("reason", "lifted_because")),)
OF_RULEBOOKS: Final[tuple[tuple[type[Model], tuple[str, ...]], ...]] = (
    (RulebookDraft, ("name",)),
    (RulebookAdoption, ("reason", "note")),
)
PORTION: Final = 2_000  # rows at once


@dataclass(frozen=True, slots=True)
class TextTable:
    """Rows with free text, and its columns. `partnership`, `party`: the columns that say whose it is, if there are."""

    rows: QuerySet[Any]  # Any: rows of any table
    columns: tuple[str, ...]
    partnership: str = ""
    party: str = ""

    def owners(self, row: Model) -> tuple[UUID | None, UUID | None]:
        """Return the partnership and the party that the text of a row belongs to."""
        of_partnership = getattr(row, self.partnership) if self.partnership else None
        return of_partnership, getattr(row, self.party) if self.party else None

    def of(self, parties: frozenset[UUID]) -> Q:
        """Match the rows that belong to one of these parties."""
        return among(self.party, parties) if self.party else Q(pk__in=())


def text_tables(retained: frozenset[UUID]) -> Iterator[TextTable]:
    """Yield each table with the rows that have any text. Those of partnerships in `retained` stay as they are."""
    yield TextTable(Party.objects.filter(any_text(PARTY_TEXTS)), PARTY_TEXTS, party="pk")
    described = Q(details__has_key="address") | Q(details__has_key="note")
    yield TextTable(PartyDetails.objects.filter(described), ("details",), party="party_id")
    free = Q(partnership__isnull=True) | ~among("partnership", retained)
    for table in TABLES.values():
        columns = tuple(each.column for each in table.kind.fields if each.sort is FieldSort.TEXT)
        if columns:
            yield TextTable(table.objects.filter(any_text(columns), free), columns, partnership="partnership_id")
    yield TextTable(Import.objects.all(), ("file_name", "options", "error", "error_said", "notes"))
    published = PublishedReleases.objects.filter(~among("partnership", retained))
    yield TextTable(published, ("releases",), partnership="partnership_id")
    for model, columns in (*OF_SITTINGS, *OF_JOBS, *OF_PROCESSES, *OF_HOLDS, *OF_RULEBOOKS):
        yield TextTable(model._default_manager.all(), columns)  # noqa: SLF001 - Django documents it
    for model, columns in OF_PARTNERSHIPS:
        yield TextTable(model._default_manager.all(), columns, partnership="partnership_id")  # noqa: SLF001 - as above
    failed = Assessment.objects.exclude(error="").filter(free)
    yield TextTable(failed, ("error", "error_said"), partnership="partnership_id")


def any_text(columns: tuple[str, ...]) -> Q:
    """Match rows with a text in one of the columns."""
    found = Q(pk__in=())
    for column in columns:
        found |= Q(**{f"{column}__gt": ""})
    return found


def rewrites_of_other_texts(who: ErasedPerson, retained: frozenset[UUID]) -> Iterator[Rewrite]:
    """Yield the rewrites of these texts without the person's names."""
    for each in text_tables(retained):
        yield from rewrite_texts(each.rows.order_by("pk").iterator(PORTION), each.columns, who)
