"""A market record from labelled tenders: each screen fitted on the earlier part, judged on the later one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rules.facts.market_records.model import ReadableModel
from rules.facts.market_records.record import (
    LEAST_POSITIVES,
    LEAST_TENDERS,
    HeldOut,
    HighRatio,
    MarketRecord,
    MarketScope,
    ScreenModel,
)
from rules.facts.tenders.screens import SCREENS
from rules.markets.errors import MarketFileError
from rules.markets.figures import TOP, Judged, held_out_figures, surely_better
from rules.markets.fitting import FittedScreen, assessable, fit_screen, offered_figures
from rules.markets.labelled import LabelledTender, ScreenedTender, positives_in, screened_tenders
from rules.markets.leaks import refuse_leaks
from rules.markets.splitting import FOLDS, split_by_time, winner_fold

LEAST_EARLIER: Final = 40  # assessable tenders of the earlier part from which a screen is tried
LEAST_EARLIER_POSITIVES: Final = 10
HIDDEN: Final = {
    "en": "The source hides who bid, so nothing is known of a bidder's other tenders.",
    "ja": "応札者が匿名化されており、同一の者の他の入札を把握できない。",
}
FEW: Final = {
    "en": "Too few labelled tenders have the figures of this screen.",
    "ja": "この指標を計算できるラベル付き入札の数が不足している。",
}
NO_BETTER: Final = {
    "en": "On later tenders the screen was not surely better than the base rate "
    "(Brier score {brier:.3f}, base rate's {base:.3f}).",
    "ja": "後の期間の入札において、基準率による予測を確実に上回るとはいえなかった"
    "（ブライアスコア{brier:.3f}、基準率{base:.3f}）。",
}


@dataclass(frozen=True, kw_only=True)
class MarketDescription:
    """The parts of a record that no data gives: its name, source, scope and days."""

    key: str
    name: Mapping[str, str]
    source: str
    source_url: str
    made_on: str
    expires_on: str
    bodies: tuple[str, ...] = ()
    ocid_prefixes: tuple[str, ...] = ()
    object: str | None = None
    region: str | None = None
    first: str | None = None
    last: str | None = None
    order_is: str | None = None  # why an order of the file that predicts the label is harmless


@dataclass(frozen=True)
class JudgedScreen:
    """A screen as it was fitted, and its figures, whether or not they are good enough for the record."""

    fitted: FittedScreen
    better: bool  # on later tenders than the base rate, by more than chance makes of it
    later: HeldOut
    other_firms: HeldOut | None


@dataclass
class MadeRecord:
    """A record, with the figures of screens that did not come into it."""

    record: MarketRecord
    judged: dict[str, JudgedScreen] = field(default_factory=dict)


def make_record(labelled: Sequence[LabelledTender], described: MarketDescription) -> MadeRecord:
    """Make a record. MarketFileError, LeakError or SklearnMissingError if none can be made."""
    screened = screened_tenders(labelled, described.first, described.last)
    refuse_few(screened)
    refuse_leaks(labelled, screened, order_explained=described.order_is is not None)
    earlier, later = split_by_time(screened)
    judged: dict[str, JudgedScreen] = {}
    screens: dict[str, ScreenModel] = {}
    abstains: dict[str, Mapping[str, str]] = {}
    for name in SCREENS:
        found = judge_screen(offered_figures(name, earlier), earlier, later)
        if found is None:
            abstains[name] = FEW if any(each.tender.named for each in screened) else HIDDEN
            continue
        judged[name] = found
        if found.better:
            screens[name] = screen_of(found, earlier)
        else:
            base = found.later.brier_of_base_rate
            abstains[name] = {
                language: text.format(brier=found.later.brier, base=base) for language, text in NO_BETTER.items()
            }
    dated = [each.day for each in screened if is_calendar_day(each.day)]
    record = MarketRecord(
        key=described.key,
        name=described.name,
        source=described.source,
        source_url=described.source_url,
        made_on=described.made_on,
        expires_on=described.expires_on,
        order_is=described.order_is,
        high_ratio=high_ratio_of(screened),
        scope=MarketScope(described.bodies, described.ocid_prefixes, described.object, described.region),
        first_on=min(dated, default=None),
        last_on=max(dated, default=None),
        tenders=len(screened),
        positives=positives_in(screened),
        screens=screens,
        abstains=abstains,
    )
    return MadeRecord(record, judged)


def high_ratio_of(screened: Sequence[ScreenedTender]) -> HighRatio | None:
    """Return the ratio that a tenth of the tenders reach; None where fewer than LEAST_TENDERS have one."""
    ratios = [(each.tender.ratio, each.positive) for each in screened if each.tender.ratio is not None]
    if len(ratios) < LEAST_TENDERS:
        return None
    reached = sorted((ratio for ratio, _ in ratios), reverse=True)[round(TOP * len(ratios)) - 1]
    labels = [label for ratio, label in ratios if ratio >= reached]
    return HighRatio(reached, len(labels), sum(labels))


def refuse_few(screened: Sequence[ScreenedTender]) -> None:
    """MarketFileError if there are too few labelled tenders to say anything."""
    positives = positives_in(screened)
    if len(screened) < LEAST_TENDERS or positives < LEAST_POSITIVES:
        message = f"{len(screened)} labelled tenders with a day, {positives} of them in proved cases, make no record."
        raise MarketFileError(
            message, f"At least {LEAST_TENDERS} and {LEAST_POSITIVES} are needed; until then the screen abstains."
        )


def is_calendar_day(day: str) -> bool:
    """Return whether a day is a date; a source that numbers its days has none."""
    return "-" in day


def judge_screen(
    figures: Sequence[str], earlier: Sequence[ScreenedTender], later: Sequence[ScreenedTender]
) -> JudgedScreen | None:
    """Fit on the earlier part and judge on the later one; None if too few tenders have the figures."""
    train = assessable(figures, earlier)
    if not figures or len(train) < LEAST_EARLIER or positives_in(train) < LEAST_EARLIER_POSITIVES:
        return None
    fitted = fit_screen(figures, train)
    judged = judged_by_model(fitted.model, later)
    if not judged:
        return None
    return JudgedScreen(
        fitted,
        surely_better(judged, fitted.positives / fitted.tenders),
        figures_on(fitted, judged, len(later) - len(judged)),
        other_firms(figures, train, later, fitted),
    )


def judged_by_model(model: ReadableModel, tenders: Sequence[ScreenedTender]) -> Judged:
    """Return the chance that a model gives each tender, beside its label; without those that it cannot assess."""
    chances = ((model.chance(each.figures), each.positive) for each in tenders)
    return [(chance, label) for chance, label in chances if chance is not None]


def figures_on(fitted: FittedScreen, judged: Judged, not_assessable: int) -> HeldOut:
    """Return the figures of judged tenders with the limits of the earlier part."""
    return held_out_figures(
        judged,
        base_rate=fitted.positives / fitted.tenders,
        f1_from=fitted.f1_from,
        shown_from=fitted.shown_from,
        not_assessable=not_assessable,
    )


def other_firms(
    figures: Sequence[str], train: Sequence[ScreenedTender], later: Sequence[ScreenedTender], fitted: FittedScreen
) -> HeldOut | None:
    """Return the figures where each tender is judged by a model that saw none won by a firm of its winner's fold."""
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        seen = [each for each in train if winner_fold(each) not in (None, fold)]
        rest = [each for each in later if winner_fold(each) == fold]
        if rest and 0 < positives_in(seen) < len(seen):
            judged += judged_by_model(fit_screen(figures, seen).model, rest)
    return figures_on(fitted, judged, len(later) - len(judged)) if judged else None


def screen_of(judged: JudgedScreen, earlier: Sequence[ScreenedTender]) -> ScreenModel:
    """Return a screen as the record keeps it."""
    return ScreenModel(
        model=judged.fitted.model,
        shown_from=judged.fitted.shown_from,
        f1_from=judged.fitted.f1_from,
        tenders=judged.fitted.tenders,
        positives=judged.fitted.positives,
        last_on=earlier[-1].day,
        later=judged.later,
        other_firms=judged.other_firms,
    )
