"""Drafts of the form: their writer opens them, those with the content of a partnership only while they may read it."""

from django.db.models import Q, QuerySet

from institutions.access.callers import Reader
from institutions.access.partnerships import open_partnership_rule, readable_under
from institutions.access.rule import AccessRule
from institutions.models import Account, FormDraft


def drafts_for(account: Account) -> QuerySet[FormDraft]:
    """Return the drafts that an account may open, the one changed last first.

    A revision and a copy began with the content of a partnership, which may have been restricted since, or gone to
    another body.
    """
    revised = Q(partnership__isnull=True) | readable_under("partnership", account)
    copied = Q(copied_from__isnull=True) | readable_under("copied_from", account)
    return FormDraft.objects.filter(revised, copied, owner=account)


def drafts_of_open_cases_rule(reader: Reader) -> AccessRule:
    """Return the rule for drafts of anybody without the content of a partnership that is closed to a reader."""
    return open_partnership_rule("partnership", reader) & open_partnership_rule("copied_from", reader)
