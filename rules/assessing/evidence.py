"""The evidence of a finding: its facts, each with the facts it was derived from and their sources."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from institutions.values.hashing import canonical_json, hash_json
from rules.assessing.material import AssessmentMaterial, PlainFact
from rules.engine.language.statements import NAMED_BY_UNIT
from rules.facts.kinds.vocabulary import types_in_use

Json = dict[str, Any]  # Any: plain data on its way to a JSON column
CHAINED = frozenset({"related_company"})  # a fact of these rests on another one for the next link of a chain
SAID_ABOUT_A_NUMBER = frozenset({"note", "review_on"})  # for readers; they do not change the number


class Evidence:
    """The evidence of one case, with names and sources of its facts."""

    def __init__(self, material: AssessmentMaterial, further: Iterable[PlainFact] = ()) -> None:
        self._facts = {fact.id: fact for fact in (*material.facts, *further)}
        self._names = material.names
        self._sources = material.sources
        self._submission = material.submission
        self._claims = frozenset(material.claims)

    def facts(self, ids: Iterable[str]) -> list[PlainFact]:
        """Return the facts of these ids, each once, in the given order."""
        return [self._facts[each] for each in dict.fromkeys(ids)]

    def entry(self, fact: PlainFact, above: frozenset[str] = frozenset()) -> Json:
        """Return a fact's type and fields, the names of its parties, its sources, and the facts it was derived from.

        `confidence` is `claim` if it rests on a statement made as a claim; otherwise it is left out. A field that
        counts as no because nothing is on file is named in `not_recorded` and has no value: nobody answered it. One
        made from amounts of which it is not stated whether tax is in them is named in `tax_not_stated`. `further`: how
        many statements the fact rests on besides those whose sources are listed, and the hash of their references.
        """
        origins = [each for each in self.led_to(fact) if each.id not in above]
        below = above | {fact.id}
        sources = self.sources(fact)
        answered = {name: value for name, value in fact.values.items() if name not in fact.not_recorded}
        entry: Json = {"fact": fact.type, "id": fact.id, **answered, "source": sources[0]}
        if fact.not_recorded:
            entry["not_recorded"] = list(fact.not_recorded)
        if fact.tax_not_stated:
            entry["tax_not_stated"] = list(fact.tax_not_stated)
        if fact.further:
            entry["further"] = {"number": fact.further, "sha256": fact.further_sha256}
        if names := self.names(fact):
            entry["names"] = names
        if self.is_claim(fact):
            entry["confidence"] = "claim"
        if len(sources) > 1:
            entry["sources"] = sources
        if origins:
            entry["from"] = [self.entry(each, below) for each in origins]
        return entry

    def led_to(self, fact: PlainFact) -> list[PlainFact]:
        """Return the facts that a fact was derived from.

        Where one of these says the same of the next link of a chain, those that led to it stand in its place: a chain
        is told as one list of ties, however long it is.
        """
        found: dict[str, PlainFact] = {}
        waiting, seen = [fact], {fact.id}
        while waiting:
            for origin in waiting.pop().origins:
                if (each := self._facts.get(origin)) is None or origin in seen:
                    continue
                seen.add(origin)
                if each.type == fact.type and each.type in CHAINED:
                    waiting.append(each)
                else:
                    found[origin] = each
        return list(found.values())

    def names(self, fact: PlainFact) -> Json:
        """Return the names of the keys among a fact's values: parties, countries, treaties."""
        known = types_in_use.get().on_partnerships.get(fact.type)
        found: Json = {}
        for name, value in fact.values.items():
            unit = known.fields[name].unit if known and name in known.fields else ""
            key = f"{unit}:{value}" if unit in NAMED_BY_UNIT else value
            if isinstance(value, str) and key in self._names:
                found[value] = dict(self._names[key])
        return found

    def sources(self, fact: PlainFact) -> list[Mapping[str, str]]:
        """Return the sources of the statements behind a fact, each once; the submission if there is no statement."""
        origins = (origin for each in self.behind(fact) for origin in each.origins)
        found = {canonical_json(source): source for origin in origins if (source := self._sources.get(origin))}
        return list(found.values()) or [self._submission]

    def is_claim(self, fact: PlainFact) -> bool:
        """Return whether the fact, or one it was derived from, was stated as a claim."""
        return not self._claims.isdisjoint(each.id for each in self.behind(fact))

    def behind(self, fact: PlainFact) -> list[PlainFact]:
        """Return the fact and everything it was derived from, the nearest first."""
        found = {fact.id: fact}
        waiting = deque([fact])
        while waiting:
            for origin in waiting.popleft().origins:
                if origin in self._facts and origin not in found:
                    found[origin] = self._facts[origin]
                    waiting.append(found[origin])
        return list(found.values())


def evidence_hash(severity: str, facts: Iterable[PlainFact], parameters: Json, claims: Iterable[str]) -> str:
    """Return a hash that changes when a decision on the finding is no longer valid.

    It depends on the facts, the severity, the parameter values with their laws, and on which of the facts are claims
    (ids in `claims`).
    """
    shown = sorted(({"id": fact.id, "type": fact.type, **fact.values} for fact in facts), key=canonical_json)
    numbers = {
        name: {field: value for field, value in entry.items() if field not in SAID_ABOUT_A_NUMBER}
        for name, entry in parameters.items()
    }
    claimed = sorted(claims)
    return hash_json([severity, shown, numbers, *([claimed] if claimed else [])])
