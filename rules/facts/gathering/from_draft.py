"""The case of a draft that is not stored: its own statements, and the register's knowledge of its parties."""

from datetime import date

from django.utils import timezone

from institutions.access.partnerships import is_marked
from institutions.access.statements import scope_stated
from institutions.drafts.draft import PartnershipDraft, StatementDraft
from institutions.drafts.parties import kept_parties
from institutions.kinds import KINDS, FieldSort
from institutions.models import Partnership
from rules.facts.gathering.answers import RegisterAnswers
from rules.facts.gathering.cases import build_case, roots_of
from rules.facts.gathering.document import KeyOf, read_document_value, submission_source
from rules.facts.gathering.from_register import as_of_of, read_known
from rules.facts.gathering.parties import Identities
from rules.facts.gathering.rows import GatheredRow
from rules.facts.gathering.statements import CaseInput, GatheredStatement, StatementSource, Value
from rules.facts.gathering.succeeding import read_government

NEW = "new:"


def gather_draft(draft: PartnershipDraft, as_of: date | None = None) -> CaseInput:
    """Build the case as if the draft were registered now. It opens no transaction and writes nothing.

    An earlier revision of the same reference is left out: the draft would replace its statements.
    """
    now = timezone.now()
    day = as_of or as_of_of(draft.proposal.get("assess_as_of"), now)
    government = read_government(now).on(day)
    identity = government.identity
    replaced = Partnership.objects.filter(submitted_by__code=draft.submitted_by, reference=draft.reference).first()
    key_of = draft_keys(draft, replaced, identity)
    partnership = f"{NEW}{draft.reference}"
    before = str(replaced.id) if replaced else ""
    roots = roots_of(draft.document, key_of, identity, partnership=partnership, replaced=before)
    known = read_known([roots], government, now, RegisterAnswers(), extra=draft_rows(draft, key_of, partnership))
    return build_case(draft.document, key_of, roots, known, day)


def draft_keys(draft: PartnershipDraft, replaced: Partnership | None, identity: Identities) -> KeyOf:
    """Return the keys in facts of the draft's references: parties of the register, also of the last revision."""
    previous = replaced.submissions.order_by("-revision").first() if replaced else None
    kept = kept_parties(previous, draft.parties.values(), restricted=is_marked(draft.document))

    def key_of(reference: str) -> str:
        if reference in draft.references:
            return identity.key(draft.references[reference].id)
        if reference in kept:
            return identity.key(kept[reference].id)
        return f"{NEW}{reference}" if reference in draft.parties else reference

    return key_of


def draft_rows(draft: PartnershipDraft, key_of: KeyOf, partnership: str) -> list[GatheredRow]:
    """Return the statements of the draft. A call is known by its place in the document until it has a lineage."""
    keyed = [(each.values.get("key"), each) for each in draft.statements if each.kind == "call"]
    calls = {str(key): lineage_of(each) for key, each in keyed if key}
    # Once, and not for each statement.
    people = frozenset(key for key, party in draft.parties.items() if party.kind == "person")
    return [
        GatheredRow(
            stated_in(each, draft, key_of, calls), scope_stated(KINDS[each.kind], each.values, people), partnership
        )
        for each in draft.statements
    ]


def lineage_of(statement: StatementDraft) -> str:
    """Return a substitute for the lineage of a statement that is not stored: its place in the document."""
    return f"{NEW}{statement.pointer.rsplit('/', 1)[-1].zfill(5)}"


def stated_in(
    statement: StatementDraft, draft: PartnershipDraft, key_of: KeyOf, calls: dict[str, str]
) -> GatheredStatement:
    """Make one statement of the draft, as the register would hold it."""
    kind = KINDS[statement.kind]
    values: dict[str, Value] = {}
    for field in kind.fields:
        if field.name in statement.values:
            given = statement.values[field.name]
            values[field.name] = (
                calls.get(given, given)
                if field.sort is FieldSort.CALL
                else key_of(given)
                if field.or_party and (given in draft.parties or given in draft.references)
                else read_document_value(field, given, key_of)
            )
    lineage = lineage_of(statement)
    return GatheredStatement(
        ref=f"{kind.name}/{lineage}",
        lineage=lineage,
        kind=kind.name,
        values=values,
        from_on=statement.from_on,
        until_on=statement.until_on,
        source=draft_source(draft, statement.source),
        confidence="claim" if statement.confidence == "claim" else "fact",
        body=draft.submitted_by,
    )


def draft_source(draft: PartnershipDraft, key: str | None) -> StatementSource:
    """Return the source that a statement names, else the submission."""
    if key is None:
        return submission_source(draft.reference, draft.submitted_by)
    given = draft.sources[key]
    return StatementSource(**{name: given.get(name) or "" for name in ("title", "publisher", "url", "retrieved_on")})
