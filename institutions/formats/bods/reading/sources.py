"""A BODS statement as the source of its content: its publisher, address, day of declaration, and author."""

import re
from collections.abc import Iterable
from typing import Any, Final

from institutions.drafts.values import trouble_with
from institutions.formats.bods.reading.statements import Statement
from institutions.formats.ocds.reading.node import Node
from institutions.formats.ocds.reading.parties import key_for
from institutions.formats.ocds.reading.report import Report
from institutions.kinds.parties import SOURCES
from institutions.values.quoting import shown

STATED: Final = re.compile(  # the titles that `source_of` gives
    r"BODS statement (?P<statement>.+?)(?:, declared on (?P<day>\d{4}-\d{2}-\d{2}))?(?: by (?P<by>.+))?", re.DOTALL
)
Row = dict[str, Any]  # Any: a row of the document, which the check reads afterwards


def source_key(statement: Statement) -> str:
    """Return the key of a statement's source in the document."""
    return key_for(statement.statement_id)


def source_of(statement: Statement) -> Row:
    """Return the statement as a source: its publisher, address, and day of declaration. Invalid values are left out."""
    report = Report()
    node = statement.node(report)
    publisher, source = node.node("publicationDetails").node("publisher"), node.node("source")
    given = {
        "publisher": publisher.text("name"),
        "url": source.text("url") or publisher.text("url"),
        "retrieved_on": source.exact_day("retrievedAt"),
    }
    fitting = {k: v for k, v in given.items() if v and trouble_with(SOURCES.by_name[k], v) is None}
    declared = f", declared on {statement.day}" if statement.day else ""
    title = f"BODS statement {shown(statement.statement_id)}{declared}{asserted_by(source.nodes('assertedBy'))}"
    return {"key": source_key(statement), "title": title, **fitting}


def stated_in(title: str) -> tuple[str, str, str] | None:
    """Split a source's title into statement, day of declaration and author; None where it is not from `source_of`."""
    found = STATED.fullmatch(title)
    return (found["statement"], found["day"] or "", found["by"] or "") if found else None


def asserted_by(names: Iterable[Node]) -> str:
    """Return the authors of a statement for its title; empty where none is named."""
    found = [shown(name) for each in names if (name := each.text("name"))]
    return f" by {', '.join(found[:3])}" if found else ""


def publisher_of(statement: Statement) -> str:
    """Return the publisher of a statement: the name, else the address."""
    publisher = statement.node(Report()).node("publicationDetails").node("publisher")
    return (publisher.text("name") or publisher.text("url") or "")[:200]
