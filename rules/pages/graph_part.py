"""The first picture of who is connected, as the page of a partnership holds it and prints it."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from institutions.models import Account
from rules.graph.choose import choose
from rules.graph.of_assessment import graph_of
from rules.graph.picture import drawn
from rules.models import Assessment
from rules.pages.words import reader_language
from rules.reading import partnerships_for, reads_sensitive
from rules.sensitive_reads import in_evidence

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


def part_of(done: Assessment, account: Account) -> tuple[Context, dict[str, str]]:
    """The first picture for the page of the partnership, and what is sensitive in it."""
    language, sensitive = reader_language(), reads_sensitive(account)
    graph = graph_of(done, sensitive=sensitive, readable=partnerships_for(account))
    view = choose(graph)
    said = [each.entry for tie in view.ties for each in tie.statements]
    read = dict(in_evidence(said)) if sensitive else {}
    shown = {"picture": svg(drawn(graph, view, language)), "left_out": len(view.left_out) + view.ties_left_out}
    return (shown if view.ties else {}), read


def svg(text: str) -> SafeString:
    """A picture in a page: everything that it says was escaped when it was drawn."""
    return mark_safe(text)  # noqa: S308 - see rules.graph.svg.clean
