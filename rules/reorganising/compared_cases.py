"""Cases under a draft beside the same cases without it; nothing is written or locked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from institutions.models import Submission
from institutions.models.sql_lists import among
from rules.assessing.material import material_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.derivation.limits import CaseTooLargeError
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from rules.facts.kinds.base import Fact
from rules.reorganising.laid_over import DraftOnRegister
from rules.screening.case_verdicts import CaseVerdict, case_verdict

Json = dict[str, Any]  # Any: plain data
GATHERED: Final = 250  # cases with one set of queries
PARTS: Final = ("appear", "gone", "changed")
Subject = tuple[str, tuple[str, ...]]  # rule, key of the finding
Verdicts = tuple[CaseVerdict, CaseVerdict]


@dataclass(frozen=True, slots=True)
class DerivedSide:
    """A case on one side. `trouble` says why it has no facts."""

    case: CaseInput
    facts: tuple[Fact, ...]
    trouble: str = ""

    def content(self) -> str:
        """Return the facts as the text of a snapshot."""
        return material_of(self.case, self.facts, ()).to_text()

    def verdict(self, book: LoadedRulebook) -> CaseVerdict:
        """Return what both case evaluators say."""
        return CaseVerdict({}, (), self.trouble) if self.trouble else case_verdict(self.content(), book)


@dataclass(frozen=True, slots=True)
class DerivedCase:
    """One partnership without the draft and with it, derived and not evaluated."""

    partnership: UUID
    before: DerivedSide
    after: DerivedSide

    @property
    def differs(self) -> bool:
        """True if the two sides can have different verdicts: equal facts have one."""
        troubled = self.before.trouble or self.after.trouble
        return bool(troubled) or self.before.facts != self.after.facts


@dataclass(frozen=True, slots=True)
class ComparedCase:
    """One partnership without the draft and with it. `verdicts` only where the facts differ."""

    partnership: UUID
    verdicts: Verdicts | None
    renamed: Mapping[str, str]  # by the body before: the one that answers after


# How derived cases that differ are evaluated: in their order, each with the verdicts of both sides.
Evaluation = Callable[[Sequence[DerivedCase]], Sequence[Verdicts]]


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
        parts = {name: sorted(getattr(self, name), key=entry_order) for name in PARTS}
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


def compared(partnerships: Sequence[UUID], laid: DraftOnRegister, evaluate: Evaluation) -> Iterator[ComparedCase]:
    """Yield each case without and with the draft: gathered and derived together, and evaluated where it differs.

    They are all in memory: give some hundreds at a time.
    """
    cases = list(derived_cases(partnerships, laid))
    differing = [each for each in cases if each.differs]
    verdicts = dict(zip((each.partnership for each in differing), evaluate(differing), strict=True))
    for each in cases:
        renamed = successors_in(each.before.case, each.after.case)
        yield ComparedCase(each.partnership, verdicts.get(each.partnership), renamed)


def derived_cases(partnerships: Sequence[UUID], laid: DraftOnRegister) -> Iterator[DerivedCase]:
    """Yield cases with the facts of both sides, in the order of their partnerships."""
    for at in range(0, len(partnerships), GATHERED):
        keys = partnerships[at : at + GATHERED]
        rows = Submission.objects.filter(among("partnership", keys), superseded_at=None)
        submissions = list(rows.select_related("partnership").order_by("partnership_id"))
        days = [laid.on] * len(submissions)
        pair = [gather_cases(submissions, laid.known_at, days, each) for each in (laid.before, laid.after)]
        for submission, then, now in zip(submissions, *pair, strict=True):
            before = derived_side(then, laid.book)
            after = before if now == then else derived_side(now, laid.book)  # equal input has equal facts
            yield DerivedCase(submission.partnership_id, before, after)


def derived_side(case: CaseInput, book: LoadedRulebook) -> DerivedSide:
    """Derive the facts of a case."""
    try:
        return DerivedSide(case, facts_of(case, book.tax_rate, book.markets))
    except CaseTooLargeError as trouble:
        return DerivedSide(case, (), f"{type(trouble).__name__}: {trouble}")


def by_case_evaluators(book: LoadedRulebook) -> Evaluation:
    """Return the evaluation by both case evaluators, one case after the other."""
    return lambda cases: [(each.before.verdict(book), each.after.verdict(book)) for each in cases]


def successors_in(then: CaseInput, now: CaseInput) -> dict[str, str]:
    """Return by the body that answered in a case the one that answers with the draft, where it is another."""
    pairs = [(then.submitted_by, now.submitted_by), (then.proposal.get("sponsor"), now.proposal.get("sponsor"))]
    of = (each.proposal.get("co_sponsors") for each in (then, now))
    first, second = (each if isinstance(each, tuple) else () for each in of)
    pairs += list(zip(first, second, strict=False))
    return {str(old): str(new) for old, new in pairs if old and new and old != new}
