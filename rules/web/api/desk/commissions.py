"""/commissions/: commissions of a body, their members, and the sittings that its secretariat begins."""

from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ChoiceField

from institutions.models import Role
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Flag, SentText
from institutions.web.rest.declared.takes import takes
from rules.access.commissions import commissions_for
from rules.commission.files import LARGEST_BYTES
from rules.commission.setting_up import add_member, end_membership, set_up_commission
from rules.commission.sittings import SentList, begin_sitting
from rules.models import Commission, CommissionMember, Sitting
from rules.models.commission import LONGEST_NAME
from rules.web.api.desk.endpoint import (
    ACT_REFUSED,
    READ_REFUSED,
    CommissionEndpoint,
    NotSecretariat,
    refusals_as_problems,
)
from rules.web.api.desk.shapes import (
    LIST_FORMS,
    CommissionShape,
    MemberShape,
    OneCommissionShape,
    OneSittingShape,
    SittingShape,
)
from rules.web.api.endpoint import refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST
from rules.web.api.form_body import BoundedForm, Form, Upload, Written

LONGEST_ACCOUNT: Final = 150
LIST_REFUSED: Final = problem_answers(problems.Forbidden, problems.InvalidParameter)
PLACES: Final = {"from": "/from_on", "until": "/until_on"}


class CommissionBody(Body):
    """A commission that is to be set up."""

    name = SentText(max_length=LONGEST_NAME)


class MemberBody(Body):
    """A member that is to be added."""

    account = SentText(max_length=LONGEST_ACCOUNT, help_text="Name of an account with the role commission_member.")
    name = SentText(max_length=LONGEST_NAME, help_text="As in the public report.")
    occupation = SentText(max_length=LONGEST_NAME, help_text="Such as lawyer, as in the public report.")
    chair = Flag(required=False, help_text="Also sees ties of members that they did not declare.")


class SittingForm(Form):
    """A sitting that is to begin. Several parts named file are read, all of one form; none is needed."""

    file = Upload(required=False)
    form = ChoiceField(LIST_FORMS, required=False, help_text="Of the files.")
    from_on = Written(help_text="The first day of the period.")
    until_on = Written(help_text="The last day of the period.")
    size = Written(help_text="The number of contracts to propose.")


class CommissionList(CommissionEndpoint, ListAPIView[Commission]):
    """Commissions, by name."""

    queryset = Commission.objects.none()  # what the list is of; get_queryset says which
    serializer_class = CommissionShape
    filter_backends = ()
    ordering = ("name", "pk")

    def get_queryset(self) -> QuerySet[Commission]:
        """Return the commissions that the caller may read."""
        return commissions_for(self.account(self.request)).select_related("body").order_by(*self.ordering)

    @extend_schema(operation_id="commissions_list", responses={200: CommissionShape(many=True), **LIST_REFUSED})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # Any: passed on as REST framework does
        """List the commissions."""
        self.account(request)
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST)
        return super().get(request, *args, **kwargs)

    @takes(CommissionBody, operation_id="commissions_set_up", responses={201: OneCommissionShape, **ACT_REFUSED})
    def post(self, request: Request) -> Response:
        """Set up a commission of the officer's own body."""
        account = self.account(request)
        if account.role != Role.OFFICER or account.body is None:
            raise problems.Forbidden(NotSecretariat())
        with refusals_as_problems():
            made = set_up_commission(account.body, self.checked_body()["name"], account=account)
        location = reverse("api:commission", args=[made.pk])
        return Response(OneCommissionShape(made).data, status=201, headers={"Location": location})


class CommissionDetail(CommissionEndpoint):
    """One commission."""

    @extend_schema(operation_id="commissions_read", responses={200: OneCommissionShape, **READ_REFUSED})
    def get(self, request: Request, pk: UUID) -> Response:
        """Return a commission with its members."""
        found = self.commission(self.account(request), pk)
        prefetch_related_objects([found], "members__account")
        return Response(OneCommissionShape(found).data)


class CommissionMembers(CommissionEndpoint):
    """The members of a commission."""

    @takes(MemberBody, operation_id="commission_members_add", responses={201: MemberShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Give an account a seat, as the secretariat."""
        account = self.account(request)
        commission = self.commission(account, pk)
        self.secretariat(account, commission)
        with refusals_as_problems():
            form = self.checked_body()
            made = add_member(commission, {**form, "chair": "yes" if form.get("chair") else ""}, account=account)
        return Response(MemberShape(made).data, status=201)


class CommissionMemberEnd(CommissionEndpoint):
    """The end of a membership."""

    @extend_schema(operation_id="commission_members_end", request=None, responses={200: MemberShape, **READ_REFUSED})
    def post(self, request: Request, pk: UUID, member: int) -> Response:
        """End a membership, as the secretariat: the account reads nothing of the commission from now on."""
        account = self.account(request)
        commission = self.commission(account, pk)
        self.secretariat(account, commission)
        seat = get_object_or_404(CommissionMember.objects.select_related("account"), commission=commission, pk=member)
        end_membership(seat, account=account)
        seat.refresh_from_db()
        return Response(MemberShape(seat).data)


class SittingList(CommissionEndpoint, ListAPIView[Sitting]):
    """The sittings of a commission, the newest first."""

    queryset = Sitting.objects.none()  # what the list is of; get_queryset says which
    serializer_class = SittingShape
    parser_classes = (BoundedForm,)  # type: ignore[assignment]  # it reads no JSON
    filter_backends = ()
    ordering = ("-begun_at", "-pk")

    def get_queryset(self) -> QuerySet[Sitting]:
        """Return the sittings of the commission."""
        commission = self.commission(self.account(self.request), self.kwargs["pk"])
        return commission.sittings.prefetch_related("acts").order_by(*self.ordering)

    @extend_schema(
        operation_id="sittings_list",
        responses={200: SittingShape(many=True), **LIST_REFUSED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # Any: passed on as REST framework does
        """List the sittings."""
        self.account(request)
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST)
        return super().get(request, *args, **kwargs)

    @takes(
        SittingForm,
        operation_id="sittings_begin",
        responses={202: OpenApiResponse(OneSittingShape, "Queued; read its step at its address."), **ACT_REFUSED},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Begin a sitting with the published lists of the period, as the secretariat. A worker reads and screens."""
        account = self.account(request)
        commission = self.commission(account, pk)
        self.secretariat(account, commission)
        form = self.checked_body()
        given = {"from": form.get("from_on", ""), "until": form.get("until_on", ""), "size": form.get("size", "")}
        with refusals_as_problems(PLACES):
            made = begin_sitting(commission, given, sent_files(request, form.get("form", "")), account=account)
        location = reverse("api:commission-sitting", args=[made.pk])
        answer = OneSittingShape(self.sitting(account, made.pk), context={"account": account}).data
        return Response(answer, status=202, headers={"Location": location})


def sent_files(request: Request, form: str) -> list[SentList]:
    """Return the lists that were sent; of those that are too large no more than shows it."""
    left, found = LARGEST_BYTES + 1, []
    for each in request.FILES.getlist("file"):
        content = each.read(left)
        left -= len(content)
        found.append(SentList(each.name or "list", content, form))
    return found
