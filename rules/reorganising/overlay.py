"""A draft laid over the register for cases: government as an enactment would state it, in memory alone.

The rows are the unsaved ones that `institutions.drafts.reorganisation.enacting.writing` would store.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import uuid4

from institutions.drafts.reorganisation.enacting.changes import DayOfChange
from institutions.drafts.reorganisation.enacting.writing import DESCRIBED
from institutions.models import BodyParent, GovernmentBody, Mandate
from institutions.parties.organisation.state import HeldFunction, held_function
from institutions.parties.organisation.succession import joined
from rules.facts.gathering.document import DETAILS, name_by_language
from rules.facts.gathering.drafted_seats import SeatsOfDay
from rules.facts.gathering.parties import BodySpan, Identities, PartyDetailsByKey
from rules.facts.gathering.statements import Values
from rules.facts.gathering.succeeding import Government

KEPT: Final = tuple(name for name in DESCRIBED if name in DETAILS)


def drafted_government(government: Government, days: Iterable[DayOfChange], seen_on: date) -> Government:
    """Return government with the acts of a draft. `seen_on`: the last day of its acts, as of which it was drafted."""
    given = tuple(days)
    details: dict[str, Values] = {}
    names: dict[str, dict[str, str]] = {}
    spans: dict[str, BodySpan] = {}
    described = described_as_before(given)
    for day in given:
        for body in day.founded:
            details[body.key] = {"sort": "body", "type": body.kind, "country": "JP", **described.get(body.key, {})}
            names[body.key] = name_by_language({"en": body.en, "ja": body.ja})
            spans[body.key] = BodySpan(body.kind, day.on, None)
        for body in day.ended:
            spans[body.key] = BodySpan(body.kind, None, day.last_day_before)
    identity = with_founded(government.identity, details)
    parents, mandates = list(government.parents), list(government.mandates)
    for day in given:
        parents = with_parents(parents, day, identity, seen_on)
        mandates = with_mandates(mandates, day, identity, seen_on)
    handed = (row for day in given for row in day.handed)
    return Government(
        identity,
        sorted(parents, key=lambda row: row.from_on or date.min),
        joined(government.successions.rows, handed),
        PartyDetailsByKey(details, names, spans),
        mandates,
        tuple(SeatsOfDay(day.on, day.seats.ended, day.seats.begun) for day in given),
    )


def described_as_before(days: Iterable[DayOfChange]) -> dict[str, Values]:
    """Return what cases read of bodies that get another code, as under the codes before: one query at most."""
    former = {new: old for day in days for new, old in day.former_codes.items()}
    rows = GovernmentBody.objects.filter(code__in=former.values()) if former else ()
    known = {row.code: row for row in rows}
    return {
        new: {name: value for name in KEPT if (value := getattr(known[old], name)) not in (None, "")}
        for new, old in former.items()
        if old in known
    }


def with_founded(identity: Identities, founded: Iterable[str]) -> Identities:
    """Return the keys of parties with those of bodies that do not exist yet."""
    ids = {key: uuid4() for key in founded if key not in identity.ids}
    codes = {**identity.codes, **{party: key for key, party in ids.items()}}
    return replace(
        identity, codes=codes, ids={**identity.ids, **ids}, founded=identity.founded | {*ids.values()}, keys={}
    )


def with_parents(
    parents: Iterable[BodyParent], day: DayOfChange, identity: Identities, seen_on: date
) -> list[BodyParent]:
    """Return parents after one day: those of moved and ended bodies end the day before, new ones begin on it."""
    changed = {body.key for body in (*day.moved, *day.ended)}
    found: list[BodyParent] = []
    for row in parents:
        if identity.key(row.body_id) not in changed or not holds(row, seen_on):
            found.append(row)
        elif row.from_on is None or row.from_on <= day.last_day_before:
            ended = copy(row)
            ended.until_on = day.last_day_before
            found.append(ended)
    return found + [
        BodyParent(body_id=identity.ids[body.key], parent_id=identity.ids[body.parent], from_on=day.on)
        for body in (*day.founded, *day.moved)
        if body.parent
    ]


def with_mandates(mandates: Iterable[Mandate], day: DayOfChange, identity: Identities, seen_on: date) -> list[Mandate]:
    """Return mandates after one day: for each value that ends one row ends the day before, and new ones begin on it."""
    ended = list(day.mandates.ended)
    found: list[Mandate] = []
    for row in mandates:
        if not holds(row, seen_on) or (value := held_by(row)) not in ended:
            found.append(row)
            continue
        ended.remove(value)
        if row.from_on is None or row.from_on <= day.last_day_before:
            last = copy(row)
            last.until_on = day.last_day_before
            found.append(last)
    return found + [drafted_mandate(each, day, identity) for each in day.mandates.begun]


def drafted_mandate(held: HeldFunction, day: DayOfChange, identity: Identities) -> Mandate:
    """Return a mandate that begins on a day, unsaved. Its body may not exist yet."""
    row = Mandate(
        body_id=identity.ids[held.body],
        function=held.function,
        domain=held.domain,
        lead=held.lead,
        from_on=day.on,
    )
    row.held = held  # type: ignore[attr-defined]  # of a row that no query finds: what a later day of the draft ends
    return row


def held_by(row: Mandate) -> HeldFunction:
    """Return a mandate as a plain value, that of a draft as it was drafted."""
    return getattr(row, "held", None) or held_function(row)


def holds(row: BodyParent | Mandate, day: date) -> bool:
    """Return whether a row is true on a day."""
    return (row.from_on or date.min) <= day <= (row.until_on or date.max)
