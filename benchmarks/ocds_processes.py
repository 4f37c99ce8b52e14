"""Fictional processes of OCDS data from a seed, one a line: calls with bidders from a common pool, and an award."""

import json
import random
from collections.abc import Iterator
from typing import Any, Final

Json = dict[str, Any]  # Any: a release
COMPANIES_A_PROCESS: Final = 0.4  # of the pool; a bidder bids in several calls, as in real data
MOST_BIDDERS: Final = 6
SYLLABLES: Final = ("ki", "ta", "mo", "ri", "sa", "no", "ha", "yu", "ko", "shi", "ma", "ne", "to", "wa", "ru", "e")
SORTS: Final = ("Gumi", "Kensetsu", "Doboku", "Sangyo", "Jiki", "Zairyo", "Koei", "Giken")


def process_lines(processes: int, seed: int = 1) -> Iterator[bytes]:
    """Yield so many processes, one a line; a seed gives the same ones."""
    rng = random.Random(seed)  # noqa: S311 - a fixed seed
    pool = [company(number, rng) for number in range(max(MOST_BIDDERS, int(processes * COMPANIES_A_PROCESS)))]
    for number in range(processes):
        yield (
            json.dumps(process(f"{seed}-{number}", rng.sample(pool, rng.randint(2, MOST_BIDDERS)), rng)).encode()
            + b"\n"
        )


def company(number: int, rng: random.Random) -> Json:
    """Return a company with a name of its own."""
    name = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(3, 5))).capitalize()
    return {"id": f"C{number}", "name": f"{name} {rng.choice(SORTS)} {number} (fictional)"}


def process(number: str, bidders: list[Json], rng: random.Random) -> Json:
    """Return a compiled release: the lowest bid wins."""
    reserve = rng.randrange(5_000_000, 90_000_000)
    amounts = sorted(rng.randrange(reserve * 7 // 10, reserve * 11 // 10) for _ in bidders)
    day = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return {
        "ocid": f"ocds-bench1-{number}",
        "id": f"ocds-bench1-{number}-c",
        "date": f"{day}T12:00:00Z",
        "tag": ["compiled"],
        "parties": [
            {**each, "roles": ["tenderer", "supplier"] if place == 0 else ["tenderer"]}
            for place, each in enumerate(bidders)
        ],
        "tender": {
            "id": number,
            "title": f"Works {number} (fictional)",
            "status": "complete",
            "procurementMethod": "open",
            "numberOfTenderers": len(bidders),
            "tenderers": bidders,
            "value": {"amount": reserve, "currency": "JPY"},
        },
        "bids": {
            "details": [
                {
                    "id": str(place),
                    "status": "valid",
                    "tenderers": [each],
                    "value": {"amount": amount, "currency": "JPY"},
                    "date": f"{day}T00:00:00Z",
                }
                for place, (each, amount) in enumerate(zip(bidders, amounts, strict=True))
            ]
        },
        "awards": [
            {
                "id": "1",
                "status": "active",
                "date": f"{day}T00:00:00Z",
                "suppliers": [bidders[0]],
                "value": {"amount": amounts[0], "currency": "JPY"},
            }
        ],
    }
