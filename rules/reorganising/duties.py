"""People whose duties change with a draft: holders of published posts in bodies that end, move or hold other mandates.

A person has to do with the mandates of the body of the post and of those under it, as in the rules on the organisation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from institutions.drafts.reorganisation.enacting.changes import DayOfChange
from institutions.parties.organisation.published import PublishedAppointment
from institutions.parties.organisation.state import Organisation

Json = dict[str, Any]  # Any: plain data
Duty = tuple[str, str]  # function and domain; an empty domain: every one
NO_DUTIES: Final[frozenset[Duty]] = frozenset()


def changed_duties(days: Sequence[DayOfChange]) -> list[Json]:
    """Return each published post whose body or functions differ after the draft; `to` None: its body ends.

    The same body under another code is no other body.
    """
    if not days:
        return []
    before, after = days[0].before, days[-1].after
    then, now = duties_by_body(before), duties_by_body(after)
    recoded = {old: new for day in days for new, old in day.former_codes.items()}
    left = Counter(after.appointments)
    found = []
    for each in sorted(before.appointments, key=repr):
        to = body_after(each, left)
        held, holds = then.get(each.body, NO_DUTIES), now.get(to or "", NO_DUTIES)
        if to in (each.body, recoded.get(each.body)) and held == holds:
            continue
        found.append(
            {
                "person": each.person if each.named else None,
                "post": each.post,
                "from": each.body,
                "to": to,
                "begin": duties_shown(holds - held),
                "end": duties_shown(held - holds),
            }
        )
    return found


def body_after(each: PublishedAppointment, left: Counter[PublishedAppointment]) -> str | None:
    """Return the body of a post after the draft; None where the person has none of its name there. It is taken out."""
    same = [other for other in left if (other.person, other.post) == (each.person, each.post) and left[other]]
    if not same:
        return None
    chosen = each if each in same else min(same, key=repr)
    left[chosen] -= 1
    return chosen.body


def duties_by_body(organisation: Organisation) -> dict[str, frozenset[Duty]]:
    """Return by body the functions that it and the bodies under it hold."""
    found: dict[str, set[Duty]] = defaultdict(set)
    for held in organisation.mandates:
        body: str | None = held.body
        passed: set[str] = set()
        while body and body not in passed:
            found[body].add((held.function, held.domain))
            passed.add(body)
            there = organisation.bodies.get(body)
            body = there.parent if there else None
    return {body: frozenset(duties) for body, duties in found.items()}


def duties_shown(duties: Iterable[Duty]) -> list[Json]:
    """Return functions as plain data; `domain` None: every domain."""
    return [{"function": function, "domain": domain or None} for function, domain in sorted(duties)]
