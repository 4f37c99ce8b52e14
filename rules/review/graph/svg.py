"""The writer of a view as SVG: shapes and words with presentation attributes alone, the same on page, print and PDF.

There is no style, script or reference to anything outside. Emphasis is never by colour alone: lines are thicker, words
bolder. Boxes of parties have the shape of their kind and name it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from django.utils.html import escape

from rules.engine.language.statements import Language
from rules.review.graph.choosing import GraphTie, GraphView
from rules.review.graph.layout import Box, BoxWidths, DrawnTie, Layout, Point, lay_out
from rules.review.graph.model import CASE, Graph, GraphNode
from rules.review.graph.text_rows import break_rows
from rules.review.graph.words import (
    BEHIND,
    CLAIM,
    COLUMNS,
    DESCRIPTION,
    KINDS,
    LEFT_OUT,
    MORE,
    ON_PATH,
    STATED,
    graph_title,
    node_name,
    text_in,
    words_on_line,
)

WIDTHS: Final = BoxWidths(party=140.0, words=122.0)
PAD: Final = 8.0
NAME: Final = 13.0  # sizes of letters
SMALL: Final = 11.0
ROW: Final = 1.35  # of the size of its letters
MOST_ROWS: Final = 4  # of a name
MOST_SAID: Final = 3  # statements on a line
BETWEEN: Final = 6.0  # two statements, for a hairline
ROWS_SAID: Final = 3  # of each of them
MARGIN: Final = 12.0
HEADING: Final = 40.0
LEGEND: Final = 34.0
ARROW: Final = 8.0
ROUND: Final[Mapping[str, float]] = {"body": 0, "partnership": 0, "company": 8, "person": 20, "country": 3}
FONTS: Final = "'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"
INK, QUIET, STRONG, PALE, WHITE = "#1a1a1a", "#626264", "#0017c1", "#e8f1fe", "#ffffff"
Said = list[list[str]]  # the rows of each statement on a line
DOTS: Final = ' stroke-dasharray="3 4"'


@dataclass(frozen=True)
class GraphPicture:
    """One view on its way to SVG. `links`: addresses by key of a party; with them the parties lead there."""

    graph: Graph
    view: GraphView
    language: Language
    name: str  # begins the ids of its title and description
    links: Mapping[str, str]
    scale: float

    def svg(self) -> str:
        """Return the whole picture."""
        names, said, layout = self.names, self.said, self.layout()
        width, height = layout.width + 2 * MARGIN, layout.height + HEADING + LEGEND + 2 * MARGIN
        return "".join(
            (
                self.opening(width, height),
                f'<g transform="translate({n(MARGIN)} {n(MARGIN + HEADING)})">',
                *self.headings(layout),
                *(self.tie(*each) for each in self.quiet_first(layout, said)),
                *(self.party(node, layout.boxes[node.key], names[node.key]) for node in self.view.nodes),
                "</g>",
                *self.legend(height - LEGEND),
                "</svg>",
            )
        )

    def layout(self) -> Layout:
        """Lay out the picture."""
        names, said = self.names, self.said
        return lay_out(
            {node.key: node.column for node in self.view.nodes},
            {key: 2 * PAD + SMALL * ROW + len(found) * NAME * ROW for key, found in names.items()},
            [
                (tie.tail, tie.head, PAD + sum(map(len, found)) * SMALL * ROW + (len(found) - 1) * BETWEEN)
                for tie, found in zip(self.view.ties, said, strict=True)
            ],
            WIDTHS,
        )

    @cached_property
    def names(self) -> Mapping[str, list[str]]:
        """The rows of each party's name."""
        return {node.key: self.name_rows(node) for node in self.view.nodes}

    @cached_property
    def said(self) -> list[Said]:
        """The words on each line."""
        return [self.said_rows(tie) for tie in self.view.ties]

    def opening(self, width: float, height: float) -> str:
        """Write the element with title and description. With links it is no image: links in an image lead nowhere."""
        ids = f"{self.name}-title", f"{self.name}-description"
        finding = next((each for each in self.graph.findings if each.id == self.view.highlight), None)
        title = graph_title(self.graph.nodes[CASE], finding, self.language)
        said = [DESCRIPTION[self.language].format(len(self.view.nodes), len(self.view.ties))]
        if finding:
            said.insert(0, text_in(finding.statement, self.language))
        if self.view.left_out or self.view.ties_left_out:
            said.append(LEFT_OUT[self.language].format(len(self.view.left_out), self.view.ties_left_out))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" role="{"group" if self.links else "img"}"'
            f' aria-labelledby="{ids[0]}" aria-describedby="{ids[1]}" lang="{self.language}"'
            f' width="{n(width * self.scale)}" height="{n(height * self.scale)}" viewBox="0 0 {n(width)} {n(height)}"'
            f' font-family="{FONTS}" fill="{INK}"><title id="{ids[0]}">{escaped(title)}</title>'
            f'<desc id="{ids[1]}">{escaped(" ".join(said))}</desc>'
        )

    def headings(self, layout: Layout) -> Iterator[str]:
        """Write the heading of each column."""
        for column, (left, width) in layout.columns.items():
            found = break_rows(text_in(COLUMNS[column], self.language), width, SMALL, 2)
            yield text_rows(found, left + width / 2, -HEADING + SMALL * ROW, SMALL, QUIET, bold=True)

    def name_rows(self, node: GraphNode) -> list[str]:
        """Return the rows of a party's name in its box."""
        return break_rows(node_name(node, self.language), WIDTHS.party - 2 * PAD, NAME, MOST_ROWS)

    def said_rows(self, tie: GraphTie) -> list[list[str]]:
        """Return the words on a line, the rows of each statement; equal words come once."""
        said = list(dict.fromkeys(words_on_line(each, self.language) for each in tie.statements))
        room = WIDTHS.words - PAD
        found = [break_rows(text, room, SMALL, ROWS_SAID) for text in said[:MOST_SAID]]
        more = len(said) - MOST_SAID
        return [*found, [MORE[self.language].format(more)]] if more > 0 else found

    def is_strong(self, tie: GraphTie) -> bool:
        """Return whether a line is behind the chosen finding, or behind any where none is chosen."""
        return bool(tie.findings) if self.view.highlight is None else self.view.highlight in tie.findings

    def quiet_first(self, layout: Layout, said: Sequence[Said]) -> list[tuple[GraphTie, DrawnTie, Said]]:
        """Return the lines in the order in which they are drawn: the strong ones above the others."""
        found = list(zip(self.view.ties, layout.lines, said, strict=True))
        return sorted(found, key=lambda each: self.is_strong(each[0]))

    def tie(self, tie: GraphTie, line: DrawnTie, said: Said) -> str:
        """Draw one line with its words and the head of its arrow."""
        strong = self.is_strong(tie)
        colour, thick = (STRONG, 3) if strong else (QUIET, 1)
        drawn = f'fill="none" stroke="{colour}" stroke-width="{thick}"{DOTS if tie.claim else ""}'
        box = line.words
        return (
            f'<g class="tie{" strong" if strong else ""}"><title>{escaped(self.tie_in_full(tie))}</title>'
            f'<path d="{path(line.out)}" {drawn}/><path d="{path(line.on)}" {drawn}/>{arrow(line.on, colour)}'
            f"{rectangle(box, 4, WHITE, colour, 2 if strong else 1)}"
            f"{statements(said, box, colour, bold=strong)}</g>"
        )

    def tie_in_full(self, tie: GraphTie) -> str:
        """Write out a tie: tail, statements, head."""
        said = "; ".join(dict.fromkeys(words_on_line(each, self.language) for each in tie.statements))
        tail, head = (node_name(self.graph.nodes[key], self.language) for key in (tie.tail, tie.head))
        return f"{tail} → {head}: {said}"

    def party(self, node: GraphNode, box: Box, name: list[str]) -> str:
        """Draw one party: a box in the shape of its kind, with the kind above the name."""
        strong = node.key in self.view.path or node.key == self.view.around
        fill, colour, thick = (PALE, STRONG, 3) if strong else (WHITE, INK, 1.5)
        kind, full = text_in(KINDS[node.kind], self.language), node_name(node, self.language)
        centre, first = box.x + box.width / 2, box.y + PAD + SMALL * ROW * 0.8
        drawn = (
            f'<g class="party {node.kind}{" strong" if strong else ""}"><title>{escaped(f"{full} ({kind})")}</title>'
            f"{rectangle(box, ROUND[node.kind], fill, colour, thick)}"
            f"{inner_frame(box) if node.kind == 'partnership' else ''}"
            f"{text_rows([kind], centre, first, SMALL, QUIET)}"
            f"{text_rows(name, centre, first + SMALL * ROW, NAME, INK, bold=strong or node.kind == 'partnership')}</g>"
        )
        address = self.links.get(node.key)
        return f'<a href="{escape(address)}">{drawn}</a>' if address else drawn

    def legend(self, top: float) -> Iterator[str]:
        """Write the meaning of the lines that are in the picture."""
        strong = BEHIND if self.view.highlight is None else ON_PATH
        kinds = [(strong, STRONG, 3, ""), (STATED, QUIET, 1, "")]
        if any(tie.claim for tie in self.view.ties):
            kinds.append((CLAIM, QUIET, 1, DOTS))
        for place, (text, colour, thick, dots) in enumerate(kinds):
            x, y = MARGIN + 190 * place, top + LEGEND / 2
            said = escaped(text[self.language])
            yield (
                f'<path d="M{n(x)} {n(y)}h32" fill="none" stroke="{colour}" stroke-width="{thick}"{dots}/>'
                f'<text x="{n(x + 40)}" y="{n(y + SMALL / 3)}" font-size="{n(SMALL)}">{said}</text>'
            )


def path(points: Sequence[Point]) -> str:
    """Draw bends and levels in turn: the line leaves and reaches every layer on a level."""
    said = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for place, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
        middle = n((x1 + x2) / 2)
        bend = place % 2 == 0
        said.append(f"C{middle} {n(y1)} {middle} {n(y2)} {n(x2)} {n(y2)}" if bend else f"H{n(x2)}")
    return "".join(said)


def arrow(points: Sequence[Point], colour: str) -> str:
    """Draw the head at the end of a line, which comes in on a level."""
    (before, _), (x, y) = points[-2:]
    back = x - ARROW if x > before else x + ARROW
    return f'<path d="M{n(x)} {n(y)}L{n(back)} {n(y - ARROW / 2)}V{n(y + ARROW / 2)}Z" fill="{colour}"/>'


def rectangle(box: Box, rounded: float, fill: str, colour: str, thick: float) -> str:
    """Draw a box."""
    return (
        f'<rect x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}" height="{n(box.height)}" rx="{n(rounded)}"'
        f' fill="{fill}" stroke="{colour}" stroke-width="{n(thick)}"/>'
    )


def inner_frame(box: Box) -> str:
    """Draw the second line around the partnership."""
    within = Box(box.x + 4, box.y + 4, box.width - 8, box.height - 8)
    return rectangle(within, 0, "none", INK, 1)


def text_rows(
    found: Sequence[str], centre: float, first: float, size: float, colour: str, *, bold: bool = False
) -> str:
    """Write rows of text around a middle; `first` is the baseline of the first."""
    weight = ' font-weight="700"' if bold else ""
    spans = "".join(
        f'<text x="{n(centre)}" y="{n(first + place * size * ROW)}">{escaped(row)}</text>'
        for place, row in enumerate(found)
    )
    return f'<g font-size="{n(size)}" text-anchor="middle" fill="{colour}"{weight}>{spans}</g>'


def statements(said: Said, box: Box, colour: str, *, bold: bool) -> str:
    """Write the words on a line, with a hairline between two statements."""
    drawn = []
    top = box.y + PAD / 2
    for place, found in enumerate(said):
        if place:
            drawn.append(f'<path d="M{n(box.x)} {n(top + BETWEEN / 2)}h{n(box.width)}" stroke="{colour}"/>')
            top += BETWEEN
        drawn.append(text_rows(found, box.x + box.width / 2, top + SMALL * ROW * 0.78, SMALL, INK, bold=bold))
        top += len(found) * SMALL * ROW
    return "".join(drawn)


def escaped(text: str) -> str:
    """Make a text safe for HTML and XML, without control characters."""
    return escape("".join(letter if letter.isprintable() else " " for letter in text))


def n(number: float) -> str:
    """Write a number without needless digits, the same on every machine."""
    return f"{number:.1f}".removesuffix(".0")
