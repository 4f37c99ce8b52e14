"""Sources: the documents that a reader may know of.

A source belongs to no body: the same document is one row, whoever cites it. So a reader knows of the sources in the
seed, and of those cited, now or before, by a statement that the reader may see. Documents that only another body's
papers about people cite are not shown.
"""

from typing import Final

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from institutions.access.callers import Reader
from institutions.access.column_tests import Selected
from institutions.access.columns import table_name
from institutions.access.rule import EVERYTHING, NOTHING, Rule
from institutions.access.statements import in_cases, joined_condition
from institutions.kinds import KINDS
from institutions.models import Source, table_of
from institutions.models.conditions import Condition

NAMED: Final = Condition("e.source_id IS NOT NULL")


def readable(reader: Reader) -> Rule:
    """Return the rule for the sources that a reader may know of."""
    if reader.bodies is None and reader.kin and reader.restricted:
        return EVERYTHING
    return Selected("pk", sources_for(reader))


def sources_for(reader: Reader) -> QuerySet[Source]:
    """Return the sources that a reader may know of."""
    if reader.bodies is None and reader.kin and reader.restricted:
        return Source.objects.all()
    parts = [part for kind in KINDS for part in resting(kind, reader)]
    sql = " UNION ".join(part.sql for part in parts)
    parameters = [each for part in parts for each in part.parameters]
    known = RawSQL(sql, parameters, output_field=models.BigIntegerField())  # noqa: S611 - made of rules
    return Source.objects.filter(Q(key__isnull=False) | Q(pk__in=known))


def resting(kind: str, reader: Reader) -> list[Condition]:
    """Return a selection of cited sources for each rule by which a reader may see statements of a kind."""
    found = []
    for rule in in_cases(kind, reader):
        if rule != NOTHING:
            joins, may_see = joined_condition(rule)
            met = NAMED & may_see
            sql = f"SELECT e.source_id FROM {table_name(table_of(kind))} e{joins} WHERE {met.sql}"  # noqa: S608 - no input in it
            found.append(Condition(sql, met.parameters))
    return found
