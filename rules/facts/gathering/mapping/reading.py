"""A case as the mapping reads it: statements by kind, those in force on a day, and values that may be unknown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, TypedDict

from rules.facts.gathering.mapping.bodies import Bodies, bodies_of
from rules.facts.gathering.mapping.tax import TaxRates, no_tax_rates
from rules.facts.gathering.statements import CaseInput, GatheredStatement, Values
from rules.facts.kinds.base import OPEN_END, OPEN_START, Fact
from rules.facts.market_records.record import MarketRecord

IN_ORDER: Final = attrgetter("kind", "lineage", "ref")
ByValue = Mapping[object, Sequence[GatheredStatement]]
PLANNED: Final = frozenset({"transaction", "foreign_acquisition"})  # kinds of acts of which notice is given before


@dataclass(frozen=True, slots=True)
class CaseReading:
    """A case and its usable statements: one dated after `as_of` is stored and not used (SUBMISSION.md, rule 6).

    `planned`: acts of the kinds PLANNED after that day, which the rules on prior notice alone read.
    """

    case: CaseInput
    by_kind: Mapping[str, tuple[GatheredStatement, ...]] = field(repr=False)
    planned: tuple[GatheredStatement, ...] = field(repr=False)
    by_lineage: Mapping[str, GatheredStatement] = field(repr=False)
    bodies: Bodies
    sponsor: str
    co_sponsors: tuple[str, ...]
    domain: str
    proposed_on: str
    tax_rates: TaxRates = field(repr=False, compare=False)
    markets: Sequence[MarketRecord] = field(default=(), repr=False, compare=False)
    of_market: Sequence[Fact] | None = field(default=None, repr=False, compare=False)  # of a published process
    _indexes: dict[tuple[str, str], ByValue] = field(default_factory=dict, repr=False, compare=False)

    @property
    def as_of(self) -> str:
        """The day that the assessment looks from."""
        return self.case.as_of

    @property
    def stated_domain(self) -> str | None:
        """The domain; None where nobody stated one, as for a published process."""
        return self.domain or None

    @property
    def signatories(self) -> tuple[str, ...]:
        """The bodies that would sign: the sponsor first, then the co-sponsors."""
        return (self.sponsor, *self.co_sponsors)

    def signatory_over(self, body: str) -> str | None:
        """Return the first of the bodies that would sign that a body is, or is under; None if there is none."""
        return next((each for each in self.signatories if self.bodies.within(body, each)), None)

    def of(self, kind: str) -> tuple[GatheredStatement, ...]:
        """Return every usable statement of a kind, past ones too, in a fixed order."""
        return self.by_kind.get(kind, ())

    def about(self, kind: str, name: str, *values: object) -> Sequence[GatheredStatement]:
        """Return the usable statements of a kind in which a field has one of these values, in the order of `of`.

        They are put in order of the field once: a case may have thousands, and be asked about as many values.
        """
        if (kind, name) not in self._indexes:
            found: dict[object, list[GatheredStatement]] = defaultdict(list)
            for stated in self.of(kind):
                if isinstance(value := stated.values.get(name), str):
                    found[value].append(stated)
            self._indexes[kind, name] = dict(found)
        index = self._indexes[kind, name]
        if len(values) == 1:
            return index.get(values[0], ())
        return sorted((stated for value in values for stated in index.get(value, ())), key=IN_ORDER)

    def with_planned(self, kind: str) -> tuple[GatheredStatement, ...]:
        """Return every usable statement of a kind and those of acts that are planned, in a fixed order."""
        return (*self.of(kind), *(each for each in self.planned if each.kind == kind))

    def now(self, kind: str) -> Iterator[GatheredStatement]:
        """Yield the statements of a kind that are true on `as_of`."""
        return (each for each in self.of(kind) if holds_on(each, self.as_of))

    def call_of(self, award: GatheredStatement) -> GatheredStatement | None:
        """Return the call of an award; None if there is none, or it is not in the register."""
        return self.by_lineage.get(text_or_none(award.values, "call") or "")

    def sort_of(self, party: str) -> str | None:
        """Return the sort of the party: company, person or body; None for a country or an unknown party."""
        return text_or_none(self.case.parties.get(party, {}), "sort")

    def country_of(self, party: str) -> str | None:
        """Return the country of a party; None if it is unknown."""
        return text_or_none(self.case.parties.get(party, {}), "country")


def read_case_input(
    case: CaseInput,
    tax_rates: TaxRates = no_tax_rates,
    markets: Sequence[MarketRecord] = (),
    of_market: Sequence[Fact] | None = None,
) -> CaseReading:
    """Sort the statements of a case by kind, without those after `as_of`. `tax_rates`: for facts about amounts."""
    by_kind: dict[str, list[GatheredStatement]] = defaultdict(list)
    planned = []
    for stated in sorted(case.statements, key=IN_ORDER):
        if (dated_on(stated) or OPEN_START) <= case.as_of:
            by_kind[stated.kind].append(stated)
        elif stated.kind in PLANNED:
            planned.append(stated)
    return CaseReading(
        case=case,
        by_kind={kind: tuple(found) for kind, found in by_kind.items()},
        planned=tuple(planned),
        by_lineage={each.lineage: each for found in by_kind.values() for each in found},
        bodies=bodies_of(case.parties),
        sponsor=(sponsor := text_or_none(case.proposal, "sponsor") or ""),
        co_sponsors=tuple(sorted(set(key_list(case.proposal, "co_sponsors")) - {sponsor})),
        domain=text_or_none(case.proposal, "domain") or "",
        proposed_on=text_or_none(case.proposal, "proposed_on") or case.as_of,
        tax_rates=tax_rates,
        markets=markets,
        of_market=of_market,
    )


def dated_on(stated: GatheredStatement) -> str | None:
    """Return the day from which the statement speaks: its `on`, or the first day on which it is true."""
    return text_or_none(stated.values, "on") or stated.from_on


def holds_on(stated: GatheredStatement, day: str) -> bool:
    """Return whether the statement is true on the day; `until` is the last such day."""
    return (stated.from_on or OPEN_START) <= day <= (stated.until_on or OPEN_END)


class FactOrigin(TypedDict):
    """The id and origin of a fact."""

    id: str
    origins: tuple[str, ...]


class FactDays(TypedDict):
    """The days on which a fact is true, open where the statement sets no bound."""

    from_on: str
    until_on: str


def made_from(stated: GatheredStatement, cls: type[Fact], detail: str = "") -> FactOrigin:
    """Return id and origin of a fact that is read from one statement; `detail` distinguishes several of one type."""
    return {"id": f"{cls.type}:{stated.lineage}" + (f":{detail}" if detail else ""), "origins": (stated.ref,)}


def fact_days(stated: GatheredStatement) -> FactDays:
    """Return the days on which a statement is true."""
    return {"from_on": stated.from_on or OPEN_START, "until_on": stated.until_on or OPEN_END}


def required_text(values: Values, name: str) -> str:
    """Return a required text, word or key. KeyError or TypeError: the document was not checked."""
    found = values[name]
    if not isinstance(found, str):
        message = f"{name} must be a text here, not {found!r}: check the document before its facts are made."
        raise TypeError(message)
    return found


def text_or_none(values: Values, name: str) -> str | None:
    """Return a text, word, date or key; None if it is unknown or stated as none."""
    found = values.get(name)
    return found if isinstance(found, str) else None


def number_or_none(values: Values, name: str) -> int | None:
    """Return a whole number; None if it is unknown or stated as none."""
    found = values.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def flag_or_none(values: Values, name: str) -> bool | None:
    """Return yes or no; stated as none is no, left out is unknown (None)."""
    if name not in values:
        return None
    found = values[name]
    return found if isinstance(found, bool) else False


def left_out(values: Values, *names: str) -> tuple[str, ...]:
    """Return the names of values that are left out: of what a body keeps on file, those that are not recorded."""
    return tuple(name for name in names if name not in values)


def key_list(values: Values, name: str) -> tuple[str, ...]:
    """Return a list of keys or codes; empty if it is unknown."""
    found = values.get(name)
    return found if isinstance(found, tuple) else ()
