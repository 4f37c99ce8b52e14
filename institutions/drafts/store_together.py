"""The storage of many new partnerships at once: the rows, events and signals of one registration after the other.

The number of queries depends on the tables that the documents write to, and not on how many documents there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from institutions.audit.coverage import covered_table
from institutions.audit.record import PartnershipAct, actor_of, record_acts
from institutions.drafts.draft import PartnershipDraft
from institutions.drafts.name_searches import take_in_names
from institutions.drafts.numbers import store_adopted
from institutions.drafts.origin import DocumentStatements, origin_of_submission
from institutions.drafts.parties import DocumentParties, ResolvedParties, store_descriptions, supersede_adopted
from institutions.drafts.sources import DocumentSources, keepers_of, store_sources
from institutions.drafts.statements import NothingHeld, SharedChanges, store_statements
from institutions.drafts.store import Registration, document_keys, submission_told, unsaved_submission
from institutions.events.batching import batch_acts
from institutions.events.changes import RegisterChange
from institutions.events.signals import partnership_registered, register_changed
from institutions.models import Account, DocumentParty, Partnership, Party, Submission, SubmissionWay
from institutions.models.noted_rows import note_written, noted_writes


@dataclass(frozen=True, slots=True)
class ResolvedDraft:
    """A checked draft of a partnership that the register does not have, and the party of each of its keys.

    `stated_at` is when the publisher of a file released it.
    """

    draft: PartnershipDraft
    resolved: ResolvedParties
    stated_at: datetime | None = None


@transaction.atomic
def register_together(
    given: Sequence[ResolvedDraft], body: UUID, *, account: Account | None, way: SubmissionWay
) -> list[Registration]:
    """Store drafts of new, unrestricted partnerships of one body, as `register_partnership` would one by one.

    IntegrityError where another transaction has stored one of the references or numbers meanwhile: nothing is left
    behind, and the caller stores them one by one.
    """
    submissions = store_submissions(given, body, account, way)
    moment = submissions[-1].received_at
    origins = [origin_of_submission(each) for each in submissions]
    described = [
        DocumentParties(each.draft.parties, each.resolved, dict.fromkeys(each.draft.parties, origin))
        for each, origin in zip(given, origins, strict=True)
    ]
    store_adopted([adopted for each in given for adopted in each.resolved.numbered.values()])
    names = store_descriptions(described, moment)
    superseded = [
        supersede_adopted(each, submission.received_at) for each, submission in zip(described, submissions, strict=True)
    ]
    places = {party.pk: place for place, each in enumerate(given) for party in each.resolved.new.values()}
    take_in_names(names, body, places)
    pairs = list(zip(given, submissions, strict=True))
    note_written(
        DocumentParty.objects.bulk_create(
            chain.from_iterable(document_keys(each.draft, each.resolved, submission) for each, submission in pairs)
        )
    )
    sources = store_sources(
        DocumentSources(
            each.draft.sources,
            keepers_of(each.draft.sources, each.draft.statements, each.resolved, body, restricted=False),
        )
        for each in given
    )
    stated = [
        DocumentStatements(origin, each.draft.statements, cited)
        for each, origin, cited in zip(given, origins, sources, strict=True)
    ]
    resolved = {origin.owner: each.resolved for each, origin in zip(given, origins, strict=True)}
    changes = store_statements(stated, NothingHeld(), resolved, moment)
    rows = rows_by_document(given, submissions, sources)
    record_acts(
        [
            PartnershipAct(
                what=f"partnership:{each.partnership_id}",
                partnership=each.partnership_id,
                after=submission_told(each),
                rows=[
                    *rows[place],
                    *superseded[place],
                    *given[place].resolved.adopting(),
                ],
            )
            for place, each in enumerate(submissions)
        ],
        actor=actor_of(account),
        verb="registered",
    )
    signal_together(submissions, changes, body)
    return [
        Registration(
            submission.partnership,
            submission,
            created=True,
            parties={key: each.resolved.by_reference[key] for key in each.draft.parties},
        )
        for each, submission in pairs
    ]


def store_submissions(
    given: Sequence[ResolvedDraft], body: UUID, account: Account | None, way: SubmissionWay
) -> list[Submission]:
    """Insert partnerships, new parties and submissions, each received a moment after the one before."""
    partnerships = [
        Partnership(reference=each.draft.reference, submitted_by_id=body, created_at=timezone.now()) for each in given
    ]
    note_written(Partnership.objects.bulk_create(partnerships))
    new = [party for each in given for party in each.resolved.new.values()]
    # Those with a number in one order everywhere, so that two transactions with the same new numbers never deadlock.
    new.sort(key=lambda each: (each.corporate_number or "", each.lei or ""))
    note_written(Party.objects.bulk_create(new))
    submissions = [
        unsaved_submission(
            partnership,
            each.draft,
            each.resolved,
            account=account,
            way=way,
            received_at=max(timezone.now(), partnership.created_at),
            stated_at=each.stated_at,
        )
        for each, partnership in zip(given, partnerships, strict=True)
    ]
    return note_written(Submission.objects.bulk_create(submissions))


def rows_by_document(
    given: Sequence[ResolvedDraft], submissions: Sequence[Submission], sources: Sequence[dict[str, int]]
) -> list[list[models.Model]]:
    """Return the rows that this transaction wrote for each of the documents, as far as no event names them yet."""
    places: dict[tuple[str, Any], int] = {}  # Any: keys of any type
    for place, (each, submission, cited) in enumerate(zip(given, submissions, sources, strict=True)):
        places["partnership", submission.partnership_id] = places["submission", submission.pk] = place
        for party in (*each.resolved.new.values(), *each.resolved.adopting()):
            places.setdefault(("party", party.pk), place)
        for source in cited.values():
            places.setdefault(("source", source), place)
    found: list[list[models.Model]] = [[] for _ in given]
    for row in chain.from_iterable(each.rows for each in noted_writes()):
        for owner in owners_of(row):
            if (of_row := places.get(owner)) is not None:
                found[of_row].append(row)
                if hasattr(row, "submission_id"):  # the members of its lists are rows of another table
                    places[f"{type(row).__name__.lower()}_id", row.pk] = of_row
                break
    return found


def owners_of(row: Any) -> Iterator[tuple[str, Any]]:  # Any: a row of any table, and keys of any type
    """Yield what leads from a row to the document that brought it in, the surest first."""
    table = type(row).__name__.lower()
    yield table, row.pk
    for column in ("submission_id", "partnership_id"):
        if hasattr(row, column):
            yield column.removesuffix("_id"), getattr(row, column)
    covered = covered_table(type(row))
    if covered and covered.group and hasattr(row, covered.group):
        yield covered.group, getattr(row, covered.group)


def signal_together(submissions: Sequence[Submission], changes: SharedChanges, body: UUID) -> None:
    """Publish each registration, and in one change everything that others may read."""
    with batch_acts():
        for each in submissions:
            partnership_registered.send(sender=Submission, submission=each, request_id="")
        change = RegisterChange(
            moment=submissions[-1].received_at,
            statements=tuple(changes.statements),
            body=body,
            submissions=tuple(submissions),
        )
        register_changed.send(sender=Submission, change=change)
