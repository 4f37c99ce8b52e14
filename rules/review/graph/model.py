"""What the graph of a case is made of: parties, statements with the lines that they draw, findings with their paths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

Json = dict[str, Any]  # Any: an entry of the evidence, plain data from a JSON column
Text = Mapping[str, str]  # by language: en, ja
Kind = Literal["partnership", "body", "company", "person", "country"]
CASE: Final = "@case"  # the partnership, where a line ends in it; no key of a party looks so


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A party, a country that a statement is about, or the partnership itself."""

    key: str
    kind: Kind
    name: Text
    column: int = 0  # rules.review.graph.columns says what stands in which
    named: bool = False  # the proposal itself names it: sponsor, participant, official


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact: which parties it names, between which of them it draws lines, behind which findings it stands.

    `entry` is the fact as evidence shows it, without what it was derived from. One without lines is about one party,
    or about the partnership, alone.
    """

    id: str
    kind: str
    entry: Json
    lines: tuple[tuple[str, str], ...]
    parties: tuple[str, ...]
    findings: tuple[int, ...] = ()
    derived: bool = False  # computed from other statements

    @property
    def claim(self) -> bool:
        """Whether it, or something that it was derived from, was stated as a claim."""
        return self.entry.get("confidence") == "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFinding:
    """A finding of the assessment. `withheld`: how many statements behind it are not for this reader."""

    id: int
    code: str
    severity: str
    statement: Text
    withheld: int = 0


@dataclass(frozen=True)
class Graph:
    """The whole graph of one assessment, in a fixed order: findings as the assessment has them, the rest by id."""

    nodes: Mapping[str, Node]
    statements: tuple[Statement, ...]
    findings: tuple[GraphFinding, ...]

    def behind(self, finding: int) -> Iterator[Statement]:
        """The statements that a finding rests on."""
        return (each for each in self.statements if finding in each.findings)

    @cached_property
    def of_party(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements that name each party."""
        found: dict[str, list[Statement]] = {key: [] for key in self.nodes}
        for each in self.statements:
            for key in each.parties:
                found[key].append(each)
        return {key: tuple(rows) for key, rows in found.items()}
