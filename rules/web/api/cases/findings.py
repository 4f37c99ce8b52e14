"""/findings/: the findings of the newest finished assessments of all partnerships that the caller may read."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.partnerships import readable_under
from rules.access.sensitive_reads import note_read, sensitive_in_findings
from rules.access.withholding import finding_without_sensitive
from rules.assessing.result import finding_json
from rules.engine.language.load import FAMILIES
from rules.models import Assessment, Match, Severity, State
from rules.web.api.endpoint import Endpoint, caller_of
from rules.web.api.filtering import CharFilter, ChoiceFilter, Filtered, FilterSet, UUIDFilter, refuse_strange_rule
from rules.web.api.shapes import FindingShape


class FindingRow(FindingShape):
    """A finding with its partnership. Its id stays the same in all assessments with this finding."""

    finding = serializers.IntegerField()
    partnership = serializers.UUIDField()
    reference = serializers.CharField()
    assessment = serializers.UUIDField()
    first_found_at = serializers.DateTimeField()

    def to_representation(self, match: Match) -> dict[str, Any]:  # Any: plain data for JSON
        """Return the finding as in the result object, with its partnership and assessment."""
        finding = finding_json(match)
        return {
            "finding": match.finding_id,
            "partnership": str(match.finding.partnership_id),
            "reference": match.finding.partnership.reference,
            "assessment": str(match.assessment_id),
            "first_found_at": match.finding.first_found_at.isoformat(),
            **(finding if self.context["reads_sensitive"] else finding_without_sensitive(finding)),
        }


class FindingFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filters of the list."""

    code = CharFilter(
        field_name="finding__code", validators=[refuse_strange_rule], help_text="The rule, such as COI-01."
    )
    family = ChoiceFilter(
        method="of_family",
        choices=list(FAMILIES.items()),
        help_text="The first part of the code, such as COI.",
    )
    severity = ChoiceFilter(choices=Severity.choices)
    partnership = UUIDFilter(field_name="finding__partnership", help_text="Id of a partnership.")

    def of_family(self, rows: QuerySet[Match], _name: str, value: str) -> QuerySet[Match]:
        """Filter by the letters before the number of the code."""
        return rows.filter(finding__code__startswith=f"{value}-")


class FindingList(Filtered, Endpoint, ListAPIView[Match]):
    """Findings of the newest finished assessment of each partnership, newest first."""

    queryset = Match.objects.none()  # what the list is of; get_queryset says which
    serializer_class = FindingRow
    filterset_class = FindingFilter

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # Any: as REST framework passes them
        """Return a page of findings. Sensitive content of their evidence is recorded as read."""
        answer = super().list(request, *args, **kwargs)
        if self.reads_sensitive():
            rows = answer.data["results"]
            named = {UUID(each["partnership"]) for each in rows}
            note_read(caller_of(request), "findings", sensitive_in_findings(rows), partnerships=named)
        return answer

    def get_serializer_context(self) -> dict[str, Any]:  # Any: what the serializer asks for
        """Add whether the caller may read sensitive evidence."""
        return {**super().get_serializer_context(), "reads_sensitive": self.reads_sensitive()}

    def get_queryset(self) -> QuerySet[Match]:
        """Return only present findings: those of older assessments are history.

        A page is read from the newest match on: nothing in the query needs all rows before the first of them.
        """
        done = Assessment.objects.filter(state=State.DONE)
        newer = done.filter(
            Q(requested_at__gt=OuterRef("assessment__requested_at"))
            | Q(requested_at=OuterRef("assessment__requested_at"), pk__gt=OuterRef("assessment__pk")),
            partnership=OuterRef("assessment__partnership"),
        )
        return Match.objects.filter(
            readable_under("assessment__partnership", caller_of(self.request)),
            Exists(done.filter(pk=OuterRef("assessment"))),
            ~Exists(newer),
        ).select_related("finding__partnership")
