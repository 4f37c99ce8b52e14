"""Reasons of the system why a clearance is no longer valid. The same are obstacles to a clearance."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import NamedInPart, PlainNumber
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words, label_of
from rules.models import CaseMove
from rules.review.casework.case_view import CaseView
from rules.review.casework.standing import LABELS, StandingKind
from rules.review.casework.troubles.acts import (
    ConditionOverdue,
    ConditionsOverdue,
    FindingsUndecided,
    RulesUnaddressed,
    RuleUnaddressed,
    SeveralWithdrawnUnaddressed,
    WithdrawnUnaddressed,
)

Row = Mapping[str, Any]  # Any: plain data


def overdue_conditions(view: CaseView) -> Iterator[Coded]:
    """Yield overdue conditions."""
    if late := sum(each.overdue for each in view.conditions):
        yield conditions_overdue(late)


def undecided_findings(view: CaseView) -> Iterator[Coded]:
    """Yield each standing that still needs a reviewer, with the rules of its findings."""
    for standing in StandingKind:
        rules = {each.match.finding.code for each in view.unsettled if each.standing == standing}
        if rules:
            yield findings_undecided(standing, rules)


def unaddressed_rules(view: CaseView) -> Iterator[Coded]:
    """Yield rules that were not assessable and that nobody has acknowledged."""
    if rules := [each.outcome.code for each in view.unaddressed]:
        yield rules_unaddressed(len(rules), rules)


def unaddressed_withdrawn_findings(view: CaseView) -> Iterator[Coded]:
    """Yield withdrawn high or critical findings that too few people have acknowledged."""
    if rules := [each.finding.code for each in view.gone_unaddressed]:
        kind = WithdrawnUnaddressed if len(rules) == 1 else SeveralWithdrawnUnaddressed
        yield kind(number=PlainNumber(len(rules)), rules=NamedInPart.of(rules))


def conditions_overdue(number: int) -> Coded:
    """Return that so many conditions are overdue."""
    kind = ConditionOverdue if number == 1 else ConditionsOverdue
    return kind(number=PlainNumber(number))


def findings_undecided(standing: StandingKind, rules: Iterable[str]) -> Coded:
    """Return that findings of these rules have a standing that needs a reviewer."""
    return FindingsUndecided(standing=label_of(LABELS[standing]), rules=NamedInPart.of(rules))


def rules_unaddressed(number: int, rules: Iterable[str]) -> Coded:
    """Return that so many rules were not assessable and are not acknowledged."""
    kind = RuleUnaddressed if number == 1 else RulesUnaddressed
    return kind(number=PlainNumber(number), rules=NamedInPart.of(rules))


# The reasons of moves stored before each had a code of the registry, by their names there.
EARLIER: Final[Mapping[str, Callable[[Row], Coded]]] = {
    "overdue": lambda row: conditions_overdue(row["number"]),
    "undecided": lambda row: findings_undecided(StandingKind(row["standing"]), row["codes"]),
    "unaddressed": lambda row: rules_unaddressed(row["number"], row["codes"]),
}


def move_reasons(move: CaseMove) -> tuple[Coded, ...]:
    """Return why the system moved a case; nothing if `reason` has somebody's own words."""
    return tuple(restore_code(each) if "version" in each else EARLIER[each["code"]](each) for each in move.because)


def reasons_of(move: CaseMove) -> str:
    """Return why the system moved a case, in the reader's language; empty if `reason` has somebody's own words."""
    return "\n".join(code_words(each) for each in move_reasons(move))
