"""Drafts of the form: their writer opens them, a revision only while they may read the partnership that it revises."""

from django.db.models import Q, QuerySet

from institutions.access.partnerships import readable_under
from institutions.models import Account, FormDraft


def drafts_for(account: Account) -> QuerySet[FormDraft]:
    """Return the drafts that an account may open, the one changed last first.

    A revision began with the content of its partnership, which may have been restricted since, or gone to another body.
    """
    readable = Q(partnership__isnull=True) | readable_under("partnership", account)
    return FormDraft.objects.filter(readable, owner=account)
