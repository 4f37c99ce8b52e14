"""/organisation/: the organisation chart of Japan's government bodies on a day, and its changes since another."""

from datetime import date
from typing import Any, Final

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.parties.organisation.changes import ChartChanges, chart_changes
from institutions.parties.organisation.chart import Chart, ChartBody, bodies_in_order
from institutions.parties.organisation.register import ChartHistory, japanese_bodies
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.web.api.days import ON, day_of_request, day_or_today
from rules.web.api.endpoint import Endpoint, Json, refuse_strange_parameters
from rules.web.api.shapes import Text

SINCE: Final = OpenApiParameter("since", date, description="An earlier or later day to compare the chart with.")


class PlacedShape(serializers.Serializer[Any]):  # Any: plain data
    """A body under the name that it had on the day."""

    code = serializers.CharField(help_text="Its code, or its id.")
    name = Text()
    kind = serializers.CharField(allow_blank=True, help_text="As in the submission document, such as ministry.")
    parent = serializers.CharField(  # type: ignore[assignment]  # the metaclass takes it off the class
        allow_null=True, help_text="Code of its direct superior body; null: none is stated."
    )


class RenamedShape(serializers.Serializer[Any]):  # Any: plain data
    """A body with another name on each of the days."""

    code = serializers.CharField()
    before = Text()
    after = Text()


class MovedShape(serializers.Serializer[Any]):  # Any: plain data
    """A body under another body on each of the days."""

    code = serializers.CharField()
    before = serializers.CharField(allow_null=True)
    after = serializers.CharField(allow_null=True)


class ChangesShape(serializers.Serializer[Any]):  # Any: plain data
    """The changes between the two days; bodies of unknown existence are left out."""

    founded = serializers.ListField(child=serializers.CharField())
    dissolved = serializers.ListField(child=serializers.CharField())
    renamed = RenamedShape(many=True)
    moved = MovedShape(many=True)


class OrganisationShape(serializers.Serializer[Any]):  # Any: plain data
    """The chart of a day."""

    on = serializers.DateField()
    bodies = PlacedShape(many=True, help_text="Bodies that existed, in the order of the chart's kinds.")
    not_known = PlacedShape(many=True, help_text="Bodies of which it is not known whether they existed.")
    since = serializers.DateField(allow_null=True)
    changes = ChangesShape(allow_null=True, help_text="null without `since`.")


class OrganisationDetail(Endpoint):
    """The chart."""

    @extend_schema(
        operation_id="organisation_read",
        parameters=[ON, SINCE],
        responses={200: OrganisationShape, **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request) -> Response:
        """Return the chart as of a day. Three queries, however many bodies there are."""
        refuse_strange_parameters(request.query_params, frozenset({ON.name, SINCE.name}))
        on, since = day_or_today(request), day_of_request(request, SINCE.name)
        history = ChartHistory.read(japanese_bodies())
        chart = history.chart(on)
        return Response(
            {
                "on": on.isoformat(),
                "bodies": [placed_json(each, chart) for each in bodies_in_order(chart.bodies.values())],
                "not_known": [placed_json(each, chart) for each in bodies_in_order(chart.not_known.values())],
                "since": since.isoformat() if since else None,
                "changes": chart_changes_json(chart_changes(history.chart(since), chart)) if since else None,
            }
        )


def placed_json(body: ChartBody, chart: Chart) -> Json:
    """Return a body of the chart."""
    above = chart.parent(body)
    name = {"en": body.en, "ja": body.ja}
    return {"code": body.key, "name": name, "kind": body.kind, "parent": above.key if above else None}


def chart_changes_json(found: ChartChanges) -> Json:
    """Return the changes, by the codes of bodies."""
    return {
        "founded": [each.key for each in found.founded],
        "dissolved": [each.key for each in found.dissolved],
        "renamed": [
            {
                "code": each.after.key,
                "before": {"en": each.before.en, "ja": each.before.ja},
                "after": {"en": each.after.en, "ja": each.after.ja},
            }
            for each in found.renamed
        ],
        "moved": [
            {
                "code": each.body.key,
                "before": each.before.key if each.before else None,
                "after": each.after.key if each.after else None,
            }
            for each in found.moved
        ],
    }
