"""The split by time, and the split by winners: no tender of a later day, and no firm, is on both sides."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from rules.markets.errors import MarketFileError
from rules.markets.labelled import ScreenedTender, positives_in

EARLIER_SHARE: Final = 0.7
FOLDS: Final = 5
LEAST_LATER: Final = 5  # positives, and others, of the later part


def split_by_time(screened: Sequence[ScreenedTender]) -> tuple[list[ScreenedTender], list[ScreenedTender]]:
    """Return the earlier and the later part; the tenders of one day are on one side. MarketFileError if one is useless.

    `screened`: the earliest first.
    """
    if not screened:
        raise MarketFileError("No labelled tender of the period has a day.", "Give days: the split is by time.")
    border = screened[min(int(len(screened) * EARLIER_SHARE), len(screened) - 1)].day
    earlier = [each for each in screened if each.day < border]
    later = [each for each in screened if each.day >= border]
    for name, part in (("earlier", earlier), ("later", later)):
        positives = positives_in(part)
        if min(positives, len(part) - positives) < LEAST_LATER:
            message = f"The {name} part has {positives} labelled tenders of {len(part)}, from which nothing follows."
            raise MarketFileError(message, "Name the period that the proved cases cover with --from and --until.")
    return earlier, later


def fold_of(key: str) -> int:
    """Return the fold of a firm or a tender: by its key alone, so that no order of a file decides."""
    return int(sha256(key.encode()).hexdigest(), 16) % FOLDS


def winner_fold(each: ScreenedTender) -> int | None:
    """Return the fold of a tender's winner; None where bidders are hidden or nobody won."""
    return fold_of(each.tender.winner) if each.tender.named and each.tender.winner else None
