"""The step from a change of the register to the questions of cases that it answers again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from institutions.access.statements import serves_everybody
from institutions.events.changes import ChangedStatement, RegisterChange
from institutions.kinds import KINDS, FieldSort
from institutions.kinds.mandates import EVERY_DOMAIN
from rules.facts.gathering.asked_rows import stored_place
from rules.facts.gathering.changed_history import ChangedAct, Sort
from rules.facts.gathering.conditions import CONDITIONS, WITHOUT_DOMAIN
from rules.facts.gathering.parties import Identities
from rules.facts.gathering.questions import COUNTRY, MANDATE, PARTY
from rules.facts.gathering.statements import Value, Values
from rules.facts.gathering.treaties import HOME

# Nobody asks for a statement by its free text, its numbers or its days; acts of a sponsor are asked for otherwise.
FINDABLE: Final = frozenset({FieldSort.PARTY, FieldSort.PARTIES, FieldSort.CALL, FieldSort.WORD, FieldSort.COUNTRY})
Places = Mapping[str, tuple[str, ...]]  # sorted values by place
Act = tuple[Sort, str, str, str]  # the values of an act besides its day


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedActs:
    """Acts of one body in one domain or for one object that changed, by their first and last day.

    `domain` and `object` are empty if cases do not read by them, the days where at least one act has none.
    """

    sort: Sort
    body: str
    domain: str
    object: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAnswers:
    """The answers of a change: for all cases, and for those of one body. `partnership` is the one that stated it."""

    of_all: Places = field(default_factory=dict)
    of_body: Places = field(default_factory=dict)
    body: str | None = None
    partnership: str | None = None
    acts: tuple[ChangedActs, ...] = ()
    acts_of_body: tuple[ChangedActs, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.of_all or self.of_body or self.acts or self.acts_of_body)

    def to_json(self) -> dict[str, Any]:  # Any: plain data
        """Return the touch as plain JSON data; `rulebook_from_json` gives an equal one back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ChangeAnswers":  # Any: plain data that `rulebook_to_json` wrote
        """Read what `rulebook_to_json` wrote, also after a way through JSON text."""
        lists = {name: {at: tuple(values) for at, values in data[name].items()} for name in ("of_all", "of_body")}
        acts = {name: tuple(ChangedActs(**each) for each in data[name]) for name in ("acts", "acts_of_body")}
        return cls(**{**data, **lists, **acts})


def join_touches(touches: Iterable[ChangeAnswers], *, partnership: str, body: str) -> ChangeAnswers:
    """Combine several changes into one, as far as they may touch one partnership of a body."""
    of_all: dict[str, set[str]] = defaultdict(set)
    of_body: dict[str, set[str]] = defaultdict(set)
    acts: dict[Act, set[str]] = defaultdict(set)
    acts_of_body: dict[Act, set[str]] = defaultdict(set)
    for touch in touches:
        if touch.partnership == partnership:
            continue
        for found, places in ((of_all, touch.of_all), (of_body, touch.of_body if touch.body == body else {})):
            for at, values in places.items():
                found[at] |= set(values)
        own = touch.acts_of_body if touch.body == body else ()
        for by_act, changed in ((acts, touch.acts), (acts_of_body, own)):
            for each in changed:
                by_act[each.sort, each.body, each.domain, each.object] |= {each.first, each.last}
    return ChangeAnswers(
        of_all=settled_places(of_all),
        of_body=settled_places(of_body),
        body=body,
        acts=act_spans(acts),
        acts_of_body=act_spans(acts_of_body),
    )


def touch_whoever_stated(touches: Iterable[ChangeAnswers]) -> ChangeAnswers:
    """Combine several changes into one that touches at least what they do: that of one body or case counts for all."""
    of_all: dict[str, set[str]] = defaultdict(set)
    acts: dict[ChangedActs, None] = {}
    for touch in touches:
        for places in (touch.of_all, touch.of_body):
            for at, values in places.items():
                of_all[at] |= set(values)
        acts |= dict.fromkeys((*touch.acts, *touch.acts_of_body))
    return ChangeAnswers(of_all=settled_places(of_all), acts=tuple(acts))


def touch_of(change: RegisterChange, acts: Iterable[ChangedAct], identity: Identities) -> ChangeAnswers:
    """Return the touch of a change. Cases ask for a party by any key that it has or had before a match."""
    names = PartyKeys(identity)
    of_all: dict[str, set[str]] = defaultdict(set)
    of_body: dict[str, set[str]] = defaultdict(set)
    for statement in change.statements:
        found = of_all if serves_everybody(statement.scope) else of_body
        for at, value in answered_places(statement, names):
            found[at].add(value)
    of_all[PARTY] |= {key for party in change.parties for key in names.keys(party)}
    of_all[COUNTRY] |= change.countries - {HOME}  # a treaty is that of its other country
    of_all[MANDATE] |= {domain or EVERY_DOMAIN for domain in change.mandates}
    by_act: dict[Act, set[str]] = defaultdict(set)
    by_own_act: dict[Act, set[str]] = defaultdict(set)
    for each in acts:
        if each.company:
            of_all[stored_place("award", "company", WITHOUT_DOMAIN)] |= names.keys(each.company)
        for body in names.keys(each.body):
            (by_own_act if each.own else by_act)[each.sort, body, each.domain, each.object].add(each.on)
    return ChangeAnswers(
        of_all=settled_places(of_all),
        of_body=settled_places(of_body),
        body=str(change.body) if change.body else None,
        partnership=str(change.partnership) if change.partnership else None,
        acts=act_spans(by_act),
        acts_of_body=act_spans(by_own_act),
    )


@dataclass(slots=True)
class PartyKeys:
    """Every key under which a case may have asked for a party."""

    identity: Identities
    joined: dict[UUID, set[UUID]] = field(init=False)  # the parties found to be one party, by that party

    def __post_init__(self) -> None:
        self.joined = defaultdict(set)
        for party in self.identity.same_as:
            self.joined[self.identity.true_id(party)].add(party)

    def keys(self, party: UUID) -> set[str]:
        """Return its present key, and those that it and others had before they were found to be one."""
        true = self.identity.true_id(party)
        codes = self.identity.codes
        return {self.identity.key(true), *(codes.get(each) or str(each) for each in self.joined.get(true, ()))}


def answered_places(statement: ChangedStatement, names: PartyKeys) -> Iterator[tuple[str, str]]:
    """Yield the places and values under which a case that asks finds the statement."""
    kind, values = statement.kind, values_as_read(statement.values, names)
    met = [None, *(each for each in CONDITIONS if each.meets(values))]
    for name in (each.name for each in KINDS[kind].fields if each.sort in FINDABLE):
        value = statement.values[name]
        for each in value if isinstance(value, tuple) else (value,):
            for key in names.keys(each) if isinstance(each, UUID) else (each,):
                if isinstance(key, str):
                    yield from ((stored_place(kind, name, only), key) for only in met)


def values_as_read(values: Mapping[str, object], names: PartyKeys) -> Values:
    """Return the values as a case reads them."""
    return {name: value_as_read(value, names) for name, value in values.items() if value is not None}


def value_as_read(value: object, names: PartyKeys) -> Value:
    """Return one value; a party by its present key."""
    if isinstance(value, UUID):
        return names.identity.key(value)
    if isinstance(value, tuple):
        return tuple(str(value_as_read(each, names)) for each in value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | str) else None


def settled_places(found: Mapping[str, Iterable[str]]) -> Places:
    """Return the places in which something was found, and its values, sorted."""
    return {at: tuple(sorted(values)) for at in sorted(found) if (values := found[at])}


def act_spans(acts: Mapping[Act, Collection[str]]) -> tuple[ChangedActs, ...]:
    """Return the first and the last day of acts of one sort; one without a day covers any day."""
    return tuple(
        ChangedActs(
            sort=sort,
            body=body,
            domain=domain,
            object=procured,
            first="" if "" in days else min(days),
            last="" if "" in days else max(days),
        )
        for (sort, body, domain, procured), days in sorted(acts.items())
    )
