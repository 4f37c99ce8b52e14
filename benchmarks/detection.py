"""Detection on three labelled markets: trees of depth three beside flag-all, a scorecard, ExtraTrees and old rules.

Every model is fitted on the earlier part and judged on the later one, split by time; once more with the winners held
out. Bounds are the 2.5 % and 97.5 % of 200 bootstraps of the later tenders. The data is not part of the project.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from benchmarks.figures import print_heading
from benchmarks.scorecard import Scorecard
from rules.facts.tenders.screens import SCREENS
from rules.facts.tenders.tender import Figures
from rules.markets.figures import (
    TOP,
    Judged,
    area_under_curve,
    best_limit,
    calibration_error,
    f1,
    precision_at_top,
)
from rules.markets.fitting import (
    MadeModel,
    assessable,
    fit_screen,
    isotonic,
    load_sklearn,
    offered_figures,
    rows_of,
)
from rules.markets.labelled import ScreenedTender, positives_in, screened_tenders
from rules.markets.labelled_file import read_labelled
from rules.markets.making import judged_by_model
from rules.markets.splitting import FOLDS, split_by_time, winner_fold

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"
BOOTSTRAPS: Final = 200
FIXED_RATIO, STRONG_RATIO = 0.90, 0.95  # COL-08 before it read market records
HALF: Final = 0.5


@dataclass(frozen=True)
class Market:
    """A labelled market: its files, and the period that its proved cases cover."""

    name: str
    data: str
    labels: str | None = None
    last: str | None = None


MARKETS: Final = (
    Market("Okinawa", "ocds/japan_okinawa.jsonl.gz", "ocds/japan_okinawa.labels.csv.gz", "2005-06-06"),
    Market("Brazil", "ocds/brazil_petrobras.jsonl.gz", "ocds/brazil_petrobras.labels.csv.gz"),
    Market("Swiss", "collusion/Switzerland_GR_and_See-Gaster.csv.gz"),
)


@dataclass(frozen=True)
class Answer:
    """The answers of a method about the later tenders. `limit`: set on the earlier part. `chances`: calibrated ones."""

    method: str
    judged: Judged
    limit: float
    base_rate: float
    chances: bool = True


def main() -> None:
    """Print the figures of each market."""
    for market in MARKETS:
        if not (DATA / market.data).exists():
            print(f"Detection, {market.name}: needs {market.data} of the shared data, which is not here.")
            continue
        labels = DATA / market.labels if market.labels else None
        screened = screened_tenders(read_labelled(DATA / market.data, labels), None, market.last)
        earlier, later = split_by_time(screened)
        print_heading(
            f"Detection, {market.name}: {len(earlier)} tenders to {earlier[-1].day}, {positives_in(earlier)} in "
            f"cartels; {len(later)} from {later[0].day}, {positives_in(later)} in cartels"
        )
        print_single_figures(screened)
        for screen, names in {**SCREENS, "all": sum(SCREENS.values(), ())}.items():
            print_screen(screen, names, earlier, later)


def print_single_figures(screened: Sequence[ScreenedTender]) -> None:
    """Print the area under the curve of each figure alone, over all tenders that have it."""
    found = []
    for name in sum(SCREENS.values(), ()):
        known = [(value, each.positive) for each in screened if (value := each.figures[name]) is not None]
        if (area := area_under_curve(known)) is not None:
            found.append(f"{name} {area:.2f} ({len(known)})")
    print(f"  area under the curve of single figures (tenders): {', '.join(found)}")


def print_screen(
    screen: str, names: Sequence[str], earlier: Sequence[ScreenedTender], later: Sequence[ScreenedTender]
) -> None:
    """Print the figures of every method on the tenders that have the figures of a screen."""
    offered = [name for part in SCREENS for name in offered_figures(part, earlier) if name in names]
    train, test = assessable(offered, earlier), assessable(offered, later)
    if not offered or min(positives_in(train), positives_in(test)) < FOLDS:
        print(f"  {screen}: not assessable ({', '.join(offered) or 'no figures'})")
        return
    print(
        f"  {screen}: {len(train)} earlier, {len(test)} later tenders have the figures; "
        f"{positives_in(test)} later ones in cartels ({positives_in(test) / len(test):.3f}); "
        f"{len(later) - len(test)} not assessable"
    )
    for answer in answers(offered, train, test):
        print(f"    {answer.method:28} {figures_text(answer)}")


def answers(names: Sequence[str], train: Sequence[ScreenedTender], test: Sequence[ScreenedTender]) -> Iterator[Answer]:
    """Yield what each method says."""
    base_rate = positives_in(train) / len(train)
    everything = [(base_rate, each.positive) for each in test]
    yield Answer("all flagged", everything, 0, base_rate)
    fitted = fit_screen(names, train)
    yield Answer("tree of depth 3", judged_by_model(fitted.model, test), fitted.f1_from, base_rate)
    yield Answer("scorecard", *scorecard(names, train, test), base_rate)
    yield Answer("ExtraTrees", *extra_trees(names, train, test), base_rate)
    for method, fit in (("tree", fit_of_tree), ("scorecard", scorecard), ("ExtraTrees", extra_trees)):
        if (held_out := winners_held_out(names, train, test, fit)) is not None:
            yield Answer(f"{method}, winners held out", held_out, HALF, base_rate)
    for method, flag in OLD_RULES.items():
        known = [(float(said), each.positive) for each in test if (said := flag(each.figures)) is not None]
        if known:
            yield Answer(f"{method} ({len(known)})", known, HALF, base_rate, chances=False)


def fit_of_tree(
    names: Sequence[str], train: Sequence[ScreenedTender], test: Sequence[ScreenedTender]
) -> tuple[Judged, float]:
    """Return the chances of a tree, and its limit for F1."""
    fitted = fit_screen(names, train)
    return judged_by_model(fitted.model, test), fitted.f1_from


def extra_trees(
    names: Sequence[str], train: Sequence[ScreenedTender], test: Sequence[ScreenedTender]
) -> tuple[Judged, float]:
    """Return the chances of ExtraTrees, calibrated out of fold as the tree is, and its limit for F1."""
    made: MadeModel = partial(
        load_sklearn("sklearn.ensemble", "ExtraTreesClassifier"), n_estimators=300, min_samples_leaf=2, random_state=0
    )
    return calibrated(made, names, train, test)


def scorecard(
    names: Sequence[str], train: Sequence[ScreenedTender], test: Sequence[ScreenedTender]
) -> tuple[Judged, float]:
    """Return the chances of a points scorecard, calibrated out of fold as the tree is, and its limit for F1."""
    return calibrated(Scorecard, names, train, test)


def calibrated(
    made: MadeModel, names: Sequence[str], train: Sequence[ScreenedTender], test: Sequence[ScreenedTender]
) -> tuple[Judged, float]:
    """Return the chances of a sort of model, calibrated out of fold, and its limit for F1 on the earlier part."""
    calibration = isotonic(made, names, train)
    model = made().fit(rows_of(names, train), [each.positive for each in train])

    def judged(tenders: Sequence[ScreenedTender]) -> Judged:
        shares = model.predict_proba(rows_of(names, tenders))[:, 1]
        return [
            (float(chance), each.positive) for chance, each in zip(calibration.predict(shares), tenders, strict=True)
        ]

    return judged(test), best_limit(judged(train))


def winners_held_out(
    names: Sequence[str], train: Sequence[ScreenedTender], test: Sequence[ScreenedTender], fit: Callable[..., Any]
) -> Judged | None:
    """Return what models say that saw no tender won by a firm of the winner's fold; None where bidders are hidden.

    Their limits differ, so for F1 a chance of one half counts.
    """
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        seen = [each for each in train if winner_fold(each) not in (None, fold)]
        rest = [each for each in test if winner_fold(each) == fold]
        if rest and FOLDS <= positives_in(seen) < len(seen):
            found, _ = fit(names, seen, rest)
            judged += found
    return judged or None


def at_least(limit: float) -> Callable[[Figures], bool | None]:
    """Return the old rule of a fixed ratio of the lowest bid to the reserve price."""
    return lambda figures: None if (ratio := figures["ratio_to_reserve"]) is None else ratio >= limit


def same_price(figures: Figures) -> bool | None:
    """Return whether two bids are the same (R028)."""
    return None if figures["identical"] is None else figures["identical"] > 0


def single_bid(figures: Figures) -> bool | None:
    """Return whether there is one bid (COL-07, R018)."""
    return None if figures["bids"] is None else figures["bids"] == 1


OLD_RULES: Final[dict[str, Callable[[Figures], bool | None]]] = {
    "COL-08 at 90 %": at_least(FIXED_RATIO),
    "COL-08 at 95 %": at_least(STRONG_RATIO),
    "R028, same price": same_price,
    "COL-07, single bid": single_bid,
}


def figures_text(answer: Answer) -> str:
    """Return F1, precision at the top, Brier scores and calibration error, with bounds."""
    rng = random.Random(1)  # noqa: S311 - a fixed seed
    samples = [rng.choices(answer.judged, k=len(answer.judged)) for _ in range(BOOTSTRAPS)]
    parts = [bounded("F1", lambda judged: f1(judged, answer.limit), answer.judged, samples)]
    if not answer.chances:
        shown = [label for said, label in answer.judged if said >= answer.limit]
        share = f"{fmean(shown):.3f}" if shown else "none"
        return f"{parts[0]}; flags {len(shown)}, share in cartels {share}"
    if answer.method != "all flagged":
        parts.append(bounded("top tenth", top_precision, answer.judged, samples))
    parts.append(bounded("Brier", brier, answer.judged, samples))
    parts.append(f"(base rate {fmean((answer.base_rate - label) ** 2 for _, label in answer.judged):.3f})")
    parts.append(bounded("ECE", calibration_error, answer.judged, samples))
    return " ".join(parts)


def bounded(name: str, measure: Callable[[Judged], float], judged: Judged, samples: Sequence[Judged]) -> str:
    """Return a figure with its bounds from bootstraps."""
    found = sorted(measure(sample) for sample in samples)
    low, high = found[round(0.025 * BOOTSTRAPS)], found[round(0.975 * BOOTSTRAPS) - 1]
    return f"{name} {measure(judged):.3f} ({low:.3f} to {high:.3f})"


def top_precision(judged: Judged) -> float:
    """Return the precision in the top tenth."""
    return precision_at_top(judged, max(1, round(TOP * len(judged))))


def brier(judged: Judged) -> float:
    """Return the Brier score."""
    return fmean((chance - label) ** 2 for chance, label in judged)
