"""The proposal in words, for the head of a partnership's page."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.models import DocumentParty, Party, Submission
from institutions.parties.co_sponsors import co_sponsors_of
from rules.engine.language.statements import Language, date_text, number_with_unit
from rules.explaining.wording.party_links import page_of_party
from rules.explaining.wording.words import role_words, text_in_language, words_in_brackets
from rules.facts.kinds.labels import word_label
from rules.review.casework.recusing import recused_on

Json = dict[str, Any]  # Any: plain data of the document
KIND_IN: Final = {"participants": "company", "officials": "person"}  # by table, the kind of its parties


def proposal_context(submission: Submission, language: Language, *, people: bool = False) -> Json:
    """Describe title, bodies, money, dates and parties of a submission; link pages of people only with `people`."""
    linked = KIND_IN if people else {"participants"}
    document: Json = submission.document
    parties = registered_parties(submission)
    names = names_by_key(document, parties, language)
    recused = recusals_by_party(document, parties, language)

    def rows(table: str, party: str) -> list[Json]:
        return [
            {
                "name": names.get(row[party], row[party]),
                "url": page_of_party(KIND_IN[table], register_key(parties, row[party])) if table in linked else "",
                "role": words_in_brackets(role_words(row.get("role"), language), language=language),
                "word": row.get("role", ""),
                "recused": recused.get(register_key(parties, row[party]), ""),
            }
            for row in document.get(table, [])
        ]

    return {
        "submission": submission,
        "title": submission.shown_title,
        "sponsor": submission.sponsor,
        "co_sponsors": co_sponsors_of(submission),
        "submitted_by": submission.partnership.submitted_by,
        "domain": text_in_language(word_label("domain", submission.domain), language),
        "value_yen": number_with_unit(submission.value_yen, "yen", language),
        "tax": text_in_language(word_label("tax", document["tax"]), language) if document.get("tax") else "",
        "proposed_on": date_text(submission.proposed_on.isoformat(), language),
        "participants": rows("participants", "company"),
        "officials": rows("officials", "person"),
    }


def recusals_by_party(document: Json, parties: dict[str, Party], language: Language) -> dict[str, str]:
    """Describe, by party, who is recused, and since when."""
    return {
        register_key(parties, key): _("recused since %(day)s") % {"day": date_text(on, language)}
        if on
        else _("recused")
        for key, on in recused_on(document, timezone.localdate()).items()
    }


def party_names(submission: Submission, language: Language) -> dict[str, str]:
    """Return names of the parties that the document calls by its own keys or by ids of the register. One query."""
    return names_by_key(submission.document, registered_parties(submission), language)


def names_by_key(document: Json, parties: dict[str, Party], language: Language) -> dict[str, str]:
    """Return names by key: those of the document, else those of the register for the party of the key.

    A document may leave the name out where it gives an id or a number.
    """
    registered = {
        key: text_in_language({"en": each.name_en, "ja": each.name_ja}, language) for key, each in parties.items()
    }
    stated = {
        party["key"]: text_in_language(party.get("name"), language)
        for table in ("companies", "people", "bodies")
        for party in document.get(table, [])
        if party.get("key")
    }
    return {key: name for names in (registered, stated) for key, name in names.items() if name}


def registered_parties(submission: Submission) -> dict[str, Party]:
    """Return the party of the register for each key or id of the document."""
    found = DocumentParty.objects.filter(submission=submission).select_related("party")
    return {each.key: each.party for each in found}


def register_key(parties: dict[str, Party], key: str) -> str:
    """Return the id of the party of a key of the document."""
    return str(parties[key].pk) if key in parties else key
