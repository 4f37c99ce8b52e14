"""Cases under a draft beside the same cases without it, by both case evaluators; nothing is written or locked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from institutions.models import Submission
from institutions.values.portions import split_portions
from rules.assessing.material import material_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from rules.facts.gathering.succeeding import Government, read_government
from rules.facts.kinds.base import Fact
from rules.screening.case_verdicts import CaseVerdict, case_verdict

Json = dict[str, Any]  # Any: plain data
GATHERED: Final = 200  # cases with one set of queries
Subject = tuple[str, tuple[str, ...]]  # rule, key of the finding


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """One partnership without the draft and with it. `before` and `after`: facts; verdicts only where these differ."""

    partnership: UUID
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]
    verdicts: tuple[CaseVerdict, CaseVerdict] | None
    renamed: Mapping[str, str]  # by the body before: the one that answers after


@dataclass(slots=True)
class ComparedFindings:
    """The findings that appear, go or change over all cases, and the cases that no evaluator answers."""

    derived: int = 0
    appear: list[Json] = field(default_factory=list)
    gone: list[Json] = field(default_factory=list)
    changed: list[Json] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, case: ComparedCase) -> None:
        """Add one case."""
        self.derived += 1
        if case.verdicts is None:
            return
        if any(each.trouble for each in case.verdicts):
            self.failed.append(str(case.partnership))
            return
        then, now = (severities(each, names) for each, names in zip(case.verdicts, (case.renamed, {}), strict=True))
        self.appear += [entry(case, key, level) for key, level in now.items() if key not in then]
        self.gone += [entry(case, key, level) for key, level in then.items() if key not in now]
        self.changed += [
            {**entry(case, key, level), "was": then[key]}
            for key, level in now.items()
            if key in then and then[key] != level
        ]

    def to_json(self, screened: int) -> Json:
        """Return the part of the answer, in a fixed order."""
        parts = {name: sorted(getattr(self, name), key=entry_order) for name in ("appear", "gone", "changed")}
        failed = {"failed": sorted(self.failed)} if self.failed else {}
        return {"screened": screened, "derived": self.derived, **parts, **failed}


def entry(case: ComparedCase, subject: Subject, severity: str) -> Json:
    """Return one finding as the contract has it."""
    return {"partnership": str(case.partnership), "code": subject[0], "severity": severity}


def entry_order(found: Json) -> tuple[str, ...]:
    """Return the place of an entry."""
    return tuple(str(found[name]) for name in ("code", "partnership", "severity"))


def severities(verdict: CaseVerdict, renamed: Mapping[str, str]) -> dict[Subject, str]:
    """Return the severity of each finding by its subject, under the names that bodies have after the draft."""
    return {
        (code, tuple(renamed.get(part, part) for part in key)): severity
        for code, severity, key, _facts in verdict.findings
    }


def compare_cases(
    partnerships: Sequence[UUID],
    drafted: Callable[[Government], Government],
    *,
    on: date,
    known_at: datetime,
    book: LoadedRulebook,
) -> Iterator[ComparedCase]:
    """Yield each case without and with the draft, as of a day and as the register is known at a moment.

    Only cases whose facts differ are evaluated: equal facts have one verdict.
    """
    before = read_government(known_at)
    after = drafted(before)
    for keys in split_portions(partnerships, GATHERED):
        rows = Submission.objects.filter(partnership__in=keys, superseded_at=None).select_related("partnership")
        submissions = list(rows.order_by("partnership_id"))
        days = [on] * len(submissions)
        pair = [gather_cases(submissions, known_at, days, each) for each in (before, after)]
        for submission, then, now in zip(submissions, *pair, strict=True):
            yield compare_case(submission.partnership_id, then, now, book)


def compare_case(partnership: UUID, then: CaseInput, now: CaseInput, book: LoadedRulebook) -> ComparedCase:
    """Compare one case."""
    before, after = (facts_of(each, book.tax_rate, book.markets) for each in (then, now))
    verdicts = None
    if before != after:
        first, second = (
            case_verdict(material_of(case, facts, ()).to_text(), book) for case, facts in ((then, before), (now, after))
        )
        verdicts = first, second
    return ComparedCase(partnership, before, after, verdicts, successors_in(then, now))


def successors_in(then: CaseInput, now: CaseInput) -> dict[str, str]:
    """Return by the body that answered in a case the one that answers with the draft, where it is another."""
    pairs = [(then.submitted_by, now.submitted_by), (then.proposal.get("sponsor"), now.proposal.get("sponsor"))]
    of = (each.proposal.get("co_sponsors") for each in (then, now))
    first, second = (each if isinstance(each, tuple) else () for each in of)
    pairs += list(zip(first, second, strict=False))
    return {str(old): str(new) for old, new in pairs if old and new and old != new}
