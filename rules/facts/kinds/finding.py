"""The fact that a second-stage rule reads: a finding of the first stage."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import Fact, Text, word_type


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFact(Fact):
    """A flag of a rule of the first stage. Made by the engine from the matches of that stage, never by derivation."""

    label = ("Finding", "指摘事項")

    code: Text
    family: Annotated[str, word_type("conflict_of_interest", "collusion", "litigation", "institution")]
    severity: Annotated[str, word_type("info", "low", "medium", "high", "critical", ranked=True)]
