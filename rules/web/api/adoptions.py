"""/rulebook-adoptions/: versions of the rulebook that editors propose, approve, refuse and withdraw."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Id, SentText, Several
from institutions.web.rest.declared.takes import takes
from rules.models import AdoptionState, RulebookAdoption
from rules.models.rulebook_adoption import LONGEST_REASON
from rules.web.api.endpoint import refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST
from rules.web.api.shared_descriptions import READING_REFUSALS
from rules.web.api.workshop.endpoint import LIST_REFUSED, WorkshopEndpoint
from rules.workshop.adopting.deciding import (
    approve_adoption,
    candidate_of_adoption,
    refuse_adoption,
    withdraw_adoption,
)
from rules.workshop.adopting.proposing import propose_adoption
from rules.workshop.adopting.readiness import PARTS, readiness_of
from rules.workshop.troubles import DraftRefusedError

LONGEST_DAY: Final = 10
REFUSED: Final = problem_answers(problems.Forbidden, problems.NotFound)
ACT_REFUSED: Final = problem_answers(problems.NotFound, problems.Conflict, *READING_REFUSALS)


class ProposalBody(Body):
    """A draft that is proposed as it is now."""

    draft = Id()
    reason = SentText(max_length=LONGEST_REASON)
    applies_from = SentText(max_length=LONGEST_DAY, required=False, help_text="A day, today without one.")


class ApprovalBody(Body):
    """The approval of a second editor."""

    confirmed = Several(child=SentText(), help_text=f"The parts that the editor has read: {', '.join(PARTS)}.")
    note = SentText(max_length=LONGEST_REASON, required=False, help_text="Required where something is missing.")


class EndingNoteBody(Body):
    """The reason of a refusal or a withdrawal."""

    note = SentText(max_length=LONGEST_REASON)


class MissingShape(serializers.Serializer[Any]):
    """A part that a second editor reads, with the things that it lacks."""

    part = serializers.CharField()
    missing = serializers.ListField(child=serializers.CharField())


class AdoptionShape(serializers.ModelSerializer[RulebookAdoption]):
    """A proposed or adopted version of the rulebook."""

    draft = serializers.UUIDField(source="draft_id")
    state = serializers.ChoiceField(AdoptionState.choices)
    proposed_by = serializers.CharField(source="proposed_by.username")
    decided_by = serializers.SerializerMethodField()
    trial = serializers.UUIDField(source="trial_id", allow_null=True)
    screening = serializers.UUIDField(source="screening_id", allow_null=True)

    class Meta:
        model = RulebookAdoption
        fields = (
            "id", "draft", "revision", "version", "text_sha256", "replaces", "program", "reason", "applies_from",
            "proposed_by", "proposed_at", "state", "decided_by", "decided_at", "note", "trial", "number",
            "in_force_at", "screening",
        )  # fmt: skip

    def get_decided_by(self, adoption: RulebookAdoption) -> str | None:
        """Return the editor who decided; null while nobody has, and where the program withdrew it."""
        return adoption.decided_by.username if adoption.decided_by else None


class AdoptionWithPartsShape(AdoptionShape):
    """An adoption with the parts that a second editor reads: what is missing now, or was when it was approved."""

    parts = serializers.SerializerMethodField()

    class Meta(AdoptionShape.Meta):
        fields = (*AdoptionShape.Meta.fields, "parts")  # type: ignore[assignment]  # one field more

    @extend_schema_field(MissingShape(many=True))
    def get_parts(self, adoption: RulebookAdoption) -> list[dict[str, Any]]:  # Any: as the shape says
        """Return the parts."""
        if adoption.confirmed:
            said = {
                each["part"]: [code_words(restore_code(one), "en") for one in each["missing"]]
                for each in adoption.confirmed
            }
        else:
            ready = readiness_of(candidate_of_adoption(adoption))
            said = {part: [code_words(one, "en") for one in found] for part, found in ready.missing.items()}
        return [{"part": part, "missing": missing} for part, missing in said.items()]


def adoption_of(pk: UUID) -> RulebookAdoption:
    """Return an adoption, or Http404."""
    rows = RulebookAdoption.objects.select_related("draft", "proposed_by", "decided_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class AdoptionList(WorkshopEndpoint, ListAPIView[RulebookAdoption]):
    """Adoptions, the newest first."""

    queryset = RulebookAdoption.objects.select_related("proposed_by", "decided_by")
    serializer_class = AdoptionShape
    filter_backends = ()
    ordering = ("-proposed_at", "-pk")

    @extend_schema(operation_id="rulebook_adoptions_list", responses={200: AdoptionShape(many=True), **LIST_REFUSED})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # Any: passed on as REST framework does
        """Return adoptions, those that were refused or withdrawn too."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST)
        return super().get(request, *args, **kwargs)

    @takes(ProposalBody, operation_id="rulebook_adoptions_propose", responses={201: AdoptionShape, **ACT_REFUSED})
    def post(self, request: Request) -> Response:
        """Propose a draft as it is now. A second editor approves it."""
        account, form = self.editor(request), self.checked_body()
        draft = self.draft(UUID(str(form["draft"])))
        try:
            made = propose_adoption(
                draft.pk,
                account,
                reason=form["reason"],
                applies_from=form.get("applies_from", ""),
                request_id=request_id.get(),
            )
        except DraftRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        location = reverse("api:rulebook-adoption", args=[made.pk])
        return Response(AdoptionShape(made).data, status=201, headers={"Location": location})


class AdoptionDetail(WorkshopEndpoint):
    """One adoption."""

    @extend_schema(operation_id="rulebook_adoptions_read", responses={200: AdoptionWithPartsShape, **REFUSED})
    def get(self, request: Request, pk: UUID) -> Response:
        """Return an adoption with what is missing in each part that a second editor reads."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, frozenset())
        return Response(AdoptionWithPartsShape(adoption_of(pk)).data)


class AdoptionApprove(WorkshopEndpoint):
    """The approval of a proposal."""

    @takes(ApprovalBody, operation_id="rulebook_adoptions_approve", responses={200: AdoptionShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Approve the proposal of another editor: it is in force from its day on, from now on if that is today."""
        account, adoption, form = self.editor(request), adoption_of(pk), self.checked_body()
        try:
            approve_adoption(
                adoption.pk,
                account,
                confirmed=form["confirmed"],
                note=form.get("note", ""),
                request_id=request_id.get(),
            )
        except DraftRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        return Response(AdoptionShape(adoption_of(pk)).data)


class AdoptionRefuse(WorkshopEndpoint):
    """The refusal of a proposal."""

    @takes(EndingNoteBody, operation_id="rulebook_adoptions_refuse", responses={200: AdoptionShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Refuse the proposal of another editor."""
        account, adoption, form = self.editor(request), adoption_of(pk), self.checked_body()
        try:
            refuse_adoption(adoption.pk, account, note=form["note"], request_id=request_id.get())
        except DraftRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        return Response(AdoptionShape(adoption_of(pk)).data)


class AdoptionWithdraw(WorkshopEndpoint):
    """The withdrawal of a proposal, or of an approved version before its day."""

    @takes(EndingNoteBody, operation_id="rulebook_adoptions_withdraw", responses={200: AdoptionShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Withdraw it."""
        account, adoption, form = self.editor(request), adoption_of(pk), self.checked_body()
        try:
            withdraw_adoption(adoption.pk, account, note=form["note"], request_id=request_id.get())
        except DraftRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        return Response(AdoptionShape(adoption_of(pk)).data)
