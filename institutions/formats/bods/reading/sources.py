"""A BODS statement as the source of its content: its publisher, address, day of declaration, and author."""

import re
from collections.abc import Iterable
from typing import Any, Final

from institutions.drafts.values import value_trouble
from institutions.formats.bods.reading.statements import BodsStatement
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.parties import key_for
from institutions.formats.ocds.reading.report import ReadingReport
from institutions.kinds.parties import SOURCES
from institutions.values.quoting import shown_in_message

STATED: Final = re.compile(  # the titles that `bods_source` gives
    r"BODS statement (?P<statement>.+?)(?:, declared on (?P<day>\d{4}-\d{2}-\d{2}))?(?: by (?P<by>.+))?", re.DOTALL
)
Row = dict[str, Any]  # Any: a row of the document, which the check reads afterwards


def source_key(statement: BodsStatement) -> str:
    """Return the key of a statement's source in the document."""
    return key_for(statement.statement_id)


def bods_source(statement: BodsStatement) -> Row:
    """Return the statement as a source: its publisher, address, and day of declaration. Invalid values are left out."""
    report = ReadingReport()
    node = statement.node(report)
    publisher, source = node.node("publicationDetails").node("publisher"), node.node("source")
    given = {
        "publisher": publisher.text("name"),
        "url": source.text("url") or publisher.text("url"),
        "retrieved_on": source.exact_day("retrievedAt"),
    }
    fitting = {k: v for k, v in given.items() if v and value_trouble(SOURCES.by_name[k], v) is None}
    declared = f", declared on {statement.day}" if statement.day else ""
    title = (
        f"BODS statement {shown_in_message(statement.statement_id)}{declared}{asserted_by(source.nodes('assertedBy'))}"
    )
    return {"key": source_key(statement), "title": title, **fitting}


def source_title_parts(title: str) -> tuple[str, str, str] | None:
    """Split a source's title into statement, day of declaration and author; None if it is not from `bods_source`."""
    found = STATED.fullmatch(title)
    return (found["statement"], found["day"] or "", found["by"] or "") if found else None


def asserted_by(names: Iterable[ReleaseNode]) -> str:
    """Return the authors of a statement for its title; empty if none is named."""
    found = [shown_in_message(name) for each in names if (name := each.text("name"))]
    return f" by {', '.join(found[:3])}" if found else ""


def publisher_of(statement: BodsStatement) -> str:
    """Return the publisher of a statement: the name, else the address."""
    publisher = statement.node(ReadingReport()).node("publicationDetails").node("publisher")
    return (publisher.text("name") or publisher.text("url") or "")[:200]
