"""/rulebook/: the rules that are in force in this service, with their legal basis and their source text."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from policyengine.api import problems
from policyengine.api.conditional import tagged
from policyengine.schema import problem_answers
from rules.api.described import ETAG, IF_NONE_MATCH, NOT_MODIFIED
from rules.api.endpoint import Endpoint, Json
from rules.api.shapes import Text
from rules.language.syntax import Basis, Bilingual, Rule
from rules.loaded_rulebook import LoadedRulebook
from rules.models import Severity
from rules.rulebook_now import current_rulebook


class BasisShape(serializers.Serializer[Any]):  # Any: plain data
    """A law and article, or a policy default of ours."""

    law = serializers.CharField()
    name = Text(allow_null=True)
    article = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField(help_text="How well the text was checked: seen, seen_2013, memory, ours.")
    note = Text(allow_null=True)


@extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/SeverityEnum"}})
class SeverityList(serializers.ListField):
    """Levels, described by the component that every other level has."""

    child = serializers.ChoiceField(Severity.choices)


class RuleRow(serializers.Serializer[Any]):
    """A rule in the list."""

    code = serializers.CharField()
    family = serializers.CharField()
    title = Text()
    severities = SeverityList(help_text="The levels that it may give, as tried in order.")


class RuleShape(RuleRow):
    """A rule with what a lawyer reads first."""

    why = Text()
    silent_when = Text()
    statement = Text()
    mitigations = Text(many=True)
    basis = BasisShape(many=True)
    source_text = serializers.CharField(help_text="The rule file, as it is.")


class RulebookShape(serializers.Serializer[Any]):
    """The rulebook in force."""

    version = serializers.CharField()
    rules = RuleRow(many=True)


class RulebookDetail(Endpoint):
    """All rules."""

    @extend_schema(
        operation_id="rulebook_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: RulebookShape, 304: NOT_MODIFIED},
    )
    def get(self, request: Request) -> Response:
        """Version of the rulebook, and its rules by code."""
        rulebook = current_rulebook()
        rows = [row_of(rule) for _, rule in sorted(rulebook.rules.items())]
        return tagged(request, {"version": rulebook.version, "rules": rows})


class RuleDetail(Endpoint):
    """One rule."""

    @extend_schema(
        operation_id="rulebook_rule",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: RuleShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, code: str) -> Response:
        """By its code, such as COI-01."""
        rulebook = current_rulebook()
        rule = rulebook.rules.get(code)
        if rule is None:
            raise Http404
        return tagged(request, rule_of(rule, rulebook))


def row_of(rule: Rule) -> Json:
    """What the list shows."""
    return {
        "code": rule.code,
        "family": rule.family,
        "title": text_of(rule.title),
        "severities": [case.level for case in rule.severity],
    }


def rule_of(rule: Rule, rulebook: LoadedRulebook) -> Json:
    """Everything about one rule."""
    return {
        **row_of(rule),
        "why": text_of(rule.why),
        "silent_when": text_of(rule.silent_when),
        "statement": text_of(rule.statement),
        "mitigations": [text_of(each) for each in rule.mitigations],
        "basis": [basis_of(each, rulebook) for each in rule.basis],
        "source_text": source_of(rule, rulebook),
    }


def basis_of(basis: Basis, rulebook: LoadedRulebook) -> Json:
    """A basis with the names of its law."""
    return {
        "law": basis.law,
        "name": rulebook.law(basis.law).get("name"),
        "article": basis.article,
        "confidence": basis.confidence,
        "note": text_of(basis.note) if basis.note else None,
    }


def source_of(rule: Rule, rulebook: LoadedRulebook) -> str:
    """The text of the rule's file: the one in the rulebook whose path ends as the rule's place says."""
    return next((text for path, text in rulebook.files.items() if rule.place.file.endswith(path)), "")


def text_of(text: Bilingual) -> Json:
    """Both languages."""
    return {"en": text.en, "ja": text.ja}
