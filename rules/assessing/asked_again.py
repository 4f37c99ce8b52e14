"""The partnerships that a change of identities would touch, before anybody decides it."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from institutions.events.changes import RegisterChange
from rules.assessing.questions import partnerships_touched_by
from rules.facts.gathering.changed_history import changed_acts
from rules.facts.gathering.parties import read_identities
from rules.facts.gathering.touch import touch_of


def partnerships_asked_again(parties: Collection[UUID]) -> set[UUID]:
    """Return the partnerships that are assessed again if these parties are joined or parted. It stores nothing."""
    named = frozenset(parties)
    change = RegisterChange(moment=timezone.now(), parties=named, identities=named)
    touch = touch_of(change, changed_acts(change), read_identities(by_number=False))
    return partnerships_touched_by(touch) if touch else set()
