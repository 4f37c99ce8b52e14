"""A case after a reorganisation: one body in the place of another, the document as it reads on a day, moved posts.

What was submitted and stated stays as it was. From the day on which one body takes the place of another, cases read
every statement about the former as about the latter, as they do with two parties that were found to be one. So the
history of a body does not end with its name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from institutions.models import BodyParent, Mandate
from institutions.parties.organisation.succession import Successions, read_successions
from rules.facts.gathering.document import Json
from rules.facts.gathering.drafted_seats import SeatsOfDay
from rules.facts.gathering.government import read_mandates
from rules.facts.gathering.mapping.reading import text_or_none
from rules.facts.gathering.parties import Identities, PartyDetailsByKey, body_parents, read_identities
from rules.facts.gathering.statements import GatheredStatement


@dataclass(frozen=True, slots=True)
class Government:
    """Government as cases read it: keys of bodies, their parents, mandates and successions; of the register or a draft.

    `described` are bodies that a draft founds, and the days of those that it ends; `successors`, by key, the bodies
    that others took the place of by the day that it was made for.
    """

    identity: Identities
    parents: list[BodyParent]
    successions: Successions
    described: PartyDetailsByKey
    mandates: Sequence[Mandate]
    seats: tuple[SeatsOfDay, ...] = ()  # that a draft changes
    successors: Mapping[str, str] = field(default_factory=dict)

    def on(self, day: date) -> "Government":
        """Return it with every body that another took the place of by a day as that other one."""
        return replace(
            self,
            identity=with_successors(self.identity, self.successions, day),
            successors=self.successions.taken_place(day),
        )


def read_government(known_at: datetime) -> Government:
    """Read the bodies of the register as known at a moment: four queries."""
    return Government(
        read_identities(),
        body_parents(known_at),
        read_successions(known_at),
        PartyDetailsByKey(),
        read_mandates(known_at),
    )


def with_successors(identity: Identities, successions: Successions, day: date) -> Identities:
    """Return identities in which a body is the one that took its place by a day."""
    ids = identity.ids
    found = successions.taken_place(day)
    same = {ids[key]: ids[now] for key, now in found.items() if key in ids and now in ids}
    return replace(identity, same_as={**identity.same_as, **same}, keys={}) if same else identity


def document_on(document: Json, successions: Successions, day: date, *, received: datetime) -> Json:
    """Return a document with the bodies that answer on a day for partnerships that were handed over by domain.

    `received`: when it came in. Who submitted for itself goes along with its partnership.
    """
    if not successions:
        return document
    domain = document["domain"]

    def owner(name: str) -> str:
        return successions.owner(name, domain, day, since=received)

    sponsor, submitter = owner(document["sponsor"]), document["submitted_by"]
    changed: dict[str, object] = {"sponsor": sponsor}
    if submitter == document["sponsor"]:
        changed["submitted_by"] = sponsor
    if named := document.get("co_sponsors"):
        changed["co_sponsors"] = [owner(each) for each in named]
    if leads := document.get("leads"):
        changed["leads"] = [{**row, "by": owner(row["by"])} if row.get("by") else row for row in leads]
    return {**document, **changed}


def with_moved_posts(
    statements: Iterable[GatheredStatement], successions: Successions, day: date
) -> Iterator[GatheredStatement]:
    """Yield the statements; that somebody holds a post that went to another body as two: before and since."""
    for stated in statements:
        body = text_or_none(stated.values, "body") if stated.kind == "appointment" else None
        if body is None or body not in successions.bodies:
            yield stated
            continue
        current = stated
        for place, since in successions.of_holder(body, text_or_none(stated.values, "post") or "", day):
            first = since.isoformat()
            if current.until_on is not None and current.until_on < first:
                break
            moved = replace(current, values={**current.values, "body": place})
            if current.from_on is None or current.from_on < first:
                yield replace(current, until_on=(since - timedelta(days=1)).isoformat())
                moved = replace(moved, from_on=first)
            current = moved
        yield current
