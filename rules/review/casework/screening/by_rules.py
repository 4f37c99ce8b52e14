"""Ties that the rulebook finds once the reviewer judges the case, and the rules that were not assessable for them."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.kinds.base import Label
from rules.access.withholding import is_sensitive_entry
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.derivation.ties import ties_on
from rules.facts.gathering.mapping.reading import read_case_input
from rules.facts.gathering.statements import CaseInput
from rules.facts.kinds.officials import AnswersTo, ClosePerson, Official
from rules.models.outcome_reading import COULD_NOT_TELL
from rules.review.casework.screening.tie import GapReason, ScreeningGap, ScreeningTie, TieKind
from rules.review.casework.troubles.ties import TieByRule, TieOfBody, TieOver, TieToKin, TieUnder

Json = dict[str, Any]  # Any: an entry of the evidence
# This rule asks for the declaration of a decider: where the reviewer has none on file, nobody can tell. It is no tie.
# That a second person has checked it is asked for of deciders alone.
ASKS_FOR_DECLARATION: Final = frozenset({"COI-18"})


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
        tie = TieByRule(rule=finding.code, statement=Label(**finding.statement))
        ties.append(ScreeningTie(TieKind.RULE, tie, code=finding.code, sensitive=sensitive))
    for code, outcome in sorted(result.outcomes.items()):
        said = (*outcome.missing, *filter(None, (outcome.reason,)))
        if (
            code not in ASKS_FOR_DECLARATION
            and outcome.outcome in COULD_NOT_TELL
            and any(names_key(each, person) for each in said)
        ):
            gaps.append(ScreeningGap(GapReason.RULE, code))
    if case.owners_cut:
        gaps.append(ScreeningGap(GapReason.OWNERS))
    return [*ties, *ties_to_officials(case, person)], gaps


def names_person(evidence: Iterable[Json], person: str) -> bool:
    """Return whether a fact, or one of its origins, is about this person."""
    return any(person in entry.values() or names_person(entry.get("from", ()), person) for entry in evidence)


def names_key(said: Any, key: str) -> bool:  # Any: a code, or a parameter of one
    """Return whether a code has a key in its parameters: as a value, or in the id of a fact."""
    if isinstance(said, Coded):
        return any(names_key(each, key) for each in said.parameters.values())
    if isinstance(said, tuple):
        return any(names_key(each, key) for each in said)
    return isinstance(said, str) and key in said


def ties_to_officials(case: CaseInput, person: str) -> Iterator[ScreeningTie]:
    """Yield superiors, subordinates and kin of the person among those with a role in the case."""
    rulebook = current_rulebook()
    facts = facts_of(case, rulebook.tax_rate, rulebook.markets)
    officials = {fact.person for fact in facts if isinstance(fact, Official)} - {person}
    for fact in facts:
        if isinstance(fact, AnswersTo) and fact.person == person and fact.superior in officials:
            yield ScreeningTie(TieKind.COMMAND, TieUnder(official=party_label(case, fact.superior)))
        elif isinstance(fact, AnswersTo) and fact.superior == person and fact.person in officials:
            yield ScreeningTie(TieKind.COMMAND, TieOver(official=party_label(case, fact.person)))
        elif isinstance(fact, ClosePerson) and fact.person == person and fact.relative in officials:
            yield ScreeningTie(TieKind.KIN, TieToKin(official=party_label(case, fact.relative)), sensitive=True)


def ties_of_body(case: CaseInput, body: str, parties: Iterable[str]) -> Iterator[ScreeningTie]:
    """Yield the parties of the case that the reviewer's own body controls, on the day of the case."""
    reading = read_case_input(case)
    control = ties_on(reading, reading.as_of).command
    for party in sorted(parties):
        if body in control.controllers_of(party):
            said = TieOfBody(body=party_label(case, body), party=party_label(case, party))
            yield ScreeningTie(TieKind.BODY, said)


def signatories_of(case: CaseInput) -> set[str]:
    """Return the bodies that sign on the day of the case, by key: one may have taken the place of another."""
    co_sponsors = case.proposal.get("co_sponsors")
    return {str(case.proposal["sponsor"]), *(map(str, co_sponsors) if isinstance(co_sponsors, tuple) else ())}


def party_label(case: CaseInput, party: str) -> Label:
    """Return a party's name in both languages."""
    return Label(case_party_name_in(case, party, "en"), case_party_name_in(case, party, "ja"))


def case_party_name_in(case: CaseInput, party: str, language: str) -> str:
    """Return a party's name in a language, else in the other one, else its key."""
    names_of = case.names.get(party, {})
    return names_of.get(language) or next(iter(names_of.values()), party)
