"""Random processes: few parties and prices, so that ties are common, and every field missing or odd at times."""

import random
from typing import Any

Json = dict[str, Any]  # Any: values of any type, odd ones too
ODD: tuple[Any, ...] = (None, 7, True, "", [], {}, 1.5)
STATUSES = ("valid", "valid", "valid", "disqualified", "disqualified", "pending", "invited", "withdrawn", "odd")
AWARD_STATUSES = ("active", "active", "active", "active", "cancelled", "unsuccessful", "pending")
DETAILS = ("Tender", "Lottery", "Auction")
METHODS = ("open", "selective", "limited", "direct")


class RandomProcesses:
    """A source of random files and settings."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.oddity = 0.02

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def file(self, number: int) -> list[Json]:
        """Return a file of processes. Some are tidy, some have many odd values."""
        self.oddity = self.random.choice((0.0, 0.01, 0.05))
        self.parties = [f"p{each}" for each in range(self.random.choice((2, 5, 12)))]
        self.prices = self.random.choice(((1, 2, 3), (1, 1.5, 100, 101.25, 0.1), (0, -1, 5, 1e300, 10**25)))
        self.tidy = self.random.choice((0.0, 0.5, 0.95))
        self.currencies = self.random.choice((("JPY",), ("JPY", "JPY", "USD")))
        return [self.process(f"ocds-random-{place}") for place in range(number)]

    def process(self, ocid: str) -> Json:
        made: Json = {"ocid": ocid}
        self.put(made, "tender", self.tender(), 0.9)
        self.put(made, "buyer", self.party(), 0.8)
        self.put(made, "bids", {}, 0.97)
        if isinstance(made.get("bids"), dict):
            self.put(made["bids"], "details", [self.bid() for _ in range(self.random.choice((0, 1, 2, 2, 3, 4)))], 0.97)
        self.put(made, "awards", [self.award() for _ in range(self.random.choice((0, 1, 1, 1, 1, 2)))], 0.95)
        if self.often(self.tidy):
            self.tidy_up(made)
        return made

    def tidy_up(self, made: Json) -> None:
        """Make bids and awards those of an ordinary tender: the lowest valid bid wins, most others are near."""
        names = self.random.sample(self.parties, self.random.randint(1, min(4, len(self.parties))))
        base = self.random.choice((100, 250.5, 1_000_000))
        prices = [base] + [
            base * self.random.choice((1.05, 1.055, 1.06, 1.06, 1.065, 1.0, 1.001, 1.5)) for _ in names[1:]
        ]
        statuses = [self.random.choice(("valid",) * 6 + ("disqualified",)) for _ in names]
        made["bids"] = {"details": [self.bid() for _ in names]}
        for bid, name, price, status in zip(made["bids"]["details"], names, prices, statuses, strict=True):
            bid.update(status=status, tenderers=[{"id": name}], value={"amount": price, "currency": self.currencies[0]})
        winner = next((name for name, status in zip(names, statuses, strict=True) if status == "valid"), names[0])
        award = self.award()
        award.update(status="active", suppliers=[{"id": winner}])
        made["awards"] = [award]

    def put(self, into: Json, name: str, value: object, share: float = 1.0) -> None:
        """Set a field, mostly; at times to a value of another type."""
        if self.often(self.oddity):
            into[name] = self.random.choice(ODD)
        elif self.often(share):
            into[name] = value

    def tender(self) -> Json:
        made: Json = {}
        self.put(made, "status", self.random.choice(("complete", "active", "active", "active", "cancelled")), 0.5)
        self.put(made, "procurementMethod", self.random.choice(METHODS), 0.8)
        self.put(made, "procurementMethodDetails", self.random.choice(DETAILS), 0.7)
        self.put(made, "numberOfTenderers", self.random.choice((0, 1, 1, 2, 3, -1)), 0.8)
        self.put(made, "procuringEntity", self.party(), 0.8)
        period: Json = {}
        self.put(period, "startDate", self.moment(1), 0.95)
        self.put(period, "endDate", self.moment(16), 0.95)
        self.put(made, "tenderPeriod", period, 0.9)
        return made

    def moment(self, day: int) -> str:
        clock = self.random.choice(("00:00:00Z", "00:00:01Z", "23:59:59.5+09:00", "09:00:00+09:00", "12:00:00-03:30"))
        day += self.random.choice((-1, 0, 0, 1, 5))
        return self.random.choice((f"2026-03-{max(day, 1):02}T{clock}",) * 9 + (f"2026-03-{max(day, 1):02}",))

    def party(self) -> Json:
        made: Json = {}
        self.put(made, "id", self.random.choice(self.parties), 0.98)
        return made

    def references(self) -> list[Json]:
        return [self.party() for _ in range(self.random.choice((1,) * 12 + (0, 2)))]

    def bid(self) -> Json:
        made: Json = {}
        self.put(made, "status", self.random.choice(STATUSES), 0.98)
        self.put(made, "tenderers", self.references(), 0.98)
        self.put(made, "date", self.moment(16), 0.8)
        value: Json = {}
        self.put(value, "amount", self.random.choice(self.prices), 0.97)
        self.put(value, "currency", self.random.choice(self.currencies), 0.97)
        self.put(made, "value", value, 0.97)
        return made

    def award(self) -> Json:
        made: Json = {}
        self.put(made, "status", self.random.choice(AWARD_STATUSES), 0.98)
        self.put(made, "suppliers", self.references(), 0.98)
        self.put(made, "items", [self.item() for _ in range(self.random.choice((0, 1, 2)))], 0.8)
        return made

    def item(self) -> Json:
        made: Json = {}
        classification: Json = {}
        self.put(classification, "id", self.random.choice(("1011", "1012", "11", "2", "", "1112")), 0.95)
        self.put(made, "classification", classification, 0.95)
        return made

    def settings(self) -> dict[str, Any]:
        """Return settings in the form of the reference; often the defaults."""
        pick = self.random.choice
        return {
            "currency": pick((None, "JPY", "USD")),
            "no_price_comparison": pick((set(), set(), {"Lottery"})),
            "price_comparison": pick((set(), set(), set(), {"Auction", "Tender"})),
            "excluded": pick((set(), set(), {"Lottery"})),
            "R003": {
                "threshold": pick((15, 15, 14)),
                "methods": pick((set(), {"open", "limited"})),
                "by_details": pick(({}, {"Auction": 10})),
            },
            "R018": {"methods": pick(({"open", "selective"}, {"direct"}, set()))},
            "R024": {"threshold": pick((None, None, 0.5, 0.0))},
            "R025": {"percentile": pick((75, 50, 100, 0)), "threshold": pick((None, None, 0.4))},
            "R035": {"threshold": pick((1, 1, 0, 2))},
            "R038": {"threshold": pick((None, None, 0.5, 0.0)), "bids": pick((2, 1, 5)), "processes": pick((2, 4))},
            "R048": {"digits": pick((2, 1, 4)), "threshold": pick((None, 2)), "processes": pick((1, 2, 20))},
            "R058": {"threshold": pick((None, None, 0.5))},
        }
