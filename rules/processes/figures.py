"""Shares and amounts as statements write them."""

from math import isfinite


def percent(share: float) -> str:
    """Return a share as a percentage with two digits at most."""
    return f"{share * 100:,.2f}".rstrip("0").rstrip(".") + " %" if isfinite(share) else "∞ %"


def plain_figure(value: float) -> str:
    """Return a number without needless digits."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def money(amount: float, currency: str) -> str:
    """Return an amount with its currency."""
    return f"{currency} {plain_figure(amount)}"
