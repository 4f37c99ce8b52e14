"""The first picture of the connections of a partnership, on its page and in its report."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from institutions.access.callers import Reader
from rules.access.sensitive_reads import sensitive_in_evidence
from rules.engine.language.statements import Language
from rules.models import Assessment
from rules.review.graph.assessment_graph import graph_of
from rules.review.graph.choosing import choose_view
from rules.review.graph.picture import draw_view

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


def graph_part_of(
    done: Assessment, *, sensitive: bool, reader: Reader, language: Language
) -> tuple[Context, dict[str, str]]:
    """Return the first picture and the hashes of its sensitive facts; no picture if no tie connects two parties."""
    graph = graph_of(done, sensitive=sensitive, reader=reader)
    view = choose_view(graph)
    said = [each.entry for tie in view.ties for each in tie.statements]
    read = dict(sensitive_in_evidence(said)) if sensitive else {}
    shown = {"picture": safe_svg(draw_view(graph, view, language)), "left_out": len(view.left_out) + view.ties_left_out}
    return (shown if view.ties else {}), read


def safe_svg(text: str) -> SafeString:
    """Mark a picture as safe for a page: everything in it was escaped when it was drawn."""
    return mark_safe(text)  # noqa: S308 - see rules.review.graph.svg.clean
