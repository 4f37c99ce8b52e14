"""The parties that a finding is about, to distinguish a withdrawn finding from a new one of the same rule. Pure.

A rule says which fields identify its findings (`one_per`), and a finding keeps only their hash. The values are in its
evidence: those that give the hash are meant, and no others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final

from institutions.values.hashing import hash_json
from rules.access.withholding import evidence_without_sensitive, relatives_in_evidence

Json = dict[str, Any]  # Any: an entry of the evidence
Named = Mapping[str, str]  # by language
ID: Final = "fact"  # in a rule the fact itself, whose id stands under `id` in the evidence
MOST_TRIED: Final = 10_000  # combinations of values: evidence has a few of each


@dataclass(frozen=True, slots=True)
class FindingSubject:
    """The parties and countries that identify a finding, by name: for readers of everything, and for all others."""

    named: tuple[Named, ...] = ()
    shown_to_all: tuple[Named, ...] = ()

    def read_by(self, *, sensitive: bool) -> tuple[Named, ...]:
        """Return the names for a reader who may read of kin, gifts, income and acts, or may not."""
        return self.named if sensitive else self.shown_to_all


def finding_subject(code: str, fields: Sequence[str], fingerprint: str, evidence: Sequence[Json]) -> FindingSubject:
    """Find the parties of a finding; none where its rule now identifies it otherwise, or by no party.

    A reader who may not read sensitive evidence sees only the parties that the other evidence names too.
    """
    keys = finding_identity(code, fields, fingerprint, evidence)
    left = evidence_without_sensitive(evidence, frozenset(relatives_in_evidence(evidence)))
    known = {value for entry in left for value in entry.values() if isinstance(value, str)}
    names = {key: called for entry in evidence for key, called in entry.get("names", {}).items()}
    met = [key for key in dict.fromkeys(keys) if key in names]
    return FindingSubject(tuple(names[key] for key in met), tuple(names[key] for key in met if key in known))


def finding_identity(code: str, fields: Sequence[str], fingerprint: str, evidence: Sequence[Json]) -> tuple[str, ...]:
    """Return the values of the fields that give the finding's hash; empty if none do."""
    choices = [[*dict.fromkeys(values_in_evidence(field, evidence))] or [""] for field in fields]
    for keys in islice(product(*choices), MOST_TRIED):
        if hash_json([code, *keys]) == fingerprint:
            return keys
    return ()


def values_in_evidence(field: str, evidence: Iterable[Json]) -> Iterator[str]:
    """Yield the values of a field anywhere in the evidence of a finding."""
    for entry in evidence:
        value = entry.get("id" if field == ID else field)
        if isinstance(value, str):
            yield value
