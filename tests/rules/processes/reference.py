"""Cardinal's indicators written straight from its documentation, naively, to compare the room `rules/processes` with.

It shares no code with that room. It keeps every process in memory and reads each page of Cardinal's documentation from
top to bottom: method, exclusions, configuration. The documentation leaves some things open; there the reference does as
Cardinal's code does, and a comment says so.
"""

import math
from collections import defaultdict
from datetime import datetime
from typing import Any

from tests.rules.processes.reference_terms import (
    Json,
    awards_if_final,
    beyond,
    bids_of,
    get,
    ids,
    is_number,
    is_text,
    only_supplier,
    quantile,
    sole,
    submitted,
)

Results = dict[str, dict[str, dict[str, float]]]

DEFAULTS: dict[str, Any] = {
    "currency": None,
    "no_price_comparison": set(),
    "price_comparison": set(),
    "excluded": set(),
    "R003": {"threshold": 15, "methods": set(), "by_details": {}},
    "R018": {"methods": {"open", "selective"}},
    "R024": {"threshold": None},
    "R025": {"percentile": 75, "threshold": None},
    "R035": {"threshold": 1},
    "R038": {"threshold": None, "bids": 2, "processes": 2},
    "R048": {"digits": 2, "threshold": None, "processes": 20},
    "R058": {"threshold": None},
}


class Reference:
    """All results of a file."""

    def __init__(self, releases: list[Json], settings: dict[str, Any]) -> None:
        self.settings = settings
        self.currency = settings["currency"]
        self.found: Results = {}
        self.releases = [
            each
            for each in releases
            if get(each, "tender", "status") != "cancelled"
            and not (
                is_text(get(each, "tender", "procurementMethodDetails"))
                and each["tender"]["procurementMethodDetails"] in settings["excluded"]
            )
        ]
        self.ratios: dict[str, tuple[float, str, str]] = {}
        for release in self.releases:
            self.ratio(release)  # may set the main currency, before R036 may
            self.r036(release)
        for release in self.releases:
            self.r003(release)
            self.r018(release)
            self.r028(release)
            self.r030(release)
            self.r035(release)
        self.r024()
        self.r025()
        self.r038()
        self.r048()
        self.r058()

    def flag(self, group: str, key: str, code: str, value: float) -> None:
        self.found.setdefault(group, {}).setdefault(key, {})[code] = value

    def compares_prices(self, release: Json) -> bool:
        details = get(release, "tender", "procurementMethodDetails")
        if self.settings["price_comparison"]:
            return is_text(details) and details in self.settings["price_comparison"]
        return not (is_text(details) and details in self.settings["no_price_comparison"])

    def in_main_currency(self, bid: Json) -> float | None:
        amount, currency = get(bid, "value", "amount"), get(bid, "value", "currency")
        if not is_number(amount) or not is_text(currency):
            return None
        if self.currency is None:
            self.currency = currency
        return float(amount) if currency == self.currency else None

    def ratio(self, release: Json) -> None:
        supplier = only_supplier(release)
        if not self.compares_prices(release) or supplier is None:
            return
        winning: list[tuple[float, str]] = []
        losing: list[tuple[float, str]] = []
        for bid in bids_of(release):
            name = sole(bid)
            if get(bid, "status") != "valid" or name is None:
                continue
            amount = self.in_main_currency(bid)
            if amount is not None:
                (winning if name == supplier else losing).append((amount, name))
        if not winning or not losing:
            return
        (won, winner), (lost, loser) = min(winning, key=lambda each: each[0]), min(losing, key=lambda each: each[0])
        if lost < won or (won == 0 and lost == 0):  # zero by zero is no number; in Cardinal its effect is by chance
            return
        self.ratios[release["ocid"]] = ((lost - won) / won if won else math.inf, winner, loser)

    def r003(self, release: Json) -> None:
        tender, setting = get(release, "tender"), self.settings["R003"]
        method = get(tender, "procurementMethod")
        if setting["methods"] and not (is_text(method) and method in setting["methods"]):
            return
        moments = []
        for name in ("startDate", "endDate"):
            text = get(tender, "tenderPeriod", name)
            try:
                moment = datetime.fromisoformat(text) if is_text(text) and len(text) >= 20 else None
            except ValueError:
                moment = None
            if moment is None or moment.tzinfo is None:
                return
            moments.append(moment)
        seconds = (moments[1] - moments[0]).total_seconds()
        details = get(tender, "procurementMethodDetails")
        limit = setting["by_details"].get(details, setting["threshold"]) if is_text(details) else setting["threshold"]
        if math.trunc(seconds / 86_400) < limit:
            self.flag("OCID", release["ocid"], "R003", 1.0)

    def r018(self, release: Json) -> None:
        methods, method = self.settings["R018"]["methods"], get(release, "tender", "procurementMethod")
        number = get(release, "tender", "numberOfTenderers")
        if methods and not (is_text(method) and method in methods):
            return
        if type(number) is int and number == 1:
            self.flag("OCID", release["ocid"], "R018", 1.0)

    def r024(self) -> None:
        values, limit = [each[0] for each in self.ratios.values()], self.settings["R024"]["threshold"]
        q1, q3 = quantile(values, 0.25), quantile(values, 0.75)
        if limit is None:
            limit = beyond(q1, q3 - q1, -1.5)
            if not q1 > 0:  # the changelog: not to flag 75 % of cases
                return
        if not limit > 0:
            return
        for ocid, (value, winner, loser) in self.ratios.items():
            if value <= limit:
                self.flag("OCID", ocid, "R024", value)
                self.flag("Tenderer", winner, "R024", 0.0)
                self.flag("Tenderer", loser, "R024", 0.0)

    def r058(self) -> None:
        values, limit = [each[0] for each in self.ratios.values()], self.settings["R058"]["threshold"]
        if limit is None:
            q1, q3 = quantile(values, 0.25), quantile(values, 0.75)
            limit = beyond(q3, q3 - q1, 1.5)
        if not limit > 0:
            return
        for ocid, (value, winner, _) in self.ratios.items():
            if value >= limit:
                self.flag("OCID", ocid, "R058", value)
                self.flag("Tenderer", winner, "R058", 0.0)

    def r025(self) -> None:
        won: dict[str, int] = defaultdict(int)
        bids: dict[str, int] = defaultdict(int)
        for release in self.releases:
            supplier = only_supplier(release)
            if supplier is None:
                continue
            for name in {sole(bid) for bid in bids_of(release) if get(bid, "status") == "valid"} - {None}:
                bids[str(name)] += 1
                won[str(name)] += name == supplier
        setting = self.settings["R025"]
        ratios = {name: won[name] / number for name, number in bids.items()}
        many = quantile([float(each) for each in bids.values()], setting["percentile"] / 100)
        limit = setting["threshold"]
        if limit is None:
            q1, q3 = quantile(list(ratios.values()), 0.25), quantile(list(ratios.values()), 0.75)
            limit = beyond(q1, q3 - q1, -1.5)
            if not q1 > 0:
                return
        if not limit > 0:
            return
        for name, ratio in ratios.items():
            if bids[name] >= many and ratio <= limit:
                self.flag("Tenderer", name, "R025", ratio)

    def r028(self, release: Json) -> None:
        if not self.compares_prices(release):
            return
        offers = []
        for bid in submitted(release):
            amount, currency = get(bid, "value", "amount"), get(bid, "value", "currency")
            names = set(ids(get(bid, "tenderers")))
            if names and is_number(amount) and is_text(currency):
                offers.append((amount, currency, names))
        for one in offers:
            for other in offers:
                if one[:2] == other[:2] and one[2] != other[2]:
                    self.flag("OCID", release["ocid"], "R028", 1.0)
                    for name in one[2] | other[2]:
                        self.flag("Tenderer", name, "R028", 1.0)

    def r030(self, release: Json) -> None:
        deadline, awards = get(release, "tender", "tenderPeriod", "endDate"), get(release, "awards")
        if not is_text(deadline) or not isinstance(awards, list):
            return
        winners = {name for each in awards if get(each, "status") == "active" for name in ids(get(each, "suppliers"))}
        for bid in bids_of(release):
            date = get(bid, "date")
            # The code compares the texts.
            if get(bid, "status") == "valid" and is_text(date) and date > deadline:
                for name in winners.intersection(ids(get(bid, "tenderers"))):
                    self.flag("OCID", release["ocid"], "R030", 1.0)
                    self.flag("Tenderer", name, "R030", 1.0)

    def r035(self, release: Json) -> None:
        active = awards_if_final(release)
        if active is None:
            return
        by_status: dict[str, set[str]] = {"valid": set(), "disqualified": set()}
        for bid in bids_of(release):
            if is_text(get(bid, "status")) and bid["status"] in by_status:
                by_status[bid["status"]] |= set(ids(get(bid, "tenderers")))
        winners = {name for each in active for name in ids(get(each, "suppliers"))}
        others = by_status["disqualified"] - by_status["valid"]
        enough = len(others) >= max(self.settings["R035"]["threshold"], 1)
        if len(by_status["valid"]) == 1 and by_status["valid"] == winners and enough:
            self.flag("OCID", release["ocid"], "R035", float(len(others)))
            self.flag("Tenderer", by_status["valid"].pop(), "R035", 0.0)

    def r036(self, release: Json) -> None:
        awards = get(release, "awards")
        if not self.compares_prices(release) or not isinstance(awards, list):
            return
        if not any(get(each, "status") == "active" for each in awards):
            return
        priced = [(amount, bid) for bid in submitted(release) if (amount := self.in_main_currency(bid)) is not None]
        if not any(bid["status"] == "valid" for _, bid in priced):
            return
        if min(priced, key=lambda each: each[0])[1]["status"] == "disqualified":  # the first of several lowest
            self.flag("OCID", release["ocid"], "R036", 1.0)

    def r038(self) -> None:
        setting = self.settings["R038"]
        counts: dict[str, dict[str, list[int]]] = {
            group: defaultdict(lambda: [0, 0]) for group in ("Buyer", "ProcuringEntity", "Tenderer")
        }
        for release in self.releases:
            bids = submitted(release)
            places = {"Buyer": get(release, "buyer"), "ProcuringEntity": get(release, "tender", "procuringEntity")}
            for bid in bids:
                lost = bid["status"] == "disqualified"
                named = [(group, get(each, "id")) for group, each in places.items() if is_text(get(each, "id"))]
                named += [("Tenderer", name) for name in ids(get(bid, "tenderers"))]
                for group, name in named:
                    counts[group][name][0] += lost
                    counts[group][name][1] += 1
        for group, parties in counts.items():
            # The documentation speaks of processes of a buyer, the code counts its bids.
            minimum = setting["bids"] if group == "Tenderer" else setting["processes"]
            ratios = {name: lost / number for name, (lost, number) in parties.items() if number >= minimum}
            limit = setting["threshold"]
            if limit is None:
                q1, q3 = quantile(list(ratios.values()), 0.25), quantile(list(ratios.values()), 0.75)
                limit = beyond(q3, q3 - q1, 1.5)
            for name, ratio in ratios.items():
                if limit > 0 and ratio >= limit:
                    self.flag(group, name, "R038", ratio)

    def r048(self) -> None:
        setting = self.settings["R048"]
        processes: dict[str, set[str]] = defaultdict(set)
        classes: dict[str, set[str]] = defaultdict(set)
        for release in self.releases:
            awards = get(release, "awards")
            for award in awards if isinstance(awards, list) else []:
                suppliers, items = get(award, "suppliers"), get(award, "items")
                if get(award, "status") != "active" or not isinstance(items, list):
                    continue
                if not isinstance(suppliers, list) or len(suppliers) != 1 or not ids(suppliers):
                    continue
                for item in items:
                    code = get(item, "classification", "id")
                    if is_text(code):
                        processes[ids(suppliers)[0]].add(release["ocid"])
                        classes[ids(suppliers)[0]].add(code[: setting["digits"]])
        numbers = {name: float(len(classes[name])) for name, of in processes.items() if len(of) >= setting["processes"]}
        limit = setting["threshold"]
        if limit is None:
            q1, q3 = quantile(list(numbers.values()), 0.25), quantile(list(numbers.values()), 0.75)
            limit = beyond(q3, q3 - q1, 1.5)
        for name, number in numbers.items():
            if number >= limit:
                self.flag("Tenderer", name, "R048", number)
