"""Models of a screen made from labelled tenders with scikit-learn, which is imported here alone.

What is kept are plain numbers: `rules.facts.market_records.model` evaluates them without it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rules.facts.market_records.model import Leaf, Node, ReadableModel, TreeQuestion
from rules.facts.market_records.reading import DEEPEST
from rules.facts.tenders.screens import SCREENS
from rules.markets.errors import MarketFileError
from rules.markets.figures import best_limit, chance_shown
from rules.markets.labelled import ScreenedTender, positives_in
from rules.markets.splitting import FOLDS, fold_of

if TYPE_CHECKING:
    from sklearn.isotonic import IsotonicRegression

# Of the earlier tenders so many must have a figure, or the model does not get it. Of bidders nothing is known at first.
KNOWN_SHARE: Final = {"prices": 0.9, "pairs": 0.5, "rotation": 0.5}
FEWEST_AT_AN_END: Final = 40  # an end of the tree has at least one tender of so many
LEAST_AT_AN_END: Final = 5
Rows = Sequence[Sequence[float]]
MadeModel = Callable[[], Any]  # Any: an estimator of scikit-learn, not fitted yet


class SklearnMissingError(MarketFileError):
    """scikit-learn is not installed: a development dependency."""

    def __init__(self) -> None:
        super().__init__(
            "scikit-learn is not installed. It is needed only to fit a record, never to use one.",
            "Run `make install-dev`, and fit on a machine for development.",
        )


@dataclass(frozen=True)
class FittedScreen:
    """A model with the limits that the earlier part gives: for F1, and the chance of its top tenth."""

    model: ReadableModel
    f1_from: float
    shown_from: float
    tenders: int
    positives: int


def offered_figures(screen: str, earlier: Sequence[ScreenedTender]) -> list[str]:
    """Return the figures of a screen that nearly every earlier tender has, and that are not the same in all."""
    found = []
    for name in SCREENS[screen]:
        known = [each.figures[name] for each in earlier if each.figures[name] is not None]
        if len(known) >= KNOWN_SHARE[screen] * len(earlier) and len(set(known)) > 1:
            found.append(name)
    return found


def assessable(figures: Sequence[str], tenders: Sequence[ScreenedTender]) -> list[ScreenedTender]:
    """Return the tenders of which every figure is known."""
    return [each for each in tenders if all(each.figures[name] is not None for name in figures)]


def fit_screen(figures: Sequence[str], earlier: Sequence[ScreenedTender]) -> FittedScreen:
    """Fit a tree, calibrate it out of fold, and set its limits, on the earlier part alone. SklearnMissingError."""
    tree_class = load_sklearn("sklearn.tree", "DecisionTreeClassifier")
    least = max(LEAST_AT_AN_END, len(earlier) // FEWEST_AT_AN_END)

    def made() -> Any:  # Any: as MadeModel
        return tree_class(max_depth=DEEPEST, min_samples_leaf=least, random_state=0)

    calibration = isotonic(made, figures, earlier)
    rows, labels = rows_of(figures, earlier), [each.positive for each in earlier]
    tree = made().fit(rows, labels)
    points = list(zip(calibration.X_thresholds_, calibration.y_thresholds_, strict=True))
    model = ReadableModel(
        plain_tree(tree.tree_, figures, rows, labels), [(float(share), float(chance)) for share, chance in points]
    )
    judged = [(model.chance(each.figures) or 0.0, each.positive) for each in earlier]
    return FittedScreen(
        model, best_limit(judged), chance_shown([chance for chance, _ in judged]), len(earlier), positives_in(earlier)
    )


def isotonic(made: MadeModel, figures: Sequence[str], earlier: Sequence[ScreenedTender]) -> "IsotonicRegression":
    """Return the calibration of a sort of model, from what it says of tenders in folds that it has not seen."""
    regression = load_sklearn("sklearn.isotonic", "IsotonicRegression")
    shares, labels = [], []
    for fold in range(FOLDS):
        seen = [each for each in earlier if fold_of(each.tender.key) != fold]
        rest = [each for each in earlier if fold_of(each.tender.key) == fold]
        if rest and 0 < positives_in(seen) < len(seen):
            model = made().fit(rows_of(figures, seen), [each.positive for each in seen])
            shares += [float(row[1]) for row in model.predict_proba(rows_of(figures, rest))]
            labels += [each.positive for each in rest]
    return regression(y_min=0, y_max=1, out_of_bounds="clip").fit(shares, labels)


def rows_of(figures: Sequence[str], tenders: Sequence[ScreenedTender]) -> Rows:
    """Return the figures of tenders as rows. All are known: see `assessable`."""
    return [[each.figures[name] or 0.0 for name in figures] for each in tenders]


def plain_tree(tree: Any, figures: Sequence[str], rows: Rows, labels: Sequence[bool], node: int = 0) -> Node:
    """Return a fitted tree as plain questions, its ends counted from the rows. `tree`: the arrays of scikit-learn."""
    if tree.children_left[node] < 0:
        return Leaf(len(labels), sum(labels))
    place, limit = int(tree.feature[node]), float(tree.threshold[node])
    sides = []
    for low, child in ((True, tree.children_left[node]), (False, tree.children_right[node])):
        chosen = [number for number, row in enumerate(rows) if (row[place] <= limit) == low]
        sides.append(plain_tree(tree, figures, [rows[n] for n in chosen], [labels[n] for n in chosen], int(child)))
    return TreeQuestion(figures[place], limit, *sides)


def load_sklearn(module: str, name: str) -> Any:  # Any: a class of a library without types
    """Return a class of scikit-learn. SklearnMissingError if it is not installed."""
    from importlib import import_module

    try:
        return getattr(import_module(module), name)
    except ImportError as trouble:
        raise SklearnMissingError from trouble
