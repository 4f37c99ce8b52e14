"""The objects that somebody put on tables of PostgreSQL, and would lose with the table that is written anew."""

from collections.abc import Collection
from typing import Final

from django.db import connection

# A view keeps the table from being dropped. Publications and policies go with it, without a word: a replica would get
# no more rows, and whoever may read some rows of a table could read all.
FOUND: Final = """
    WITH anew AS (
        SELECT oid, relname FROM pg_class
        WHERE relname = ANY (%(tables)s) AND relnamespace = current_schema()::regnamespace
        UNION ALL SELECT inhrelid, relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhparent
        WHERE relname = ANY (%(tables)s) AND relnamespace = current_schema()::regnamespace)
    SELECT DISTINCT 'view ' || ev_class::regclass::text || ' of ' || relname FROM anew
        JOIN pg_depend ON refclassid = 'pg_class'::regclass AND refobjid = anew.oid
        JOIN pg_rewrite ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid AND ev_class <> anew.oid
    UNION SELECT 'publication ' || quote_ident(pubname) || ' of ' || relname FROM anew
        JOIN pg_publication_rel ON prrelid = anew.oid JOIN pg_publication ON pg_publication.oid = prpubid
    UNION SELECT 'policy ' || quote_ident(polname) || ' of ' || relname FROM anew JOIN pg_policy ON polrelid = anew.oid
    ORDER BY 1"""


def what_would_be_lost(tables: Collection[str]) -> list[str]:
    """Return each view, publication and policy of these tables, such as `view shares of institutions_shareholding`."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND, {"tables": sorted(tables)})
        return [said for (said,) in cursor.fetchall()]
