"""The accounts that read and write drafts of rulebooks on pages."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from institutions.codes.wording import code_words
from institutions.models import Account
from rules.access.readable_results import edits_rulebooks, reads_rulebook_drafts
from rules.models import RulebookDraft
from rules.web.pages.reader import signed_in_reader
from rules.workshop.troubles import NotRulebookEditor


def draft_reader(request: HttpRequest) -> Account:
    """Return the account of somebody who may read drafts; PermissionDenied otherwise."""
    account = signed_in_reader(request)
    if not reads_rulebook_drafts(account):
        raise PermissionDenied(code_words(NotRulebookEditor()))
    return account


def draft_editor(request: HttpRequest) -> Account:
    """Return the account of a rulebook editor; PermissionDenied otherwise."""
    account = signed_in_reader(request)
    if not edits_rulebooks(account):
        raise PermissionDenied(code_words(NotRulebookEditor()))
    return account


def draft_of(pk: UUID) -> RulebookDraft:
    """Return a draft; Http404 without one."""
    return get_object_or_404(RulebookDraft.objects.select_related("account"), pk=pk)
