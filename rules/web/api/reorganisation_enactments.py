"""/reorganisations/{id}/enactment/: one administrator asks to enact a draft or to withdraw, another one confirms."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.drafts.errors import DraftInvalid
from institutions.models import Account
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Whole, Word
from institutions.web.rest.declared.takes import takes
from rules.access.reorganisations import enacts_reorganisations
from rules.models import EnactmentAct, EnactmentRequest, ReorganisationDraft, ReorganisationState
from rules.planning.enacting import ask_enactment, confirm_enactment, refuse_enactment, waiting_on
from rules.planning.troubles import NoEnacter, ReorganisationRefusedError
from rules.web.api.endpoint import account_of, refuse_strange_parameters
from rules.web.api.reorganisations import ReorganisationEndpoint
from rules.web.api.reorganisations_body import problem_of
from rules.web.api.shared_descriptions import READING_REFUSALS

CONFIRM, REFUSE = "confirm", "refuse"


class EnactmentBody(Body):
    """An act of an administrator."""

    act = Word([*EnactmentAct.values, CONFIRM, REFUSE], help_text="Ask to enact or to withdraw; confirm or refuse.")
    revision = Whole(required=False, help_text="For enact and withdraw: the revision that was read.")
    request = Whole(required=False, help_text="For confirm and refuse: the request that was read.")


class EnactmentRequestShape(serializers.ModelSerializer[EnactmentRequest]):
    """A request that waits for a second administrator."""

    asked_by = serializers.CharField(source="asked_by.username")

    class Meta:
        model = EnactmentRequest
        fields = ("id", "act", "revision", "asked_by", "asked_at", "lapses_at")


class EnactmentShape(serializers.Serializer[Any]):
    """The state of a draft, and the request about it that waits."""

    state = serializers.ChoiceField(ReorganisationState.choices)
    revision = serializers.IntegerField()
    waiting = EnactmentRequestShape(allow_null=True)


class ReorganisationEnactment(ReorganisationEndpoint):
    """The enactment of one draft."""

    @extend_schema(
        operation_id="reorganisations_enactment",
        responses={200: EnactmentShape, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the state of a draft and the request that waits for a second administrator."""
        refuse_strange_parameters(request.query_params, frozenset())
        return Response(enactment_answer(self.draft(pk)))

    @takes(
        EnactmentBody,
        operation_id="reorganisations_enact",
        responses={
            200: EnactmentShape,
            **problem_answers(*READING_REFUSALS, problems.NotFound, problems.Conflict, problems.Invalid),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Ask, confirm or refuse, as on the page of the draft. 422 names what the law or the register lacks."""
        account = account_of(request)
        draft = self.draft(pk)
        if account is None or not enacts_reorganisations(account):
            raise problems.Forbidden(NoEnacter())
        form = self.checked_body()
        try:
            act_on(draft, account, form["act"], form.get("revision", 0), form.get("request", 0))
        except ReorganisationRefusedError as refused:
            raise problems.Conflict(refused.said) from refused
        except DraftInvalid as invalid:
            raise problem_of(invalid, draft.reference) from invalid
        return Response(enactment_answer(self.draft(pk)))


def act_on(draft: ReorganisationDraft, account: Account, act: str, revision: int, number: int) -> None:
    """Do the act of an administrator. Nobody decides on another revision or request than the one that they read."""
    if act not in (CONFIRM, REFUSE):
        ask_enactment(draft.pk, EnactmentAct(act), by=account, seen=revision, request_id=request_id.get())
        return
    waiting = waiting_on(draft)
    same = number if waiting and waiting.pk == number else 0
    settle = confirm_enactment if act == CONFIRM else refuse_enactment
    settle(same, by=account, request_id=request_id.get())


def enactment_answer(draft: ReorganisationDraft) -> dict[str, Any]:  # Any: as the shape says
    """Return the state of a draft with the request that waits."""
    shown = {"state": draft.state, "revision": draft.revision, "waiting": waiting_on(draft)}
    return dict(EnactmentShape(shown).data)
