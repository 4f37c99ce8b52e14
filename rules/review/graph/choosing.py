"""The choice of what one picture of a graph shows. A case may hold hundreds of parties, which nobody can read at once.

First come the partnership, the path behind the chosen finding, the sponsor, the lead partner and its owners; then the
parties behind the other findings, worst first; then the other parties of the proposal, and the owners of the other
partners. A picture around one party shows it with everybody whom a statement ties to it. Parties left out are counted
and named, first those that did not fit, and each of them can be opened.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rules.models import Severity
from rules.review.graph.model import CASE, Graph, GraphNode, GraphStatement
from rules.review.graph.owners import owners_above, partners_in

MOST_PARTIES: Final = 24
MOST_TIES: Final = 40  # pairs of parties with a line
RANK: Final = {level: rank for rank, level in enumerate(Severity.values)}


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphTie:
    """Everything drawn as one line: the statements that tie one party to another in one direction."""

    tail: str
    head: str
    statements: tuple[GraphStatement, ...]

    @property
    def findings(self) -> frozenset[int]:
        """The findings that rest on any of them."""
        return frozenset(finding for each in self.statements for finding in each.findings)

    @property
    def claim(self) -> bool:
        """True if all of them rest on a claim."""
        return all(each.claim for each in self.statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphView:
    """One picture: its parties, the lines between them, and what was left out."""

    nodes: tuple[GraphNode, ...]
    ties: tuple[GraphTie, ...]
    left_out: tuple[GraphNode, ...]  # those that belong in it first
    no_room: int  # how many of these belong in it
    ties_left_out: int  # lines between parties of the picture, for want of room
    highlight: int | None = None
    around: str | None = None
    path: frozenset[str] = frozenset()  # parties behind the finding that was chosen


def choose_view(graph: Graph, highlight: int | None = None, around: str | None = None) -> GraphView:
    """Choose the first picture; the one with the path behind a finding; or the one around a party."""
    ranked = list(dict.fromkeys(parties_in_rank(graph, highlight, around)))
    shown = set(islice(ranked, MOST_PARTIES))
    found = sorted(ties_among(graph, shown, around), key=lambda each: tie_weight(graph, each, highlight, around))
    drawn = found[:MOST_TIES]
    no_room = ranked[MOST_PARTIES:]
    others = sorted((n for key, n in graph.nodes.items() if key not in {*shown, *no_room}), key=most_stated(graph))
    return GraphView(
        nodes=tuple(graph.nodes[key] for key in ranked[:MOST_PARTIES]),
        ties=tuple(drawn),
        left_out=(*(graph.nodes[key] for key in no_room), *others),
        no_room=len(no_room),
        ties_left_out=len(found) - len(drawn),
        highlight=highlight,
        around=around,
        path=frozenset(path_of(graph, highlight)) if highlight is not None else frozenset(),
    )


def parties_in_rank(graph: Graph, highlight: int | None, around: str | None) -> Iterator[str]:
    """Yield the parties that a picture shows, the weightiest first; some more than once."""
    yield CASE
    if around is not None:
        yield around
        for each in sorted(graph.of_party[around], key=lambda each: not each.findings):
            yield from (end for line in each.lines if around in line for end in line)
        return
    if highlight is not None:
        yield from path_of(graph, highlight)
    leads = partners_in(graph, lead=True)
    sponsors = [str(each.entry.get("sponsor") or "") for each in graph.statements if each.kind == "partnership"]
    sponsors += [str(each.entry["body"]) for each in graph.statements if each.kind == "co_sponsor"]
    yield from (key for key in sponsors if key in graph.nodes)
    yield from leads
    yield from owners_above(graph, leads)
    for finding in sorted(graph.findings, key=lambda each: -RANK[each.severity]):
        yield from path_of(graph, finding.id)
    yield from (key for key, node in graph.nodes.items() if node.named)
    yield from owners_above(graph, partners_in(graph, lead=False))


def path_of(graph: Graph, finding: int) -> Iterator[str]:
    """Yield the parties behind a finding: those on its lines before those that its statements only name."""
    behind = tuple(graph.behind(finding))
    yield from (end for each in behind for line in each.lines for end in line)
    yield from (key for each in behind for key in each.parties)


def ties_among(graph: Graph, shown: set[str], around: str | None) -> Iterator[GraphTie]:
    """Yield the lines between parties of the picture.

    A fact computed from other statements is drawn where a finding rests on it; elsewhere the statements suffice.
    """
    lines: dict[tuple[str, str], list[GraphStatement]] = {}
    for each in graph.statements:
        if each.derived and not each.findings:
            continue
        for tail, head in each.lines:
            if {tail, head} <= shown and (around is None or {around, CASE} & {tail, head}):
                lines.setdefault((tail, head), []).append(each)
    for (tail, head), statements in lines.items():
        yield GraphTie(tail=tail, head=head, statements=tuple(sorted(statements, key=lambda each: not each.findings)))


def tie_weight(graph: Graph, tie: GraphTie, highlight: int | None, around: str | None) -> tuple[object, ...]:
    """Return the sort key of a line: the path first, then the opened party's lines, other findings, the rest."""
    worst = max((RANK[each.severity] for each in graph.findings if each.id in tie.findings), default=-1)
    off_path = highlight is None or highlight not in tie.findings
    return (off_path, around not in (tie.tail, tie.head), -worst, CASE not in (tie.tail, tie.head), tie.tail, tie.head)


def most_stated(graph: Graph) -> Callable[[GraphNode], tuple[int, str]]:
    """Return the sort key of parties outside the picture: those that most statements name come first."""
    return lambda node: (-len(graph.of_party[node.key]), node.key)


def statements_in(view: GraphView, graph: Graph) -> list[GraphStatement]:
    """Return the rows of the table beside a picture: its lines, then other evidence and statements of its parties."""
    drawn = {each.id: each for tie in view.ties for each in tie.statements}
    shown = {node.key for node in view.nodes}
    rest = {
        each.id: each
        for each in graph.statements
        if each.id not in drawn and set(each.parties) <= shown and (each.findings or is_wanted_beside(each, view))
    }
    return sorted(
        (*drawn.values(), *rest.values()), key=lambda each: (*statement_order(each, view), not each.lines, each.id)
    )


def is_wanted_beside(each: GraphStatement, view: GraphView) -> bool:
    """Return whether a statement behind no finding belongs beside a picture: if it is about the opened party."""
    return view.around is not None and view.around in each.parties


def statement_order(each: GraphStatement, view: GraphView) -> tuple[bool, bool]:
    """Return the sort key of a statement: behind the chosen finding first, then behind any."""
    return view.highlight not in each.findings, not each.findings
