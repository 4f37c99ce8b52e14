"""Taking an edition of a list, or only previewing it: the same work, committed or rolled back.

All or nothing: the entries, the edition, its import, its event in the audit trail, and the new rows of the queue for
the partnerships that it touches.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.audit.record import COMMAND, record_event
from institutions.codes.base import Coded
from institutions.codes.parameters import WrittenDay
from institutions.drafts.errors import FieldError
from institutions.imports.collections import collection_for_update
from institutions.imports.run import keep_outcomes
from institutions.imports.storing import StoredOutcome
from institutions.lists.company_list import read_companies
from institutions.lists.declared_lists import ListContent
from institutions.lists.edition_effects import AppliedEdition, EditionRows
from institutions.lists.edition_head import EditionHead
from institutions.lists.entries import EntryOutcome, ListEntry, entry_counts
from institutions.lists.file import ListFile
from institutions.lists.notes import NoLongerListed, OtherPublishers
from institutions.lists.treaty_list import read_treaty_list
from institutions.lists.troubles.taking import (
    EditionClash,
    KeptByOther,
    OlderEdition,
    TooManyEntriesEnd,
    TroublesInFile,
)
from institutions.models import (
    Account,
    Collection,
    GovernmentBody,
    Import,
    ImportState,
    ListEdition,
    OfficialList,
    RecordOutcome,
)

READERS: Final[Mapping[ListContent, Callable[[ListFile, EditionHead], EditionRows]]] = {
    ListContent.COMPANIES: read_companies,
    ListContent.TREATIES: read_treaty_list,
}
MOST_ENDED: Final = 2  # at most one entry in this many may end at once, since a file may be cut off


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFile:
    """The file of an edition, as its import identifies it."""

    name: str
    sha256: str
    size: int


@dataclass(slots=True, kw_only=True)
class RefreshedList:
    """The effects of an edition, accepted or previewed.

    `refusals` say why it is refused; `taken` is the stored edition.
    """

    head: EditionHead
    held_as_of: date | None = None
    applied: AppliedEdition | None = None
    refusals: list[Coded] = field(default_factory=list)
    notes: list[Coded] = field(default_factory=list)
    taken: ListEdition | None = None
    nothing: bool = False  # the same edition is held already

    @property
    def entries(self) -> tuple[ListEntry, ...]:
        """All entries."""
        return self.applied.entries if self.applied else ()

    @property
    def counts(self) -> dict[str, int]:
        """The number of entries with each outcome."""
        return entry_counts(each.outcome for each in self.entries)


def ignore_edition(_found: RefreshedList) -> None:
    """Do nothing before an edition is accepted."""


def nothing_more() -> None:
    """Store nothing else with an edition."""


def refresh_list(
    file: ListFile,
    head: EditionHead,
    *,
    given: GivenFile,
    body: GovernmentBody,
    take: bool = False,
    allow_shrink: bool = False,
    account: Account | None = None,
    actor: str = COMMAND,
    job: Import | None = None,
    compared: Callable[[RefreshedList], None] = ignore_edition,
    kept: Callable[[], None] = nothing_more,
) -> RefreshedList:
    """Compare an edition with the current list, and accept it if asked to and nothing forbids it.

    `job` is its import, where there is one already. `compared` is called before anything is stored, `kept` afterwards,
    both within the transaction: an error in one of them leaves nothing behind.
    """
    rows = READERS[head.declared.content](file, head)
    found = RefreshedList(head=head)
    try:
        with transaction.atomic():
            edition = EditionTaking(head, given, body, account, actor, job)
            edition.look(rows, found, allow_shrink=allow_shrink)
            compared(found)
            if take and not found.refusals and not found.nothing and found.applied:
                found.taken = edition.keep(found.applied, found.counts)
                kept()
            else:
                transaction.set_rollback(True)
    except (IntegrityError, TakenMeanwhileError):
        found.taken = None
        found.refusals.append(EditionClash())
    return found


class TakenMeanwhileError(Exception):
    """Another body has just accepted the first edition of the list."""


@dataclass(slots=True)
class EditionTaking:
    """The steps of taking one edition, in one transaction."""

    head: EditionHead
    given: GivenFile
    body: GovernmentBody
    account: Account | None
    actor: str
    requested: Import | None
    collection: Collection = field(init=False)
    job: Import = field(init=False)

    def look(self, rows: EditionRows, found: RefreshedList, *, allow_shrink: bool) -> None:
        """Apply the rows, unless another body keeps the list or the register has a newer edition; note refusals."""
        kept = self.kept()
        if kept and kept.collection.body_id != self.body.pk:
            found.refusals.append(KeptByOther(body=str(kept.collection.body.code)))
            return
        self.job = self.requested or self.import_of()
        self.collection = collection_for_update(self.job, self.publisher)
        last = ListEdition.objects.filter(official_list__collection=self.collection)
        newest = last.order_by("-as_of", "-taken_at").first()
        found.held_as_of = newest.as_of if newest else None
        if newest and newest.as_of > self.head.as_of:
            held, day = WrittenDay(newest.as_of.isoformat()), WrittenDay(self.head.as_of.isoformat())
            found.refusals.append(OlderEdition(held=held, day=day))
            return
        found.notes += self.others(newest)
        found.applied = rows.apply(self.job, self.collection, first=newest is None)
        found.notes += found.applied.notes
        found.nothing = (
            bool(newest and newest.as_of == self.head.as_of)
            and not found.applied.errors
            and not any(each.outcome is not EntryOutcome.UNCHANGED for each in found.entries)
        )
        self.speak_against(found, allow_shrink=allow_shrink)

    @property
    def publisher(self) -> str:
        """The publisher that distinguishes lists of one word; empty if all publishers share one."""
        return self.head.publisher if self.head.declared.several else ""

    def kept(self) -> OfficialList | None:
        """Return the list, if an edition of it was accepted before."""
        lists = OfficialList.objects.select_related("collection__body")
        return lists.filter(word=self.head.declared.word, publisher=self.publisher).first()

    def others(self, newest: ListEdition | None) -> list[Coded]:
        """Return a note on other lists of the same word, where this would be a new one."""
        if newest or not self.head.declared.several:
            return []
        lists = OfficialList.objects.filter(word=self.head.declared.word).order_by("publisher")
        known = tuple(lists.values_list("publisher", flat=True))
        return [OtherPublishers(known=known)] if known else []

    def speak_against(self, found: RefreshedList, *, allow_shrink: bool) -> None:
        """Note the reasons that forbid taking the edition: rows with troubles, or too many entries that end."""
        assert found.applied is not None  # noqa: S101 - look() has applied it
        errors, ended = len(found.applied.errors), found.counts[EntryOutcome.ENDED]
        if errors:
            found.refusals.append(TroublesInFile(number=errors))
        if ended * MOST_ENDED > found.applied.before and not allow_shrink:
            found.refusals.append(TooManyEntriesEnd(ended=ended, held=found.applied.before))

    def import_of(self) -> Import:
        """Create the import of this edition."""
        head, now = self.head, timezone.now()
        return Import.objects.create(
            body=self.body,
            account=self.account,
            format=head.declared.format,
            file_name=self.given.name,
            sha256=self.given.sha256,
            size=self.given.size,
            options=head.as_options,
            state=ImportState.DONE,
            started_at=now,
            finished_at=now,
        )

    def keep(self, applied: AppliedEdition, counts: Mapping[str, int]) -> ListEdition:
        """Store the edition, the outcome of each entry, and the event. TakenMeanwhileError if another was first."""
        official = self.kept() or OfficialList.objects.create(
            word=self.head.declared.word, publisher=self.publisher, collection=self.collection
        )
        if official.collection_id != self.collection.pk:
            raise TakenMeanwhileError
        edition = ListEdition.objects.create(
            official_list=official,
            job=self.job,
            as_of=self.head.as_of,
            title=self.head.title,
            publisher=self.head.publisher,
            url=self.head.url,
            entries=applied.standing,
            taken_at=timezone.now(),
            **counts,
        )
        outcomes = [outcome_of(each) for each in applied.entries]
        keep_outcomes(self.job, outcomes, 0)
        done = Counter(each.outcome for each in outcomes)
        Import.objects.filter(pk=self.job.pk).update(
            total=len(outcomes), place=len(outcomes), **{str(word): done[word] for word in RecordOutcome}
        )
        said = {"body": self.body.code, "as_of": self.head.as_of.isoformat(), "sha256": self.given.sha256, **counts}
        record_event(
            actor=self.actor,
            verb="list_refreshed",
            what=f"list:{official.pk}",
            after={"list": official.word, "publisher": self.head.publisher, "import": str(self.job.pk), **said},
        )
        return edition


def outcome_of(entry: ListEntry) -> StoredOutcome:
    """Return an entry as the outcome of an imported record: one that ended counts as changed."""
    if entry.outcome is EntryOutcome.ENDED:
        return StoredOutcome(0, entry.record, RecordOutcome.CHANGED, notes=(FieldError("", NoLongerListed()),))
    return StoredOutcome(entry.line, entry.record, RecordOutcome(entry.outcome))
