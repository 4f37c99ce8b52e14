"""The right to read and write stored drafts of reorganisations."""

from dataclasses import replace

from django.db.models import QuerySet

from institutions.access.callers import Reader, reader_for
from institutions.access.key_scopes import allowed_scopes
from institutions.access.keys import KeyHolder
from institutions.models import Account, Role
from rules.models import ReorganisationDraft, ReorganisationState

# Planners draft, administrators enact, auditors read what both did.
READERS = frozenset({Role.PLANNER, Role.AUDITOR, Role.ADMINISTRATOR})
READING = "read"  # the scope of keys that read partnerships
OVER = frozenset({ReorganisationState.ENACTED, ReorganisationState.WITHDRAWN})


def reads_reorganisations(user: Account | KeyHolder) -> bool:
    """Return whether somebody may read drafts of reorganisations at all. The scope of a key is checked before."""
    return isinstance(user, KeyHolder) or user.role in READERS


def drafts_reorganisations(user: Account | KeyHolder) -> bool:
    """Return whether somebody may write drafts of reorganisations."""
    return isinstance(user, KeyHolder) or user.role == Role.PLANNER


def enacts_reorganisations(account: Account) -> bool:
    """Return whether an account may ask for the enactment of a draft, and confirm what another one asked for."""
    return account.role == Role.ADMINISTRATOR


def reorganisations_for(user: Account | KeyHolder) -> QuerySet[ReorganisationDraft]:
    """Return the drafts that somebody may read: an account those of everybody, a key those of its body."""
    rows = ReorganisationDraft.objects.select_related("account", "body")
    if isinstance(user, KeyHolder):
        return rows.filter(body=user.body)
    return rows if user.role in READERS else rows.none()


def counted_for(user: Account | KeyHolder) -> Reader:
    """Return the reader whose partnerships count in the effect of a draft.

    A planner reads no case; the numbers alone are over the partnerships of all bodies, and over restricted ones for
    planners with the right to these.
    """
    reader = reader_for(user)
    if isinstance(user, Account) and user.role == Role.PLANNER:
        return replace(reader, bodies=None)
    return reader


def names_partnerships(user: Account | KeyHolder) -> bool:
    """Return whether the effect of a draft names partnerships to somebody.

    A planner gets numbers, and so does a key that may not read partnerships.
    """
    if isinstance(user, KeyHolder):
        return READING in allowed_scopes(user.key.scopes)
    return user.role != Role.PLANNER


def is_owner(user: Account | KeyHolder, draft: ReorganisationDraft) -> bool:
    """Return whether a draft is somebody's own."""
    if isinstance(user, KeyHolder):
        return draft.body_id == user.body.pk
    return draft.account_id is not None and draft.account_id == user.pk


def may_change(user: Account | KeyHolder, draft: ReorganisationDraft) -> bool:
    """Return whether somebody may change a draft: its owner, until it is enacted or withdrawn."""
    return drafts_reorganisations(user) and is_owner(user, draft) and draft.state not in OVER
