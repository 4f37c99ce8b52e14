"""Rows of statements as cases read them: their values, days, certainty and source, and whose case they belong to."""

from collections.abc import Callable, Iterable
from uuid import UUID

from institutions.access.statements import scope_of
from institutions.models import Statement
from rules.facts.gathering.document import import_source, submission_source
from rules.facts.gathering.rows import GatheredRow
from rules.facts.gathering.selecting import source_column
from rules.facts.gathering.statements import GatheredStatement, StatementSource, Value


def row_of(statement: Statement, key_of: Callable[[UUID], str]) -> GatheredRow:
    """Make the row of one statement as cases read it."""
    kind = statement.kind
    values = statement.values(key_of, case=statement.partnership_id)
    case_only = {each.name: values.pop(each.name) for each in kind.fields if each.case_only and each.name in values}
    by = source_column(statement, "body")
    body = key_of(UUID(by)) if by else ""
    stated = GatheredStatement(
        ref=f"{kind.name}/{statement.lineage}",
        lineage=str(statement.lineage),
        kind=kind.name,
        values=values,
        from_on=statement.from_on.isoformat() if statement.from_on else None,
        until_on=statement.until_on.isoformat() if statement.until_on else None,
        source=statement_source(statement, body),
        confidence="claim" if statement.confidence == "claim" else "fact",
        body=body,
    )
    return GatheredRow(stated, scope_of(statement), str(statement.partnership_id or ""), case_only)


def award_in(row: GatheredRow) -> tuple[str, Value, Value]:
    """Return the values that identify a stated award as that of its partnership: recipient and day."""
    return row.partnership, row.stated.values.get("company"), row.stated.values.get("on")


def statement_source(statement: Statement, body: str) -> StatementSource:
    """Return the source of a statement, else the submission or import of the body that stated it."""
    if statement.source_id is None and statement.imported_id:
        return import_source(source_column(statement, "file"), body)
    if statement.source_id is None:
        return submission_source(source_column(statement, "reference"), body)
    return StatementSource(
        **{name: source_column(statement, name) for name in ("title", "publisher", "url", "retrieved_on")}
    )


def ids_in(statements: Iterable[Statement], *names: str) -> set[UUID]:
    """Return the parties in some fields of statements; a kind may lack a field."""
    return {party for each in statements for name in names if (party := getattr(each, f"{name}_id", None))}
