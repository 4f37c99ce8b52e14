"""Conditions on the statements to read. Each has a name, under which the questions of a case are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.gathering.anchors import KEEPS_OUT
from rules.facts.gathering.mapping.reading import number_or_none, text_or_none
from rules.facts.gathering.statements import Values

COUNTRY_CODE: Final = 2


@dataclass(frozen=True, slots=True)
class FieldCondition:
    """A condition on the values of a statement."""

    name: str
    meets: Callable[[Values], bool]


def holds_half(shareholding: Values) -> bool:
    """Return whether the holding has half of the votes or more."""
    votes = number_or_none(shareholding, "voting_bp")
    share = number_or_none(shareholding, "share_bp") if votes is None else votes
    return share is not None and share * 2 >= WHOLE_BP


def is_against(measure: Values) -> bool:
    """Return whether the measure may bear on a case by its domain: it names no company, or keeps one out.

    A measure about another company does not (SUBMISSION.md, rule 4). A subsidy for nobody in particular may: it can
    limit trade.
    """
    return measure.get("company") is None or measure.get("type") in KEEPS_OUT


def is_by_country(investment: Values) -> bool:
    """Return whether the investment is stated for all investors of a country."""
    investor = text_or_none(investment, "investor")
    return investor is not None and is_country(investor)


def is_without_domain(award: Values) -> bool:
    """Return whether the award states no domain."""
    return award.get("domain") is None


def keeps_out_anywhere(measure: Values) -> bool:
    """Return whether the measure keeps a company out and states no domain."""
    return measure.get("type") in KEEPS_OUT and measure.get("domain") is None


def is_country(key: str) -> bool:
    """Return whether a key is a country code. Keys of companies and people are longer."""
    return len(key) == COUNTRY_CODE and key.isupper()


HALF: Final = FieldCondition("half", holds_half)
AGAINST: Final = FieldCondition("against", is_against)
BY_COUNTRY: Final = FieldCondition("by_country", is_by_country)
WITHOUT_DOMAIN: Final = FieldCondition("without_domain", is_without_domain)
KEEPS_OUT_ANYWHERE: Final = FieldCondition("keeps_out_anywhere", keeps_out_anywhere)
CONDITIONS: Final = (HALF, AGAINST, BY_COUNTRY, WITHOUT_DOMAIN, KEEPS_OUT_ANYWHERE)
