"""The part of PromQL that the alert rules use, evaluated at one moment: enough to see which of them would fire.

A vector is its samples by their labels, without the name of the metric. A number is a vector of no labels.
"""

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from prometheus_client.parser import text_string_to_metric_families

Labels = frozenset[tuple[str, str]]
Vector = dict[Labels, float]
NO_LABELS: Final[Labels] = frozenset()
TOKEN: Final = re.compile(r'\s*(\d+(?:\.\d+)?|[a-zA-Z_]\w*|"[^"]*"|==|>=|<=|[><*(){},=])')
COMPARISONS: Final[dict[str, Callable[[float, float], bool]]] = {
    "==": operator.eq, ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le,
}  # fmt: skip


def samples_of(text: str, instance: str = "web") -> dict[str, Vector]:
    """Return the vectors by metric that Prometheus would read from a web process."""
    found: dict[str, Vector] = {"up": {frozenset({("job", "policyengine"), ("instance", instance)}): 1.0}}
    for family in text_string_to_metric_families(text):
        vector = found.setdefault(family.name, {})
        for each in family.samples:
            vector[frozenset({*each.labels.items(), ("instance", instance), ("job", "policyengine")})] = each.value
    return found


def evaluated(expression: str, samples: dict[str, Vector]) -> Vector:
    """Return what an expression gives: an alert fires for each sample."""
    reader = Reader(tokens(expression), samples)
    found = reader.either()
    assert not reader.left, f"not read: {reader.left}"
    return found


def tokens(expression: str) -> list[str]:
    """Split an expression."""
    found, place = [], 0
    while place < len(expression.rstrip()):
        each = TOKEN.match(expression, place)
        assert each, expression[place:]
        found.append(each[1])
        place = each.end()
    return found


@dataclass
class Reader:
    """An expression that is read from left to right, weakest operators first."""

    left: list[str]
    samples: dict[str, Vector]

    def takes(self, token: str) -> bool:
        """Take a token if it is the next one."""
        if self.left[:1] == [token]:
            self.left.pop(0)
            return True
        return False

    def needs(self, token: str) -> None:
        """Take a token that must be there."""
        assert self.takes(token), f"{token} before {self.left}"

    def either(self) -> Vector:
        """Read samples of one side, and those of the other whose labels the first has not."""
        found = self.without()
        while self.takes("or"):
            found = {**self.without(), **found}
        return found

    def without(self) -> Vector:
        """Read samples whose labels another side has not."""
        found = self.compared()
        while self.takes("unless"):
            other = self.compared()
            found = {labels: value for labels, value in found.items() if labels not in other}
        return found

    def compared(self) -> Vector:
        """Read the samples for which a comparison holds."""
        first = self.product()
        if not self.left or self.left[0] not in COMPARISONS:
            return first
        holds = COMPARISONS[self.left.pop(0)]
        on = self.names() if self.takes("on") else None
        second = self.product()
        if second.keys() == {NO_LABELS}:
            return {labels: value for labels, value in first.items() if holds(value, second[NO_LABELS])}
        by = {matched(labels, on): value for labels, value in second.items()}
        return {
            labels: value
            for labels, value in first.items()
            if (key := matched(labels, on)) in by and holds(value, by[key])
        }

    def product(self) -> Vector:
        """Read a value, or a product of numbers."""
        found = self.value()
        while self.takes("*"):
            factor = self.value()[NO_LABELS]
            found = {labels: value * factor for labels, value in found.items()}
        return found

    def value(self) -> Vector:
        """Read a number, a metric, or something in brackets."""
        token = self.left.pop(0)
        if token == "(":  # noqa: S105 - a bracket
            found = self.either()
            self.needs(")")
            return found
        if token[0].isdigit():
            return {NO_LABELS: float(token)}
        if token == "absent":  # noqa: S105 - a function
            self.needs("(")
            found = self.either()
            self.needs(")")
            return {} if found else {NO_LABELS: 1.0}
        if token == "sum":  # noqa: S105 - as above
            self.needs("without")
            left_out = self.names()
            return summed(self.value(), left_out)
        wanted = self.selected() if self.takes("{") else {}
        return {
            labels: value
            for labels, value in self.samples.get(token, {}).items()
            if wanted.items() <= dict(labels).items()
        }

    def names(self) -> frozenset[str]:
        """Read labels in brackets."""
        self.needs("(")
        found = set()
        while not self.takes(")"):
            found.add(self.left.pop(0))
            self.takes(",")
        return frozenset(found)

    def selected(self) -> dict[str, str]:
        """Read the labels of a metric."""
        found = {}
        while not self.takes("}"):
            name = self.left.pop(0)
            self.needs("=")
            found[name] = self.left.pop(0).strip('"')
            self.takes(",")
        return found


def matched(labels: Labels, on: Iterable[str] | None) -> Labels:
    """Return the labels by which two sides are compared."""
    return labels if on is None else frozenset(each for each in labels if each[0] in on)


def summed(vector: Vector, left_out: Iterable[str]) -> Vector:
    """Add up samples that differ in labels that are left out."""
    found: dict[Labels, float] = defaultdict(float)
    for labels, value in vector.items():
        found[frozenset(each for each in labels if each[0] not in left_out)] += value
    return dict(found)
