"""/reorganisations/{id}/base/: the move of a draft to the organisation as it is now, with what stands against it."""

from typing import Any, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.codes.wording import code_in_both_languages, code_words
from institutions.drafts.kept_errors import answered_error
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Whole
from institutions.web.rest.declared.takes import takes
from institutions.web.rest.problems import FieldTrouble
from rules.planning.rebasing import Rebase, rebase_of, rebase_reorganisation
from rules.planning.troubles import RebaseHasConflicts, ReorganisationQuotaError, ReorganisationRefusedError
from rules.web.api.endpoint import Json, caller_of, refuse_strange_parameters
from rules.web.api.reorganisations import ReorganisationEndpoint, detail_answer
from rules.web.api.reorganisations_body import refusal_answer
from rules.web.api.reorganisations_shapes import ReorganisationErrorShape, ReorganisationShape
from rules.web.api.shared_descriptions import STORING_REFUSALS


class RebaseShape(serializers.Serializer[Any]):
    """The move of a draft to the organisation as it is now."""

    base = serializers.CharField(help_text="Digest of the organisation that the draft was made on.")
    present = serializers.CharField(help_text="Digest of the organisation as it is now.")
    moved = serializers.ListField(child=serializers.DictField(), help_text="What changed since: code and text.")
    conflicts = ReorganisationErrorShape(many=True, help_text="Acts that cannot be done on the present organisation.")


class RebaseBody(Body):
    """The move of a draft to the organisation as it is now."""

    revision = Whole(help_text="The newest revision, as it was read.")


class ReorganisationBase(ReorganisationEndpoint):
    """The base of one draft."""

    @extend_schema(
        operation_id="reorganisations_base",
        responses={200: RebaseShape, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return what changed since the base of a draft, and the acts that cannot be done now."""
        refuse_strange_parameters(request.query_params, frozenset())
        draft = self.draft(pk)
        found = rebase_of(draft)
        if found is None:
            base = str(detail_answer(draft)["base"])
            return Response({"base": base, "present": base, "moved": [], "conflicts": []})
        return Response(rebase_answer(found))

    @takes(
        RebaseBody,
        operation_id="reorganisations_rebase",
        responses={200: ReorganisationShape, **problem_answers(*STORING_REFUSALS, problems.NotFound)},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Move an own draft to the organisation as it is now; 409 with the conflicts if there are any."""
        self.may_draft()
        draft, form = self.draft(pk), self.checked_body()
        try:
            saved = rebase_reorganisation(
                draft, seen=form["revision"], owner=caller_of(request), request_id=request_id.get()
            )
        except ReorganisationRefusedError as refused:
            if isinstance(refused, ReorganisationQuotaError):
                raise refusal_answer(refused) from refused
            found = rebase_of(draft) if isinstance(refused.said, RebaseHasConflicts) else None
            errors = cast("list[FieldTrouble]", [answered_error(each) for each in found.conflicts] if found else [])
            raise problems.Conflict(refused.said, errors=errors) from refused
        return Response(detail_answer(self.draft(saved.pk)))


def rebase_answer(found: Rebase) -> Json:
    """Return a move as plain data."""
    return {
        "base": found.base,
        "present": found.present,
        "moved": [{"message": code_words(each, "en"), **code_in_both_languages(each)} for each in found.moved],
        "conflicts": [answered_error(each) for each in found.conflicts],
    }
