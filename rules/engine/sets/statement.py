"""A statement of a program: one query, and what happens with its result."""

from dataclasses import dataclass
from typing import Final, Literal

Dialect = Literal["duckdb", "pyspark"]
Does = Literal["make", "append", "remove"]


@dataclass(frozen=True, slots=True)
class ProgramForm:
    """The form of a program: the SQL of which engine, and whether the facts were admitted when they were stored.

    If they were (`admitted_facts.py`), the program believes the reasons in `hand_over`, and does not read all facts for
    its own.
    """

    dialect: Dialect = "duckdb"
    admitted: bool = False


USUAL: Final = ProgramForm()


@dataclass(frozen=True, slots=True)
class SetStatement:
    """One query. Its result replaces a table (`make`), is added to it (`append`), or names the cases whose rows are
    removed from it (`remove`).
    """

    does: Does
    table: str
    query: str
    rule: str = ""  # the code of the rule that it belongs to; empty if to none
    if_any: str = ""  # it is run only if this table has a row
