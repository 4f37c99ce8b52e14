"""A points scorecard, the other readable model: each figure gives whole points by its third of the earlier tenders.

It is fitted beside the tree to see whether it would do better; no record holds one.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, Final

from rules.markets.fitting import Rows, load_sklearn

THIRDS: Final = 3
MOST_POINTS: Final = 10  # of one figure


class Scorecard:
    """An estimator in the manner of scikit-learn, whose chance grows with the points."""

    def fit(self, rows: Rows, labels: Sequence[bool]) -> "Scorecard":
        """Set cuts and points: those of a logistic regression on the thirds, rounded to whole ones."""
        self.cuts = [cuts_of(column) for column in zip(*rows, strict=True)]
        regression: Any = load_sklearn("sklearn.linear_model", "LogisticRegression")(max_iter=1_000)  # no types there
        regression.fit([self.places(row) for row in rows], labels)
        weights = [float(each) for each in regression.coef_[0]]
        self.unit = max(map(abs, weights)) / MOST_POINTS or 1.0
        self.points = [round(each / self.unit) for each in weights]
        return self

    def places(self, row: Sequence[float]) -> list[int]:
        """Return for each figure which third it is in, as ones and zeros."""
        found = []
        for value, cuts in zip(row, self.cuts, strict=True):
            place = bisect_left(cuts, value)
            found += [int(place == each) for each in range(THIRDS)]
        return found

    def predict_proba(self, rows: Rows) -> Any:  # Any: an array, as scikit-learn gives
        """Return two columns: of the points, drawn to between 0 and 1, and the rest."""
        found = []
        for row in rows:
            points = sum(one * each for one, each in zip(self.places(row), self.points, strict=True))
            share = 1 / (1 + math.exp(-points * self.unit))
            found.append([1 - share, share])
        return load_sklearn("numpy", "array")(found)


def cuts_of(values: Sequence[float]) -> list[float]:
    """Return the two values that part a column into thirds."""
    ordered = sorted(values)
    return [ordered[len(ordered) * part // THIRDS] for part in range(1, THIRDS)]
