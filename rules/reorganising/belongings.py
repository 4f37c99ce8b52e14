"""The belongings of a body beside its cases: keys, imports, drafts, commissions and processes go to the one after it.

Some have a name of their own within the body. Where the other body has one of the same name, the row stays where it is.
"""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, Q

from institutions.audit.event_rows import changing
from institutions.models import ApiKey, Collection, IdentityLead, Import
from rules.models import (
    Commission,
    ProcessComparison,
    ProcessFile,
    ReorganisationDraft,
    ReorganisationState,
    StoredProcess,
    Webhook,
)

PORTION: Final = 500
PLAIN: Final[tuple[type[Model], ...]] = (ApiKey, Webhook, Import, IdentityLead)
# The columns of which a body has each value once, and the rows that count there.
NAMED: Final[tuple[tuple[type[Model], tuple[str, ...], Q], ...]] = (
    (Collection, ("format", "publisher"), Q()),
    (ReorganisationDraft, ("reference",), ~Q(state=ReorganisationState.WITHDRAWN)),
    (Commission, ("name",), Q()),
    (ProcessComparison, ("key",), Q()),
)


def give_belongings(old: UUID, new: UUID) -> None:
    """Give what one body has to another body."""
    for model in PLAIN:
        give(model, Q(body=old), new)
    for model, columns, counted in NAMED:
        taken = set(rows_of(model).filter(counted, body=new).values_list(*columns))
        rows = rows_of(model).filter(body=old).order_by("pk")
        clashing = rows.filter(counted).values_list("pk", *columns)
        left = [pk for pk, *names in clashing if tuple(names) in taken]
        give(model, Q(body=old) & ~Q(pk__in=left), new)
    # Files and processes are compared with those of one comparison: they go where that went.
    give(ProcessFile, Q(body=old, comparison__body=new), new)
    theirs = StoredProcess.objects.filter(body=new).values("ocid")
    give(StoredProcess, Q(body=old, file__body=new) & ~Q(ocid__in=theirs), new)


def give(model: type[Model], which: Q, new: UUID) -> None:
    """Give some rows to a body, portion by portion, and note each change for the trail."""
    for keys in portions(list(rows_of(model).filter(which).order_by("pk").values_list("pk", flat=True))):
        with changing(model, *keys):
            rows_of(model).filter(pk__in=keys).update(body=new)


def portions(keys: list[Any]) -> Iterator[list[Any]]:  # Any: keys of any type
    """Yield keys in portions."""
    for at in range(0, len(keys), PORTION):
        yield keys[at : at + PORTION]


def rows_of(model: type[Model]) -> Any:  # Any: a manager of any model
    """Return all rows of a table."""
    return model._base_manager  # noqa: SLF001 - all rows
