"""Gaps that read a changed number: whether the data that they lack differ is for the case evaluator to say."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from rules.assessing.material import plain_fact_from_json
from rules.assessing.result_lines import missing_texts
from rules.engine.evaluating.engine_code import code_texts
from rules.engine.evaluating.errors import EngineError
from rules.engine.evaluating.evaluate import evaluator_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.comparing.verdicts import records_for
from rules.fact_store.snapshot_facts import facts_in
from rules.models import Outcome
from rules.models.outcome_reading import outcomes_by_assessment
from rules.screening.differences import GAP, Difference

Texts = Mapping[str, Sequence[str]]


def gap_cases(differences: Mapping[int, list[Difference]]) -> list[int]:
    """Return the cases of which a gap alone may differ, however many: to assess one for nothing costs far more."""
    return sorted(number for number, each in differences.items() if all(what == GAP for *_rule, what in each))


def same_gaps(content: str, held: Texts, differences: Iterable[Difference], rulebook: LoadedRulebook) -> bool:
    """Return whether the rules of the differences lack what the stored result says; False if nobody can tell."""
    try:
        facts = [plain_fact_from_json(each) for each in facts_in(content)]
        found = evaluator_of(rulebook.compiled).search(records_for(facts, rulebook)).outcomes
    except (EngineError, ValueError, KeyError, TypeError):
        return False
    return all(code_texts(found[code].missing) == held.get(code) for code, *_words in differences)


def held_gaps(assessments: Iterable[str]) -> Mapping[str, Texts]:
    """Return, by assessment and rule, the data that stored results lack. One query, one more if one is older."""
    return {
        str(pk): {
            code: missing_texts(each) for code, each in outcomes.items() if each.outcome == Outcome.NOT_ASSESSABLE
        }
        for pk, outcomes in outcomes_by_assessment(map(UUID, assessments)).items()
    }
