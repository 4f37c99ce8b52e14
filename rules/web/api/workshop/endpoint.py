"""The right to read and to edit drafts of rulebooks, and the refusals that every endpoint of the workshop shares."""

from typing import Final
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from institutions.models import Account
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.access.readable_results import edits_rulebooks, reads_rulebook_drafts
from rules.models import RulebookDraft
from rules.web.api.endpoint import Endpoint, account_of
from rules.web.api.shared_descriptions import READING_REFUSALS
from rules.workshop.files import PATH
from rules.workshop.troubles import DraftRefusedError, DraftsFullError, NoSuchFile, NotRulebookEditor

REFUSED: Final = problem_answers(problems.Forbidden, problems.NotFound)
LIST_REFUSED: Final = problem_answers(problems.Forbidden, problems.InvalidParameter)
ACT_REFUSED: Final = problem_answers(problems.Forbidden, problems.NotFound, problems.Conflict)
WRITE_REFUSED: Final = problem_answers(problems.NotFound, problems.Conflict, *READING_REFUSALS)
PATH_PARAMETER: Final = OpenApiParameter("path", str, required=True, description="As in the rulebook's folder.")
LONGEST_NAME: Final = 200  # in the body; a name itself is shorter, which its own code says


def refusal_answer(refused: DraftRefusedError) -> problems.Problem:
    """Return the problem of an act that is not done: 413 where the account has no room, since waiting does not help."""
    full = isinstance(refused, DraftsFullError)
    return problems.TooLarge(refused.said) if full else problems.Conflict(refused.said)


class WorkshopEndpoint(Endpoint):
    """An endpoint of the workshop."""

    def readable(self, request: Request) -> Account:
        """Return the caller's account; Forbidden if it may not read drafts. A key never may."""
        account = account_of(request)
        if account is None or not reads_rulebook_drafts(account):
            raise problems.Forbidden(NotRulebookEditor())
        return account

    def editor(self, request: Request) -> Account:
        """Return the caller's account; Forbidden unless it is a rulebook editor's."""
        account = account_of(request)
        if account is None or not edits_rulebooks(account):
            raise problems.Forbidden(NotRulebookEditor())
        return account

    def draft(self, pk: UUID) -> RulebookDraft:
        """Return a draft, or Http404."""
        return get_object_or_404(RulebookDraft.objects.select_related("account"), pk=pk)

    def path(self, path: str) -> str:
        """Return a path that a rulebook may have; NotFound with the reason for another one."""
        if not PATH.fullmatch(path):
            raise problems.NotFound(NoSuchFile(path=path[:200]))
        return path
