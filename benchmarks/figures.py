"""Figures as they are printed: the median of many, with its ratio to a named peer."""

import statistics
from collections.abc import Sequence


def print_heading(text: str) -> None:
    """Print the subject of the lines below."""
    print(f"\n{text}", flush=True)


def print_figure(name: str, value: float, unit: str, *, over: str = "", peer: float = 0.0, note: str = "") -> None:
    """Print one figure: `over` names the peer, `peer` is its value."""
    ratio = f"  {value / peer:8.2f} x {over}" if peer else ""
    print(f"  {name:44} {value:10.3f} {unit:8}{ratio}{f'  {note}' if note else ''}".rstrip(), flush=True)


def median_milliseconds(seconds: Sequence[float]) -> float:
    """Return the median of durations."""
    return statistics.median(seconds) * 1000
