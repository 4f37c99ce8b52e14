"""/partnerships/{id}/case/comments/ and /comments/{id}/withdrawal/: the comments on a case."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.access.keys import KeyHolder
from institutions.models import Account, Partnership
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Flag, SentText, Whole, Word
from institutions.web.rest.declared.takes import takes
from rules.access.audiences import paper_reader
from rules.models import Audience, Comment
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.case_view import read_case
from rules.review.casework.troubles.accounts import ActOfPeople
from rules.review.correspondence.commenting import LONGEST_COMMENT, add_comment, withdraw_comment
from rules.review.correspondence.reading import comments_for, find_comment, shown_text
from rules.web.api.cases.case_answers import refusals_as_problems
from rules.web.api.cases.case_bodies import ReasonBody
from rules.web.api.cases.parts import OF_PARTS, PartShape, paper_part
from rules.web.api.endpoint import Endpoint, Json, account_of, caller_of
from rules.web.api.shared_descriptions import READING_REFUSALS


class CommentBody(Body):
    """A comment."""

    text = SentText(max_length=LONGEST_COMMENT)
    audience = Word(Audience.choices, required=False, help_text="Left out: the usual one of your role.")
    finding = Whole(required=False, allow_null=True, help_text="Left out: the case as a whole.")
    person = SentText(required=False, allow_null=True, help_text="Id of the person concerned, for that audience.")
    declared_open = Flag(
        required=False, help_text="You confirm that the text holds no protected security information, if it is refused."
    )


class CommentShape(serializers.Serializer[Json]):
    """A comment."""

    id = serializers.IntegerField()
    finding = serializers.IntegerField(allow_null=True)
    audience = serializers.ChoiceField(Audience.choices)
    text = serializers.CharField(allow_blank=True, help_text="Empty if it was withdrawn; auditors read it then too.")
    withdrawn = serializers.CharField(allow_null=True, help_text="The reason of its withdrawal; null if there is none.")
    mentions = serializers.ListField(child=serializers.CharField(), help_text="Accounts that were notified.")
    by = serializers.CharField()
    at = serializers.DateTimeField()


class CommentsShape(PartShape):
    """The comments on a case that the caller may read."""

    comments = CommentShape(many=True)


def comment_json(row: Comment, reader: Account | KeyHolder) -> Json:
    """Return one comment that somebody may read."""
    return {
        "id": row.pk,
        "finding": row.finding_id,
        "audience": row.audience,
        "text": shown_text(row, reader),
        "withdrawn": row.withdrawal.reason if hasattr(row, "withdrawal") else None,
        "mentions": [each.mentioned.username for each in row.mentions.all()],
        "by": row.account.username,
        "at": row.at.isoformat(),
    }


class CaseComments(Endpoint):
    """The comments on a case."""

    def partnership(self, pk: UUID) -> Partnership:
        """Return the partnership; Http404 for one that the caller may not read."""
        return get_object_or_404(self.partnerships(), pk=pk)

    @extend_schema(
        operation_id="case_comments",
        parameters=[*OF_PARTS],
        responses={200: CommentsShape, **problem_answers(problems.InvalidParameter, problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the comments that the caller may read, in their order, in parts of a thousand."""
        partnership, caller = self.partnership(pk), caller_of(request)
        rows, beside = paper_part(comments_for(paper_reader(caller, partnership), partnership), request, self)
        return Response({"comments": [comment_json(each, caller) for each in rows], **beside})

    @takes(
        CommentBody,
        operation_id="case_comment",
        responses={
            201: OpenApiResponse(CommentShape, "Stored."),
            **problem_answers(*READING_REFUSALS, problems.NotFound, problems.CannotDecide),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Comment on the case or a finding. `mentions` names the accounts that @ reached: those that may read it."""
        partnership, account = self.partnership(pk), account_of(request)
        if account is None:
            raise problems.Forbidden(ActOfPeople())
        with refusals_as_problems():
            refuse_act(read_case(partnership), Act.COMMENT, account)
            row, _missed = add_comment(partnership, self.checked_body(), account=account)
        return Response(comment_json(row, account), status=201)


class WithdrawComment(Endpoint):
    """The withdrawal of a comment."""

    @takes(
        ReasonBody,
        operation_id="comment_withdraw",
        responses={
            201: OpenApiResponse(CommentShape, "Withdrawn."),
            **problem_answers(*READING_REFUSALS, problems.NotFound, problems.CannotDecide),
        },
    )
    def post(self, request: Request, pk: int) -> Response:
        """Withdraw your own comment. It and the reason stay on record; its text is then for auditors alone."""
        account = account_of(request)
        found = find_comment(caller_of(request), pk)
        if found is None:
            raise Http404
        if account is None:
            raise problems.Forbidden(ActOfPeople())
        with refusals_as_problems():
            refuse_act(read_case(found.case.partnership), Act.COMMENT, account)
            withdraw_comment(found, self.checked_body()["reason"], account=account)
        return Response(comment_json(Comment.objects.get(pk=pk), account), status=201)
