"""From a change of the register to the questions of cases that it answers anew: whom it touches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from institutions.changes import Change, ChangedStatement
from institutions.kinds import KINDS, Reach, Sort
from rules.gathering.questions import COUNTRY, PARTY
from rules.gathering.asking import place
from rules.gathering.conditions import CONDITIONS
from rules.gathering.mapping.reading import text
from rules.gathering.parties import Identities
from rules.gathering.stated import Value, Values
from rules.gathering.treaties import HOME

# Nobody asks for a statement by its free text, its numbers or its days; for calls by their days see `dated_calls`.
FINDABLE: Final = frozenset({Sort.PARTY, Sort.PARTIES, Sort.CALL, Sort.WORD, Sort.COUNTRY})
Places = Mapping[str, tuple[str, ...]]  # sorted values by place


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCalls:
    """Calls of one body for one object that changed, by the first and the last day on which one closed."""

    body: str
    object: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """What a change answers: for all cases, and for those of one body. `partnership` is the one that stated it."""

    of_all: Places = field(default_factory=dict)
    of_body: Places = field(default_factory=dict)
    body: str | None = None
    partnership: str | None = None
    calls: tuple[ChangedCalls, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.of_all or self.of_body or self.calls)

    def to_json(self) -> dict[str, Any]:  # Any: plain data
        """The touch as plain JSON data; `from_json` gives an equal one back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Touch":  # Any: plain data that `to_json` wrote
        """Read what `to_json` wrote, also after a way through JSON text."""
        lists = {name: {at: tuple(values) for at, values in data[name].items()} for name in ("of_all", "of_body")}
        return cls(**{**data, **lists, "calls": tuple(ChangedCalls(**each) for each in data["calls"])})


def joined(touches: Iterable[Touch], *, partnership: str, body: str) -> Touch:
    """Several changes as one, as far as they may touch one partnership of a body."""
    of_all: dict[str, set[str]] = defaultdict(set)
    of_body: dict[str, set[str]] = defaultdict(set)
    calls: dict[tuple[str, str], set[str]] = defaultdict(set)
    for touch in touches:
        if touch.partnership == partnership:
            continue
        for found, places in ((of_all, touch.of_all), (of_body, touch.of_body if touch.body == body else {})):
            for at, values in places.items():
                found[at] |= set(values)
        for each in touch.calls:
            calls[each.body, each.object] |= {each.first, each.last}
    return Touch(of_all=settled(of_all), of_body=settled(of_body), body=body, calls=spans(calls))


def touch_of(change: Change, identity: Identities) -> Touch:
    """Whom a change touches. A party is asked for by any key that it has or had before it was found to be another."""
    names = Names(identity)
    of_all: dict[str, set[str]] = defaultdict(set)
    of_body: dict[str, set[str]] = defaultdict(set)
    calls: dict[tuple[str, str], set[str]] = defaultdict(set)
    for statement in change.statements:
        found = of_all if statement.reach is Reach.REGISTER else of_body
        for at, value in answered(statement, names):
            found[at].add(value)
        for body, procured, closed_on in dated_calls(statement, names):
            calls[body, procured].add(closed_on)
    of_all[PARTY] |= {key for party in change.parties for key in names.keys(party)}
    of_all[COUNTRY] |= change.countries - {HOME}  # a treaty is that of its other country
    return Touch(
        of_all=settled(of_all),
        of_body=settled(of_body),
        body=str(change.body) if change.body else None,
        partnership=str(change.partnership) if change.partnership else None,
        calls=spans(calls),
    )


@dataclass(slots=True)
class Names:
    """Every key under which a case may have asked for a party."""

    identity: Identities
    joined: dict[UUID, set[UUID]] = field(init=False)  # what was found to be a party, by that party

    def __post_init__(self) -> None:
        self.joined = defaultdict(set)
        for party in self.identity.same_as:
            self.joined[self.identity.true_id(party)].add(party)

    def keys(self, party: UUID) -> set[str]:
        """The key that it has now, and those that it and others had before they were found to be one."""
        true = self.identity.true_id(party)
        codes = self.identity.codes
        return {self.identity.key(true), *(codes.get(each) or str(each) for each in self.joined.get(true, ()))}


def answered(statement: ChangedStatement, names: Names) -> Iterator[tuple[str, str]]:
    """The places and values under which a case that asks finds the statement."""
    kind, values = statement.kind, plain(statement.values, names)
    met = [None, *(each for each in CONDITIONS if each.meets(values))]
    for name in (each.name for each in KINDS[kind].fields if each.sort in FINDABLE):
        value = statement.values[name]
        for each in value if isinstance(value, tuple) else (value,):
            for key in names.keys(each) if isinstance(each, UUID) else (each,):
                if isinstance(key, str):
                    yield from ((place(kind, name, only), key) for only in met)


def plain(values: Mapping[str, object], names: Names) -> Values:
    """The values as a case reads them."""
    return {name: said(value, names) for name, value in values.items() if value is not None}


def said(value: object, names: Names) -> Value:
    """One value; a party by its present key."""
    if isinstance(value, UUID):
        return names.identity.key(value)
    if isinstance(value, tuple):
        return tuple(str(said(each, names)) for each in value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | str) else None


def dated_calls(statement: ChangedStatement, names: Names) -> Iterator[tuple[str, str, str]]:
    """Body, object and day of a call that may be one of the earlier calls of a case."""
    if statement.kind != "call":
        return
    values = plain(statement.values, names)
    procured, closed_on = text(values, "object"), text(values, "closed_on")
    body = statement.values.get("body")
    if isinstance(body, UUID) and procured and closed_on:
        yield from ((key, procured, closed_on) for key in sorted(names.keys(body)))


def settled(found: Mapping[str, Iterable[str]]) -> Places:
    """The places in which something was found, and its values, sorted."""
    return {at: tuple(sorted(values)) for at in sorted(found) if (values := found[at])}


def spans(calls: Mapping[tuple[str, str], Iterable[str]]) -> tuple[ChangedCalls, ...]:
    """The first and the last day of the calls of each body for each object."""
    return tuple(
        ChangedCalls(body=body, object=procured, first=min(days), last=max(days))
        for (body, procured), days in sorted(calls.items())
    )
