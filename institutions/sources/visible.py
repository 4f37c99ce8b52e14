"""Sources that a reader may know of.

A source belongs to nobody: the same document is one row, whoever names it. So a reader knows of those that the seed
names, and of those on which a statement rests, now or before, that the reader may see. Sources named by one body's
papers about people stay its own.
"""

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from institutions.access.audience import OWN_ONLY
from institutions.access.view import Condition, Reader
from institutions.kinds import KINDS
from institutions.models import Import, ImportedRecord, Partnership, Source
from institutions.models.sql_lists import as_json, quoted, selected
from institutions.parties.ownership.walking import table
from institutions.sources.visible_statements import SHARED, beside_secrets


def sources_for(reader: Reader) -> QuerySet[Source]:
    """Return the sources that a reader may know of."""
    if reader.bodies is None and reader.kin and reader.secret:
        return Source.objects.all()
    parts = [part for kind in KINDS for part in resting(kind, reader)]
    sql = " UNION ".join(part.sql for part in parts)
    parameters = [each for part in parts for each in part.parameters]
    known = RawSQL(sql, parameters, output_field=models.BigIntegerField())  # noqa: S611 - made of constants below
    return Source.objects.filter(Q(key__isnull=False) | Q(pk__in=known))


def resting(kind: str, reader: Reader) -> list[Condition]:
    """Select the sources of the statements of a kind that a reader may see: shared ones, then its own.

    Each selection begins at an index or ends at the first condition, so that a table without own rows costs one look.
    """
    rows = f"SELECT e.source_id FROM {quoted(table(kind))} e"  # noqa: S608 - no input in it
    named = "e.source_id IS NOT NULL"
    shared = [] if kind in OWN_ONLY else [Condition(f"{rows} WHERE {named} AND {SHARED.sql}", SHARED.parameters)]
    if not reader.kin:
        return shared
    open_only = beside_secrets(reader).sql
    if reader.bodies is None:
        return [Condition(f"{rows} WHERE {named} AND {open_only}")]
    partnership, record, job = (quoted(each._meta.db_table) for each in (Partnership, ImportedRecord, Import))  # noqa: SLF001 - documented
    bodies = (as_json(reader.bodies),)
    submitted = f"{rows} JOIN {partnership} p ON p.id = e.partnership_id"
    imported = f"{rows} JOIN {record} r ON r.id = e.imported_id JOIN {job} i ON i.id = r.job_id"
    return [
        *shared,
        Condition(f"{submitted} WHERE {named} AND {open_only} AND p.submitted_by_id IN ({selected()})", bodies),
        Condition(f"{imported} WHERE {named} AND i.body_id IN ({selected()})", bodies),
    ]
