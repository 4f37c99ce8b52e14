"""The page of the connections in a partnership: a picture, and the same in two tables."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View as Page

from institutions.access.callers import reader_for, reads_sensitive
from institutions.access.partnerships import partnerships_for
from institutions.models import Account, Partnership
from institutions.query.parameters import page_of_rows, word_parameter
from rules.access.readable_results import SEVERITY_RANK
from rules.access.sensitive_reads import note_assessment, sensitive_in_evidence
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.evidence import evidence_line
from rules.explaining.wording.evidence_sources import NONE_KNOWN, KnownSources, known_sources
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.party_links import page_of_party
from rules.explaining.wording.shares import days_in_words
from rules.explaining.wording.words import reader_language, text_in_language
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.models import Assessment, Severity, State
from rules.review.graph.assessment_graph import graph_of
from rules.review.graph.building import parties_in_fact
from rules.review.graph.choosing import MOST_PARTIES, GraphView, choose_view, statements_in
from rules.review.graph.model import CASE, Graph, GraphFinding, GraphNode, GraphStatement
from rules.review.graph.picture import draw_view
from rules.review.graph.words import KINDS, node_name, text_in
from rules.web.case_words.graph_part import safe_svg
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
A_PAGE: Final = 100  # statements
MOST_NAMED: Final = 50  # of the parties that are not in the picture, on one page
SIZES: Final[Mapping[str, float]] = {"100": 1.0, "150": 1.5, "200": 2.0}
DAYS: Final = ("from_on", "until_on", "on")


class GraphPage(Page):
    """One picture with its tables; the address selects it, so that it works without scripts and can be sent."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the first picture, the path behind a finding (`finding`), or all ties of a party (`party`)."""
        account = signed_in_reader(request)
        partnership = get_object_or_404(partnerships_for(account), pk=pk)
        context = graph_context(request, partnership, account)
        about = {"section": "partnerships", "partnership": partnership}
        status = 400 if context.get("trouble") else 200
        return render(request, "rules/graph.html", {**about, **context}, status=status)


def newest_done_assessment(partnership: Partnership) -> Assessment | None:
    """Return the newest finished assessment; None if there is none."""
    rows = partnership.assessments.newest_first().filter(state=State.DONE)
    return rows.select_related("partnership", "submission", "snapshot").first()


def graph_context(request: HttpRequest, partnership: Partnership, account: Account) -> Context:
    """Return the content of the page; reading of sensitive statements is recorded."""
    done = newest_done_assessment(partnership)
    if done is None:
        return {"done": None}
    language, sensitive = reader_language(), reads_sensitive(account)
    graph = graph_of(done, sensitive=sensitive, reader=reader_for(account))
    asked = GraphRequest(request, graph)
    view = choose_view(graph, asked.finding, asked.party)
    page = page_of_rows(statements_in(view, graph), A_PAGE, request.GET)
    left_out = page_of_rows(view.left_out, MOST_NAMED, request.GET, "others")
    shown = {each.id: each for each in (*page, *(each for tie in view.ties for each in tie.statements))}
    if sensitive:
        note_assessment(account, done, dict(sensitive_in_evidence(each.entry for each in shown.values())))
    words = GraphWords(
        graph, view, language, sources_known_of(page, partnership, sensitive=sensitive), people=sensitive
    )
    return {
        "done": done,
        "title": text_in(graph.nodes[CASE].name, language),
        "as_of": date_text(done.as_of.isoformat(), language),
        "trouble": asked.trouble,
        "picture": safe_svg(draw_view(graph, view, language, links=words.addresses(view.nodes), scale=asked.scale)),
        "fits": asked.size not in SIZES,
        "sizes": [(size, f"{size}%", size == asked.size) for size in SIZES],
        "findings": [words.finding(each) for each in graph_findings_in_order(graph.findings)],
        "chosen": next((words.finding(each) for each in graph.findings if each.id == asked.finding), None),
        "around": node_name(graph.nodes[asked.party], language) if asked.party else "",
        "parties": [words.party(node) for node in view.nodes],
        "page_obj": page,
        "statements": [words.statement(each) for each in page],
        "left_out": left_out,
        "others": [words.party(node) for node in left_out],
        "no_room": view.no_room,
        "most": MOST_PARTIES,
        "ties_left_out": view.ties_left_out,
    }


def graph_findings_in_order(findings: Iterable[GraphFinding]) -> list[GraphFinding]:
    """Sort findings worst first, then by code."""
    return sorted(findings, key=lambda each: (-SEVERITY_RANK[each.severity], each.code, each.id))


def sources_known_of(
    statements: Iterable[GraphStatement], partnership: Partnership, *, sensitive: bool
) -> KnownSources:
    """Return the sources that statements name, for readers who may see their pages."""
    return known_sources((each.entry for each in statements), partnership) if sensitive else NONE_KNOWN


class GraphRequest:
    """The request in the address. A finding or party outside the graph gives a message and the whole picture."""

    def __init__(self, request: HttpRequest, graph: Graph) -> None:
        finding, party = request.GET.get("finding", ""), request.GET.get("party", "")
        ids = {str(each.id): each.id for each in graph.findings}
        self.finding = ids.get(finding)
        self.party = party if party in graph.nodes and party != CASE else None
        self.size = word_parameter(request.GET, "size", SIZES)
        self.scale = SIZES.get(self.size, 1.0)
        self.trouble = ""
        if finding and self.finding is None:
            self.trouble = _("The newest assessment does not have this finding. Choose one of those below.")
        elif party and party != CASE and self.party is None:
            self.trouble = _("The newest assessment has no such party that you may see. Choose one of those below.")


class GraphWords:
    """The rows of the page in the language of its reader."""

    def __init__(self, graph: Graph, view: GraphView, language: Language, known: KnownSources, *, people: bool) -> None:
        self.graph, self.view, self.language, self.known, self.people = graph, view, language, known, people
        self.shown = {node.key for node in view.nodes}
        self.by_id = {each.id: each for each in graph.findings}
        self.place = {node.key: place for place, node in enumerate(view.nodes, start=1)}

    def addresses(self, nodes: Iterable[GraphNode]) -> dict[str, str]:
        """Return links of parties in the picture: to the picture around them, for the partnership to the first one."""
        return {node.key: self.address(node.key) for node in nodes}

    def address(self, key: str) -> str:
        """Return the address of the picture around a party."""
        return "?" if key == CASE else f"?{urlencode({'party': key})}"

    def finding(self, each: GraphFinding) -> Context:
        """Return a finding with the picture of its path."""
        return {
            "id": each.id,
            "code": each.code,
            "severity": each.severity,
            "severity_label": Severity(each.severity).label,
            "title": text_in_language(rule_title(each.code), self.language),
            "statement": text_in(each.statement, self.language),
            "withheld": each.withheld,
            "chosen": each.id == self.view.highlight,
            "url": reverse("finding", args=[each.id]),
        }

    def party(self, node: GraphNode) -> Context:
        """Return a party with its page, and the findings that it is behind."""
        statements = self.graph.of_party[node.key]
        return {
            "place": self.place.get(node.key),
            "name": node_name(node, self.language),
            "kind": text_in(KINDS[node.kind], self.language),
            "page": "" if node.kind == "person" and not self.people else page_of_party(node.kind, node.key),
            "opens": self.address(node.key),
            "opened": node.key == self.view.around,
            "case": node.key == CASE,
            "number": len(statements),
            "findings": self.findings(finding for each in statements for finding in each.findings),
        }

    def findings(self, ids: Iterable[int]) -> list[Context]:
        """Return the findings of these ids, each once, worst first."""
        return [self.finding(each) for each in graph_findings_in_order(self.by_id[one] for one in dict.fromkeys(ids))]

    def statement(self, each: GraphStatement) -> Context:
        """Return a statement: its two ends, content, period, source and findings."""
        ends = each.lines or tuple((key, "") for key in each.parties)
        return {
            "line": evidence_line(self.without_days(each), self.language, self.known, people=self.people),
            "ends": [(self.end(tail), self.end(head)) for tail, head in ends],
            "days": self.days(each),
            "findings": self.findings(each.findings),
            "derived": each.derived,
        }

    def end(self, key: str) -> Context | None:
        """Return one end of a line, with its row among the parties."""
        node = self.graph.nodes.get(key)
        return {"name": node_name(node, self.language), "place": self.place.get(key)} if node else None

    def without_days(self, each: GraphStatement) -> Context:
        """Return the fact without its parties and days, which have columns of their own."""
        elsewhere = {*DAYS, *(name for name in each.entry if self.is_party(each, name))}
        return {name: value for name, value in each.entry.items() if name not in elsewhere}

    def is_party(self, each: GraphStatement, name: str) -> bool:
        """Return whether a field holds a party at an end of a line."""
        ends = {end for line in each.lines for end in line} or set(each.parties)
        value = each.entry.get(name)
        return isinstance(value, str) and value in ends and any(value == key for key, _ in parties_in_fact(each.entry))

    def days(self, each: GraphStatement) -> str:
        """Return the days on which it is true, or the day on which it happened."""
        begin, end, on = (each.entry.get(name) for name in ("from_on", "until_on", "on"))
        if on and on not in (OPEN_START, OPEN_END):
            return date_text(on, self.language)
        return days_in_words(None if begin == OPEN_START else begin, None if end == OPEN_END else end, self.language)
