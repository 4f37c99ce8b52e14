"""The registration of the documents of a file one by one: each gets an answer, whatever is wrong with the others."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from institutions.access.callers import ALL_BODIES
from institutions.audit.record import COMMAND, record_writes
from institutions.drafts.check import DraftInvalid, FieldError, check_document
from institutions.drafts.documents import FileDocument
from institutions.drafts.kept_errors import answered_errors
from institutions.drafts.store import DraftConflict, Registration, register_partnership
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.imports.kept_releases import keep_releases, kept_releases, lock_releases, merged_with
from institutions.imports.returned_processes import partnership_exported, process_refusal, same_as_export
from institutions.models import GovernmentBody, Submission, SubmissionWay
from rules.assessing.claim import claimed_here
from rules.assessing.result import result_json
from rules.assessing.waiting import finish_here
from rules.models import Assessment

Json = dict[str, Any]  # Any: plain data for JSON


@dataclass(frozen=True, slots=True)
class RegisteringAnswer:
    """The answer about one document."""

    label: str
    content: Json

    @property
    def failed(self) -> bool:
        """True if somebody must look at it: the document was refused, or its assessment failed."""
        return self.content["state"] in ("refused", "error", "set_aside")


def register_document(given: FileDocument, *, wait: bool) -> RegisteringAnswer:
    """Check and store one document; with `wait` assess it in this process before answering.

    The releases that it was merged from are kept, to be merged with those of later files.
    """
    return answer_about(given, stored_document(given, wait=wait), wait=wait)


def stored_document(given: FileDocument, *, wait: bool) -> Registration | Sequence[FieldError]:
    """Check and store one document with its releases, or return why it is refused. `wait`: its assessment is ours."""
    if given.errors:
        return given.errors
    try:
        draft = check_document(given.document)
        with claimed_here() if wait else nullcontext(), transaction.atomic():
            registered = register_partnership(draft, account=None, way=SubmissionWay.FILE)
            keep_releases([(registered.partnership.pk, given)])
            about = registered.partnership.pk
            record_writes(actor=COMMAND, verb="releases_kept", what=f"partnership:{about}", partnership=about)
    except DraftInvalid as invalid:
        return invalid.errors
    except DraftConflict as conflict:
        return [FieldError(pointer, conflict.said) for pointer in conflict.differs]
    return registered


def answer_about(given: FileDocument, stored: Registration | Sequence[FieldError], *, wait: bool) -> RegisteringAnswer:
    """Return the answer about a document that was stored or refused; with `wait` once it is assessed."""
    if not isinstance(stored, Registration):
        return refusal_answer(given, stored)
    return assessed_answer(given, newest_assessment(stored), stored.parties, wait=wait)


def assessed_answer(
    given: FileDocument, assessment: Assessment, parties: Mapping[str, UUID], *, wait: bool
) -> RegisteringAnswer:
    """Return the answer about a registered document, with the result of its assessment if there is one."""
    if wait:
        assessment = finish_here(assessment)
    named = {key: str(party) for key, party in parties.items()}
    notes = {"notes": errors_as_data(given.notes)} if given.notes else {}
    return RegisteringAnswer(given.label, {**result_json(assessment), "parties": named, **notes})


def register_process(given: FileDocument, options: OcdsOptions, *, wait: bool) -> RegisteringAnswer:
    """Register a process of OCDS data.

    Its releases are merged with those of earlier files while no other command or import may merge any of the body. A
    process that the register itself exported is its own partnership, as in an import: if such a process has no new
    content, the partnership is returned unchanged; otherwise it is refused, since OCDS holds only a part of a
    partnership.
    """
    body = GovernmentBody.objects.filter(code=options.submitted_by).first()
    if body is None:
        return register_document(given, wait=wait)
    with transaction.atomic():
        lock_releases(body.pk)
        given = with_earlier_releases(given, body)
        exported = None if given.errors else partnership_exported(given, body.pk, ALL_BODIES)
        stored = stored_document(given, wait=wait) if exported is None else ()
    if exported is None:
        return answer_about(given, stored, wait=wait)
    if not same_as_export(given, exported, options):
        return refusal_answer(given, [FieldError("/ocid", process_refusal(given, exported, ALL_BODIES))])
    return assessed_answer(given, Assessment.objects.filter(partnership=exported).newest_first()[0], {}, wait=wait)


def with_earlier_releases(given: FileDocument, body: GovernmentBody) -> FileDocument:
    """Return the document of a process with the releases of earlier files merged in.

    If it brings none that is not known, it is the revision that is in force, whichever the command names.
    """
    known = kept_releases(given, body.pk)
    merged = merged_with(given, known)
    if not known or merged.releases != known or not isinstance(merged.document, dict):
        return merged
    held = Submission.objects.filter(
        partnership__submitted_by=body, partnership__reference=merged.reference, superseded_at__isnull=True
    )
    revision = max(merged.document["revision"], *held.values_list("revision", flat=True))
    return replace(merged, document={**merged.document, "revision": revision})


def newest_assessment(registered: Registration) -> Assessment:
    """Return the latest assessment of the registered submission, or the partnership's latest if there is none."""
    of_partnership = Assessment.objects.filter(partnership=registered.partnership).newest_first()
    return of_partnership.filter(submission=registered.submission).first() or of_partnership[0]


def refusal_answer(given: FileDocument, errors: Sequence[FieldError]) -> RegisteringAnswer:
    """Return the answer for a document that was refused."""
    return RegisteringAnswer(
        given.label, {"reference": given.reference, "state": "refused", "errors": errors_as_data(errors)}
    )


def errors_as_data(given: Iterable[FieldError]) -> list[dict[str, Any]]:  # Any: plain data
    """Return errors or notes as plain data."""
    return answered_errors(given)
