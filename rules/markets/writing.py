"""A market record as the text of its file."""

from dataclasses import asdict
from typing import Any

import yaml

from rules.facts.market_records.model import Leaf, Node
from rules.facts.market_records.record import HeldOut, MarketRecord, ScreenModel

Json = dict[str, Any]  # Any: plain data on its way to YAML
DIGITS = 4


def record_text(record: MarketRecord) -> str:
    """Return the record as YAML, which `reading.read_record` reads."""
    plain: Json = {
        "key": record.key,
        "name": dict(record.name),
        "source": record.source,
        "source_url": record.source_url,
        "made_on": record.made_on,
        "expires_on": record.expires_on,
        "scope": {
            "bodies": list(record.scope.bodies),
            "ocid_prefixes": list(record.scope.ocid_prefixes),
            "object": record.scope.object,
            "region": record.scope.region,
        },
        "first_on": record.first_on,
        "last_on": record.last_on,
        "tenders": record.tenders,
        "positives": record.positives,
        "order_is": record.order_is,
        "high_ratio": asdict(record.high_ratio) if record.high_ratio else None,
        "screens": {name: screen_data(screen) for name, screen in record.screens.items()},
        "abstains": {name: dict(reason) for name, reason in record.abstains.items()},
    }
    return yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=120)


def screen_data(screen: ScreenModel) -> Json:
    """Return a screen as plain data. Numbers that decide are written in full, figures about them rounded."""
    return {
        "tree": node_data(screen.model.tree),
        "calibration": [[share, chance] for share, chance in screen.model.calibration],
        "shown_from": screen.shown_from,
        "f1_from": screen.f1_from,
        "tenders": screen.tenders,
        "positives": screen.positives,
        "last_on": screen.last_on,
        "later": held_out_data(screen.later),
        "other_firms": held_out_data(screen.other_firms) if screen.other_firms else None,
    }


def node_data(node: Node) -> Json:
    """Return a tree as plain data."""
    if isinstance(node, Leaf):
        return {"tenders": node.tenders, "positives": node.positives}
    return {"figure": node.figure, "at_most": node.at_most, "yes": node_data(node.yes), "no": node_data(node.no)}


def held_out_data(figures: HeldOut) -> Json:
    """Return figures, rounded."""
    given = asdict(figures).items()
    return {name: round(value, DIGITS) if isinstance(value, float) else value for name, value in given}
