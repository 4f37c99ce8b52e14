"""/commissions/sittings/{id}/contracts/: the contracts of a sitting, choices and withdrawals, and their minutes."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.models import Account
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Flag, SentText, Whole, Word
from institutions.web.rest.declared.takes import takes
from rules.commission.choosing import answer_tie, choose_item, withdraw_from
from rules.commission.minutes import add_minute, sorts_for
from rules.commission.reading import shown_of
from rules.commission.recording import LONGEST_TEXT
from rules.commission.steps import AFTER_DRAW, step_of
from rules.models import MinuteSort, OpinionResult, Sitting, SittingItem
from rules.web.api.desk.contract_shapes import ContractShape, OneContractShape, contract_json, one_contract_json
from rules.web.api.desk.endpoint import (
    ACT_REFUSED,
    READ_REFUSED,
    CommissionEndpoint,
    WritesNoMinutes,
    refusals_as_problems,
)
from rules.web.api.endpoint import refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST


class ChosenBody(Body):
    """A choice other than the tool proposes."""

    chosen = Flag(help_text="true: look at it; false: leave it out.")
    reason = SentText(max_length=LONGEST_TEXT, help_text="Published where a proposal is left out.")


class WithdrawalBody(Body):
    """A tie that came up after the declaration."""

    reason = SentText(max_length=LONGEST_TEXT)


class TieAnswerBody(Body):
    """The reason why a tie is none."""

    text = SentText(max_length=LONGEST_TEXT)


class MinuteBody(Body):
    """An entry in the minutes, or the correction of one."""

    sort = Word(MinuteSort.choices, help_text="Members write question and opinion, the body answer and follow_up.")
    result = Word(OpinionResult.choices, required=False, help_text="Of an opinion alone.")
    text = SentText(required=False, allow_blank=True, max_length=LONGEST_TEXT, help_text="Needed but for `none`.")
    replaces = Whole(required=False, allow_null=True, help_text="Id of the entry that it corrects.")


class ContractList(CommissionEndpoint, ListAPIView[SittingItem]):
    """The contracts of a sitting, in the order of their numbers."""

    queryset = SittingItem.objects.none()  # what the list is of; get_queryset says which
    serializer_class = ContractShape
    filter_backends = ()
    ordering = ("number",)

    def get_queryset(self) -> QuerySet[SittingItem]:
        """Return the contracts that readers of the sitting may see."""
        return self.items(self.sitting_read).order_by(*self.ordering)

    @extend_schema(
        operation_id="sitting_contracts_list",
        responses={
            200: ContractShape(many=True),
            **problem_answers(problems.Forbidden, problems.NotFound, problems.InvalidParameter),
        },
    )
    def get(self, request: Request, pk: UUID, *_args: Any, **_kwargs: Any) -> Response:  # Any: as passed
        """List the contracts; before the draw without what the rules answered."""
        self.sitting_read: Sitting = self.sitting(self.account(request), pk)
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST)
        drawn = step_of(self.sitting_read) in AFTER_DRAW
        page = self.paginate_queryset(self.get_queryset())
        rows = [contract_json(each, drawn=drawn) for each in shown_of(page or ())]
        return self.get_paginated_response(rows)


class ContractEndpoint(CommissionEndpoint):
    """An endpoint about one contract of a sitting."""

    def one(self, account: Account, pk: UUID, number: int, status: int = 200) -> Response:
        """Return a contract as it stands now."""
        sitting = self.sitting(account, pk)
        (shown,) = shown_of([self.item(sitting, number)])
        return Response(one_contract_json(shown, drawn=step_of(sitting) in AFTER_DRAW), status=status)


class ContractDetail(ContractEndpoint):
    """One contract."""

    @extend_schema(operation_id="sitting_contracts_read", responses={200: OneContractShape, **READ_REFUSED})
    def get(self, request: Request, pk: UUID, number: int) -> Response:
        """Return a contract with its findings, the draft of the questions, and its minutes."""
        return self.one(self.account(request), pk, number)


class ContractChoice(ContractEndpoint):
    """The choice of a contract."""

    @takes(ChosenBody, operation_id="sitting_contracts_choose", responses={201: OneContractShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID, number: int) -> Response:
        """Choose a contract that is not proposed, or leave out one that is, as a member."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        item, member = self.item(sitting, number), self.member(account, sitting.commission)
        form = self.checked_body()
        with refusals_as_problems():
            choose_item(item, {"chosen": "yes" if form["chosen"] else "no", "reason": form["reason"]}, member)
        return self.one(account, pk, number, 201)


class ContractWithdrawal(ContractEndpoint):
    """A member's withdrawal from a contract."""

    @takes(WithdrawalBody, operation_id="sitting_contracts_withdraw", responses={201: OneContractShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID, number: int) -> Response:
        """Withdraw from a contract, as a member, when a tie comes up later."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        item, member = self.item(sitting, number), self.member(account, sitting.commission)
        with refusals_as_problems():
            withdraw_from(item, self.checked_body(), member)
        return self.one(account, pk, number, 201)


class ContractTie(ContractEndpoint):
    """The answer about a tie that the register states."""

    @takes(TieAnswerBody, operation_id="sitting_contracts_tie", responses={201: OneContractShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID, number: int) -> Response:
        """Say, as a member, why a tie that the register states is none. Otherwise withdraw from the contract."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        item, member = self.item(sitting, number), self.member(account, sitting.commission)
        with refusals_as_problems():
            answer_tie(item, self.checked_body(), member)
        return self.one(account, pk, number, 201)


class ContractMinutes(ContractEndpoint):
    """The minutes of a contract."""

    @takes(MinuteBody, operation_id="sitting_minutes_add", responses={201: OneContractShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID, number: int) -> Response:
        """Add to the minutes: members ask and conclude, the body answers and says what followed."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        item = self.item(sitting, number)
        if not sorts_for(account, sitting):
            raise problems.Forbidden(WritesNoMinutes())
        form = self.checked_body()
        given = {
            name: "" if form.get(name) is None else str(form[name]) for name in ("sort", "result", "text", "replaces")
        }
        with refusals_as_problems():
            add_minute(item, given, account=account)
        return self.one(account, pk, number, 201)
