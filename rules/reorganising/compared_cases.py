"""Cases under a draft beside the same cases without it; nothing is written or locked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol
from uuid import UUID

from institutions.models import Submission
from institutions.models.sql_lists import among
from rules.assessing.material import material_of, plain_fact, plain_fact_json
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.derivation.derive import derivation_of, differs_in_government_alone, facts_of
from rules.facts.derivation.limits import CaseTooLargeError
from rules.facts.gathering.answers import RegisterAnswers
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from rules.facts.kinds.base import Fact
from rules.reorganising.answering import answering_bodies, bodies_answering, changed_names
from rules.reorganising.laid_over import DraftOnRegister
from rules.reorganising.on_record import RecordedSide, recorded_sides, same_facts
from rules.screening.case_verdicts import CaseVerdict, case_verdict

Json = dict[str, Any]  # Any: plain data
GATHERED: Final = 250  # cases with one set of queries
PARTS: Final = ("appear", "gone", "changed")
Subject = tuple[str, tuple[str, ...]]  # rule, key of the finding
Verdicts = tuple[CaseVerdict, CaseVerdict]


class CaseSide(Protocol):
    """A case without the draft or with it. `trouble` says why it has no facts."""

    @property
    def trouble(self) -> str:
        """The reason why there are no facts; empty if there are."""

    def plain(self) -> Sequence[Json]:
        """Return the facts as plain data."""

    def content(self) -> str:
        """Return the facts as the text of a snapshot."""


@dataclass(frozen=True, slots=True)
class DerivedSide:
    """A case that was gathered and derived for the comparison."""

    case: CaseInput
    facts: tuple[Fact, ...]
    trouble: str = ""

    def plain(self) -> Sequence[Json]:
        """Return the facts as plain data."""
        return [plain_fact_json(plain_fact(each)) for each in self.facts]

    def content(self) -> str:
        """Return the facts as the text of a snapshot."""
        return material_of(self.case, self.facts, ()).to_text()


@dataclass(frozen=True, slots=True)
class ComparedSides:
    """One partnership without the draft and with it, not evaluated."""

    partnership: UUID
    before: CaseSide
    after: CaseSide
    differs: bool  # the two sides can have different verdicts: equal facts have one
    renamed: Mapping[str, str]  # by the body before: the one that answers after

    @property
    def on_record(self) -> bool:
        """True if the side without the draft is the newest result, as it is stored."""
        return isinstance(self.before, RecordedSide)

    def verdicts(self, book: LoadedRulebook) -> Verdicts:
        """Return what both case evaluators say of both sides."""
        first, second = (side_verdict(each, book) for each in (self.before, self.after))
        return first, second


def side_verdict(side: CaseSide, book: LoadedRulebook) -> CaseVerdict:
    """Return what both case evaluators say of a side."""
    return CaseVerdict({}, (), side.trouble) if side.trouble else case_verdict(side.content(), book)


@dataclass(frozen=True, slots=True)
class ReorganisedCase:
    """One partnership without the draft and with it. `verdicts` only where the facts differ."""

    partnership: UUID
    verdicts: Verdicts | None
    renamed: Mapping[str, str]  # by the body before: the one that answers after
    on_record: bool = False


# How derived cases that differ are evaluated: in their order, each with the verdicts of both sides.
Evaluation = Callable[[Sequence[ComparedSides]], Sequence[Verdicts]]


@dataclass(slots=True)
class ComparedFindings:
    """The findings that appear, go or change over all cases, and the cases that no evaluator answers."""

    derived: int = 0
    on_record: int = 0
    appear: list[Json] = field(default_factory=list)
    gone: list[Json] = field(default_factory=list)
    changed: list[Json] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, case: ReorganisedCase) -> None:
        """Add one case."""
        self.derived += 1
        self.on_record += case.on_record
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
        return {"screened": screened, "derived": self.derived, "on_record": self.on_record, **parts, **failed}


def entry(case: ReorganisedCase, subject: Subject, severity: str) -> Json:
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


def compared(partnerships: Sequence[UUID], laid: DraftOnRegister, evaluate: Evaluation) -> Iterator[ReorganisedCase]:
    """Yield each case without and with the draft: gathered and derived together, and evaluated where it differs.

    They are all in memory: give some hundreds at a time.
    """
    cases = list(compared_sides(partnerships, laid))
    differing = [each for each in cases if each.differs]
    verdicts = dict(zip((each.partnership for each in differing), evaluate(differing), strict=True))
    for each in cases:
        yield ReorganisedCase(each.partnership, verdicts.get(each.partnership), each.renamed, each.on_record)


def compared_sides(partnerships: Sequence[UUID], laid: DraftOnRegister) -> Iterator[ComparedSides]:
    """Yield cases with the facts of both sides.

    The side without the draft is what is on record, where that is of the same day and rulebook. It is else assessed,
    together with the other side.
    """
    for at in range(0, len(partnerships), GATHERED):
        keys = partnerships[at : at + GATHERED]
        rows = Submission.objects.filter(among("partnership", keys), superseded_at=None)
        submissions = list(rows.select_related("partnership").order_by("partnership_id"))
        recorded = recorded_sides(submissions, laid)
        known = [each for each in submissions if each.partnership_id in recorded]
        yield from beside_records(known, recorded, laid)
        yield from derived_cases([each for each in submissions if each.partnership_id not in recorded], laid)


def beside_records(
    submissions: Sequence[Submission], recorded: Mapping[UUID, RecordedSide], laid: DraftOnRegister
) -> Iterator[ComparedSides]:
    """Yield the cases of which the side without the draft is on record."""
    if not submissions:
        return
    days = [laid.on] * len(submissions)
    answering = [answering_bodies(submissions, days, each) for each in (laid.before, laid.after)]
    cases = gather_cases(submissions, laid.known_at, days, laid.after)
    for submission, case, then, now in zip(submissions, cases, *answering, strict=True):
        before, after = recorded[submission.partnership_id], derived_side(case, laid.book)
        differs = bool(after.trouble) or not same_facts(before.plain(), after.plain())
        yield ComparedSides(submission.partnership_id, before, after, differs, changed_names(then, now))


def derived_cases(submissions: Sequence[Submission], laid: DraftOnRegister) -> Iterator[ComparedSides]:
    """Yield cases of which both sides are assessed."""
    if not submissions:
        return
    days = [laid.on] * len(submissions)
    answers = RegisterAnswers()  # most questions are the same with the draft
    pair = [gather_cases(submissions, laid.known_at, days, each, answers) for each in (laid.before, laid.after)]
    for submission, then, now in zip(submissions, *pair, strict=True):
        before, after = derived_sides(then, now, laid.book)
        differs = bool(before.trouble or after.trouble) or before.facts != after.facts
        names = changed_names(bodies_answering(then), bodies_answering(now))
        yield ComparedSides(submission.partnership_id, before, after, differs, names)


def derived_sides(then: CaseInput, now: CaseInput, book: LoadedRulebook) -> tuple[DerivedSide, DerivedSide]:
    """Derive the facts of a case without the draft and with it: the second time no more than the draft touches."""
    try:
        derivation = derivation_of(then, book.tax_rate, book.markets)
        before = DerivedSide(then, derivation.facts())
    except CaseTooLargeError as trouble:
        before = troubled_side(then, trouble)
        return before, before if now == then else derived_side(now, book)
    if now == then:  # equal input has equal facts
        return before, before
    if not differs_in_government_alone(then, now):
        return before, derived_side(now, book)
    try:
        return before, DerivedSide(now, derivation.under(now).facts())
    except CaseTooLargeError as trouble:
        return before, troubled_side(now, trouble)


def derived_side(case: CaseInput, book: LoadedRulebook) -> DerivedSide:
    """Derive the facts of a case."""
    try:
        return DerivedSide(case, facts_of(case, book.tax_rate, book.markets))
    except CaseTooLargeError as trouble:
        return troubled_side(case, trouble)


def troubled_side(case: CaseInput, trouble: CaseTooLargeError) -> DerivedSide:
    """Return a case from which too much follows."""
    return DerivedSide(case, (), f"{type(trouble).__name__}: {trouble}")


def by_case_evaluators(book: LoadedRulebook) -> Evaluation:
    """Return the evaluation by both case evaluators, one case after the other."""
    return lambda cases: [each.verdicts(book) for each in cases]
