"""The sources of a document, each stored once in the register."""

from datetime import date

from institutions.drafts.draft import PartnershipDraft
from institutions.models import Source


def store_sources(draft: PartnershipDraft) -> dict[str, int]:
    """Register id of the source of each key. The same document, read on the same day, is one source."""
    made: dict[str, Source] = {}
    for key, row in draft.sources.items():
        retrieved = row.get("retrieved_on")
        made[key] = Source(
            title=row["title"],
            publisher=row.get("publisher") or "",
            url=row.get("url") or "",
            retrieved_on=date.fromisoformat(retrieved) if retrieved else None,
        )
    if not made:
        return {}
    distinct = {each.fingerprint: each for each in made.values()}
    Source.objects.bulk_create(distinct.values(), ignore_conflicts=True)
    ids = dict(Source.objects.filter(fingerprint__in=distinct).values_list("fingerprint", "pk"))
    return {key: ids[each.fingerprint] for key, each in made.items()}
