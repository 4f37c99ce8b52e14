"""/assessments/{id}/graph/: the connections in one assessment, as nodes and statements with their lines."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.access.sensitive_reads import note_assessment, sensitive_in_evidence
from rules.models import Severity, State
from rules.review.graph.assessment_graph import graph_of
from rules.review.graph.model import Graph
from rules.web.api.api_troubles import NoResultToDraw
from rules.web.api.cases.assessments import ReadableAssessment
from rules.web.api.endpoint import caller_of
from rules.web.api.shapes import Text

Json = dict[str, Any]  # Any: plain data on its way to the caller
KINDS = ("partnership", "body", "company", "person", "country")


class GraphNodeShape(serializers.Serializer[Any]):
    """A party, a country that a statement is about, or the partnership itself."""

    key = serializers.CharField(
        help_text="The name used in facts: an id, a body's code or a country; `@case` is the partnership."
    )
    kind = serializers.ChoiceField(KINDS)
    name = Text()


class GraphLineShape(serializers.Serializer[Any]):
    """The two ends of a statement's line."""

    tail = serializers.CharField(help_text="Key of a node.")
    head = serializers.CharField(help_text="Key of a node.")


class GraphStatementShape(serializers.Serializer[Any]):
    """A fact that names parties. One without lines is about one party, or about the partnership, alone."""

    fact = serializers.DictField(help_text="As in the evidence of a finding: type, values, names, source, confidence.")
    lines = GraphLineShape(many=True)
    parties = serializers.ListField(child=serializers.CharField(), help_text="Keys of nodes.")
    derived = serializers.BooleanField(help_text="Computed from other statements.")
    findings = serializers.ListField(child=serializers.IntegerField(), help_text="Ids of findings that rest on it.")


class GraphPathShape(serializers.Serializer[Any]):
    """A finding; its path consists of the statements that name its id."""

    finding = serializers.IntegerField()
    code = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    statement = Text()
    withheld = serializers.IntegerField(help_text="Number of statements behind it that the caller may not see.")


class GraphShape(serializers.Serializer[Any]):
    """The whole graph of one assessment."""

    assessment = serializers.UUIDField()
    as_of = serializers.DateField()
    nodes = GraphNodeShape(many=True)
    statements = GraphStatementShape(many=True)
    findings = GraphPathShape(many=True)


class GraphDetail(ReadableAssessment):
    """The graph of connections."""

    @extend_schema(
        operation_id="assessments_graph",
        responses={200: GraphShape, **problem_answers(problems.NotFound, problems.CannotExplain)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return everything that the assessment used, except sensitive statements that the caller may not read."""
        del request
        assessment = self.assessment(pk)
        if assessment.state != State.DONE:
            raise problems.CannotExplain(NoResultToDraw())
        sensitive = self.reads_sensitive()
        graph = graph_of(assessment, sensitive=sensitive, reader=self.reader())
        if sensitive:
            read = dict(sensitive_in_evidence(each.entry for each in graph.statements))
            note_assessment(caller_of(self.request), assessment, read)
        return Response({"assessment": assessment.pk, "as_of": assessment.as_of, **graph_json(graph)})


def graph_json(graph: Graph) -> Json:
    """Return the graph as callers get it."""
    return {
        "nodes": [
            {"key": node.key, "kind": node.kind, "name": bilingual_answer(node.name)} for node in graph.nodes.values()
        ],
        "statements": [
            {
                "fact": each.entry,
                "lines": [{"tail": tail, "head": head} for tail, head in each.lines],
                "parties": each.parties,
                "derived": each.derived,
                "findings": each.findings,
            }
            for each in graph.statements
        ],
        "findings": [
            {
                "finding": each.id,
                "code": each.code,
                "severity": each.severity,
                "statement": bilingual_answer(each.statement),
                "withheld": each.withheld,
            }
            for each in graph.findings
        ],
    }


def bilingual_answer(text: Any) -> Json:  # Any: a text by language
    """Return a text in both languages; empty in a language in which it is unknown."""
    return {"en": text.get("en", ""), "ja": text.get("ja", "")}
