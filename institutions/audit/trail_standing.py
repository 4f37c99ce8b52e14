"""State of the audit trail: the last seal, the last verification, and whether one event is as it was written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from institutions.audit.record import COMMAND, record_event
from institutions.audit.verify import VerifiedTrail
from institutions.models import AuditChain, AuditEvent, AuditSeal
from institutions.values.hashing import hash_json

VERIFIED: Final = "audit_verified"
WEEKLY: Final = 8  # events of verifications read at once: the trail is verified daily, and wholly once a week


def note_verified(found: VerifiedTrail, actor: str = COMMAND, since: datetime | None = None) -> AuditEvent:
    """Record an event with the result of a verification: how much was read, and how many troubles were found.

    Neither chains nor rows are counted in it: a partnership has a chain of its own, so that their number would be that
    of all partnerships to whoever reads the trail, restricted ones included. The command prints them.
    """
    said: dict[str, Any] = {  # Any: plain data
        **({"since": since.isoformat()} if since else {}),
        "events": found.events,
        "seals": found.seals,
        "last_seal": found.last_seal,
        "unsealed_events": found.unsealed_events,
        "troubles": len(found.troubles),
    }
    return record_event(actor=actor, verb=VERIFIED, what="audit", after=said)


@dataclass(frozen=True, slots=True)
class TrailStanding:
    """The last verification (None: never), and the last seal (None: none yet) with its number."""

    verified: AuditEvent | None
    seal: AuditSeal | None


def trail_standing() -> TrailStanding:
    """Read the state in two queries, however long the trail is."""
    return TrailStanding(last_verification(), AuditSeal.objects.defer("heads").order_by("-number").first())


def last_verification() -> AuditEvent | None:
    """Return the event of the last verification; None if the trail was never verified.

    After a run that found troubles it is that one, until a run over the whole trail finds none: one that began at a day
    has not looked at what was found before.
    """
    newest: AuditEvent | None = None
    for event in AuditEvent.objects.filter(verb=VERIFIED).order_by("-at", "-id").iterator(WEEKLY):
        newest, said = newest or event, event.after or {}
        if said.get("troubles"):
            return event
        if "since" not in said:
            break
    return newest


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStanding:
    """One event in its chain. `hash_right`: its content has its hash; `follows`: it builds on the event before it;
    `continued`: the next event, or the head of the chain, builds on it. `seal`: the number of the seal over it.
    """

    event: AuditEvent
    length: int
    hash_right: bool
    follows: bool
    continued: bool
    before: AuditEvent | None
    next: AuditEvent | None
    seal: int | None

    @property
    def whole(self) -> bool:
        """True if the event and its neighbours fit together."""
        return self.hash_right and self.follows and self.continued


def event_standing(event: AuditEvent) -> EventStanding:
    """Check the event beside its neighbours: three queries."""
    chain = event.chain
    around = {each.number: each for each in neighbouring_events(event)}
    before, following = around.get(event.number - 1), around.get(event.number + 1)
    follows = event.previous == (before.hash if before else "") and (before is not None or event.number == 1)
    if following:
        continued = following.previous == event.hash
    else:
        continued = (chain.length, chain.head) == (event.number, event.hash)
    return EventStanding(
        event=event,
        length=chain.length,
        hash_right=hash_json(event.content) == event.hash,
        follows=follows,
        continued=continued,
        before=before,
        next=following,
        seal=covering_seal(event, chain),
    )


def neighbouring_events(event: AuditEvent) -> list[AuditEvent]:
    """Return the events before and after it in its chain."""
    numbers = (event.number - 1, event.number + 1)
    return list(AuditEvent.objects.filter(chain=event.chain_id, number__in=numbers))


def covering_seal(event: AuditEvent, chain: AuditChain) -> int | None:
    """Return the first seal after the event that covers its chain up to it; None if it is not sealed yet."""
    for seal in AuditSeal.objects.filter(at__gte=event.at).order_by("number")[:2]:
        head: Any = seal.heads.get(chain.name)  # Any: plain data
        if head and head[0] >= event.number:
            return seal.number
    return None
