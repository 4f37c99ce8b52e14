"""The register's knowledge of government for cases: mandates by domain, bodies that ended, bodies that count as one.

The organisation of the day of each case is read from the rows of a whole batch, in one query beside those for parties.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from institutions.models import BodyParent, Mandate
from institutions.parties.organisation.state import Organisation, OrganisedBody
from rules.facts.gathering.parties import BodySpan, Identities, bodies_in_line, parents_on
from rules.facts.gathering.statements import GovernmentOfCase, HeldInDomain, StatementSource

# The functions by which a body acts with others in a domain; looking at others (audit, evaluation …) gives none.
ACTING: Final = frozenset({"policy", "promotes", "regulates", "licenses", "procures", "funds", "selects"})
# For every domain: export licences or the screening of investors give a body no industry (decision 80), and buying is
# for its own use.
ACTING_IN_EVERY_DOMAIN: Final = frozenset({"policy", "promotes", "funds", "selects"})
ASSISTS: Final = "assists"


@dataclass(frozen=True, slots=True)
class GovernmentRecord:
    """Bodies, their parents and the mandates that let a body act in a domain, as known at one moment."""

    bodies: Mapping[str, BodySpan]
    parents: list[BodyParent]
    mandates: Sequence[Mandate]
    identity: Identities
    # Worked out so far, once for all cases of a batch: what belongs to a day, a body, or a domain on a day.
    by_day: dict[date, Organisation] = field(default_factory=dict, compare=False, repr=False)
    parents_by_day: dict[date, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)
    lines: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    held: dict[tuple[str, date], tuple[HeldInDomain, ...]] = field(default_factory=dict, compare=False, repr=False)

    def organisation(self, on: date) -> Organisation:
        """Return the bodies of a day with their parents; one whose founding is not known is there."""
        if (found := self.by_day.get(on)) is None:
            above = self.parents_on(on)
            bodies = {
                key: OrganisedBody(key=key, kind=each.kind, en="", ja="", parent=above.get(key))
                for key, each in self.bodies.items()
                if (each.founded_on or on) <= on <= (each.dissolved_on or on)
            }
            found = self.by_day[on] = Organisation(on=on, bodies=bodies)
        return found

    def parents_on(self, day: date) -> dict[str, str]:
        """Return the parent of each body on a day."""
        if (found := self.parents_by_day.get(day)) is None:
            found = self.parents_by_day[day] = parents_on(day, self.parents, self.identity)
        return found

    def line(self, body: str) -> frozenset[str]:
        """Return a body, those above it and those under it, on whatever day."""
        if (found := self.lines.get(body)) is None:
            found = self.lines[body] = bodies_in_line(body, self.parents, self.identity)
        return found

    def held_in(self, domain: str, on: date) -> tuple[HeldInDomain, ...]:
        """Return the mandates that count for a domain on a day, in the order in which a case has them."""
        if (found := self.held.get((domain, on))) is None:
            mandates = sorted(self.mandates_in(domain, self.organisation(on)), key=place_of_mandate)
            found = self.held[domain, on] = tuple(mandates)
        return found

    def of_case(self, domain: str, named: Iterable[str], on: date) -> GovernmentOfCase:
        """Return what concerns one case: the bodies that it names, and the mandates that count for its domain."""
        organisation, there = self.organisation(on), set(named)
        ended = {
            key: last.isoformat()
            for key in sorted(there)
            if (span := self.bodies.get(key)) and (last := span.dissolved_on) and last < on
        }
        return GovernmentOfCase(
            roots={key: organisation.root(key) for key in sorted(there & organisation.bodies.keys())},
            mandates=self.held_in(domain, on),
            ended=ended,
        )

    def mandates_in(self, domain: str, organisation: Organisation) -> Iterator[HeldInDomain]:
        """Yield the mandates that count for a domain, of the day and of earlier ones, of bodies that exist on it.

        A mandate of a body that has ended counts for the body with which that one counted on its last day.
        """
        for row in self.mandates:
            if row.domain not in ("", domain) or (row.from_on or date.min) > organisation.on or not counts(row):
                continue
            body = self.identity.key(row.body_id)
            yield HeldInDomain(
                ref=f"mandate/{row.lineage}",
                body=body,
                root=self.root_then(body, organisation),
                function=row.function,
                every_domain=not row.domain,
                until_on=last.isoformat() if (last := self.last_day(row, body)) else None,
                source=document_source(row),
            )

    def last_day(self, row: Mandate, body: str) -> date | None:
        """Return the last day of a mandate: its own, or that of its body, whichever is first."""
        span = self.bodies.get(body)
        return min(filter(None, (row.until_on, span.dissolved_on if span else None)), default=None)

    def root_then(self, body: str, organisation: Organisation) -> str:
        """Return the body with which one counts on the day, or counted on its last day."""
        span = self.bodies.get(body)
        if body in organisation.bodies or span is None or span.dissolved_on is None:
            return organisation.root(body)
        return self.organisation(span.dissolved_on).root(body)


def place_of_mandate(held: HeldInDomain) -> tuple[str, ...]:
    """Return the place of a mandate among those of a case."""
    return held.body, held.function, str(held.every_domain), held.until_on or "", held.ref


def counts(row: Mandate) -> bool:
    """Return whether a mandate lets its body act with others in the domains that it covers."""
    return row.function in ACTING if row.domain else row.function in ACTING_IN_EVERY_DOMAIN and row.lead != ASSISTS


def document_source(row: Mandate) -> StatementSource:
    """Return the source of a mandate; empty where an import or a submission stated it."""
    if (source := row.source) is None:
        return StatementSource()
    read_on = source.retrieved_on.isoformat() if source.retrieved_on else ""
    return StatementSource(title=source.title, publisher=source.publisher, url=source.url, retrieved_on=read_on)


def read_mandates(known_at: datetime) -> list[Mandate]:
    """Read the mandates as known at a moment: one query."""
    rows = Mandate.objects.known_at(known_at).select_related("source", "body__same_as", "target__same_as")
    return list(rows.order_by("pk"))
