"""The one check of a submission document: all its errors, or a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from institutions.access.callers import ALL_THAT_IS_OPEN, Reader, reader_of_bodies
from institutions.access.partnerships import is_marked
from institutions.codes.parameters import outside_value
from institutions.drafts.draft import PartnershipDraft, StatementDraft, Values
from institutions.drafts.errors import DraftInvalid, FieldError, FieldErrors, pointer_below
from institutions.drafts.limits import refuse_what_is_no_document
from institutions.drafts.lookup import FoundParties, SoughtIdentifiers
from institutions.drafts.objects import NamedObject, ObjectCheck
from institutions.drafts.references import Resolution, is_key, references_sought, well_formed_rows
from institutions.drafts.tax_basis import check_tax, with_tax
from institutions.drafts.troubles.document import OtherSubmitter
from institutions.drafts.troubles.statements import AboveItself
from institutions.kinds import KINDS, FieldSort
from institutions.kinds.document import DOCUMENT
from institutions.kinds.statement import COMMON_BY_NAME
from institutions.models import GovernmentBody
from institutions.values.hashing import hash_json

__all__ = ["DraftInvalid", "FieldError", "check_document"]

SCALARS = tuple(
    each.name
    for each in DOCUMENT.fields
    if each.sort not in (FieldSort.TABLE, FieldSort.ROWS, FieldSort.STATEMENTS, FieldSort.TITLE)
)


def check_document(
    document: object, *, account_body: str | None = None, reader: Reader | None = None
) -> PartnershipDraft:
    """Return a draft of a document, or raise DraftInvalid with every trouble. Read the register, but write nothing.

    `account_body` is the code of the body that sends it, where one is signed in: a body submits for itself only.
    `reader` is who sends it, the operator if nobody is given: the document names no party that they may not find.
    """
    walked = walk_submission(document)
    return draft_of(walked, account_body=account_body, reader=reader or operator_for(walked.content))


@dataclass(frozen=True, slots=True)
class WalkedSubmission:
    """A document whose form has been checked, before the look-up in the register."""

    content: dict[str, Any]  # Any: what the check reads
    named: list[NamedObject]
    troubles: FieldErrors

    @property
    def sought(self) -> SoughtIdentifiers:
        """The identifiers in it by which the register may know a party."""
        return references_sought(self.content, self.named)


def walk_submission(document: object) -> WalkedSubmission:
    """Check the form of a document alone; raise DraftInvalid where it is no document at all."""
    given = refuse_what_is_no_document(document)
    troubles = FieldErrors()
    walk = ObjectCheck(troubles)
    walk.table(DOCUMENT, given, "")
    return WalkedSubmission(given, walk.named, troubles)


def draft_of(
    walked: WalkedSubmission, *, reader: Reader, account_body: str | None = None, found: FoundParties | None = None
) -> PartnershipDraft:
    """Return a draft, as `check_document` does; `found` is the look-up in the register, where that was done before."""
    given, troubles = walked.content, walked.troubles
    resolution = Resolution(given, walked.named, troubles, reader=reader, found=found)
    resolution.check()
    check_submitter(given, account_body, troubles)
    check_parents(given, resolution, troubles)
    check_tax(given, troubles)
    troubles.refuse_if_any()
    return freeze_draft(given, resolution)


def operator_for(document: dict[str, object]) -> Reader:
    """Return the reader for an operator who sends a document: a restricted one as its body would."""
    return (
        body_reader_for(document) if is_marked(document) and is_key(document.get("submitted_by")) else ALL_THAT_IS_OPEN
    )


def body_reader_for(document: dict[str, object]) -> Reader:
    """Return the body that submits a document as its reader, of restricted partnerships too if it is of one."""
    body = GovernmentBody.objects.filter(code=document["submitted_by"]).values_list("pk", flat=True)
    return reader_of_bodies(body, kin=True, restricted=is_marked(document))


def check_submitter(document: dict[str, object], account_body: str | None, troubles: FieldErrors) -> None:
    """Check that the document is submitted in the name of the body of the key or account."""
    given = document.get("submitted_by")
    if account_body is not None and isinstance(given, str) and given != account_body:
        troubles.add("/submitted_by", OtherSubmitter(body=account_body, value=outside_value(given)))


def check_parents(document: dict[str, object], resolution: Resolution, troubles: FieldErrors) -> None:
    """Check that no body of the document is above itself, directly or through others. Each is passed once."""
    parents = {
        key: row.get("parent") for _, row in well_formed_rows(document, "bodies") if is_key(key := row.get("key"))
    }
    above_themselves: set[str] = set()
    done: set[str] = set()
    for key in parents:
        way, at = dict[str, None](), key
        while at in parents and at not in done:
            done.add(at)
            way[at] = None
            at = parent if is_key(parent := parents[at]) else ""
        if at in way:
            passed = list(way)
            above_themselves.update(passed[passed.index(at) :])
    for key in parents:
        if key in above_themselves:
            troubles.add(pointer_below(resolution.keys[key], "parent"), AboveItself())


def sources_by_key(document: dict[str, Any]) -> dict[str, Values]:
    """Return the sources of a document without errors, by key."""
    return {str(row["key"]): row for _, row in well_formed_rows(document, "sources")}


def freeze_draft(given: dict[str, Any], resolution: Resolution) -> PartnershipDraft:
    """Freeze a document that has no errors. The revision is written out: a missing one means 1."""
    document = {**given, "revision": given.get("revision") or 1}
    rows = {
        table: tuple(row for _, row in well_formed_rows(document, table))
        for table in ("participants", "officials", "leads")
    }
    return PartnershipDraft(
        document=document,
        sha256=hash_json(document),
        reference=document["reference"],
        revision=document["revision"],
        submitted_by=document["submitted_by"],
        sponsor=document["sponsor"],
        proposal={name: freeze_list(document[name]) for name in SCALARS if name in document},
        selection={name: freeze_list(value) for name, value in document["selection"].items()},
        leads=rows["leads"] if document.get("leads") is not None else None,
        participants=rows["participants"],
        officials=rows["officials"],
        parties=resolution.parties,
        sources=sources_by_key(document),
        statements=statement_drafts(document, resolution),
        references=resolution.known_parties(),
        reader=resolution.reader,
    )


def statement_drafts(document: dict[str, Any], resolution: Resolution) -> tuple[StatementDraft, ...]:
    """Return the statements of a document without errors, in its order."""
    tax = document.get("tax")
    return tuple(
        statement_draft(with_tax(row, tax), pointer, resolution)
        for pointer, row in well_formed_rows(document, "statements")
    )


def statement_draft(row: Mapping[str, Any], pointer: str, resolution: Resolution) -> StatementDraft:
    """Return one statement of a document without errors, at its JSON pointer."""
    kind = KINDS[row["kind"]]
    values: Values = {name: freeze_list(v) for name, v in row.items() if name != "kind" and name not in COMMON_BY_NAME}
    return StatementDraft(
        kind=kind.name,
        values=values,
        from_on=row.get("from"),
        until_on=row.get("until"),
        source=row.get("source"),
        confidence=row.get("confidence") or "fact",
        pointer=pointer,
        country_fields=frozenset(
            each.name
            for each in kind.fields
            if each.or_country and isinstance(row.get(each.name), str) and resolution.type_of(row[each.name]) is None
        ),
    )


def freeze_list(value: object) -> object:
    """Return a list as a tuple, and any other value as it is."""
    return tuple(value) if isinstance(value, list) else value
