"""The cases of a draft's rules, run by the evaluators as the tests run them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.errors import EngineError
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.language.errors import RuleError
from rules.engine.language.troubles.cases import CasesOfNoRule
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.cases import ExampleSource
from rules.workshop.answer_troubles import NotEvaluated, OutcomeDiffers
from rules.workshop.case_answers import contradiction, said_otherwise
from rules.workshop.case_files import RuleCase, cases_of_text
from rules.workshop.files import OF_CASES, rulebook_of_files


@dataclass(frozen=True, slots=True)
class RanCase:
    """One sentence about a rule and the rule's answer; `differs` says how it differs from what the case expects.

    `outcome` and `severity` are those that the case expects, as `expected` has them in its own words; `found` is the
    outcome of the rule.
    """

    it: str
    expected: str
    differs: Coded | None = None
    source: ExampleSource | None = None
    ja: str = ""
    outcome: str = ""
    severity: str = ""
    found: str = ""

    @property
    def trouble(self) -> str:
        """The difference in English with what it rests on; empty if there is none."""
        return ". ".join(filter(None, (code_words(self.differs, "en") if self.differs else "", self.because)))

    @property
    def difference(self) -> str:
        """The difference as the reader of the page reads it."""
        return code_words(self.differs) if self.differs else ""

    @property
    def because(self) -> str:
        """The missing data, or the test that failed, in the engine's own words; empty for other differences."""
        return ", ".join(self.differs.because) if isinstance(self.differs, OutcomeDiffers) else ""


def run_examples(files: Mapping[str, str], code: str) -> list[RanCase]:
    """Run those cases of a rule that are worked examples of the law. RuleError as in `run_cases`."""
    if "source:" not in files.get(f"{OF_CASES}{code}.yaml", ""):
        return []
    return [each for each in run_cases(files, code) if each.source]


def run_cases(files: Mapping[str, str], code: str) -> list[RanCase]:
    """Run the cases of a rule against the rules of a draft; none if it has no file of cases.

    RuleError if the draft or its cases cannot be read: name it before the answers.
    """
    path = f"{OF_CASES}{code}.yaml"
    if path not in files:
        return []
    rulebook = rulebook_with(files, code)
    cases = list(cases_of_text(files[path], code, path.rpartition("/")[2]))
    if code not in rulebook.rules:
        raise RuleError(path, 1, CasesOfNoRule(rule=code))
    return [ran(each, rulebook) for each in cases]


def rulebook_with(files: Mapping[str, str], code: str) -> LoadedRulebook:
    """Return the rules of a draft on the subject of one of them; those on partnerships if it has no such rule."""
    whole = rulebook_of_files(files)
    if code not in whole.rules and (organisation := whole.organisation) and code in organisation.rules:
        return organisation
    return whole


def ran(case: RuleCase, rulebook: LoadedRulebook) -> RanCase:
    """Return a case with the answer of a rulebook."""
    found, differs = answer_of(case, rulebook)
    expected = expected_answer(case)
    return RanCase(case.it, expected, differs, case.source, case.ja, case.outcome, case.severity, found)


def answer_of(case: RuleCase, rulebook: LoadedRulebook) -> tuple[str, Coded | None]:
    """Return the outcome of a case in a rulebook, and how its answer differs from the case; None if it does not."""
    compiled = rulebook.compiled
    try:
        evaluation = searching(compiled).search(records_of(case.facts, compiled, compiled.parameter_values))
    except (EngineError, ValueError, KeyError, TypeError) as trouble:
        return "error", NotEvaluated(kind=type(trouble).__name__, text=str(trouble))
    differs = contradiction(case, evaluation) or said_otherwise(case, evaluation, compiled)
    return evaluation.outcomes[case.code].outcome, differs


@lru_cache(maxsize=4)
def searching(compiled: CompiledRulebook) -> Evaluator:
    """Return an evaluator that only searches, and that is forgotten again: drafts come and go."""
    return Evaluator(compiled, searching=True)


def expected_answer(case: RuleCase) -> str:
    """Return what a case expects in its own words."""
    lacks = f" ({', '.join(case.missing)})" if case.missing else ""
    return ", ".join(filter(None, (case.outcome, case.severity))) + lacks
