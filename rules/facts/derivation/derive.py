"""All facts of one case: those stated, and those that follow from them. Pure: the same case gives the same facts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from rules.facts.derivation.bids import companies_in_case
from rules.facts.derivation.derived_facts import derived_facts
from rules.facts.derivation.duties import duties_asked_for
from rules.facts.derivation.government import government_facts
from rules.facts.derivation.limits import within_limits
from rules.facts.derivation.ties import ties_on
from rules.facts.gathering.mapping.reading import CaseReading, read_case_input
from rules.facts.gathering.mapping.stated_facts import stated_facts
from rules.facts.gathering.mapping.tax import TaxRates
from rules.facts.gathering.statements import CaseInput, GovernmentOfCase
from rules.facts.kinds.base import Fact, values_of
from rules.facts.kinds.holdings import HoldsStake
from rules.facts.market_records.record import MarketRecord

ASKS: Final = "("  # in the id of a fact that stands for missing data


def facts_of(
    case: CaseInput,
    tax_rates: TaxRates,
    markets: Sequence[MarketRecord] = (),
    of_market: Sequence[Fact] | None = None,
) -> tuple[Fact, ...]:
    """Return every fact of the case, sorted by id. Exactly one is of the type `partnership`.

    CaseTooLargeError if more follows from it than can be evaluated.
    `tax_rates` gives the rate of consumption tax of a day, `markets` are the market records: both of the rulebook that
    the case is assessed by. `of_market`: the facts that follow from them, where they are made already: those of a
    published process rest on the earlier tenders of its file, which no statement holds.
    """
    return derivation_of(case, tax_rates, markets, of_market).facts()


@dataclass(frozen=True, slots=True)
class Derivation:
    """A case on the way to its facts: those that it states, and those that follow without the organisation of the day.

    `claims` are the references of the statements that were made as claims.
    """

    reading: CaseReading
    stated: Sequence[Fact]
    found: Sequence[Fact]
    claims: frozenset[str]

    def under(self, case: CaseInput) -> "Derivation":
        """Return it for the same case under another organisation: see `differs_in_government_alone`."""
        return replace(self, reading=replace(self.reading, case=case))

    def facts(self) -> tuple[Fact, ...]:
        """Return every fact. CaseTooLargeError if more follows than can be evaluated."""
        found = within_limits(chain(self.found, government_facts(self.reading, self.stated)))
        derived = list(with_claims(with_facts_as_origins(found, self.stated), self.claims))
        kept = facts_of_consequence(self.reading, self.stated, derived)
        return merge_equal_facts([*kept, *duties_asked_for(self.reading, self.stated, derived)])


def derivation_of(
    case: CaseInput,
    tax_rates: TaxRates,
    markets: Sequence[MarketRecord] = (),
    of_market: Sequence[Fact] | None = None,
) -> Derivation:
    """Derive what follows whatever the organisation of the day. CaseTooLargeError as in `facts_of`."""
    reading = read_case_input(case, tax_rates, markets, of_market)
    in_case = companies_in_case(reading)
    claims = frozenset(each.ref for each in case.statements if each.confidence == "claim")
    ties = ties_on(reading, reading.as_of)
    stated = merge_equal_facts(with_claims(stated_facts(reading, in_case, ties.groups.of), claims))
    return Derivation(reading, stated, tuple(within_limits(derived_facts(reading, in_case, stated, ties))), claims)


def differs_in_government_alone(then: CaseInput, now: CaseInput) -> bool:
    """Return whether two cases differ in the organisation of the day, which `government_facts` alone reads, at most.

    Questions make no facts, and the name of a body that has a part in the organisation makes none either: names are
    compared of companies.
    """
    if replace(now, government=then.government, names=then.names, questions=then.questions) != then:
        return False
    renamed = {key for key in {*then.names, *now.names} if then.names.get(key) != now.names.get(key)}
    return renamed <= bodies_of(then.government) | bodies_of(now.government)


def bodies_of(government: GovernmentOfCase | None) -> frozenset[str]:
    """Return the bodies that have a part in the organisation of a case."""
    if government is None:
        return frozenset()
    held = {key for each in government.mandates for key in (each.body, each.root)}
    return frozenset(held | {*government.roots, *government.roots.values(), *government.ended})


def facts_of_consequence(reading: CaseReading, stated: Iterable[Fact], derived: Iterable[Fact]) -> Iterable[Fact]:
    """Yield the stated facts without holdings of companies and bodies from which nothing follows here.

    A listed company has thousands of holders, and rules ask only for the holdings of people.
    """
    used = {origin for fact in derived for origin in fact.origins}
    for fact in stated:
        if not isinstance(fact, HoldsStake) or fact.id in used or reading.sort_of(fact.holder) == "person":
            yield fact


def with_facts_as_origins(derived: Iterable[Fact], stated: Iterable[Fact]) -> Iterable[Fact]:
    """Yield the derived facts with origins that are facts instead of the statements that these were made from."""
    facts = {origin: fact.id for fact in stated for origin in fact.origins}
    for fact in derived:
        origins = tuple(dict.fromkeys(facts.get(origin, origin) for origin in fact.origins))
        yield fact if origins == fact.origins else replace(fact, origins=origins)


def with_claims(facts: Iterable[Fact], claims: frozenset[str]) -> Iterable[Fact]:
    """Yield the facts, those marked that are read from one of these statements; facts derived from one are not."""
    if not claims:
        yield from facts
        return
    for fact in facts:
        rests_on_facts = claims.isdisjoint(fact.origins) and claims.isdisjoint(fact.further)
        yield fact if rests_on_facts else replace(fact, claimed=True)


def merge_equal_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Merge facts of one type with equal values into one, under the smallest id, with the origins of all.

    It is claimed only if each of them is: a value that one states as a claim and another as a fact is a fact. A field
    is not recorded only if none of them records it.
    A fact that asks for missing data keeps its own id, which names it: `ownership_known(company=…)/…`.
    Two different facts with one id (a company named twice in one role, once as major) get numbered ids.
    """
    same: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        same[(fact.id,) if ASKS in fact.id else (), fact_values(fact)].append(fact)
    # The smallest of each once: a document may state the same thousands of times.
    firsts = [(found[0] if len(found) == 1 else min(found, key=lambda fact: fact.id), found) for found in same.values()]
    under = {fact.id: first.id for first, found in firsts for fact in found}
    kept = {own: first for own, first in under.items() if own != first}
    by_id: dict[str, list[Fact]] = defaultdict(list)
    for first, found in firsts:
        if len(found) == 1 and stays_as_it_is(first, kept):
            by_id[first.id].append(first)
            continue
        origins = tuple(sorted({kept.get(origin, origin) for fact in found for origin in fact.origins} - {first.id}))
        claimed = all(fact.claimed for fact in found)
        silent = tuple(name for name in first.not_recorded if all(name in fact.not_recorded for fact in found))
        more = tuple(sorted({each for fact in found for each in fact.further} - set(origins)))
        kept_of_first = (first.origins, first.further, first.claimed, first.not_recorded)
        same_as_first = (origins, more, claimed, silent) == kept_of_first
        merged = (
            first
            if same_as_first
            else replace(first, origins=origins, further=more, claimed=claimed, not_recorded=silent)
        )
        by_id[first.id].append(merged)
    numbered = (found if len(found) == 1 else with_numbered_ids(found) for found in by_id.values())
    return tuple(sorted(chain.from_iterable(numbered), key=lambda fact: fact.id))


def stays_as_it_is(fact: Fact, kept: Mapping[str, str]) -> bool:
    """Return whether a fact that equals no other has one origin at most, which is not merged: most facts do."""
    match fact.origins:
        case ():
            return not fact.further
        case (origin,):
            return not fact.further and origin != fact.id and origin not in kept
    return False


def with_numbered_ids(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield different facts with one id, from the second on with a number, in the order of their values."""
    for number, fact in enumerate(sorted(facts, key=order_of_values), start=1):
        yield fact if number == 1 else replace(fact, id=f"{fact.id}#{number}")


def order_of_values(fact: Fact) -> str:
    """Return the place of a fact among different ones with its id: they are numbered in the order of this text."""
    return repr((fact.type, *((type(value), value) for value in values_of(fact))))


def fact_values(fact: Fact) -> tuple[object, ...]:
    """Return the type and all values of a fact, without its origin; True is not 1 here."""
    given = values_of(fact)
    return (fact.type, given, tuple(map(type, given)))
