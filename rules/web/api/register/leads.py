"""/leads/: parties that may be one, and what people say of them. A key reads them; only a person decides."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import translation
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.leads import leads_findable_by, leads_for
from institutions.codes.wording import words_of
from institutions.drafts.values import text_trouble
from institutions.models import (
    Account,
    IdentityDecision,
    IdentityLead,
    LeadState,
    Party,
    PartyKind,
    Role,
    Said,
)
from institutions.parties.identities.candidates import Reason
from institutions.parties.identities.deciding import LeadRefusedError, decide_lead, may_decide, undo_decision
from institutions.values.quoting import quoted
from institutions.values.reasons import HINT, says_too_little
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.problems import FieldTrouble
from rules.web.api.described import KEPT, READING_REFUSALS
from rules.web.api.endpoint import Endpoint, caller
from rules.web.api.filtering import ChoiceFilter, Filtered, FilterSet
from rules.web.api.shapes import Text
from rules.web.refused_before import Refusals, RefusedBefore, refused_before

LONGEST_REASON = 2_000


class ComparedShape(serializers.ModelSerializer[Party]):
    """One of two parties, in what they are compared by."""

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
        """The present name in both languages."""
        return {"en": party.name_en, "ja": party.name_ja}


class DecisionShape(serializers.ModelSerializer[IdentityDecision]):
    """What somebody said of a lead."""

    said = serializers.ChoiceField(Said.choices)
    by = serializers.CharField(source="account.username", default="")

    class Meta:
        model = IdentityDecision
        fields = ("said", "reason", "by", "at")


class RefusedBeforeShape(serializers.Serializer[RefusedBefore]):
    """What a person refused of another record of that name. It decides nothing here."""

    at = serializers.DateTimeField()
    role = serializers.ChoiceField(Role.choices, allow_null=True, help_text="Of whoever refused it.")
    body = serializers.CharField(source="body.key", default=None, allow_null=True, help_text="Its code.")
    lead = serializers.IntegerField(allow_null=True, help_text="The lead that was refused; null if it is not yours.")
    by = serializers.CharField(help_text="Empty if the lead is not yours.")
    reason = serializers.CharField(help_text="Empty if the lead is not yours.")


class LeadShape(serializers.ModelSerializer[IdentityLead]):
    """Two parties that may be one: how likely, why, and what was said of it.

    `refusals` of the context are what was refused before, by lead.
    """

    party = ComparedShape(help_text="The party that came in.")
    candidate = ComparedShape(help_text="The party of the register that it may be.")
    state = serializers.ChoiceField(LeadState.choices)
    score = serializers.IntegerField(min_value=0, max_value=100, help_text="Of 100. No name is certain.")
    reasons = serializers.ListField(
        child=serializers.ChoiceField(Reason.choices), help_text="What speaks for it, and what against it."
    )
    follows = serializers.IntegerField(
        source="follows_id",
        allow_null=True,
        help_text="The lead whose refusal holds here too, since the same record brought both parties in.",
    )
    decisions = serializers.SerializerMethodField()
    refused_before = serializers.SerializerMethodField()

    class Meta:
        model = IdentityLead
        fields = (
            "id", "party", "candidate", "state", "score", "reasons", "follows", "decisions", "refused_before",
            "created_at",
        )  # fmt: skip

    @extend_schema_field(DecisionShape(many=True, help_text="Everything that was said, the first first."))
    def get_decisions(self, lead: IdentityLead) -> list[dict[str, Any]]:  # Any: plain data
        """Of the lead that it follows, then its own."""
        said = (*(lead.follows.decisions.all() if lead.follows else ()), *lead.decisions.all())
        return [dict(DecisionShape(each).data) for each in said]

    @extend_schema_field(RefusedBeforeShape(many=True, help_text="Of an open lead: refusals of other records."))
    def get_refused_before(self, lead: IdentityLead) -> list[dict[str, Any]]:  # Any: plain data
        """As far as the caller may know of them."""
        return [dict(RefusedBeforeShape(each).data) for each in self.context["refusals"].get(lead.pk, ())]


class LeadFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """By state and by what the parties are."""

    state = ChoiceFilter(choices=LeadState.choices, help_text="open, confirmed or refused.")
    kind = ChoiceFilter(field_name="party__kind", choices=PartyKind.choices, help_text="body, company or person.")


def findable(request: Request) -> QuerySet[IdentityLead]:
    """The leads of all bodies, but for those about parties that the caller must not find."""
    return leads_findable_by(caller(request))


def readable(request: Request) -> QuerySet[IdentityLead]:
    """The leads that the caller may read, with both parties and what was said: four queries at most, however many."""
    leads = leads_for(caller(request))
    said = IdentityDecision.objects.select_related("account")
    return leads.select_related("party", "candidate", "follows").prefetch_related(
        Prefetch("decisions", said), Prefetch("follows__decisions", said)
    )


def shown(request: Request, pk: int) -> dict[str, Any]:  # Any: plain data
    """One lead as it is now."""
    lead = get_object_or_404(readable(request), pk=pk)
    return dict(LeadShape(lead, context={"refusals": refusals(request, [lead])}).data)


def refusals(request: Request, leads: Sequence[IdentityLead]) -> Refusals:
    """What was refused before of what these leads compare."""
    return refused_before(leads, readable=readable(request), findable=findable(request))


class LeadList(Filtered, Endpoint, ListAPIView[IdentityLead]):
    """The leads that documents of the caller's body left, the newest first; a reviewer reads those of all bodies."""

    queryset = IdentityLead.objects.none()  # what the list is of; get_queryset says which
    serializer_class = LeadShape
    filterset_class = LeadFilter
    refusals: Refusals = {}

    def get_queryset(self) -> QuerySet[IdentityLead]:
        """What the caller may read."""
        return readable(self.request)

    def paginate_queryset(self, queryset: Any) -> Any:  # Any: as REST framework declares it
        """One page of them; what was refused before of any is read with it."""
        page = super().paginate_queryset(queryset)
        self.refusals = refusals(self.request, page or ())
        return page

    def get_serializer_context(self) -> dict[str, Any]:  # Any: as REST framework declares it
        """With what was refused before, once a page was read."""
        return {**super().get_serializer_context(), "refusals": self.refusals}


class LeadDetail(Endpoint):
    """One lead."""

    @extend_schema(operation_id="leads_read", responses={200: LeadShape, **problem_answers(problems.NotFound)})
    def get(self, request: Request, pk: int) -> Response:
        """Both parties side by side, and what was said of them."""
        return Response(shown(request, pk))


class DecisionBody(serializers.Serializer[Any]):  # Any: plain data
    """What a person says of a lead."""

    same = serializers.BooleanField(help_text="true: they are one party; false: they are two.")
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text=f"What was compared. {KEPT}")


class UndoBody(serializers.Serializer[Any]):  # Any: plain data
    """Why a decision is taken back."""

    reason = serializers.CharField(max_length=LONGEST_REASON, help_text=f"Why. {KEPT}")


DECIDING: dict[Any, Any] = {  # Any: as extend_schema takes them
    200: LeadShape,
    **problem_answers(*READING_REFUSALS, problems.NotFound, problems.CannotDecide),
}


class LeadDecision(Endpoint):
    """Confirming or refusing an open lead."""

    @extend_schema(operation_id="leads_decide", request=DecisionBody, responses=DECIDING)
    def post(self, request: Request, pk: int) -> Response:
        """Say that the two are one, or that they are not. A person with a session: a key decides nothing."""
        lead, account = decidable(request, pk)
        said = body_of(request.data, {"same": bool, "reason": str})
        with translation.override("en"):
            try:
                decide_lead(lead, same=said["same"], reason=said["reason"], account=account)
            except LeadRefusedError as refused:
                raise problems.CannotDecide(str(refused)) from refused
        return Response(shown(request, pk))


class LeadUndo(Endpoint):
    """Taking a decision back."""

    @extend_schema(operation_id="leads_undo", request=UndoBody, responses=DECIDING)
    def post(self, request: Request, pk: int) -> Response:
        """The lead is open again, and what only it had joined is two parties again. A person with a session."""
        lead, account = decidable(request, pk)
        said = body_of(request.data, {"reason": str})
        with translation.override("en"):
            try:
                undo_decision(lead, reason=said["reason"], account=account)
            except LeadRefusedError as refused:
                raise problems.CannotDecide(str(refused)) from refused
        return Response(shown(request, pk))


def decidable(request: Request, pk: int) -> tuple[IdentityLead, Account]:
    """A lead that the caller may decide, and who that is; Forbidden for everybody else who reads it."""
    lead, account = get_object_or_404(readable(request), pk=pk), caller(request)
    if isinstance(account, Account) and may_decide(account, lead):
        return lead, account
    raise problems.Forbidden(
        "Who is who is for a person to decide: an officer of the body whose document left the lead, or a reviewer, and "
        "neither about themselves. Sign in as one."
    )


def body_of(given: object, wanted: dict[str, type]) -> dict[str, Any]:  # Any: values of the types wanted
    """The fields of a small body; Invalid with a line for each that is wrong, missing or not known."""
    fields = given if isinstance(given, dict) else {}
    errors: list[FieldTrouble] = []
    if not isinstance(given, dict):
        errors.append({"field": "", "message": f"{quoted(given)} is not an object. Send {', '.join(wanted)}."})
    strange = f"Not known here. Known are {', '.join(wanted)}."
    errors.extend({"field": f"/{name}", "message": strange} for name in fields if name not in wanted)
    for name, sort in wanted.items() if isinstance(given, dict) else ():
        if trouble := trouble_with(fields.get(name), sort):
            errors.append({"field": f"/{name}", "message": trouble})
    if errors:
        raise problems.Invalid("Nothing was decided. Correct what `errors` names.", errors=errors)
    return fields


def trouble_with(value: object, sort: type) -> str | None:
    """What is wrong with one value, and what to do."""
    if sort is bool:
        return None if isinstance(value, bool) else f"{quoted(value)} is neither true nor false. Write one of them."
    if trouble := text_trouble(value, LONGEST_REASON):
        return words_of(trouble, "en")
    with translation.override("en"):
        return str(HINT) if says_too_little(str(value)) else None
