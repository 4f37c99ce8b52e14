"""Leaks that look like success, refused before anything is fitted."""

from collections.abc import Sequence
from itertools import groupby
from math import sqrt
from typing import Final

from rules.facts.tenders.history import TenderHistory, time_key
from rules.facts.tenders.screens import SCREENS, figures_of
from rules.facts.tenders.tender import Figures
from rules.markets.errors import MarketFileError
from rules.markets.figures import area_under_curve
from rules.markets.labelled import LabelledTender, ScreenedTender

IS_THE_LABEL: Final = 0.98  # area under the curve, in either direction, from which a single figure is the label
ORDER_SHIFT: Final = 0.1  # distance of the area from one half, from which the order of a file predicts
DEVIATIONS: Final = 4.0  # and so many standard deviations, so that chance does not look like an order
TRIED: Final = 40  # days whose figures are made again without anything later


class LeakError(MarketFileError):
    """The data gives the label away by something that is not known on the day, or that is no figure of a tender."""


def refuse_leaks(
    labelled: Sequence[LabelledTender], screened: Sequence[ScreenedTender], *, order_explained: bool = False
) -> None:
    """LeakError if a single figure is the label, the order of the file predicts it, or a figure reads the future.

    `order_explained`: somebody has looked at the order and the record keeps why it is harmless. No figure reads it.
    """
    refuse_labels_in_figures(screened)
    if not order_explained:
        refuse_order_of_file(screened)
    refuse_figures_of_the_future(labelled, screened)


def refuse_labels_in_figures(screened: Sequence[ScreenedTender]) -> None:
    """LeakError for a figure that alone tells positive tenders from the others."""
    for name in (figure for names in SCREENS.values() for figure in names):
        judged = [(value, each.positive) for each in screened if (value := each.figures[name]) is not None]
        area = area_under_curve(judged)
        if area is not None and max(area, 1 - area) >= IS_THE_LABEL:
            message = f"The figure {name} alone is the label (area under the curve {area:.3f})."
            raise LeakError(message, "Ask how the tenders were labelled, and label them by proved cases.")


def refuse_order_of_file(screened: Sequence[ScreenedTender]) -> None:
    """LeakError if tenders of one day are ordered by their label, or a file without order of days is."""
    before, pairs, variance = 0, 0, 0.0
    for _, same_day in groupby(screened, key=lambda each: each.day):
        of_day = sorted(same_day, key=lambda each: each.place)
        positives = sum(each.positive for each in of_day)
        before += labelled_first(of_day)
        pairs += positives * (len(of_day) - positives)
        variance += positives * (len(of_day) - positives) * (len(of_day) + 1) / 12
    if pairs and far_from_half(before / pairs, sqrt(variance) / pairs):
        refuse_order(f"of two tenders of one day the labelled one comes first in {before / pairs:.0%}")
    by_place = sorted(screened, key=lambda each: each.place)
    area = area_under_curve([(float(each.place), each.positive) for each in by_place])
    if area is None or in_order([each.day for each in by_place]):
        return
    positives = sum(each.positive for each in by_place)
    deviation = sqrt((len(by_place) + 1) / (12 * positives * (len(by_place) - positives)))
    if far_from_half(area, deviation):
        refuse_order(f"the area under the curve of the place in the file is {area:.2f}")


def far_from_half(share: float, deviation: float) -> bool:
    """Return whether a share is no half: by more than ORDER_SHIFT, and by more than chance makes of it."""
    return abs(share - 0.5) > max(ORDER_SHIFT, DEVIATIONS * deviation)


def refuse_order(found: str) -> None:
    """Raise the error of a file whose order predicts the label."""
    message = f"The order of the file predicts the label: {found}."
    raise LeakError(message, "Ask how the file was put together. If it is harmless, say why with --order-is.")


def labelled_first(tenders: Sequence[ScreenedTender]) -> int:
    """Return in how many pairs of a labelled tender and another one the labelled one comes first."""
    found = positives = 0
    for each in tenders:
        positives += each.positive
        found += 0 if each.positive else positives
    return found


def in_order(days: Sequence[str]) -> bool:
    """Return whether days rise, or fall, throughout: then the place in the file is the time."""
    return list(days) in (sorted(days), sorted(days, reverse=True))


def refuse_figures_of_the_future(labelled: Sequence[LabelledTender], screened: Sequence[ScreenedTender]) -> None:
    """LeakError if a figure of some tenders is another one when it is made from earlier days alone."""
    days = sorted({each.day for each in screened})
    tried = set(days[:: max(1, len(days) // TRIED)])
    history = TenderHistory()
    waiting = sorted((each.tender for each in labelled if each.tender.day), key=time_key, reverse=True)
    for each in screened:
        while waiting and (waiting[-1].day or "") < each.day:
            history.add(waiting.pop())
        if each.day in tried:
            refuse_difference(each, figures_of(each.tender, history))


def refuse_difference(screened: ScreenedTender, known_then: Figures) -> None:
    """LeakError if a figure is not what was known then."""
    changed = [name for name, value in screened.figures.items() if known_then[name] != value]
    if changed:
        message = f"The figure {changed[0]} of tender {screened.tender.key} reads what came after its day."
        raise LeakError(message, "Correct the figure: it may read earlier days and its own bids alone.")
