"""Events that everybody with access to the trail reads hold no number from which restricted cases can be counted."""

from typing import Any

import pytest

from institutions.access.events import events_for
from institutions.audit.trail_standing import note_verified
from institutions.audit.verify import verify_audit
from institutions.models import Account, GovernmentBody, Role
from tests.every import undone
from tests.policyengine.access.proposals import registered
from tests.rules.restricted_parties.building import naming, restricted

pytestmark = pytest.mark.usefixtures("no_broker")
OF_EVENTS = frozenset({"events", "unsealed_events"})  # which their ids, that count up, tell as well


def numbers_of_verification(*documents: dict[str, Any]) -> dict[str, object]:
    """Return the numbers that an auditor without the right reads of a verification after these were registered."""
    with undone():
        for each in documents:
            registered(each)
        found = verify_audit()
        assert found.troubles == ()
        event = note_verified(found)
        auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
        told = events_for(auditor).get(pk=event.pk).after or {}
        return {name: value for name, value in told.items() if name not in OF_EVENTS}


def test_a_verification_does_not_count_the_chains_of_restricted_cases(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    """Each partnership has a chain: their number, without those to be read, was that of all restricted ones."""
    known = naming(name={"en": "Shiro Optics Ltd."})
    alone = numbers_of_verification(known)
    assert numbers_of_verification(known, restricted()) == alone
    assert alone["troubles"] == 0
