"""A generated ownership record of any size: the same numbers give the same holdings, all of fictional parties.

The degrees follow the public record of large holdings in Japan's listed companies (EDINET: 3.0 holders a company, 3.1
companies a holder with one of 656, 15 % of the holders are companies with holders of their own, 11 loops among 10,871
holdings, at most 28 owners along all chains), and go beyond it where that is the harder case: more holders a company,
funds with thousands of holdings, twice as many holders that have holders, ten times as many loops.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

SEED: Final = 2026
HOLDERS_A_COMPANY: Final = 4  # in the mean
COMPANY_HOLDERS: Final = (
    0.20  # of all holders; four holders a company make 0.8 companies a step: chains are long and end
)
BODIES: Final = 0.005
FUNDS: Final = 0.10  # of the holdings of companies are in the hands of one in a thousand companies
LOOPS: Final = 0.01  # of the companies are in a loop of two to five
ENDED: Final = 0.10  # of the holdings ended before the day that is asked for
UNKNOWN: Final = 0.10  # of the shares are not known
SCATTER: Final = 0x9E3779B97F4A7C15F39CC0605CEDC835  # the golden ratio: neighbours land far from each other


@dataclass(frozen=True, slots=True)
class DrawnHolding:
    """One holding between two numbers: below `DrawnHoldings.companies` a company, then bodies, then people."""

    holder: int
    company: int
    share_bp: int | None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class DrawnHoldings:
    """The number of parties of each kind, and the holdings between them."""

    companies: int
    bodies: int
    people: int
    holdings: list[DrawnHolding]

    @property
    def parties(self) -> int:
        """The number of all parties, which are numbered in a row."""
        return self.companies + self.bodies + self.people


def party_id(number: int) -> UUID:
    """Return the id of a party; scattered as those of the register are."""
    return UUID(int=(number + 1) * SCATTER % 2**128, version=4)


def draw_holdings(holdings: int, *, seed: int = SEED) -> DrawnHoldings:
    """Draw so many holdings. No pair of holder and company comes twice."""
    draw = random.Random(seed)  # noqa: S311 - a record to measure with
    companies = max(holdings // HOLDERS_A_COMPANY, 10)
    bodies, people = companies // 500 + 1, holdings // 3 + 1
    drawn = {(each.holder, each.company): each for each in draw_loops(companies, draw)}
    for company in itertools.cycle(draw.sample(range(companies), companies)):
        if len(drawn) >= holdings:
            break
        for share in draw_shares(draw):
            holder = holder_of(companies, bodies, people, draw)
            if holder != company and len(drawn) < holdings:
                known = None if draw.random() < UNKNOWN else share
                drawn.setdefault((holder, company), DrawnHolding(holder, company, known, draw.random() < ENDED))
    return DrawnHoldings(companies, bodies, people, list(drawn.values()))


def draw_loops(companies: int, draw: random.Random) -> Iterator[DrawnHolding]:
    """Yield companies that hold each other in a ring, a tenth each."""
    for _ in range(int(companies * LOOPS / 3)):
        ring = draw.sample(range(companies), draw.choice((2, 2, 2, 3, 3, 5)))
        for place, company in enumerate(ring):
            yield DrawnHolding(ring[place - 1], company, 1_000)


def draw_shares(draw: random.Random) -> list[int]:
    """Draw the shares of one company's holders, in basis points, together below the whole; few have many holders."""
    count = min(int(draw.paretovariate(1.5) * HOLDERS_A_COMPANY / 2.2), 200) or 1
    parts = [draw.expovariate(1) for _ in range(count)]
    whole = sum(parts) / draw.uniform(0.4, 0.95)
    return [max(int(part / whole * 10_000), 1) for part in parts]


def holder_of(companies: int, bodies: int, people: int, draw: random.Random) -> int:
    """Draw a holder: a person mostly, a company at times, rarely a body; a few companies, the funds, hold very much."""
    kind = draw.random()
    if kind < COMPANY_HOLDERS * FUNDS:
        return int(companies / 1_000 * draw.random() ** 3)
    if kind < COMPANY_HOLDERS:
        return draw.randrange(companies)
    if kind < COMPANY_HOLDERS + BODIES:
        return companies + draw.randrange(bodies)
    return companies + bodies + draw.randrange(people)
