"""The parts of the graph of a case: parties, statements with the lines that they draw, findings with their paths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

Json = dict[str, Any]  # Any: an entry of the evidence, plain data from a JSON column
Text = Mapping[str, str]  # by language: en, ja
Kind = Literal["partnership", "body", "company", "person", "country"]
CASE: Final = "@case"  # the partnership, where a line ends in it; no key of a party looks so


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphNode:
    """A party, a country that a statement is about, or the partnership itself."""

    key: str
    kind: Kind
    name: Text
    column: int = 0  # rules.review.graph.columns says which
    named: bool = False  # the proposal itself names it: sponsor, participant, official


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphStatement:
    """One fact: the parties that it names, the lines that it draws between them, and the findings that rest on it.

    `entry` is the fact as evidence shows it, without its origins. A fact without lines is about one party, or about the
    partnership, alone.
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
        """True if it, or one of its origins, was stated as a claim."""
        return self.entry.get("confidence") == "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFinding:
    """A finding of the assessment. `withheld`: the number of statements behind it that this reader may not see."""

    id: int
    code: str
    severity: str
    statement: Text
    withheld: int = 0


@dataclass(frozen=True)
class Graph:
    """The whole graph of one assessment, in a fixed order: findings as the assessment has them, the rest by id."""

    nodes: Mapping[str, GraphNode]
    statements: tuple[GraphStatement, ...]
    findings: tuple[GraphFinding, ...]

    def behind(self, finding: int) -> Iterator[GraphStatement]:
        """Return the statements that a finding rests on."""
        return (each for each in self.statements if finding in each.findings)

    @cached_property
    def of_party(self) -> Mapping[str, tuple[GraphStatement, ...]]:
        """The statements that name each party."""
        found: dict[str, list[GraphStatement]] = {key: [] for key in self.nodes}
        for each in self.statements:
            for key in each.parties:
                found[key].append(each)
        return {key: tuple(rows) for key, rows in found.items()}
