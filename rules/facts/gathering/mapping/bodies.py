"""Government bodies on the day of the case: the parent of each, and its ministry."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.facts.gathering.statements import Values


@dataclass(frozen=True, slots=True)
class Bodies:
    """The tree of bodies: the parent of each body that has one, and the roots above ministries."""

    parents: Mapping[str, str]
    cabinets: frozenset[str]

    def line(self, body: str) -> tuple[str, ...]:
        """Return the body and everything over it, from below; a circle ends where it closes."""
        found = [body]
        while (above := self.parents.get(found[-1])) and above not in found:
            found.append(above)
        return tuple(found)

    def within(self, body: str, other: str) -> bool:
        """Return whether the body is the other one or under it."""
        return other in self.line(body)

    def ministry(self, body: str) -> str:
        """Return the highest body over it, itself included, that is not the Cabinet."""
        return next((each for each in reversed(self.line(body)) if each not in self.cabinets), body)


def bodies_of(parties: Mapping[str, Values]) -> Bodies:
    """Read the tree from the known parties. The Cabinet is a cabinet organ without anything over it."""
    bodies = {key: values for key, values in parties.items() if values.get("sort") == "body"}
    parents = {key: parent for key, values in bodies.items() if isinstance(parent := values.get("parent"), str)}
    cabinets = {key for key, values in bodies.items() if values.get("type") == "cabinet_organ" and key not in parents}
    return Bodies(parents, frozenset(cabinets))
