"""The register's data on a person: names, descriptions, statements about them, possible matches, imports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.kinds import FieldSort
from institutions.models import (
    TABLES,
    Account,
    AccountRequest,
    DocumentParty,
    FormDraft,
    IdentityDecision,
    IdentityLead,
    ImportOutcome,
    Party,
    PartyDetails,
    PartyName,
    Source,
    Statement,
    Submission,
    UnstatedOwner,
)
from institutions.parties.identities.matching import compared_match
from institutions.values.portions import split_portions
from rules.models import Mail, MailChoice, PersonDataFile
from rules.review.erasing.erased_person import ErasedPerson, erased_name
from rules.review.erasing.other_texts import rewrites_of_other_texts
from rules.review.erasing.rewrites import Rewrite, rewrite_column, rewrite_texts

NAMES: Final = {"en": "name_en", "ja": "name_ja", "kana": "name_kana"}
DESCRIPTIONS: Final = ("address", "phone", "note")
SOURCE_TEXTS: Final = ("title", "title_ja", "publisher", "url", "note")
CONTACTS: Final = frozenset(DESCRIPTIONS)
DOCUMENTS_AT_ONCE: Final = 50


def rewrites_of_register(
    who: ErasedPerson, partnerships: frozenset[UUID], retained: frozenset[UUID]
) -> Iterator[Rewrite]:
    """Yield all rewrites. `partnerships` are those with documents that name the person and are free to be rewritten.

    Statements and sources of partnerships in `retained` are parts of their documents, and stay.
    """
    yield from rewrites_of_parties(who)
    for row in statements_about(who):
        if row.partnership_id in retained:
            continue
        for field in row.kind.fields:
            if field.sort is FieldSort.TEXT:
                yield from rewrite_column(row, field.column, None)
    sources = Source.objects.exclude(pk__in=sources_of_documents(retained)).iterator(2_000)
    yield from rewrite_texts(sources, SOURCE_TEXTS, who)
    submissions = Submission.objects.filter(partnership__in=partnerships).iterator(DOCUMENTS_AT_ONCE)
    for submission, document in documents_without(submissions, who):
        yield from rewrite_column(submission, "document", document)
        yield from rewrite_texts((submission,), ("title",), who)
    # A document's own keys may be names: where they stand in it they are rewritten alike.
    keyed = DocumentParty.objects.filter(submission__partnership__in=partnerships).iterator(2_000)
    yield from rewrite_texts(keyed, ("key",), who)
    yield from rewrite_texts(FormDraft.objects.all().iterator(50), ("document",), who)
    leads = leads_about(who)
    for lead in leads.select_related("party"):
        folded = erased_name(lead.party_id, "en")[:200]
        yield from rewrite_column(lead, "folded", folded)
        # Otherwise whoever guesses the name could confirm it by its hash.
        yield from rewrite_column(lead, "match", compared_match(lead.party.kind, folded, lead.candidate_id))
        yield from rewrite_column(lead, "reason", who.text(lead.reason))
    yield from rewrite_texts(IdentityDecision.objects.filter(lead__in=leads), ("reason",), who)
    troubled = ImportOutcome.objects.exclude(errors=[], notes=[], read=[])
    yield from rewrite_texts(troubled.iterator(2_000), ("errors", "notes", "read", "record"), who)
    yield from rewrite_texts(UnstatedOwner.objects.exclude(description=""), ("description", "statement"), who)
    yield from rewrites_of_accounts(who)
    yield from rewrites_of_other_texts(who, retained)


def leads_about(who: ErasedPerson) -> QuerySet[IdentityLead]:
    """Return the possible matches of the person with anybody."""
    return IdentityLead.objects.filter(Q(party__in=who.ids) | Q(candidate__in=who.ids))


def rewrites_of_parties(who: ErasedPerson) -> Iterator[Rewrite]:
    """Yield present and former names, and the descriptions."""
    for party in Party.objects.filter(pk__in=who.ids):
        for language, column in NAMES.items():
            if getattr(party, column):
                yield from rewrite_column(party, column, erased_name(who.person, language))
        for column in DESCRIPTIONS:
            yield from rewrite_column(party, column, "")
    for name in PartyName.objects.filter(party__in=who.ids):
        yield from rewrite_column(name, "text", erased_name(who.person, name.language))
        yield from rewrite_column(name, "folded", "")
    for row in PartyDetails.objects.filter(party__in=who.ids):
        kept = {key: value for key, value in row.details.items() if key not in CONTACTS}
        yield from rewrite_column(row, "details", who.data(kept))


def statements_about(who: ErasedPerson) -> Iterator[Statement]:
    """Yield every row that mentions the person, superseded ones too, with its partnership: no row costs a query."""
    for table in TABLES.values():
        ways = Q(pk__in=[])
        for each in table.kind.parties:
            ways |= Q(**{f"{each.column}__in": who.ids})
        if table.kind.parties:
            yield from table.objects.filter(ways).select_related("partnership").distinct()


def sources_of_documents(partnerships: frozenset[UUID]) -> frozenset[int]:
    """Return the sources of the statements of these partnerships."""
    if not partnerships:
        return frozenset()
    rows = (
        table.objects.filter(partnership__in=partnerships, source__isnull=False).values_list("source_id", flat=True)
        for table in TABLES.values()
    )
    return frozenset().union(*rows)


def documents_without(
    submissions: Iterable[Submission], who: ErasedPerson
) -> Iterator[tuple[Submission, dict[str, Any]]]:  # Any: a document as it was submitted
    """Yield each submission with its document without the person: one query for so many of them."""
    for portion in split_portions(submissions, DOCUMENTS_AT_ONCE):
        keys: dict[int, set[str]] = defaultdict(set)
        named = DocumentParty.objects.filter(submission__in=portion, party__in=who.ids)
        for submission, key in named.values_list("submission_id", "key"):
            keys[submission].add(key)
        for each in portion:
            yield each, document_without(each, keys[each.pk], who)


def document_without(
    submission: Submission, keys: set[str], who: ErasedPerson
) -> dict[str, Any]:  # Any: a document as it was submitted
    """Return a document without the person's names, and without the free text of the statements that name them.

    Its keys, of which `keys` are the person's, stay, unless they are the name: they connect its statements, and the
    body's next revision is compared with it.
    """
    keys = keys | {who.text(each) for each in keys}  # as the document has them below
    keys |= who.keys
    found: dict[str, Any] = who.data(submission.document)
    for row in found.get("people") or []:
        if row.get("key") in keys or row.get("id") in keys:
            if isinstance(row.get("name"), dict):
                row["name"] = who.names_by_language(row["name"])
            for column in CONTACTS:
                row.pop(column, None)
    for statement in found.get("statements") or []:
        kind = TABLES[statement["kind"]].kind
        named = {text for each in kind.parties for text in as_list(statement.get(each.name))}
        if named & keys:
            for field in kind.fields:
                if field.sort is FieldSort.TEXT:
                    statement.pop(field.name, None)
    return found


def as_list(value: object) -> list[str]:
    """Return the keys in a field of parties: one, several or none."""
    if isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    return [value] if isinstance(value, str) else []


def rewrites_of_accounts(who: ErasedPerson) -> Iterator[Rewrite]:
    """Yield their account and e-mail addresses; a refusal has made sure that nobody can sign in to it any more."""
    for account in Account.objects.filter(person__in=who.ids):
        yield from rewrite_column(account, "username", f"erased-{account.pk}")
        yield from rewrite_column(account, "external_id", "")
    for choice in MailChoice.objects.filter(account__person__in=who.ids):
        yield from rewrite_column(choice, "address", "")
        yield from rewrite_column(choice, "confirmed", "")
    for file in PersonDataFile.objects.filter(person__in=who.ids):
        yield from rewrite_column(file, "content", {})
        yield from rewrite_column(file, "reason", who.text(file.reason))
    for mail in Mail.objects.filter(account__person__in=who.ids):
        yield from rewrite_column(mail, "address", "")
    for request in AccountRequest.objects.filter(account__person__in=who.ids):
        for column in ("before", "after"):
            yield from rewrite_column(request, column, without_names_of_account(getattr(request, column)))


def without_names_of_account(columns: dict[str, Any]) -> dict[str, Any]:  # Any: columns of an account, as JSON
    """Return the columns of a request without those that name the owner."""
    return {name: value for name, value in columns.items() if name not in ("username", "external_id")}
