"""Search of the audit trail: the conditions, and the events that meet them, the newest first.

Each way to narrow it has an index that ends with moment and id, so that a page of it is read from there alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.audit.words import VERBS
from institutions.codes.base import Coded
from institutions.codes.errors import CodedFieldsError
from institutions.models import Account, AuditChain, AuditEvent, Partnership, Person
from institutions.models.audit import REST
from institutions.query.parameters import ParameterError, day_parameter, word_parameter
from institutions.query.troubles import (
    NoAccountFound,
    NoPartnershipFound,
    PeriodEndsBefore,
    SearchTooLong,
    YearOutOfRange,
)
from institutions.values.moments import start_of_day
from institutions.values.written_id import written_id

MOST_OF_ONE_REFERENCE: Final = 50  # bodies that may use one reference
LONGEST: Final = 200  # characters of a search value
KINDS_OF_ACTORS: Final = ("account", "body")
YEARS: Final = range(1900, 3000)
CHAIN: Final = "partnership:"


class SearchRefusedError(CodedFieldsError):
    """A search that is not possible: the trouble and the remedy, by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The conditions of a search; empty matches everything. `partnership` holds chain names; both days are included."""

    partnership: tuple[str, ...] = ()
    actor: str = ""
    verb: str = ""
    object: str = ""
    request_id: str = ""
    from_on: date | None = None
    until_on: date | None = None

    @property
    def names_person(self) -> bool:
        """True if the search is about one person: their acts, or acts on them."""
        kind, _sep, key = self.object.partition(":")
        return self.actor.startswith("account:") or kind == "account" or (kind == "party" and is_known_person(key))

    @property
    def content(self) -> dict[str, Any]:  # Any: plain data
        """The conditions as plain data for an event."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items() if value}


PARAMETERS: Final = frozenset({"partnership", "actor", "verb", "object", "request_id", "from", "until"})


def is_known_person(key: str) -> bool:
    """Return whether this is the id of a person of the register."""
    person = written_id(key)
    return person is not None and Person.objects.filter(pk=person).exists()


def search_of(given: Mapping[str, str], readable: QuerySet[Partnership]) -> Search:
    """Read a search; SearchRefusedError if a value is not possible. Spaces around a value are dropped."""
    said = {name: given.get(name, "").replace("\0", "").strip() for name in PARAMETERS}
    errors: dict[str, Coded] = {name: SearchTooLong() for name, value in said.items() if len(value) > LONGEST}
    if errors:
        raise SearchRefusedError(errors)
    chains: tuple[str, ...] = ()
    if said["partnership"] and not (chains := chains_of(said["partnership"], readable)):
        errors["partnership"] = NoPartnershipFound()
    actor = actor_for_search(said["actor"])
    if actor is None:
        errors["actor"] = NoAccountFound()
    try:
        word_parameter(said, "verb", sorted(VERBS))
    except ParameterError as wrong:
        errors["verb"] = wrong.said
    days = {name: read_search_day(said, name, errors) for name in ("from", "until")}
    if days["from"] and days["until"] and days["from"] > days["until"]:
        errors["until"] = PeriodEndsBefore()
    if errors:
        raise SearchRefusedError(errors)
    return Search(
        partnership=chains,
        actor=actor or "",
        verb=said["verb"],
        object=said["object"],
        request_id=said["request_id"],
        from_on=days["from"],
        until_on=days["until"],
    )


def chains_of(text: str, readable: QuerySet[Partnership]) -> tuple[str, ...]:
    """Return the chain names of a partnership, by its id or its reference; `rest` for events of no partnership."""
    if text == REST:
        return (REST,)
    try:
        found = readable.filter(pk=UUID(text))
    except ValueError:
        found = readable.filter(reference=text)
    return tuple(f"{CHAIN}{pk}" for pk in found.order_by("pk").values_list("pk", flat=True)[:MOST_OF_ONE_REFERENCE])


def actor_for_search(text: str) -> str | None:
    """Return an actor in the form of events, or an account by its user name; None if there is none."""
    if not text or text in ("system", "command") or text.partition(":")[0] in KINDS_OF_ACTORS:
        return text
    pk = Account.objects.filter(username=text).values_list("pk", flat=True).first()
    return f"account:{pk}" if pk else None


def read_search_day(given: Mapping[str, str], name: str, errors: dict[str, Coded]) -> date | None:
    """Read a day; a trouble is added to the errors. No database holds moments of every year."""
    try:
        day = day_parameter(given, name)
    except ParameterError as wrong:
        errors[name] = wrong.said
        return None
    if day and day.year not in YEARS:
        errors[name] = YearOutOfRange()
    return day


def events_found(search: Search, events: QuerySet[AuditEvent]) -> QuerySet[AuditEvent]:
    """Return of the events that somebody may read those that answer it."""
    if search.partnership:
        events = events.filter(chain__in=list(chain_ids(search.partnership)))
    exact = {name: value for name in ("actor", "verb", "object", "request_id") if (value := getattr(search, name))}
    events = events.filter(**exact)
    if search.from_on:
        events = events.filter(at__gte=start_of_day(search.from_on))
    if search.until_on:
        events = events.filter(at__lt=start_of_day(search.until_on + timedelta(days=1)))
    return events


def chain_ids(names: tuple[str, ...]) -> QuerySet[AuditChain, int]:
    """Return the ids of chains."""
    return AuditChain.objects.filter(name__in=names).values_list("pk", flat=True)
