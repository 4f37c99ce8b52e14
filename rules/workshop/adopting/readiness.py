"""Everything that a second editor reads before approving: text, law, cases, mutants, effect; and what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import reader_language
from rules.engine.language.errors import RuleError
from rules.engine.language.statements import Language
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.comparing.changes import VersionChange, changed_numbers, rule_changes
from rules.models import RulebookTrial, TrialState
from rules.workshop.adopting.candidate import DraftAtRevision
from rules.workshop.adopting.troubles import (
    BasisUncertain,
    CasesFail,
    CasesUnreadable,
    DraftChangedSince,
    MutantsNotTried,
    MutantsSurvive,
    NoCases,
    NoTrial,
)
from rules.workshop.case_running import run_cases
from rules.workshop.narrowed import readers_of, touched_rules
from rules.workshop.trial_results import changed_trials

TEXT: Final = "text"
LAW: Final = "law"
CASES: Final = "cases"
MUTANTS: Final = "mutants"
EFFECT: Final = "effect"
PARTS: Final = (TEXT, LAW, CASES, MUTANTS, EFFECT)
READ: Final = "seen"


@dataclass(frozen=True, slots=True)
class LawRead:
    """The law on which a changed rule or number rests, and how sure that is; `name` is a rule's code or a number's."""

    name: str
    law: str
    article: str
    confidence: str


@dataclass(frozen=True, slots=True)
class RuleCases:
    """The cases of a rule: how many there are and are answered otherwise; or the trouble, in the reader's language."""

    rule: str
    number: int
    failed: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class RuleMutants:
    """The changes of a rule that were tried at this revision; None where nobody tried them."""

    rule: str
    trial: RulebookTrial | None
    number: int = 0
    survivors: int = 0


@dataclass(frozen=True, slots=True)
class Readiness:
    """All that there is to read about a candidate, and by part what is missing."""

    rules: tuple[VersionChange, ...]
    numbers: tuple[VersionChange, ...]
    files: tuple[str, ...]
    laws: tuple[LawRead, ...]
    cases: tuple[RuleCases, ...]
    mutants: tuple[RuleMutants, ...]
    trial: RulebookTrial | None
    newer: int

    @property
    def missing(self) -> dict[str, tuple[Coded, ...]]:
        """The things that each part lacks; an empty tuple where it lacks nothing."""
        found: dict[str, tuple[Coded, ...]] = dict.fromkeys(PARTS, ())
        for part, said in missing_in(self):
            found[part] = (*found[part], said)
        return found

    @property
    def complete(self) -> bool:
        """True if nothing is missing."""
        return not any(self.missing.values())


def readiness_of(candidate: DraftAtRevision, language: Language = "en") -> Readiness:
    """Return what there is to read about a candidate, in a language. RuleError if it does not compile."""
    both = candidate.both_subjects
    rules = [tuple(rule_changes(*each, language)) for each in both]
    numbers = tuple(changed_numbers(*both[0], both[1][1]))
    made = [candidate for _base, candidate in both]
    codes = sorted(code for each in both for code in changed_codes(*each))
    trials = done_trials(candidate)
    return Readiness(
        rules=tuple(change for changes in rules for change in changes),
        numbers=numbers,
        files=tuple(
            path
            for path in sorted(candidate.base_files.keys() | candidate.files.keys())
            if candidate.base_files.get(path) != candidate.files.get(path)
        ),
        laws=(*laws_of_rules(zip(rules, made, strict=True)), *laws_of_numbers(numbers, made[0])),
        cases=tuple(ran_cases(candidate, code) for code in codes),
        mutants=tuple(mutants_of(trials, code) for code in codes),
        trial=next((each for each in trials if not each.asked), None),
        newer=candidate.draft.revisions.filter(number__gt=candidate.revision).count(),
    )


def changed_codes(base: LoadedRulebook, made: LoadedRulebook) -> list[str]:
    """Return the rules of a candidate that are new, changed, or read a changed number."""
    touched = touched_rules(base, made)
    readers = {code for name in touched.numbers for code in readers_of(made, name)}
    return sorted((touched.worded | readers | (made.rules.keys() - base.rules.keys())) & made.rules.keys())


def done_trials(candidate: DraftAtRevision) -> list[RulebookTrial]:
    """Return the trials of exactly this revision on this base that have a result, the newest first.

    One that is not as an event of the audit trail says does not count: it was added or changed by hand.
    """
    done = candidate.draft.trials.filter(state=TrialState.DONE, revision=candidate.revision, base=candidate.base)
    return [each for each in done.order_by("-finished_at") if not any(changed_trials(iter([each])))]


def laws_of_rules(changed: Iterable[tuple[Iterable[VersionChange], LoadedRulebook]]) -> Iterator[LawRead]:
    """Yield the law of each changed or new rule; `changed`: by subject, with the candidate's rules on it."""
    for changes, made in changed:
        for change in changes:
            rule = made.rules.get(change.name)
            for each in rule.basis if rule else ():
                yield LawRead(change.name, each.law, each.article or "", each.confidence)


def laws_of_numbers(changes: Iterable[VersionChange], made: LoadedRulebook) -> Iterator[LawRead]:
    """Yield the law of each changed or new number of a candidate."""
    for change in changes:
        number = made.parameters.by_name.get(change.name)
        for entry in [each for row in number.rows.values() for each in row] if number else ():
            if entry.confidence:
                yield LawRead(change.name, entry.law or "", entry.article or "", entry.confidence)


def ran_cases(candidate: DraftAtRevision, code: str) -> RuleCases:
    """Run the cases of a rule."""
    try:
        ran = run_cases(candidate.files, code)
    except RuleError as unreadable:
        return RuleCases(code, 0, 0, unreadable.sentence(reader_language()))
    return RuleCases(code, len(ran), sum(bool(each.trouble) for each in ran))


def mutants_of(trials: list[RulebookTrial], code: str) -> RuleMutants:
    """Return the newest trial of a rule's cases against changes of it."""
    found = next((each for each in trials if each.asked.get("mutants") == code), None)
    if found is None:
        return RuleMutants(code, None)
    return RuleMutants(code, found, found.summary.get("mutants", 0), len(found.summary.get("survivors", ())))


def missing_in(ready: Readiness) -> Iterator[tuple[str, Coded]]:
    """Yield what is missing with the part that lacks it."""
    if ready.newer:
        yield TEXT, DraftChangedSince()
    if unsure := tuple(dict.fromkeys(each.name for each in ready.laws if each.confidence != READ)):
        yield LAW, BasisUncertain(names=unsure)
    if unreadable := tuple(each.rule for each in ready.cases if each.trouble):
        yield CASES, CasesUnreadable(rules=unreadable)
    if without := tuple(each.rule for each in ready.cases if not each.number and not each.trouble):
        yield CASES, NoCases(rules=without)
    if failing := [each for each in ready.cases if each.failed]:
        number = PlainNumber(sum(each.failed for each in failing))
        yield CASES, CasesFail(number=number, rules=tuple(each.rule for each in failing))
    if untried := tuple(each.rule for each in ready.mutants if each.trial is None):
        yield MUTANTS, MutantsNotTried(rules=untried)
    if surviving := [each for each in ready.mutants if each.survivors]:
        number = PlainNumber(sum(each.survivors for each in surviving))
        yield MUTANTS, MutantsSurvive(number=number, rules=tuple(each.rule for each in surviving))
    if ready.trial is None:
        yield EFFECT, NoTrial()
