"""The storage of a checked draft: one transaction, the same answer when it is sent again, revisions side by side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.access.partnerships import is_marked, store_restriction
from institutions.audit.record import actor_of, record_event
from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.drafts.confinement import confine_named_in, lock_restricted, settle_confined
from institutions.drafts.draft import PartnershipDraft
from institutions.drafts.origin import DocumentStatements, origin_of_submission
from institutions.drafts.parties import (
    Earlier,
    ResolvedParties,
    describe_new,
    kept_parties,
    no_known_parties,
    resolve_parties,
)
from institutions.drafts.sources import DocumentSources, keepers_of, store_sources
from institutions.drafts.statements import HeldOfPartnership, SharedChanges, store_statements
from institutions.drafts.troubles.document import OlderRevision, OtherContent, ReferenceDisposed
from institutions.events.batching import batch_acts
from institutions.events.changes import RegisterChange
from institutions.events.signals import partnership_registered, register_changed
from institutions.kinds import PartyType
from institutions.models import Account, DocumentParty, Partnership, Submission, SubmissionWay
from institutions.models.noted_rows import close_rows, note_written
from institutions.values.differing_fields import differing_fields
from institutions.values.written_day import written_day

# Two documents with the same new number at one moment: the second is stored again and then finds the number.
ATTEMPTS: Final = 3


@dataclass(frozen=True, slots=True)
class Registration:
    """The answer to a registration: `created` is false where the same document had been stored before."""

    partnership: Partnership
    submission: Submission
    created: bool
    parties: dict[str, UUID]  # by key of the document


class DraftConflict(CodedError):  # noqa: N818 - a refusal, not a fault
    """A refused revision: other content has its number, or a later one is stored. `differs` are JSON pointers."""

    def __init__(self, differs: tuple[str, ...], said: Coded | None = None) -> None:
        self.differs = differs
        super().__init__(said or other_content(differs))


def other_content(differs: tuple[str, ...]) -> Coded:
    """Return the message on the places where the content differs from the registered one."""
    return OtherContent(where=", ".join(differs[:10]) + (" …" if len(differs) > 10 else ""))


def register_partnership(
    draft: PartnershipDraft,
    *,
    account: Account | None,
    way: str | SubmissionWay,
    request_id: str = "",
    known: Earlier = no_known_parties,
) -> Registration:
    """Store a draft. The same content, sent again, returns the first; other content raises DraftConflict.

    `known` finds parties that the sender is sure of, beside those of the last revision. A higher revision supersedes
    the one before; a lower one raises DraftConflict. Receivers of the signals run in the transaction: an error in one
    of them leaves nothing behind.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return _register(draft, account, SubmissionWay(way), request_id, known)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _register(
    draft: PartnershipDraft, account: Account | None, way: SubmissionWay, request_id: str, known: Earlier
) -> Registration:
    moment = timezone.now()
    body = draft.references[draft.submitted_by].id
    restricted = is_marked(draft.document)
    if restricted:
        lock_restricted(body)
    partnership, is_new = partnership_for_update(draft, body, moment)
    if partnership.disposed_at is not None:
        raise DraftConflict(("/reference",), ReferenceDisposed())
    previous = None if is_new else partnership.submissions.order_by("-revision").first()
    if previous and (same := same_revision(previous, draft.revision)):
        return registered_before(partnership, same, draft)
    if previous and draft.revision < previous.revision:
        raise DraftConflict(
            ("/revision",), OlderRevision(held=PlainNumber(previous.revision), given=PlainNumber(draft.revision))
        )
    moment = max(moment, timezone.now(), previous.received_at if previous else moment)
    resolved = resolve_parties(
        draft.parties,
        draft.references,
        lambda rows: {**known(rows), **kept_parties(previous, rows, restricted=restricted)},
        body,
        reader=draft.reader,
        confined=restricted,
    )
    if previous:
        close_rows(partnership.submissions.filter(superseded_at__isnull=True), moment)
    changed = store_restriction(partnership, draft.document)
    submission = unsaved_submission(partnership, draft, resolved, account=account, way=way, received_at=moment)
    submission.save(force_insert=True)
    origin = origin_of_submission(submission)
    describe_new(draft.parties, resolved, dict.fromkeys(draft.parties, origin), moment)
    note_written(DocumentParty.objects.bulk_create(document_keys(draft, resolved, submission)))
    if changed and not is_new:
        confine_named_in(partnership)
    elif resolved.confined and not restricted:
        settle_confined(resolved.confined)
    keepers = keepers_of(draft.sources, draft.statements, resolved, body, restricted=restricted)
    (sources,) = store_sources([DocumentSources(draft.sources, keepers)])
    held = HeldOfPartnership(partnership.pk, previous)
    stated = [DocumentStatements(origin, draft.statements, sources)]
    changes = store_statements(stated, held, {origin.owner: resolved}, moment)
    record_event(
        actor=actor_of(account, draft.submitted_by if way == SubmissionWay.REST else ""),
        verb="revised" if previous else "registered",
        what=f"partnership:{partnership.pk}",
        partnership=partnership.pk,
        before={"revision": previous.revision, "sha256": previous.sha256} if previous else None,
        after=submission_told(submission),
        request_id=request_id,
    )
    with batch_acts():
        partnership_registered.send(sender=Submission, submission=submission, request_id=request_id)
        signal_changes(changes, submission, previous)
    keys = {key: resolved.by_reference[key] for key in draft.parties}
    return Registration(partnership, submission, created=True, parties=keys)


def partnership_for_update(draft: PartnershipDraft, body: UUID, moment: datetime) -> tuple[Partnership, bool]:
    """Lock the partnership of this reference, created if need be (then True): one revision is stored at a time."""
    made = Partnership(reference=draft.reference, submitted_by_id=body, created_at=moment)
    Partnership.objects.bulk_create([made], ignore_conflicts=True)
    held = Partnership.objects.select_for_update(no_key=True).get(submitted_by=body, reference=draft.reference)
    if held.pk == made.pk:
        note_written([made])
    return held, held.pk == made.pk


def same_revision(newest: Submission, revision: int) -> Submission | None:
    """Return the stored revision with a number; None if there is none. Other revisions, however many, are not read."""
    if newest.revision <= revision:
        return newest if newest.revision == revision else None
    return Submission.objects.filter(partnership=newest.partnership_id, revision=revision).first()


def registered_before(partnership: Partnership, same: Submission, draft: PartnershipDraft) -> Registration:
    """Return the first answer again, or raise DraftConflict."""
    if same.sha256 != draft.sha256:
        raise DraftConflict(differing_fields(same.document, draft.document))
    parties = dict(same.parties.filter(key__in=draft.parties).values_list("key", "party_id"))
    return Registration(partnership, same, created=False, parties=parties)


def unsaved_submission(
    partnership: Partnership,
    draft: PartnershipDraft,
    resolved: ResolvedParties,
    *,
    account: Account | None,
    way: SubmissionWay,
    received_at: datetime,
    stated_at: datetime | None = None,
) -> Submission:
    """Return the unsaved submission of a draft."""
    return Submission(
        partnership=partnership,
        revision=draft.revision,
        document=draft.document,
        sha256=draft.sha256,
        received_at=received_at,
        stated_at=stated_at,
        account=account,
        way=way,
        title=" / ".join(text for _, text in sorted(draft.document["title"].items())),
        sponsor_id=resolved.by_reference[draft.sponsor],
        domain=draft.proposal["domain"],
        value_yen=draft.proposal["value_yen"],
        proposed_on=written_day(draft.proposal["proposed_on"]),
    )


def submission_told(submission: Submission) -> dict[str, object]:
    """Return the words of its event about a submission."""
    return {"revision": submission.revision, "sha256": submission.sha256, "way": SubmissionWay(submission.way).value}


def document_keys(draft: PartnershipDraft, resolved: ResolvedParties, submission: Submission) -> list[DocumentParty]:
    """Return, unsaved, the party of each key, of each id of a company or person, and each co-sponsor."""
    signing = draft.proposal.get("co_sponsors") or ()
    by_id = (ref for ref, known in draft.references.items() if known.kind is not PartyType.BODY)
    named = {*draft.parties, *signing, *by_id}
    return [DocumentParty(submission=submission, key=key, party_id=resolved.by_reference[key]) for key in sorted(named)]


def signal_changes(changes: SharedChanges, submission: Submission, previous: Submission | None) -> None:
    """Publish the changes that others may read: new, changed or superseded statements, and the proposal."""
    stated_alike = previous and document_above_statements(previous) == document_above_statements(submission)
    documents = () if stated_alike else (submission, previous) if previous else (submission,)
    if changes.statements or documents:
        change = RegisterChange(
            moment=submission.received_at,
            statements=tuple(changes.statements),
            partnership=submission.partnership_id,
            body=submission.partnership.submitted_by_id,
            submissions=documents,
        )
        register_changed.send(sender=Submission, change=change)


def document_above_statements(submission: Submission) -> dict[str, object]:
    """Return a document without its statements and the number of its revision."""
    return {name: value for name, value in submission.document.items() if name not in ("statements", "revision")}
