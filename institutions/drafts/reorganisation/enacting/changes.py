"""The changes of each day of a draft, as plain values: what ends the day before, and what begins."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

from institutions.drafts.reorganisation.applying import after_acts
from institutions.drafts.reorganisation.document import Reorganisation
from institutions.parties.organisation.published import OrganisedSeat
from institutions.parties.organisation.state import (
    HeldFunction,
    Organisation,
    OrganisationHistory,
    OrganisedBody,
    OrganisedPost,
)
from institutions.parties.organisation.succession import BODY, Handover

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfChange:
    """The organisation before and after the acts of one day, and what was handed over on it."""

    on: date
    before: Organisation
    after: Organisation
    handed: tuple[Handover, ...]

    @property
    def last_day_before(self) -> date:
        """The last day of what ends."""
        return self.on - timedelta(days=1)

    @property
    def founded(self) -> tuple[OrganisedBody, ...]:
        """The bodies that begin."""
        return tuple(body for key, body in self.after.bodies.items() if key not in self.before.bodies)

    @property
    def former_codes(self) -> dict[str, str]:
        """By the code of a body that got another one, the code before: what is described of it stays."""
        return {row.successor: row.predecessor for row in self.handed if row.is_same}

    @property
    def ended(self) -> tuple[OrganisedBody, ...]:
        """The bodies that end."""
        return tuple(body for key, body in self.before.bodies.items() if key not in self.after.bodies)

    @property
    def kept(self) -> Iterator[tuple[OrganisedBody, OrganisedBody]]:
        """The bodies that stay, as they were and as they are."""
        return ((body, self.after.bodies[key]) for key, body in self.before.bodies.items() if key in self.after.bodies)

    @property
    def renamed(self) -> tuple[OrganisedBody, ...]:
        """The bodies with other names, as they are called from the day on."""
        return tuple(new for old, new in self.kept if (old.en, old.ja) != (new.en, new.ja))

    @property
    def moved(self) -> tuple[OrganisedBody, ...]:
        """The bodies that stay and have another parent, as they are from the day on."""
        return tuple(new for old, new in self.kept if old.parent != new.parent)

    @property
    def mandates(self) -> "Differences[HeldFunction]":
        """The mandates that end, and those that begin."""
        return differences(self.before.mandates, self.after.mandates)

    @property
    def posts(self) -> "Differences[OrganisedPost]":
        """The posts that end, and those that begin."""
        return differences(self.before.posts, self.after.posts)

    @property
    def seats(self) -> "Differences[OrganisedSeat]":
        """The seats in councils that end, and those that begin."""
        return differences(self.before.seats, self.after.seats)


@dataclass(frozen=True, slots=True)
class Differences(Generic[Held]):
    """Values of one sort that end, and those that begin; an equal value may be there more than once."""

    ended: tuple[Held, ...]
    begun: tuple[Held, ...]


def differences(before: Iterable[Held], after: Iterable[Held]) -> Differences[Held]:
    """Compare what was held with what is held since."""
    then, now = Counter(before), Counter(after)
    return Differences(tuple((then - now).elements()), tuple((now - then).elements()))


def lasting(handed: Sequence[Handover], before: Organisation, after: Organisation) -> tuple[Handover, ...]:
    """Return what was handed over on one day between bodies that outlast it: none that began and ended on it."""
    found: list[Handover] = []
    for place, given in enumerate(handed):
        successor: str | None = given.successor
        for later in handed[place + 1 :]:
            if successor not in after.bodies and later.part == BODY and later.predecessor == successor:
                successor = later.successor
        if given.predecessor in before.bodies and successor in after.bodies and successor != given.predecessor:
            is_same = given.is_same and successor == given.successor
            found.append(replace(given, successor=str(successor), is_same=is_same))
    return tuple(found)


def days_of_change(draft: Reorganisation, history: OrganisationHistory) -> tuple[DayOfChange, ...]:
    """Return the changes of a draft by day, in order. DraftInvalid if it cannot be done.

    As in a preview, the register is read as of the last day: what is written leads to the organisation that it showed.
    """
    before = first = history.organisation(draft.assessed_on)
    keys_on, known = history.keys, history.known()
    found: list[DayOfChange] = []
    handed = 0
    for day in sorted({act.on for act in draft.acts}):
        until = replace(draft, acts=tuple(act for act in draft.acts if act.on <= day))
        state = after_acts(until, first, keys_on, known)
        after = state.organisation(draft.assessed_on)
        given = lasting(state.handed[handed:], before, after)
        found.append(DayOfChange(on=day, before=before, after=after, handed=given))
        before, handed = after, len(state.handed)
    return tuple(found)
