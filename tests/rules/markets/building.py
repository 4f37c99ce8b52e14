"""Fictional markets from a seed: in a part of the tenders a group bids close together, far from the rest."""

import random

from rules.facts.tenders.tender import Tender, TenderBid
from rules.markets.labelled import LabelledTender
from rules.markets.making import MarketDescription

DESCRIBED = MarketDescription(
    key="fictional",
    name={"en": "Fictional works", "ja": "架空の工事"},
    source="made up",
    source_url="",
    made_on="2026-11-29",
    expires_on="2027-12-31",
    bodies=("METI",),
)


def market(tenders: int = 240, *, seed: int = 1, share: float = 0.3, noise: float = 0.1) -> list[LabelledTender]:
    """Return labelled tenders; of a part of them the label is drawn by lot."""
    rng = random.Random(seed)  # noqa: S311 - a fixed seed
    found = []
    for number in range(tenders):
        collusive = rng.random() < share
        width = 0.01 if collusive else 0.25
        firms = rng.sample(range(30), 5)
        amounts = sorted(100 * (1 + rng.random() * width) for _ in firms)
        bids = [
            TenderBid(f"firm {firm}", amount, won=not place)
            for place, (firm, amount) in enumerate(zip(firms, amounts, strict=True))
        ]
        label = rng.random() < share if rng.random() < noise else collusive
        day = f"{2020 + number // 120}-{1 + number // 10 % 12:02}-{1 + rng.randrange(28):02}"
        found.append(LabelledTender(Tender(f"t{number}", day, bids, reserve=110), label, 0))
    rng.shuffle(found)
    return [LabelledTender(each.tender, each.positive, place) for place, each in enumerate(found)]
