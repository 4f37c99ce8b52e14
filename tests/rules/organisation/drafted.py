"""An organisation in memory, and drafts that are applied to it or refused."""

from typing import Any

import pytest

from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.applying import after_acts
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.drafts.reorganisation.working import WorkingState
from institutions.parties.organisation.published import OrganisedSeat, PublishedAppointment
from institutions.parties.organisation.state import HeldFunction, Organisation, OrganisedPost
from tests.rules.organisation.made import body, held, organisation

Act = dict[str, Any]
GIVEN = organisation(
    [
        body("ONE"),
        body("TWO"),
        body("BUREAU", "ONE", "external_bureau"),
        body("OFFICE", "BUREAU", "other"),
        body("COUNCIL", kind="council"),
    ],
    [
        held("ONE", "funds"),
        held("ONE", "policy", ""),
        held("BUREAU", "promotes", basis_en="Act A"),
        held("TWO", "promotes", lead="joint", basis_en="Act B"),
        held("OFFICE", "supervises", target="BUREAU"),
    ],
    [
        OrganisedPost(body="ONE", en="Director", ja="局長", appointed_by="ONE"),
        OrganisedPost(body="TWO", en="Chair", ja="会長", appointed_by="BUREAU"),
    ],
    seats=(
        OrganisedSeat(body="COUNCIL", holder="ONE", sort="body", votes=2),
        OrganisedSeat(body="COUNCIL", holder="BUREAU", sort="body", votes=3),
        OrganisedSeat(body="COUNCIL", holder="c-1", sort="company"),
    ),
    appointments=(
        PublishedAppointment(person="p-1", body="ONE", post="局長"),
        PublishedAppointment(person="p-2", body="ONE", post="Clerk"),
    ),
)
NEW = {"act": "found", "key": "new", "code": "NEW", "name": {"en": "New Agency"}, "kind": "external_bureau"}
FUNDS = {"domain": "cloud", "function": "funds"}
MOVE = {"act": "move_mandate", "from": "ONE", "to": "TWO", **FUNDS}


def document(*acts: Act, **more: Any) -> dict[str, Any]:
    given = {
        "reference": "R-1",
        "title": {"en": "A draft"},
        "on": "2026-06-20",
        "basis": {"law": None, "note": "Draft"},
    }
    return {**given, "acts": list(acts), **more}


def applied(*acts: Act, given: Organisation = GIVEN, **more: Any) -> WorkingState:
    draft = read_reorganisation(document(*acts, **more))
    return after_acts(draft, given, lambda _day: frozenset(given.bodies), frozenset(given.bodies))


def refused(*acts: Act, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(DraftInvalid) as raised:
        applied(*acts, **more)
    return [(each.field, each.said.code.removeprefix("reorganisation.")) for each in raised.value.errors]


def of(state: WorkingState, key: str) -> set[tuple[str, str]]:
    return {(each.function, each.domain) for each in state.mandates if each.body == key}


def one(state: WorkingState, key: str, function: str) -> HeldFunction:
    (found,) = [each for each in state.mandates if (each.body, each.function) == (key, function)]
    return found
