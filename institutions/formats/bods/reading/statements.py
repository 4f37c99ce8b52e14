"""One BODS statement: its identifying fields, checked before anything else of it is read."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from institutions.codes.parameters import PlainNumber, outside_value
from institutions.drafts.errors import FieldError
from institutions.drafts.troubles.fields import NoStatement
from institutions.drafts.values import text_trouble
from institutions.formats.bods.reading.troubles import (
    NoDetails,
    OtherVersion,
    StatementLacks,
    StatementTooDeep,
    StatementTooLong,
    TroubleOfStatement,
    UnknownRecordStatus,
    UnknownRecordType,
)
from institutions.formats.ocds.reading.node import ReleaseNode, moment_in
from institutions.formats.ocds.reading.node_troubles import NoMoment
from institutions.formats.ocds.reading.packages import DEEPEST, too_deep
from institutions.formats.ocds.reading.report import ReadingReport
from institutions.values.quoting import shown_in_message
from institutions.values.written_day import written_moment

VERSION: Final = "0.4"
TYPES: Final = ("entity", "person", "relationship")
STATUSES: Final = (None, "new", "updated", "closed")
LONGEST_ID: Final = 200
LONGEST_STATEMENT: Final = 200_000  # characters: each relationship with a party reads the statement of the party again
ENTITY, PERSON, RELATIONSHIP = TYPES

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


@dataclass(frozen=True, slots=True, kw_only=True)
class BodsStatement:
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
        """The time of declaration, else of publication; None if neither is given."""
        said = self.moment or declared_moment(self.node(ReadingReport()).node("publicationDetails"), "publicationDate")
        return written_moment(said) if said else None

    @property
    def day(self) -> str | None:
        """The day on which it was declared; None if it is not given."""
        return ReleaseNode(self.value, "", ReadingReport()).exact_day("statementDate")

    def node(self, report: ReadingReport) -> ReleaseNode:
        """Return the statement as a node, to be read field by field."""
        return ReleaseNode(self.value, "", report)

    def details(self, report: ReadingReport) -> ReleaseNode:
        """Return the record as this statement describes it."""
        return self.node(report).node("recordDetails")


def readable_object(value: object) -> Json | tuple[FieldError, ...]:
    """Return a value of a file as an object to be read as a statement of any version, or why it is none."""
    if not isinstance(value, dict):
        return (FieldError("", NoStatement(value=outside_value(value))),)
    if too_deep(value):
        return (FieldError("", StatementTooDeep(number=DEEPEST)),)
    if (length := len(json.dumps(value, ensure_ascii=False))) > LONGEST_STATEMENT:
        long = StatementTooLong(number=PlainNumber(length), most=PlainNumber(LONGEST_STATEMENT))
        return (FieldError("", long),)
    return value


def read_bods_statement(value: Json, line: int) -> BodsStatement | tuple[FieldError, ...]:
    """Return a statement, or the errors why it is not one."""
    report = ReadingReport()
    node = ReleaseNode(value, "", report)
    refuse_other_versions(node)
    found = {name: node.text(name, LONGEST_ID) for name in ("statementId", "recordId", "recordType", "recordStatus")}
    if not report.errors.errors:
        for name in ("statementId", "recordId"):
            if found[name] is None:
                report.refuse(f"/{name}", StatementLacks(name=name))
        if found["recordType"] not in TYPES:
            unknown = UnknownRecordType(value=outside_value(found["recordType"]), words_known=TYPES)
            report.refuse("/recordType", unknown)
        if found["recordStatus"] not in STATUSES:
            report.refuse("/recordStatus", UnknownRecordStatus(value=outside_value(found["recordStatus"])))
        if not node.node("recordDetails"):
            report.refuse("/recordDetails", NoDetails())
    moment = declared_moment(node)
    if report.errors.errors:
        return name_statement(found["statementId"], report.errors.errors)
    return BodsStatement(
        line=line,
        statement_id=found["statementId"] or "",
        record=found["recordId"] or "",
        type=found["recordType"] or "",
        moment=moment,
        value=value,
    )


def refuse_other_versions(node: ReleaseNode) -> None:
    """Refuse other versions than 0.4: before it, statements had no record that would show which replaces which."""
    given = node.node("publicationDetails").value.get("bodsVersion")
    if given is None and "recordType" not in node.value and "statementType" in node.value:
        given = "0.3 or earlier"
    if given is not None and given != VERSION:
        other = OtherVersion(value=outside_value(given), version=VERSION)
        node.report.refuse("/publicationDetails/bodsVersion", other)


def declared_moment(node: ReleaseNode, name: str = "statementDate") -> str:
    """Return the time of declaration as UTC text that sorts by time; without a time zone it is taken as UTC."""
    given = node.value.get(name)
    if given is None or given == "":
        return ""
    moment = moment_in(given)
    if moment is None:
        node.report.refuse(f"/{name}", NoMoment(value=outside_value(given)))
        return ""
    return moment.astimezone(UTC).isoformat()


def name_statement(statement_id: object, errors: "list[FieldError] | tuple[FieldError, ...]") -> tuple[FieldError, ...]:
    """Return the errors or notes with the id of their statement."""
    if not (isinstance(statement_id, str) and statement_id):
        return tuple(errors)
    return tuple(
        FieldError(each.field, TroubleOfStatement(id=shown_in_message(statement_id), said=each.said)) for each in errors
    )


def may_be_id(value: object) -> bool:
    """Return whether a value is a text that may be an id."""
    return text_trouble(value, LONGEST_ID, one_line=True) is None
