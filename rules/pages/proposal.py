"""What is proposed, in words, for the head of a partnership's page."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from institutions.models import DocumentParty, Party, Submission
from rules.facts.labels import word_of
from rules.language.statements import Language, date_text, number_text
from rules.pages.party_links import is_id, url_of
from rules.pages.words import in_brackets, in_language

Json = dict[str, Any]  # Any: plain data of the document
KIND_IN: Final = {"participants": "company", "officials": "person"}  # by table, what its parties are


def proposal_context(submission: Submission, language: Language, *, people: bool = False) -> Json:
    """Title, bodies, money, dates and parties of a submission, with their pages; of people for who may see `people`."""
    linked = KIND_IN if people else {"participants"}
    document: Json = submission.document
    names = party_names(submission, language)
    ids = dict(DocumentParty.objects.filter(submission=submission).values_list("key", "party_id"))

    def rows(table: str, party: str) -> list[Json]:
        return [
            {
                "name": names.get(row[party], row[party]),
                "url": url_of(KIND_IN[table], str(ids.get(row[party], row[party]))) if table in linked else "",
                "role": in_brackets(role_words(row.get("role"), language), language=language),
                "word": row.get("role", ""),
            }
            for row in document.get(table, [])
        ]

    return {
        "submission": submission,
        "title": submission.shown_title,
        "sponsor": submission.sponsor,
        "submitted_by": submission.partnership.submitted_by,
        "domain": in_language(word_of("domain", submission.domain), language),
        "value_yen": number_text(submission.value_yen, "yen", language),
        "proposed_on": date_text(submission.proposed_on.isoformat(), language),
        "participants": rows("participants", "company"),
        "officials": rows("officials", "person"),
    }


def role_words(role: str | None, language: Language) -> str:
    """What somebody does in the partnership; empty where it is not stated."""
    return in_language(word_of("role", role), language) if role else ""


def party_names(submission: Submission, language: Language) -> dict[str, str]:
    """Names of the parties that the document calls by its own keys, by codes or by ids."""
    document: Json = submission.document
    named = {
        party["key"]: in_language(party.get("name"), language)
        for table in ("companies", "people", "bodies")
        for party in document.get(table, [])
        if party.get("key")
    }
    called = {
        row[party]
        for table, party in (("participants", "company"), ("officials", "person"))
        for row in document.get(table, [])
    }
    return {**register_names(called - named.keys()), **{key: name for key, name in named.items() if name}}


def register_names(keys: Iterable[str]) -> dict[str, str]:
    """Names of parties of the register by their ids."""
    ids = {UUID(key) for key in keys if is_id(key)}
    return {str(party.pk): party.name for party in Party.objects.filter(pk__in=ids)} if ids else {}
