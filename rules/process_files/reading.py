"""The processes that a list shows: narrowed by severity, rule, outcome, file, body and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from institutions.query.parameters import (
    ParameterError,
    id_parameter,
    repeated_value,
    text_parameter,
    word_parameter,
)
from institutions.query.troubles import NoSuchChoice
from rules.models import Outcome, ProcessLack, ProcessOutcome, Severity, StoredProcess
from rules.process_files.outcomes import RANK
from rules.processes.collusion.rulebook_part import collusion_rulebook
from rules.processes.indicators.table import INDICATORS

OUTCOMES: Final = (Outcome.FLAGGED, Outcome.NOT_ASSESSABLE, Outcome.ERROR)
PARAMETERS: Final = frozenset({"severity", "rule", "outcome", "file", "body", "missing", "q"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFilter:
    """The filters of a list. `severity`: this or a higher one; `outcome` is that of `rule`, or of any rule.

    `lacks`: the digests of those that the missing thing is in.
    """

    severity: str = ""
    rule: str = ""
    outcome: str = ""
    file: UUID | None = None
    body: str = ""
    missing: str = ""
    lacks: tuple[str, ...] = ()
    words: str = ""

    def rows(self, readable: QuerySet[StoredProcess]) -> QuerySet[StoredProcess]:
        """Return the processes that are left, the worst first."""
        rows = readable
        if self.severity:
            rows = rows.filter(worst__gte=RANK[self.severity])
        if self.rule or self.outcome or self.missing:
            rows = rows.filter(pk__in=self.outcomes().values("process"))
        if self.file:
            rows = rows.filter(file=self.file)
        if self.body:
            rows = rows.filter(body__code=self.body)
        if self.words:
            rows = rows.filter(Q(ocid__icontains=self.words) | Q(facts__title__icontains=self.words))
        return rows.order_by("-worst", "ocid", "pk")

    def outcomes(self) -> QuerySet[ProcessOutcome]:
        """Return the outcomes of which a process must have one."""
        rows = ProcessOutcome.objects.order_by()
        if self.rule:
            rows = rows.filter(code=self.rule)
        if self.missing:
            return rows.filter(outcome=Outcome.NOT_ASSESSABLE, lack__in=self.lacks)
        return rows.filter(outcome=self.outcome or Outcome.FLAGGED)


def lacks_with(name: str, readable: QuerySet[StoredProcess]) -> tuple[str, ...]:
    """Return the digests of the lacks of these processes that a missing thing is in: those of others tell of these.

    All lacks are few, since equal ones are stored once; then one outcome of each is searched for. Two queries.
    """
    named = [each.digest for each in ProcessLack.objects.all() if any(one["name"] == name for one in each.about)]
    own = ProcessOutcome.objects.filter(process__in=readable.order_by(), lack=OuterRef("pk")).order_by()
    found = ProcessLack.objects.filter(Exists(own), pk__in=named).order_by("pk")
    return tuple(found.values_list("pk", flat=True))


def codes() -> tuple[str, ...]:
    """Return the codes of all rules and indicators that a process is asked."""
    return (*(rule.code for rule in collusion_rulebook().form.rules), *INDICATORS)


def filter_from(given: Mapping[str, str], readable: QuerySet[StoredProcess]) -> ProcessFilter:
    """Read the filter from an address. ParameterError for an impossible value, never an empty list instead."""
    missing, lacks = missing_parameter(given, readable)
    return ProcessFilter(
        severity=word_parameter(given, "severity", Severity.values),
        rule=word_parameter(given, "rule", codes()),
        outcome=word_parameter(given, "outcome", OUTCOMES),
        file=id_parameter(given, "file"),
        body=body_parameter(given, readable),
        missing=missing,
        lacks=lacks,
        words=text_parameter(given, "q")[:200],
    )


def body_parameter(given: Mapping[str, str], readable: QuerySet[StoredProcess]) -> str:
    """Read the code of a body that has processes which the reader may read; empty if none is given."""
    code = text_parameter(given, "body")
    if code and not readable.filter(body__code=code).exists():
        raise ParameterError("body", NoSuchChoice(value=repeated_value(code)))
    return code


def missing_parameter(given: Mapping[str, str], readable: QuerySet[StoredProcess]) -> tuple[str, tuple[str, ...]]:
    """Read the name of a missing thing that a process lacks which the reader may read; empty if none is given.

    It comes with the digests of the lacks that it is in.
    """
    name = text_parameter(given, "missing")
    lacks = lacks_with(name, readable) if name else ()
    if name and not lacks:
        raise ParameterError("missing", NoSuchChoice(value=repeated_value(name)))
    return name, lacks
