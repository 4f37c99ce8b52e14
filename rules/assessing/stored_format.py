"""The stored columns of a result in the format of its assessment: codes from format 2 on, texts before.

From format 3 on, what would clear a finding names steps and leaves out guards that the record contradicts. From format
4 on, the evidence says which of its values the statement tells. From format 5 on, what would clear a finding leaves
out guards, too, that another fact or every branch of `any` contradicts. From format 6 on, the facts are derived as in
version 1.2. From format 7 on, what would clear a finding is followed by what its rule needs besides to be assessed
then. A new format is also needed where a kind, a field or a label of the vocabulary is changed or
removed, and where the same statements give other facts (`python -m tests.rules.facts.keep_facts` says whether they do).
"""

from collections.abc import Mapping
from typing import Any, Final

from institutions.codes.base import Coded
from rules.assessing.case_result import OutcomeResult
from rules.assessing.old_format.columns import outcome_texts, remedy_texts
from rules.facts.kinds.kept_vocabulary import KeptVocabulary, kept_vocabulary
from rules.models import Outcome
from rules.models.packed_outcomes import LETTERS

FORMAT: Final = 7  # of what is stored from now on
TEXTS: Final = 1
EVERY_GUARD: Final = frozenset({TEXTS, 2})  # formats that name every guard of a rule, and no step
WITHOUT_TOLD: Final = frozenset({TEXTS, 2, 3})  # formats in which the evidence does not say what the statement tells
WITHOUT_NEEDS: Final = frozenset(range(TEXTS, 7))  # formats that do not say what a rule needs to be assessed then
OF_STEPS: Final = frozenset({3, 4})  # formats that name guards which facts besides their own contradict
VOCABULARIES_KEPT: Final = (7,)  # the last formats whose words are those of one kept vocabulary, in rising order
OF_CODE: Final = {"code", "version", "parameters"}
Json = dict[str, Any]  # Any: plain data for JSON columns


def vocabulary_of(form: int) -> KeptVocabulary:
    """Return the vocabulary with whose words the findings of a format are written."""
    return kept_vocabulary(next(last for last in VOCABULARIES_KEPT if form <= last))


def outcome_columns(outcome: OutcomeResult, form: int = FORMAT) -> Json:
    """Return the columns of an outcome besides its rule and its name."""
    if form == TEXTS:
        return outcome_texts(outcome)
    silence = outcome.reason.stored() if outcome.reason else None
    return {"missing": [each.stored() for each in outcome.missing], "reason": "", "silence": silence}


def packed_letters(outcomes: Mapping[str, OutcomeResult]) -> str:
    """Return the letters of the outcomes of a result, in the order of the rules."""
    return "".join(LETTERS[Outcome(outcome.outcome)] for _code, outcome in sorted(outcomes.items()))


def packed_content(outcomes: Mapping[str, OutcomeResult]) -> list[list[Any]]:  # Any: plain data
    """Return, of each rule in their order, the data that it lacks and why it is silent, as codes."""
    columns = (outcome_columns(outcome) for _code, outcome in sorted(outcomes.items()))
    return [[each["missing"], each["silence"]] for each in columns]


def remedy_column(remedies: tuple[Coded, ...], form: int = FORMAT) -> list[Json]:
    """Return the column of a match with the remedies of its finding."""
    return [remedy_texts(each) if form == TEXTS else each.stored() for each in remedies]


def without_versions(data: Any) -> Any:  # Any: plain data
    """Return plain data without the versions of words, so that the same codes in other words are equal."""
    if isinstance(data, dict):
        left_out = {"version"} if data.keys() == OF_CODE else set()
        return {name: without_versions(value) for name, value in data.items() if name not in left_out}
    return [without_versions(each) for each in data] if isinstance(data, list) else data


def with_versions_of(before: Any, now: Any) -> Any:  # Any: plain data
    """Return new data with the versions of words of the earlier data, where the codes are the same."""
    if isinstance(before, dict) and isinstance(now, dict):
        kept = {name: with_versions_of(before.get(name), value) for name, value in now.items()}
        same = before.keys() == now.keys() == OF_CODE and before["code"] == now["code"]
        return {**kept, "version": before["version"]} if same else kept
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [with_versions_of(*pair) for pair in zip(before, now, strict=True)]
    return now
