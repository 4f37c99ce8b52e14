"""/rulebook/: the rules in force in this service, with their legal basis and their source text."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import tagged_response
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.entry import CatalogueEntry, catalogue_entries
from rules.explaining.catalogue.firings import NEVER, rule_firings
from rules.web.api.endpoint import Endpoint
from rules.web.api.rulebook_answers import rule_answer, rule_row
from rules.web.api.rulebook_shapes import RulebookShape, RuleShape
from rules.web.api.shared_descriptions import ETAG, IF_NONE_MATCH, NOT_MODIFIED


class RulebookDetail(Endpoint):
    """All rules."""

    @extend_schema(
        operation_id="rulebook_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: RulebookShape, 304: NOT_MODIFIED},
    )
    def get(self, request: Request) -> Response:
        """Return the version of the rulebook, and its rules by code."""
        rulebook, found = current_rulebook(), rule_firings(self.partnerships())
        rows = [
            rule_row(entry, found.get(entry.rule.code, NEVER))
            for entry in catalogue_entries(rulebook, review_day_today())
        ]
        return tagged_response(
            request, {"version": rulebook.version, "rules": sorted(rows, key=lambda each: str(each["code"]))}
        )


class RuleDetail(Endpoint):
    """One rule."""

    @extend_schema(
        operation_id="rulebook_rule",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: RuleShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, code: str) -> Response:
        """Return a rule by its code, such as COI-01."""
        rulebook = current_rulebook()
        rule = rulebook.rules.get(code)
        if rule is None:
            raise Http404
        found = rule_firings(self.partnerships(), code).get(code, NEVER)
        return tagged_response(request, rule_answer(CatalogueEntry(rule, rulebook, review_day_today()), found))


def review_day_today() -> str:
    """Return the day by which reviews are overdue or not."""
    return timezone.localdate().isoformat()
