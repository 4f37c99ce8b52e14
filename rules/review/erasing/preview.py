"""The content of a preview of an erasure: what was found, as plain data, and what of it a reader is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from institutions.access.partnerships import partnerships_for
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.models import Account
from institutions.models.sql_lists import among
from institutions.values.hashing import hash_json
from rules.models import ErasurePreview
from rules.review.erasing.erased_person import known_ids
from rules.review.erasing.obstacles import reasons_against
from rules.review.erasing.remaining import RemainingPlace, places_shown_to
from rules.review.erasing.scope import ErasureScope, heading_of

Json = dict[str, Any]  # Any: plain data


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """A finished preview as its reader sees it: the number of the cases, the remaining places, and the obstacles."""

    cases: int
    heading: str
    places: tuple[RemainingPlace, ...]
    obstacles: tuple[str, ...]


def found_in(scope: ErasureScope, places: Sequence[RemainingPlace]) -> Json:
    """Return what was found as plain data, for everybody: each reader is shown their part of it."""
    return {"cases": sorted(map(str, scope.partnerships)), "places": [place_data(each) for each in places]}


def fingerprint_of(scope: ErasureScope, places: Sequence[RemainingPlace]) -> str:
    """Return the hash of what was found and what it rests on: it changes when the data does."""
    retained = [[str(each.partnership), each.until.isoformat() if each.until else None] for each in scope.retained]
    return hash_json([found_in(scope, places), list(scope.snapshots), retained])


def place_data(place: RemainingPlace) -> Json:
    """Return a place as plain data."""
    return {
        "table": place.table,
        "row": place.row,
        "why": place.why.stored(),
        "partnership": str(place.partnership) if place.partnership else None,
        "party": str(place.party) if place.party else None,
    }


def place_from_data(data: Json) -> RemainingPlace:
    """Return a place from plain data."""
    partnership, party = (UUID(data[name]) if data[name] else None for name in ("partnership", "party"))
    return RemainingPlace(data["table"], data["row"], restore_code(data["why"]), partnership, party)


def places_of(preview: ErasurePreview) -> list[RemainingPlace]:
    """Return every place that a finished preview lists."""
    return [place_from_data(each) for each in (preview.found or {}).get("places", ())]


def shown_preview(preview: ErasurePreview, account: Account) -> ShownPreview:
    """Return a finished preview without restricted partnerships that the account may not read now.

    The obstacles are those of this moment.
    """
    cases = [UUID(each) for each in (preview.found or {}).get("cases", ())]
    readable = frozenset(partnerships_for(account).filter(among("pk", cases)).values_list("pk", flat=True))
    places = places_shown_to(places_of(preview), account)
    return ShownPreview(
        cases=len(readable),
        heading=heading_of(len(places)),
        places=tuple(places),
        obstacles=tuple(code_words(each) for each in reasons_against(known_ids(preview.person), readable)),
    )
