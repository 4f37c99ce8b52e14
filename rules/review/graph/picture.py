"""The picture of a graph as SVG: for the page, for print and for the PDF report."""

from collections.abc import Mapping

from rules.engine.language.statements import Language
from rules.review.graph.choosing import GraphView, choose_view
from rules.review.graph.model import Graph
from rules.review.graph.svg import GraphPicture


def draw_picture(graph: Graph, language: Language, highlight: int | None = None, *, name: str = "graph") -> str:
    """Draw a static picture: `highlight` is the id of the finding whose path is emphasised.

    Several in one document take different names. It holds no style; its width and height are in CSS pixels and may be
    replaced, since it has a viewBox.
    """
    return draw_view(graph, choose_view(graph, highlight), language, name=name)


def draw_view(
    graph: Graph,
    view: GraphView,
    language: Language,
    *,
    name: str = "graph",
    links: Mapping[str, str] | None = None,
    scale: float = 1,
) -> str:
    """Draw a view that was chosen already; with links, each party leads to its address."""
    return GraphPicture(graph, view, language, name, links or {}, scale).svg()
