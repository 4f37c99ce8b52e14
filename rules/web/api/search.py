"""/search/: everything that a text finds, by kind."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.parties.names import fold_name
from institutions.query.troubles import NameMissing, NoLettersGiven
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.problems import coded_trouble, invalid_parameters
from rules.models import CaseState
from rules.review.work.searching import KINDS, MOST, SearchGroup, search_all
from rules.web.api.endpoint import Endpoint, Json, caller_of, refuse_strange_parameters
from rules.web.api.shapes import Text


class SearchHitShape(serializers.Serializer[Any]):  # Any: plain data
    """One thing that was found."""

    key = serializers.CharField(help_text="Id; of a body its code, if it has one; of a rule its code.")
    name = Text()
    known_by = serializers.CharField(
        allow_blank=True, help_text="Reference of a partnership, number of a party, code of a body or rule."
    )
    state = serializers.ChoiceField(CaseState.choices, allow_null=True, help_text="Of the case of a partnership.")


class SearchGroupShape(serializers.Serializer[Any]):  # Any: plain data
    """The first things of one kind, the best first."""

    kind = serializers.ChoiceField(KINDS)
    results = SearchHitShape(many=True)
    more = serializers.BooleanField(help_text="Whether the text finds others of this kind: use the list of the kind.")


class SearchShape(serializers.Serializer[Any]):  # Any: plain data
    """Kinds of which nothing was found are left out."""

    groups = SearchGroupShape(many=True)


class SearchDetail(Endpoint):
    """The one search."""

    @extend_schema(
        operation_id="search",
        parameters=[
            OpenApiParameter(
                "q",
                str,
                required=True,
                description="Part of a name or title, a number, a code or a reference, in any spelling.",
            )
        ],
        responses={200: SearchShape, **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request) -> Response:
        """Return the first partnerships, companies, people, bodies and rules that the caller may read."""
        refuse_strange_parameters(request.query_params, frozenset({"q"}))
        typed = request.query_params.get("q")
        if typed is None:
            raise invalid_parameters([coded_trouble("q", NameMissing())])
        if "\0" in typed or not fold_name(typed):
            raise invalid_parameters([coded_trouble("q", NoLettersGiven())])
        return Response({"groups": [group_json(each) for each in search_all(typed, caller_of(request), most=MOST)]})


def group_json(group: SearchGroup) -> Json:
    """Return one kind as the answer has it."""
    results = [
        {"key": each.key, "name": {"en": each.name_en, "ja": each.name_ja}, "known_by": each.known_by,
         "state": each.state or None}
        for each in group.hits
    ]  # fmt: skip
    return {"kind": group.kind, "results": results, "more": group.more}
