"""The published processes that somebody may read: as imports, those of their bodies, since their content names people.

Partnerships that were registered from them have rights of their own.
"""

from django.db.models import QuerySet

from institutions.access.callers import reader_for
from institutions.access.imports import imports_rule
from institutions.access.keys import KeyHolder
from institutions.models import Account
from rules.models import ProcessFile, StoredProcess


def process_files_for(user: Account | KeyHolder) -> QuerySet[ProcessFile]:
    """Return the files of processes that an account or key may read, without their bytes."""
    rows = ProcessFile.objects.filter(imports_rule(reader_for(user)).q())
    return rows.select_related("body", "comparison").defer("content")


def processes_for(user: Account | KeyHolder) -> QuerySet[StoredProcess]:
    """Return the processes that an account or key may read."""
    return StoredProcess.objects.filter(imports_rule(reader_for(user)).q())
