"""One BODS statement: its identifying fields, checked before anything else of it is read."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from institutions.codes.parameters import given as as_given
from institutions.drafts.errors import FieldError
from institutions.drafts.troubles.fields import NoStatement
from institutions.drafts.values import text_trouble
from institutions.formats.bods.reading.troubles import (
    NoDetails,
    OfStatement,
    OtherVersion,
    StatementLacks,
    StatementTooDeep,
    UnknownRecordStatus,
    UnknownRecordType,
)
from institutions.formats.ocds.reading.node import Node, moment_in
from institutions.formats.ocds.reading.node_troubles import NoMoment
from institutions.formats.ocds.reading.packages import DEEPEST, too_deep
from institutions.formats.ocds.reading.report import Report
from institutions.values.quoting import shown
from institutions.values.written_day import written_moment

VERSION: Final = "0.4"
TYPES: Final = ("entity", "person", "relationship")
STATUSES: Final = (None, "new", "updated", "closed")
LONGEST_ID: Final = 200
ENTITY, PERSON, RELATIONSHIP = TYPES

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement with its place in the file. `moment` is when it was declared, in UTC; empty if not given."""

    line: int
    statement_id: str
    record: str
    type: str
    moment: str
    value: Json

    @property
    def closed(self) -> bool:
        """Return whether the record ends with this statement."""
        return self.value.get("recordStatus") == "closed"

    @property
    def opens(self) -> bool:
        """Return whether the record begins here, or the statement does not refer to earlier ones."""
        return self.value.get("recordStatus") in (None, "new")

    @property
    def stated_at(self) -> datetime | None:
        """The time of declaration, else of publication; None where neither is given."""
        said = self.moment or moment_of(self.node(Report()).node("publicationDetails"), "publicationDate")
        return written_moment(said) if said else None

    @property
    def day(self) -> str | None:
        """The day on which it was declared; None where it is not given."""
        return Node(self.value, "", Report()).exact_day("statementDate")

    def node(self, report: Report) -> Node:
        """Return the statement as a node, to be read field by field."""
        return Node(self.value, "", report)

    def details(self, report: Report) -> Node:
        """Return the record as this statement describes it."""
        return self.node(report).node("recordDetails")


def statement_of(value: object, line: int) -> Statement | tuple[FieldError, ...]:
    """Return a statement, or the errors why it is not one."""
    report = Report()
    if not isinstance(value, dict):
        report.refuse("", NoStatement(value=as_given(value)))
        return tuple(report.errors.errors)
    if too_deep(value):
        report.refuse("", StatementTooDeep(number=DEEPEST))
        return tuple(report.errors.errors)
    node = Node(value, "", report)
    refuse_other_versions(node)
    found = {name: node.text(name, LONGEST_ID) for name in ("statementId", "recordId", "recordType", "recordStatus")}
    if not report.errors.errors:
        for name in ("statementId", "recordId"):
            if found[name] is None:
                report.refuse(f"/{name}", StatementLacks(name=name))
        if found["recordType"] not in TYPES:
            unknown = UnknownRecordType(value=as_given(found["recordType"]), words_known=TYPES)
            report.refuse("/recordType", unknown)
        if found["recordStatus"] not in STATUSES:
            report.refuse("/recordStatus", UnknownRecordStatus(value=as_given(found["recordStatus"])))
        if not node.node("recordDetails"):
            report.refuse("/recordDetails", NoDetails())
    moment = moment_of(node)
    if report.errors.errors:
        return named(found["statementId"], report.errors.errors)
    return Statement(
        line=line,
        statement_id=found["statementId"] or "",
        record=found["recordId"] or "",
        type=found["recordType"] or "",
        moment=moment,
        value=value,
    )


def refuse_other_versions(node: Node) -> None:
    """Refuse other versions than 0.4: before it, statements had no record that would show which replaces which."""
    given = node.node("publicationDetails").value.get("bodsVersion")
    if given is None and "recordType" not in node.value and "statementType" in node.value:
        given = "0.3 or earlier"
    if given is not None and given != VERSION:
        other = OtherVersion(value=as_given(given), version=VERSION)
        node.report.refuse("/publicationDetails/bodsVersion", other)


def moment_of(node: Node, name: str = "statementDate") -> str:
    """Return the time of declaration as UTC text that sorts by time; without a time zone it is taken as UTC."""
    given = node.value.get(name)
    if given is None or given == "":
        return ""
    moment = moment_in(given)
    if moment is None:
        node.report.refuse(f"/{name}", NoMoment(value=as_given(given)))
        return ""
    return moment.astimezone(UTC).isoformat()


def named(statement_id: object, errors: "list[FieldError] | tuple[FieldError, ...]") -> tuple[FieldError, ...]:
    """Return the errors or notes with the id of their statement."""
    if not (isinstance(statement_id, str) and statement_id):
        return tuple(errors)
    return tuple(FieldError(each.field, OfStatement(id=shown(statement_id), said=each.said)) for each in errors)


def is_text(value: object) -> bool:
    """Return whether a value is a text that may be an id."""
    return text_trouble(value, LONGEST_ID, one_line=True) is None
