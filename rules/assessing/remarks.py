"""Remarks on an assessment that its reader must know besides the findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from institutions.kinds.document import SCHEMES
from institutions.kinds.words import METHODS
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.derivation.screen_places import screen_places
from rules.facts.gathering.mapping.contradictions import scheme_beside_method
from rules.facts.gathering.mapping.reading import read_case_input
from rules.facts.gathering.statements import CaseInput


@coded(
    "remark.no_decision_maker",
    gettext_noop("Everyone who was to decide on this partnership has recused themselves: no decision maker is left."),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoDecisionMaker(Coded):
    """A remark that recusals leave no decision maker."""


@coded(
    "remark.place_of_prices",
    gettext_noop(
        "For information; nothing has to be decided. The prices of the bids vary less than in %(lower_than)s of 100 of "
        "the sponsor's %(tenders)s earlier tenders for the same object. What that means is not known without a record "
        "of this market."
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfPrices(Coded):
    """A remark on the place of the coefficient of variation. It names no company."""

    lower_than: PlainNumber
    tenders: PlainNumber


@coded(
    "remark.place_of_pairs",
    gettext_noop(
        "For information; nothing has to be decided. The bidders have bid beside each other less than in "
        "%(lower_than)s of 100 of the sponsor's %(tenders)s earlier tenders for the same object. What that means is "
        "not known without a record of this market."
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfPairs(Coded):
    """A remark on the place of the exclusivity of pairs. It names no company."""

    lower_than: PlainNumber
    tenders: PlainNumber


@coded(
    "remark.place_of_rotation",
    gettext_noop(
        "For information; nothing has to be decided. Winners who alternate as here would be less likely by chance than "
        "in %(lower_than)s of 100 of the sponsor's %(tenders)s earlier tenders for the same object. What that means is "
        "not known without a record of this market."
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOfRotation(Coded):
    """A remark on the place of the chance of the order of winners. It names no company."""

    lower_than: PlainNumber
    tenders: PlainNumber


@coded(
    "remark.scheme_and_method",
    gettext_noop(
        "Scheme (%(scheme)s) and method of the selection (%(method)s) contradict each other: the scheme procures "
        "nothing, and only contracts have this method. Correct one of the two in a new revision. Until then the rules "
        "on contracts look only at what is stated, and a finding of theirs stands only if this is a contract."
    ),
    gettext_noop(
        "Scheme (%(scheme)s) and method of the selection (%(method)s) contradict each other: the scheme procures "
        "nothing, and only contracts have this method. Correct one of the two. Until then the rules on contracts look "
        "only at what is stated, and a finding of theirs stands only if this is a contract."
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeAndMethod(Coded):
    """A remark that scheme and method contradict each other: a grant under the Subsidy Act is no contract."""

    scheme: Label
    method: Label


Remark = NoDecisionMaker | SchemeAndMethod | PlaceOfPrices | PlaceOfPairs | PlaceOfRotation
PLACES: Final[dict[str, type[PlaceOfPrices | PlaceOfPairs | PlaceOfRotation]]] = {
    "prices": PlaceOfPrices,
    "pairs": PlaceOfPairs,
    "rotation": PlaceOfRotation,
}


def remarks_on(case: CaseInput, rulebook: LoadedRulebook) -> tuple[Remark, ...]:
    """Return the remarks on recusals (SUBMISSION.md, rule 8), contradictions, and screens that have no record."""
    return (*remarks_on_recusals(case), *remarks_on_contradictions(case), *remarks_on_places(case, rulebook))


def remarks_on_recusals(case: CaseInput) -> Iterator[Remark]:
    """Yield a remark if recusals leave no decision maker."""
    deciders = {each["person"] for each in case.officials if each.get("role") == "decision_maker"}
    recused = {
        each.values.get("person")
        for each in case.statements
        if each.kind == "recusal" and isinstance(on := each.values.get("on"), str) and on <= case.as_of
    }
    if deciders and deciders <= recused:
        yield NoDecisionMaker()


def remarks_on_contradictions(case: CaseInput) -> Iterator[Remark]:
    """Yield a remark if scheme and method contradict each other."""
    if found := scheme_beside_method(case):
        yield SchemeAndMethod(scheme=SCHEMES[found[0]], method=METHODS[found[1]])


def remarks_on_places(case: CaseInput, rulebook: LoadedRulebook) -> Iterator[Remark]:
    """Yield the places among the sponsor's own tenders. A case without bids of its own is not read again."""
    if any(each.kind == "bid" and each.own for each in case.statements):
        for place in screen_places(read_case_input(case, rulebook.tax_rate, rulebook.markets)):
            told = PLACES[place.screen]
            yield told(lower_than=PlainNumber(place.lower_than), tenders=PlainNumber(place.tenders))
