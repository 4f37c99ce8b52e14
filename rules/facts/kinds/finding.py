"""The fact that a second-stage rule reads: a finding of the first stage."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import Fact, Text, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Fact):
    """A flag of a rule of the first stage. Made by the engine from the matches of that stage, never by derivation."""

    label = ("Finding", "指摘事項")

    code: Text
    family: Annotated[str, word("conflict_of_interest", "collusion", "litigation", "institution")]
    severity: Annotated[str, word("info", "low", "medium", "high", "critical", ranked=True)]
