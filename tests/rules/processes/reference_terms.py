"""The terms of Cardinal's documentation for the reference: a submitted bid, a final award, a quantile, a fence."""

import math
from decimal import Context, Decimal
from typing import Any

Json = Any  # Any: JSON of any shape
EXACT = Context(prec=2_500)


def get(given: Json, *names: str) -> Json:
    """Return the value at a path of names; None if there is none."""
    for name in names:
        given = given.get(name) if isinstance(given, dict) else None
    return given


def is_text(given: Json) -> bool:
    return isinstance(given, str)


def is_number(given: Json) -> bool:
    return type(given) in (int, float)


def ids(parties: Json) -> list[str]:
    """Return the ids that are set; an organization without one is not seen."""
    return [get(each, "id") for each in parties if is_text(get(each, "id"))] if isinstance(parties, list) else []


def bids_of(release: Json) -> list[Json]:
    details = get(release, "bids", "details")
    return details if isinstance(details, list) else []


def submitted(release: Json) -> list[Json]:
    """Return the pending, valid and disqualified bids. The code takes any status but two."""
    return [b for b in bids_of(release) if is_text(get(b, "status")) and b["status"] not in ("invited", "withdrawn")]


def awards_if_final(release: Json) -> list[Json] | None:
    """Return the active awards; None if an award is pending or invalid, or awards or bids are not published."""
    awards = get(release, "awards")
    if not isinstance(awards, list) or not isinstance(get(release, "bids", "details"), list):
        return None
    statuses = [get(each, "status") for each in awards]
    if any(is_text(each) and each not in ("active", "cancelled", "unsuccessful") for each in statuses):
        return None
    return [award for award, status in zip(awards, statuses, strict=True) if status == "active"]


def only_supplier(release: Json) -> str | None:
    """Exclude several active awards and awards to several suppliers."""
    active = awards_if_final(release)
    if active is None or len(active) != 1:
        return None
    suppliers = get(active[0], "suppliers")
    if not isinstance(suppliers, list) or len(suppliers) != 1:
        return None
    name = get(suppliers[0], "id")
    return name if is_text(name) else None


def sole(bid: Json) -> str | None:
    """Return the only tenderer of a bid. The code leaves out a joint bid, not its whole process."""
    tenderers = get(bid, "tenderers")
    if isinstance(tenderers, list) and len(tenderers) == 1 and is_text(get(tenderers[0], "id")):
        return str(tenderers[0]["id"])
    return None


def quantile(values: list[float], share: float) -> float:
    """Definition 8 of Hyndman and Fan, which statrs implements."""
    values = sorted(values)
    n = len(values)
    if n == 0:
        return math.nan
    h = (n + 1.0 / 3.0) * share + 1.0 / 3.0
    if int(h) <= 0:
        return values[0]
    if int(h) >= n:
        return values[n - 1]
    return values[int(h) - 1] + (h - int(h)) * (values[int(h)] - values[int(h) - 1])


def beyond(quartile: float, spread: float, times: float) -> float:
    """Return quartile + times x spread, rounded once as the code's `mul_add` does."""
    if not all(map(math.isfinite, (quartile, spread))):
        return times * spread + quartile
    return float(EXACT.add(EXACT.multiply(Decimal(spread), Decimal(times)), Decimal(quartile)))
