"""The files of a draft: read, stored, checked."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.query.parameters import text_parameter
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import SentText, Whole
from institutions.web.rest.declared.takes import takes
from rules.models import RulebookDraft
from rules.models.rulebook_draft import LONGEST_PATH
from rules.web.api.endpoint import refuse_strange_parameters
from rules.web.api.shared_descriptions import READING_REFUSALS
from rules.web.api.workshop.endpoint import (
    PATH_PARAMETER,
    REFUSED,
    WRITE_REFUSED,
    WorkshopEndpoint,
    refusal_answer,
)
from rules.web.api.workshop.shapes import (
    DraftFileShape,
    RuleTroubleShape,
)
from rules.workshop.checking import troubles_of_file
from rules.workshop.drafting import ChangedMeanwhileError, save_file, stored_file
from rules.workshop.files import files_of
from rules.workshop.troubles import DraftRefusedError


class FileBody(Body):
    """A file as it is to be stored."""

    path = SentText(max_length=LONGEST_PATH, help_text="As in the rulebook's folder.")
    text = SentText(allow_null=True, trim_whitespace=False, help_text="null removes the file.")
    seen = Whole(help_text="`number` of the file as it was read; 0 where it is that of the base or there is none.")


class TextBody(Body):
    """The text of a file that is only checked."""

    path = SentText(max_length=LONGEST_PATH, help_text="As in the rulebook's folder.")
    text = SentText(trim_whitespace=False)


class DraftFile(WorkshopEndpoint):
    """One file of a draft."""

    @extend_schema(
        operation_id="rulebook_drafts_file",
        parameters=[PATH_PARAMETER],
        responses={200: DraftFileShape, **REFUSED, **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return a file as it is stored, with what is wrong in it."""
        self.readable(request)
        refuse_strange_parameters(request.query_params, frozenset({"path"}))
        return Response(self.file(self.draft(pk), self.path(text_parameter(request.query_params, "path"))))

    @takes(
        FileBody,
        operation_id="rulebook_drafts_save",
        responses={200: DraftFileShape, **WRITE_REFUSED},
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """Store a file; 409 with the stored text (`theirs`) if somebody saved it since it was read."""
        account, draft, form = self.editor(request), self.draft(pk), self.checked_body()
        path = self.path(form["path"])
        try:
            save_file(draft.pk, path, form["text"], seen=form["seen"], account=account, request_id=request_id.get())
        except ChangedMeanwhileError as changed:
            members = {"theirs": changed.theirs, "number": changed.number}
            raise problems.ChangedSinceRead(changed.said, members=members) from changed
        except DraftRefusedError as refused:
            raise refusal_answer(refused) from refused
        return Response(self.file(draft, path))

    def file(self, draft: RulebookDraft, path: str) -> dict[str, Any]:  # Any: as the shape says
        """Return a file as callers get it."""
        stored, files = stored_file(draft, path), files_of(draft)
        troubles = troubles_of_file(files, path) if path in files else []
        shown = {"path": path, "text": stored.text, "number": stored.number, "troubles": troubles}
        return dict(DraftFileShape(shown).data)


class DraftCheck(WorkshopEndpoint):
    """The check of a text."""

    @takes(
        TextBody,
        operation_id="rulebook_drafts_check",
        responses={200: RuleTroubleShape(many=True), **problem_answers(problems.NotFound, *READING_REFUSALS)},
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Check the text of a file beside the others of a draft. Nothing is stored."""
        self.editor(request)
        draft, form = self.draft(pk), self.checked_body()
        path, text = self.path(form["path"]), form["text"]
        return Response(RuleTroubleShape(troubles_of_file({**files_of(draft), path: text}, path), many=True).data)
