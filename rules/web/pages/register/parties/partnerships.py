"""The partnerships that name a party, as far as the reader may read them, with their state and worst finding."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from institutions.access.partnerships import partnerships_for
from institutions.models import DocumentParty, Submission
from rules.access.readable_results import severity_of, with_state
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.words import nothing_flagged, role_words
from rules.models import Severity, State
from rules.web.pages.register.parties.party_page import PartyRequest

Json = dict[str, Any]  # Any: what a template shows
FIRST: Final = 10
COMMA: Final = {"en": ", ", "ja": "、"}
PLACES: Final = (("participants", "company"), ("officials", "person"))


def partnerships_context(looked: PartyRequest) -> Json:
    """Return the newest of them, and their number. Four queries."""
    found = partnerships_with_party(looked)
    return {"partnerships": party_partnership_rows(found[:FIRST], looked), "partnerships_in_all": found.count()}


def partnerships_with_party(looked: PartyRequest) -> QuerySet[Any]:  # Any: with what `with_state` adds
    """Return the partnerships whose present document names the party, newest first."""
    named = DocumentParty.objects.filter(
        submission__partnership=OuterRef("pk"), submission__superseded_at__isnull=True, party__in=looked.ids
    )
    return with_state(partnerships_for(looked.account).filter(Exists(named))).order_by("-created_at", "-pk")


def party_partnership_rows(partnerships: Iterable[Any], looked: PartyRequest) -> list[Json]:
    """Return these partnerships with the party's role in each."""
    rows: list[Any] = list(partnerships)
    current = Submission.objects.filter(partnership__in=[each.pk for each in rows], superseded_at__isnull=True)
    documents: dict[UUID, Submission] = {each.partnership_id: each for each in current.select_related("sponsor")}
    keys: dict[int, set[str]] = defaultdict(set)
    for submission, key in DocumentParty.objects.filter(
        submission__in=[each.pk for each in documents.values()], party__in=looked.ids
    ).values_list("submission", "key"):
        keys[submission].add(key)
    return [
        party_partnership_row(each, documents[each.pk], keys, looked.language) for each in rows if each.pk in documents
    ]


def party_partnership_row(
    partnership: Any, submission: Submission, keys: dict[int, set[str]], language: Language
) -> Json:
    """Return one row."""
    level = severity_of(partnership.worst)
    return {
        "partnership": partnership,
        "title": submission.shown_title,
        "roles": party_role_words(submission, keys[submission.pk], language),
        "sponsor": submission.sponsor,
        "proposed_on": date_text(submission.proposed_on.isoformat(), language),
        "level": level,
        "worst": Severity(level).label if level else nothing_flagged(partnership.unknown or 0),
        "state": State(partnership.state).label if partnership.state else "–",
    }


def party_role_words(submission: Submission, keys: Iterable[str], language: Language) -> str:
    """Return the party's roles in the partnership."""
    said = dict.fromkeys(roles_under_keys(submission.document, frozenset(keys), language))
    return COMMA[language].join(said) or _("mentioned in statements")


def roles_under_keys(document: Json, keys: frozenset[str], language: Language) -> Iterator[str]:
    """Yield each role under one of these keys."""
    for table, party in PLACES:
        for row in document.get(table) or ():
            if row.get(party) in keys and row.get("role"):
                yield role_words(row["role"], language)
