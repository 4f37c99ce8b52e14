"""/leads/: possible matches of parties, and decisions on them. A key reads them; only a person decides."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.leads import leads_findable_by, leads_for, unsearched_for
from institutions.models import (
    Account,
    IdentityDecision,
    IdentityLead,
    LeadState,
    MatchDecision,
    Party,
    PartyKind,
    Role,
)
from institutions.parties.identities.candidates import LikenessReason
from institutions.parties.identities.deciding import LeadRefusedError, decide_lead, may_decide, undo_decision
from institutions.parties.identities.troubles import MatchNotYours
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Flag, ReasonText
from institutions.web.rest.declared.takes import takes
from institutions.web.rest.pages import NewestFirst
from institutions.web.rest.problem_troubles import NothingDecided
from rules.web.api.endpoint import Endpoint, caller_of
from rules.web.api.filtering import ChoiceFilter, Filtered, FilterSet
from rules.web.api.shapes import Text
from rules.web.api.shared_descriptions import KEPT, READING_REFUSALS
from rules.web.earlier_refusals import EarlierRefusal, Refusals, refused_before

LONGEST_REASON = 2_000


class ComparedShape(serializers.ModelSerializer[Party]):
    """One of two parties, with the fields by which they are compared."""

    name = serializers.SerializerMethodField()
    kana = serializers.CharField(source="name_kana")
    same_as = serializers.UUIDField(
        source="same_as_id", allow_null=True, help_text="The party that it was found to be."
    )

    class Meta:
        model = Party
        fields = (
            "id", "kind", "name", "kana", "corporate_number", "lei", "country", "type", "address", "phone",
            "founded_on", "same_as",
        )  # fmt: skip

    @extend_schema_field(Text)
    def get_name(self, party: Party) -> dict[str, str]:
        """Return the present name in both languages."""
        return {"en": party.name_en, "ja": party.name_ja}


class DecisionShape(serializers.ModelSerializer[IdentityDecision]):
    """A decision on a possible match."""

    said = serializers.ChoiceField(MatchDecision.choices)
    by = serializers.CharField(source="account.username", default="")

    class Meta:
        model = IdentityDecision
        fields = ("said", "reason", "by", "at")


class RefusedBeforeShape(serializers.Serializer[EarlierRefusal]):
    """A person's rejection of another record of that name. It decides nothing here."""

    at = serializers.DateTimeField()
    role = serializers.ChoiceField(
        Role.choices, allow_null=True, help_text="Role or body of the person who rejected it."
    )
    body = serializers.CharField(source="body.key", default=None, allow_null=True, help_text="Its code.")
    lead = serializers.IntegerField(allow_null=True, help_text="The rejected match; null if it is not yours.")
    by = serializers.CharField(help_text="Empty if the match is not yours.")
    reason = serializers.CharField(help_text="Empty if the match is not yours.")


class LeadShape(serializers.ModelSerializer[IdentityLead]):
    """Two parties that may be one: probability, reasons, and decisions.

    `refusals` of the context are the earlier rejections, by possible match.
    """

    party = ComparedShape(help_text="The new party.")
    candidate = ComparedShape(help_text="The party of the register that it may be the same as.")
    state = serializers.ChoiceField(LeadState.choices)
    score = serializers.IntegerField(
        min_value=0, max_value=100, help_text="Score out of 100. A name alone is not certain."
    )
    reasons = serializers.ListField(
        child=serializers.ChoiceField(LikenessReason.choices), help_text="Reasons for and against the match."
    )
    follows = serializers.IntegerField(
        source="follows_id",
        allow_null=True,
        help_text="The match whose rejection applies here too, because the same record brought both parties in.",
    )
    decisions = serializers.SerializerMethodField()
    refused_before = serializers.SerializerMethodField()

    class Meta:
        model = IdentityLead
        fields = (
            "id", "party", "candidate", "state", "score", "reasons", "follows", "decisions", "refused_before",
            "created_at",
        )  # fmt: skip

    @extend_schema_field(DecisionShape(many=True, help_text="All decisions, oldest first."))
    def get_decisions(self, lead: IdentityLead) -> list[dict[str, Any]]:  # Any: plain data
        """Return the decisions on the possible match that it follows, then its own."""
        said = (*(lead.follows.decisions.all() if lead.follows else ()), *lead.decisions.all())
        return [dict(DecisionShape(each).data) for each in said]

    @extend_schema_field(RefusedBeforeShape(many=True, help_text="For an open match: rejections of other records."))
    def get_refused_before(self, lead: IdentityLead) -> list[dict[str, Any]]:  # Any: plain data
        """Return earlier rejections, as far as the caller may know of them."""
        return [dict(RefusedBeforeShape(each).data) for each in self.context["refusals"].get(lead.pk, ())]


class LeadFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filters by state and by kind of party."""

    state = ChoiceFilter(choices=LeadState.choices, help_text="open, confirmed or refused.")
    kind = ChoiceFilter(field_name="party__kind", choices=PartyKind.choices, help_text="body, company or person.")


def findable_leads(request: Request) -> QuerySet[IdentityLead]:
    """Return the possible matches of all bodies, except about parties that the caller must not find."""
    return leads_findable_by(caller_of(request))


def readable_leads(request: Request) -> QuerySet[IdentityLead]:
    """Return the possible matches that the caller may read, with parties and decisions. Four queries at most."""
    leads = leads_for(caller_of(request))
    said = IdentityDecision.objects.select_related("account")
    return leads.select_related("party", "candidate", "follows").prefetch_related(
        Prefetch("decisions", said), Prefetch("follows__decisions", said)
    )


def lead_answer(request: Request, pk: int) -> dict[str, Any]:  # Any: plain data
    """Return one possible match as it is now."""
    lead = get_object_or_404(readable_leads(request), pk=pk)
    return dict(LeadShape(lead, context={"refusals": lead_refusals(request, [lead])}).data)


def lead_refusals(request: Request, leads: Sequence[IdentityLead]) -> Refusals:
    """Return the earlier rejections of the parties that these possible matches compare."""
    return refused_before(leads, readable=readable_leads(request), findable=findable_leads(request))


class LeadPages(NewestFirst):
    """Pages that say beside the possible matches how many may follow."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:  # Any: an OpenAPI schema
        """Return the schema of the page with the number of parties not compared yet."""
        page = super().get_paginated_response_schema(schema)
        said = "New parties that are not compared with the register yet: possible matches of theirs may follow."
        unsearched = {"type": "integer", "minimum": 0, "description": said}
        return {
            **page,
            "required": [*page["required"], "unsearched"],
            "properties": {**page["properties"], "unsearched": unsearched},
        }


class LeadList(Filtered, Endpoint, ListAPIView[IdentityLead]):
    """The possible matches from documents of the caller's body, newest first; a reviewer reads those of all bodies."""

    pagination_class = LeadPages
    queryset = IdentityLead.objects.none()  # what the list is of; get_queryset says which
    serializer_class = LeadShape
    filterset_class = LeadFilter
    refusals: Refusals = {}

    def get_queryset(self) -> QuerySet[IdentityLead]:
        """Return the possible matches that the caller may read."""
        return readable_leads(self.request)

    def paginate_queryset(self, queryset: Any) -> Any:  # Any: as REST framework declares it
        """Return one page; the earlier rejections are read with it."""
        page = super().paginate_queryset(queryset)
        self.refusals = lead_refusals(self.request, page or ())
        return page

    def get_paginated_response(self, data: Any) -> Response:  # Any: as REST framework declares it
        """Add the number of parties that are not compared yet."""
        answer = super().get_paginated_response(data)
        answer.data["unsearched"] = unsearched_for(caller_of(self.request)).count()
        return answer

    def get_serializer_context(self) -> dict[str, Any]:  # Any: as REST framework declares it
        """Add the earlier rejections, once a page was read."""
        return {**super().get_serializer_context(), "refusals": self.refusals}


class LeadDetail(Endpoint):
    """One possible match."""

    @extend_schema(operation_id="leads_read", responses={200: LeadShape, **problem_answers(problems.NotFound)})
    def get(self, request: Request, pk: int) -> Response:
        """Return both parties side by side, and the decisions on them."""
        return Response(lead_answer(request, pk))


class SaidOfLead(Body):
    """The body of an act on a possible match."""

    nothing = NothingDecided


class DecisionBody(SaidOfLead):
    """A person's decision on a possible match."""

    same = Flag(help_text="true: the same party; false: different parties.")
    reason = ReasonText(max_length=LONGEST_REASON, help_text=f"Describe what you compared. {KEPT}")


class UndoBody(SaidOfLead):
    """The reason for undoing a decision."""

    reason = ReasonText(max_length=LONGEST_REASON, help_text=f"Why. {KEPT}")


DECIDING: dict[Any, Any] = {  # Any: as extend_schema takes them
    200: LeadShape,
    **problem_answers(*READING_REFUSALS, problems.NotFound, problems.CannotDecide),
}


class LeadDecision(Endpoint):
    """The confirmation or rejection of an open possible match."""

    @takes(DecisionBody, operation_id="leads_decide", responses=DECIDING)
    def post(self, request: Request, pk: int) -> Response:
        """Decide that the two are one, or that they are not. A person with a session: a key decides nothing."""
        lead, account = decidable_lead(request, pk)
        said = self.checked_body()
        try:
            decide_lead(lead, same=said["same"], reason=said["reason"], account=account)
        except LeadRefusedError as refused:
            raise problems.CannotDecide(refused.said) from refused
        return Response(lead_answer(request, pk))


class LeadUndo(Endpoint):
    """The undoing of a decision."""

    @takes(UndoBody, operation_id="leads_undo", responses=DECIDING)
    def post(self, request: Request, pk: int) -> Response:
        """Reopen the possible match; parties joined by it alone are separate again. A person with a session."""
        lead, account = decidable_lead(request, pk)
        said = self.checked_body()
        try:
            undo_decision(lead, reason=said["reason"], account=account)
        except LeadRefusedError as refused:
            raise problems.CannotDecide(refused.said) from refused
        return Response(lead_answer(request, pk))


def decidable_lead(request: Request, pk: int) -> tuple[IdentityLead, Account]:
    """Return a possible match that the caller may decide, and the caller's account; else Forbidden."""
    lead, account = get_object_or_404(readable_leads(request), pk=pk), caller_of(request)
    if isinstance(account, Account) and may_decide(account, lead):
        return lead, account
    raise problems.Forbidden(MatchNotYours())
