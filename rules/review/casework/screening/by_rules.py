"""Ties that the rulebook finds once the reviewer judges the case, and the rules that were not assessable for them."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from rules.access.readable_results import COULD_NOT_TELL
from rules.access.withholding import is_sensitive_entry
from rules.assessing.run import assess_case
from rules.engine.evaluating.engine_code import code_texts
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.derivation.ties import ties_on
from rules.facts.gathering.mapping.reading import read_case_input
from rules.facts.gathering.statements import CaseInput
from rules.facts.kinds.officials import AnswersTo, ClosePerson, Official
from rules.review.casework.screening.tie import GapReason, ScreeningGap, ScreeningTie, TieKind

Json = dict[str, Any]  # Any: an entry of the evidence
# This rule asks for the declaration of a decider: where the reviewer has none on file, nobody can tell. It is no tie.
ASKS_FOR_DECLARATION: Final = frozenset({"COI-18"})
UNDER: Final = ("They work under {}, who has a role in the case.", "本件に関与する{}の指揮下にある。")
OVER: Final = ("{} has a role in the case and works under them.", "本件に関与する{}を指揮する立場にある。")
KIN: Final = ("Their relative {} has a role in the case.", "親族である{}が本件に関与している。")
CONTROLS: Final = ("{} controls {}.", "{}は{}を支配している。")


def ties_by_rules(case: CaseInput, person: str) -> tuple[list[ScreeningTie], list[ScreeningGap]]:
    """Return the rulebook's ties and gaps of the person in a case that they judge
    (`rules.facts.gathering.judge_case`).
    """
    result = assess_case(case, current_rulebook())
    ties, gaps = [], []
    for finding in result.findings:
        if not names_person(finding.evidence, person):
            continue
        if finding.code in ASKS_FOR_DECLARATION:
            gaps.append(ScreeningGap(GapReason.RULE, finding.code))
            continue
        sensitive = any(is_sensitive_entry(entry) for entry in finding.evidence)
        ties.append(
            ScreeningTie(
                TieKind.RULE, finding.statement["en"], finding.statement["ja"], code=finding.code, sensitive=sensitive
            )
        )
    for code, outcome in sorted(result.outcomes.items()):
        texts = [*code_texts(outcome.missing), outcome.reason.text if outcome.reason else ""]
        if outcome.outcome in COULD_NOT_TELL and any(person in text for text in texts):
            gaps.append(ScreeningGap(GapReason.RULE, code))
    if case.owners_cut:
        gaps.append(ScreeningGap(GapReason.OWNERS))
    return [*ties, *ties_to_officials(case, person)], gaps


def names_person(evidence: Iterable[Json], person: str) -> bool:
    """Return whether a fact, or one of its origins, is about this person."""
    return any(person in entry.values() or names_person(entry.get("from", ()), person) for entry in evidence)


def ties_to_officials(case: CaseInput, person: str) -> Iterator[ScreeningTie]:
    """Yield superiors, subordinates and kin of the person among those with a role in the case."""
    facts = facts_of(case)
    officials = {fact.person for fact in facts if isinstance(fact, Official)} - {person}
    for fact in facts:
        if isinstance(fact, AnswersTo) and fact.person == person and fact.superior in officials:
            yield make_tie(TieKind.COMMAND, UNDER, case, fact.superior)
        elif isinstance(fact, AnswersTo) and fact.superior == person and fact.person in officials:
            yield make_tie(TieKind.COMMAND, OVER, case, fact.person)
        elif isinstance(fact, ClosePerson) and fact.person == person and fact.relative in officials:
            yield make_tie(TieKind.KIN, KIN, case, fact.relative, sensitive=True)


def ties_of_body(case: CaseInput, body: str, parties: Iterable[str]) -> Iterator[ScreeningTie]:
    """Yield the parties of the case that the reviewer's own body controls, on the day of the case."""
    reading = read_case_input(case)
    control = ties_on(reading, reading.as_of).command
    for party in sorted(parties):
        if body in control.controllers_of(party):
            yield make_tie(TieKind.BODY, CONTROLS, case, body, party)


def make_tie(
    how: TieKind, words: tuple[str, str], case: CaseInput, *parties: str, sensitive: bool = False
) -> ScreeningTie:
    """Make a tie in both languages, with the names of parties."""
    en, ja = (
        text.format(*(case_party_name_in(case, party, language) for party in parties))
        for text, language in zip(words, ("en", "ja"), strict=True)
    )
    return ScreeningTie(how, en, ja, sensitive=sensitive)


def case_party_name_in(case: CaseInput, party: str, language: str) -> str:
    """Return a party's name in a language, else in the other one, else its key."""
    names_of = case.names.get(party, {})
    return names_of.get(language) or next(iter(names_of.values()), party)
