"""The processes that a list shows: narrowed by severity, rule, outcome, file, body and words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.access.keys import KeyHolder
from institutions.access.partnerships import partnerships_for
from institutions.models import Account, Partnership
from institutions.models.sql_lists import among
from institutions.query.parameters import (
    ParameterError,
    id_parameter,
    repeated_value,
    text_parameter,
    word_parameter,
)
from institutions.query.troubles import NoSuchChoice
from rules.models import Outcome, ProcessLack, ProcessOutcome, Severity, StoredProcess
from rules.process_files.storing import RANK
from rules.processes.collusion.rulebook_part import collusion_rulebook
from rules.processes.indicators.table import INDICATORS

OUTCOMES: Final = (Outcome.FLAGGED, Outcome.NOT_ASSESSABLE, Outcome.ERROR)
PARAMETERS: Final = frozenset({"severity", "rule", "outcome", "file", "body", "missing", "q"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFilter:
    """The filters of a list. `severity`: this or a higher one; `outcome` is that of `rule`, or of any rule."""

    severity: str = ""
    rule: str = ""
    outcome: str = ""
    file: UUID | None = None
    body: str = ""
    missing: str = ""
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
        """Return the outcomes that a process must have."""
        rows = ProcessOutcome.objects.order_by()
        if self.rule:
            rows = rows.filter(code=self.rule)
        if self.missing:
            return rows.filter(outcome=Outcome.NOT_ASSESSABLE, lack__in=lacks_with(self.missing))
        return rows.filter(outcome=self.outcome or Outcome.FLAGGED)


def lacks_with(name: str) -> Sequence[str]:
    """Return the digests of the lacks that a missing thing is in. There are few: equal ones are stored once."""
    return [each.digest for each in ProcessLack.objects.all() if any(one["name"] == name for one in each.about)]


def codes() -> tuple[str, ...]:
    """Return the codes of all rules and indicators that a process is asked."""
    return (*(rule.code for rule in collusion_rulebook().form.rules), *INDICATORS)


def filter_from(given: Mapping[str, str], readable: QuerySet[StoredProcess]) -> ProcessFilter:
    """Read the filter from an address. ParameterError for an impossible value, never an empty list instead."""
    return ProcessFilter(
        severity=word_parameter(given, "severity", Severity.values),
        rule=word_parameter(given, "rule", codes()),
        outcome=word_parameter(given, "outcome", OUTCOMES),
        file=id_parameter(given, "file"),
        body=body_parameter(given, readable),
        missing=missing_parameter(given),
        words=text_parameter(given, "q")[:200],
    )


def body_parameter(given: Mapping[str, str], readable: QuerySet[StoredProcess]) -> str:
    """Read the code of a body that has processes which the reader may read; empty if none is given."""
    code = text_parameter(given, "body")
    if code and not readable.filter(body__code=code).exists():
        raise ParameterError("body", NoSuchChoice(value=repeated_value(code)))
    return code


def missing_parameter(given: Mapping[str, str]) -> str:
    """Read the name of a missing thing that some process lacks; empty if none is given."""
    name = text_parameter(given, "missing")
    if name and not lacks_with(name):
        raise ParameterError("missing", NoSuchChoice(value=repeated_value(name)))
    return name


def partnership_of(process: StoredProcess, user: Account | KeyHolder) -> Partnership | None:
    """Return the partnership that was registered from a process, if the reader may read it.

    It is the one of the body under the ocid: a registration keeps it as its reference.
    """
    return registered_from([process], user).get((process.body_id, process.ocid))


def registered_from(
    processes: Sequence[StoredProcess], user: Account | KeyHolder
) -> dict[tuple[UUID, str], Partnership]:
    """Return the partnerships registered from processes, by body and ocid, as far as the reader may read them."""
    if not processes:
        return {}
    rows = partnerships_for(user).filter(
        among("submitted_by", {each.body_id for each in processes}),
        reference__in=[each.ocid for each in processes],
    )
    return {(each.submitted_by_id, each.reference): each for each in rows}
