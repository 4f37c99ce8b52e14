"""The reader of bodies over time in the register: three queries, for the charts of any number of days.

A body exists from its founding day until the last day before it was dissolved. Where no founding is stated, it existed
on the days of its dated names and parents; whether it existed on other days is not known.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.access.parties import findable_parties_rule
from institutions.models import BodyParent, GovernmentBody, PartyName
from institutions.parties.organisation.chart import Chart, ChartBody
from institutions.parties.organisation.spans import DatedValue, value_on_day

NOT_OF_THE_STATE: Final = ("foreign", "party_organ")


def japanese_bodies() -> QuerySet[GovernmentBody]:
    """Return the bodies of Japan, without those of another country and organs of parties. No country stated: Japan."""
    return publicly_known_bodies().filter(country__in=("JP", "")).exclude(type__in=NOT_OF_THE_STATE)


def japanese_bodies_once() -> QuerySet[GovernmentBody]:
    """Return all bodies, each once: one that was found to be another is that other one."""
    return GovernmentBody.objects.filter(same_as__isnull=True)


def publicly_known_bodies() -> QuerySet[GovernmentBody]:
    """Return all bodies but those that only secret partnerships name: every reader sees the same chart."""
    return japanese_bodies_once().filter(findable_parties_rule().q())


@dataclass(frozen=True, slots=True)
class ChartHistory:
    """Bodies with their names and parents over time, and the key of every parent."""

    bodies: tuple[GovernmentBody, ...]
    names: dict[UUID, dict[str, list[DatedValue[str]]]]
    parents: dict[UUID, list[DatedValue[UUID]]]
    keys: dict[UUID, str]

    @classmethod
    def read(
        cls, bodies: "QuerySet[GovernmentBody] | Sequence[GovernmentBody]", known_at: datetime | None = None
    ) -> "ChartHistory":
        """Read the history of some bodies as it is now; of bodies that were read already it takes two queries.

        `known_at`: as names and parents were known at a moment.
        """
        # Any: a list of ids is read as well as a query for them.
        ids: Any = bodies.values("pk") if isinstance(bodies, QuerySet) else [each.pk for each in bodies]
        names: dict[UUID, dict[str, list[DatedValue[str]]]] = defaultdict(lambda: defaultdict(list))
        named, placed = PartyName.objects.all(), BodyParent.objects.all()
        rows = (named.known_at(known_at) if known_at else named.current()).filter(party__in=ids)
        for body, language, text, from_on, until_on, pk in rows.values_list(
            "party_id", "language", "text", "from_on", "until_on", "pk"
        ):
            names[body][language].append(DatedValue(text, from_on, until_on, pk))
        parents: dict[UUID, list[DatedValue[UUID]]] = defaultdict(list)
        keys: dict[UUID, str] = {}
        above = placed.known_at(known_at) if known_at else placed.current()
        for row in above.filter(body__in=ids).select_related("parent__same_as"):
            parent = row.parent.same_as or row.parent
            keys[parent.pk] = parent.key
            parents[row.body_id].append(DatedValue(parent.pk, row.from_on, row.until_on, row.pk))
        return cls(tuple(bodies), names, parents, keys)

    def chart(self, on: date) -> Chart:
        """Draw the chart of a day."""
        there: dict[UUID, ChartBody] = {}
        not_known: dict[UUID, ChartBody] = {}
        for body in self.bodies:
            found = self.there(body, on)
            if found is not False:
                (there if found else not_known)[body.pk] = self.placed(body, on)
        return Chart(on, there, not_known)

    def there(self, body: GovernmentBody, on: date) -> bool | None:
        """Return whether a body existed on a day; None if that is not known."""
        if body.dissolved_on and on > body.dissolved_on:
            return False
        if body.founded_on:
            return on >= body.founded_on
        named = [span for spans in self.names.get(body.pk, {}).values() for span in spans]
        dated = (*named, *self.parents.get(body.pk, ()))
        return True if any(span.from_on and span.covers(on) for span in dated) else None

    def placed(self, body: GovernmentBody, on: date) -> ChartBody:
        """Describe a body as it was on a day, under its present name where none is known for that day."""
        names = self.names.get(body.pk, {})
        then = {language: value_on_day(names.get(language, ()), on) for language in ("en", "ja")}
        if not any(then.values()):
            then = {"en": body.name_en, "ja": body.name_ja}
        parent = value_on_day(self.parents.get(body.pk, ()), on)
        return ChartBody(body.pk, body.key, body.type, then["en"] or "", then["ja"] or "", body.founded_on, parent)
