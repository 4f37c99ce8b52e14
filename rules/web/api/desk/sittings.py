"""/commissions/sittings/{id}/: where a sitting stands, and its acts, each at one step alone and done once."""

from typing import Final
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.models import Account
from institutions.web.rest.declared.body import Body, Row
from institutions.web.rest.declared.fields import Day, SentText, Whole, Word
from institutions.web.rest.declared.takes import takes
from rules.commission.choosing import declare_ties, settle_choice
from rules.commission.fixing import cancel_sitting, draw_sitting, fix_population
from rules.commission.public_values import SOURCES
from rules.commission.recording import LONGEST_TEXT
from rules.commission.steps import SittingStage, step_of
from rules.web.api.desk.endpoint import (
    ACT_REFUSED,
    BARE_ACT_REFUSED,
    READ_REFUSED,
    CommissionEndpoint,
    refusals_as_problems,
)
from rules.web.api.desk.shapes import Json, OneSittingShape
from rules.web.api.shared_descriptions import RETRY_AFTER

SECONDS_TO_WAIT: Final = "2"
LONGEST_VALUE: Final = 80


class FixingBody(Body):
    """The public value that is announced."""

    source = Word([(name, name) for name in SOURCES], help_text="Where it is published.")  # type: ignore[assignment]  # the metaclass takes it off the class
    on = Day(help_text="Of which day: from tomorrow on, at most 60 days away.")


class CancellationBody(Body):
    """The end of a sitting before its contracts are fixed."""

    reason = SentText(max_length=LONGEST_TEXT)


class DrawBody(Body):
    """The public value, once it is known."""

    value = SentText(max_length=LONGEST_VALUE, help_text="As published; it cannot be changed afterwards.")


class TieRow(Row):
    """A contract to whose parties, or deciding officials, the member has a tie."""

    number = Whole(help_text="Of the contract.")
    reason = SentText(max_length=LONGEST_TEXT)


class TiesBody(Body):
    """A member's declaration, made once."""

    ties = TieRow(many=True, help_text="The member takes no part in these contracts. Empty where there is no tie.")
    text = SentText(required=False, allow_blank=True, max_length=LONGEST_TEXT, help_text="A remark.")


class SittingDetail(CommissionEndpoint):
    """One sitting."""

    @extend_schema(
        operation_id="sittings_read", parameters=[RETRY_AFTER], responses={200: OneSittingShape, **READ_REFUSED}
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return where a sitting stands. While its contracts are read, ask again after Retry-After seconds."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        headers = {"Retry-After": SECONDS_TO_WAIT} if step_of(sitting) == SittingStage.READING else {}
        return Response(OneSittingShape(sitting, context={"account": account}).data, headers=headers)


class SittingActEndpoint(CommissionEndpoint):
    """An act on a sitting, which answers with the sitting after it."""

    def after(self, account: Account, pk: UUID) -> Response:
        """Return the sitting as it stands now."""
        answer: Json = OneSittingShape(self.sitting(account, pk), context={"account": account}).data
        return Response(answer, status=201)


class SittingFixing(SittingActEndpoint):
    """The fixing of the contracts."""

    @takes(FixingBody, operation_id="sittings_fix", responses={201: OneSittingShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Fix the contracts for good, as the secretariat, and announce the public value of a later day."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        self.secretariat(account, sitting.commission)
        form = self.checked_body()
        with refusals_as_problems():
            fix_population(sitting, {"source": form["source"], "on": form["on"].isoformat()}, account=account)
        return self.after(account, pk)


class SittingCancellation(SittingActEndpoint):
    """The cancellation of a sitting."""

    @takes(CancellationBody, operation_id="sittings_cancel", responses={201: OneSittingShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Cancel a sitting before its contracts are fixed, as the secretariat. The next report counts it."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        self.secretariat(account, sitting.commission)
        with refusals_as_problems():
            cancel_sitting(sitting, self.checked_body(), account=account)
        return self.after(account, pk)


class SittingDraw(SittingActEndpoint):
    """The draw."""

    @takes(DrawBody, operation_id="sittings_draw", responses={201: OneSittingShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Enter the announced value, as a member: seed, random draw and other proposals follow from it."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        self.member(account, sitting.commission)
        with refusals_as_problems():
            draw_sitting(sitting, self.checked_body(), account=account)
        return self.after(account, pk)


class SittingTies(SittingActEndpoint):
    """The declaration of ties."""

    @takes(TiesBody, operation_id="sittings_declare", responses={201: OneSittingShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Declare ties, as a member, before choosing: the member withdraws from the contracts that are named."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        member, form = self.member(account, sitting.commission), self.checked_body()
        given = {f"tie-{each['number']}": each["reason"] for each in form["ties"]}
        places = {f"tie-{each['number']}": f"/ties/{place}/number" for place, each in enumerate(form["ties"])}
        with refusals_as_problems(places):
            declare_ties(sitting, {**given, "text": form.get("text", "")}, member)
        return self.after(account, pk)


class SittingChoice(SittingActEndpoint):
    """The settled choice."""

    @extend_schema(operation_id="sittings_settle", request=None, responses={201: OneSittingShape, **BARE_ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Settle which contracts are looked at, as a member: the questions go to the body."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        with refusals_as_problems():
            settle_choice(sitting, self.member(account, sitting.commission))
        return self.after(account, pk)
