"""Partnerships: those that a reader may read, and those that are restricted.

A partnership is restricted if its current revision says so. Its statements then belong to its own case and serve no
other (`statements`); parties that nothing else names are hidden from readers without the right to it (`parties`).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from institutions.access.callers import Reader, reader_for
from institutions.access.column_tests import ColumnTrue, column_among
from institutions.access.keys import KeyHolder
from institutions.access.rule import EVERYTHING, AccessRule
from institutions.audit.event_rows import changing
from institutions.models import Account, IdempotencyRecord, Partnership

Rows = TypeVar("Rows", bound=Model)
UNRESTRICTED: Final = "none"  # as written in documents
RESTRICTED: Final = ColumnTrue("secret")


def submitted_rule(bodies: Iterable[UUID]) -> AccessRule:
    """Return the rule for the partnerships that these bodies submitted."""
    return column_among("submitted_by", bodies)


def open_partnerships_rule(reader: Reader) -> AccessRule:
    """Return the rule for unrestricted partnerships, or for all where the reader has the right to restricted ones.

    Use it for readers who see a case for another reason than their body: it names them, or they review it.
    """
    return EVERYTHING if reader.restricted else ~RESTRICTED


def partnerships_rule(reader: Reader) -> AccessRule:
    """Return the rule for the partnerships that somebody may read: all, or those of their bodies.

    It fits any table with the submitting body and the restriction of a partnership.
    """
    return open_partnerships_rule(reader) & (EVERYTHING if reader.bodies is None else submitted_rule(reader.bodies))


def closed_partnerships_rule(reader: Reader) -> AccessRule:
    """Return the rule for the restricted partnerships that somebody may not read."""
    return RESTRICTED & ~partnerships_rule(reader)


def rows_for(rows: "QuerySet[Rows]", user: Account | KeyHolder) -> "QuerySet[Rows]":
    """Return the rows of partnerships, or of their summaries, that somebody may read.

    Rows that are left out are in no count either.
    """
    return rows.filter(partnerships_rule(reader_for(user)).q())


def partnerships_for(user: Account | KeyHolder) -> QuerySet[Partnership]:
    """Return the partnerships that somebody may read."""
    return rows_for(held_partnerships(), user)


def partnerships_read_by(reader: Reader) -> QuerySet[Partnership]:
    """Return the partnerships that a reader may read."""
    return held_partnerships().filter(partnerships_rule(reader).q())


def held_partnerships() -> QuerySet[Partnership]:
    """Return the partnerships whose documents were not disposed of: nobody finds the others."""
    return Partnership.objects.filter(disposed_at__isnull=True)


def not_closed_rule(relation: str, reader: Reader) -> AccessRule:
    """Return the rule for rows that point to no partnership, to an open one, or to one that somebody may read."""
    return (~closed_partnerships_rule(reader)).under(relation)


def held_under(relation: str) -> Q:
    """Return the condition that rows point to a partnership whose documents were not disposed of."""
    return Q(**{f"{relation}__disposed_at__isnull": True})


def readable_under(relation: str, user: Account | KeyHolder) -> Q:
    """Return the condition that rows point to a partnership that somebody may read: the query starts from them."""
    return held_under(relation) & partnerships_rule(reader_for(user)).under(relation).q()


def open_partnership_rule(relation: str, reader: Reader) -> AccessRule:
    """Return the rule for rows that point to a partnership which is open to a reader (see `open_partnerships_rule`)."""
    return open_partnerships_rule(reader).under(relation)


def is_restricted(partnership: Partnership) -> bool:
    """Return whether a partnership is restricted."""
    return RESTRICTED.test()(partnership)


def may_open(user: Account | KeyHolder, partnership: Partnership) -> bool:
    """Return whether somebody has the right to a partnership, if it is restricted (see `open_partnerships_rule`)."""
    return open_partnerships_rule(reader_for(user)).test()(partnership)


def column_of_restriction(relation: str) -> str:
    """Return the path to the column that says whether a partnership is restricted, for `values` of other rows."""
    rule = RESTRICTED.under(relation)
    return rule.path if isinstance(rule, ColumnTrue) else ""


def may_read(user: Account | KeyHolder, partnership: Partnership) -> bool:
    """Return whether somebody finds a partnership among those that they may read, without asking the database."""
    return partnership.disposed_at is None and partnerships_rule(reader_for(user)).test()(partnership)


def accounts_that_may_open(partnership: Partnership) -> QuerySet[Account]:
    """Return the accounts that can sign in; for a restricted partnership those with the right to it."""
    accounts = Account.objects.filter(is_active=True)
    return accounts.filter(reads_secret=True) if is_restricted(partnership) else accounts


def is_marked(document: Mapping[str, Any]) -> bool:  # Any: values of a submission document
    """Return whether a document is marked as restricted, in any of the possible forms."""
    return (document.get("secrecy") or UNRESTRICTED) != UNRESTRICTED


def store_restriction(
    partnership: Partnership, document: Mapping[str, Any]
) -> bool:  # Any: values of a submission document
    """Store the restriction that the current document of a partnership states. Return whether it is another one.

    An answer that is kept for a repeated request is no longer given once the partnership is restricted: whoever sends
    the request again is answered by the rights that they have now.
    """
    if partnership.secret == is_marked(document):
        return False
    with changing(Partnership, partnership.pk):
        partnership.secret = is_marked(document)
        partnership.save(update_fields=["secret"])
    if partnership.secret:
        IdempotencyRecord.objects.filter(answer__body__partnership=str(partnership.pk)).delete()
    return True
