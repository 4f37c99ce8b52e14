"""The accounts that read and write drafts of reorganisations on pages."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from institutions.codes.wording import code_words
from institutions.models import Account
from rules.access.reorganisations import drafts_reorganisations, may_change, reads_reorganisations, reorganisations_for
from rules.models import ReorganisationDraft
from rules.planning.drafting import with_documents
from rules.planning.troubles import DraftOfAnother, NoReaderOfReorganisations, NotPlanner
from rules.web.pages.reader import signed_in_reader


def reorganisation_reader(request: HttpRequest) -> Account:
    """Return the account of somebody who may read drafts; PermissionDenied otherwise."""
    account = signed_in_reader(request)
    if not reads_reorganisations(account):
        raise PermissionDenied(code_words(NoReaderOfReorganisations()))
    return account


def planner_of(request: HttpRequest) -> Account:
    """Return the account of a planner; PermissionDenied otherwise."""
    account = signed_in_reader(request)
    if not drafts_reorganisations(account):
        raise PermissionDenied(code_words(NotPlanner()))
    return account


def readable_draft(request: HttpRequest, pk: UUID) -> ReorganisationDraft:
    """Return a draft that the account may read; Http404 without one."""
    return get_object_or_404(with_documents(reorganisations_for(reorganisation_reader(request))), pk=pk)


def own_open_draft(request: HttpRequest, pk: UUID) -> tuple[Account, ReorganisationDraft]:
    """Return a planner and a draft that they may change; PermissionDenied where it is another's or over."""
    account = planner_of(request)
    draft = readable_draft(request, pk)
    if not may_change(account, draft):
        raise PermissionDenied(code_words(DraftOfAnother()))
    return account, draft
