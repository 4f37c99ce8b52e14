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
from institutions.access.column_tests import ColumnSelected
from institutions.access.columns import table_name
from institutions.access.rule import EVERYTHING, NOTHING, AccessRule
from institutions.access.statements import joined_condition, statements_in_cases_rule
from institutions.kinds import KINDS
from institutions.models import Source, table_of
from institutions.models.conditions import SqlCondition

NAMED: Final = SqlCondition("e.source_id IS NOT NULL")


def sources_rule(reader: Reader) -> AccessRule:
    """Return the rule for the sources that a reader may know of."""
    if reader.bodies is None and reader.kin and reader.restricted:
        return EVERYTHING
    return ColumnSelected("pk", sources_for(reader))


def sources_for(reader: Reader) -> QuerySet[Source]:
    """Return the sources that a reader may know of."""
    if reader.bodies is None and reader.kin and reader.restricted:
        return Source.objects.all()
    parts = [part for kind in KINDS for part in source_conditions(kind, reader)]
    sql = " UNION ".join(part.sql for part in parts)
    parameters = [each for part in parts for each in part.parameters]
    known = RawSQL(sql, parameters, output_field=models.BigIntegerField())  # noqa: S611 - made of rules
    return Source.objects.filter(Q(key__isnull=False) | Q(pk__in=known))


def source_conditions(kind: str, reader: Reader) -> list[SqlCondition]:
    """Return a selection of cited sources for each rule by which a reader may see statements of a kind."""
    found = []
    for rule in statements_in_cases_rule(kind, reader):
        if rule != NOTHING:
            joins, may_see = joined_condition(rule)
            met = NAMED & may_see
            sql = f"SELECT e.source_id FROM {table_name(table_of(kind))} e{joins} WHERE {met.sql}"  # noqa: S608 - no input in it
            found.append(SqlCondition(sql, met.parameters))
    return found
