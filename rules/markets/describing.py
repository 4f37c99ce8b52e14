"""A market record, and its figures, in plain lines for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rules.facts.market_records.model import Leaf, Node
from rules.facts.market_records.record import HeldOut, MarketRecord, ScreenModel
from rules.markets.figures import Judged


def record_lines(record: MarketRecord) -> Iterator[str]:
    """Yield a record in words."""
    days = f"{record.first_on} to {record.last_on}" if record.first_on else "days that the source does not date"
    yield f"{record.key}: {record.name['en']}"
    yield f"  labelled tenders {record.tenders}, in proved cartels {record.positives} ({record.base_rate:.1%}); {days}"
    yield f"  source: {record.source} {record.source_url}"
    yield f"  applies to {scope_words(record)}; made on {record.made_on}, expires on {record.expires_on}"
    if record.order_is:
        yield f"  order of the file: {record.order_is}"
    if high := record.high_ratio:
        yield (
            f"  lowest bid over reserve price: a tenth reach {high.reached:.1%}; "
            f"of these {high.tenders}, {high.positives} in proved cartels"
        )
    for name, screen in record.screens.items():
        yield f"  {name}: made from {screen.tenders} tenders until {screen.last_on}, {screen.positives} in cartels"
        yield from (f"    {line}" for line in tree_lines(screen, screen.model.tree))
        yield f"    shown from a chance of {screen.shown_from:.1%}"
        yield from (f"    {line}" for line in figure_lines("later tenders", screen.later))
        if screen.other_firms:
            yield from (f"    {line}" for line in figure_lines("the same, winners held out", screen.other_firms))
    for name, reason in record.abstains.items():
        yield f"  {name}: no model. {reason['en']}"


def scope_words(record: MarketRecord) -> str:
    """Return where a record applies."""
    scope = record.scope
    if not record.first_on:
        return "no tender: its labelled tenders have no dates"
    parts = [*(f"body {each}" for each in scope.bodies), *(f"ocid {each}…" for each in scope.ocid_prefixes)]
    limits = [f"object {scope.object}"] if scope.object else []
    limits += [f"region {scope.region}"] if scope.region else []
    return ", ".join([" or ".join(parts) or "no tender: it names no body", *limits, f"from {record.first_on}"])


def tree_lines(screen: ScreenModel, node: Node, asked: str = "") -> Iterator[str]:
    """Yield each end of a tree with the questions that lead to it."""
    if isinstance(node, Leaf):
        chance = screen.model.calibrated(node.share)
        yield f"{asked or 'always'}: {chance:.1%} ({node.positives} of {node.tenders})"
        return
    before = f"{asked}, " if asked else ""
    yield from tree_lines(screen, node.yes, f"{before}{node.figure} ≤ {node.at_most:.4g}")
    yield from tree_lines(screen, node.no, f"{before}{node.figure} > {node.at_most:.4g}")


def figure_lines(title: str, held: HeldOut) -> Iterator[str]:
    """Yield the figures of a part held out."""
    yield (
        f"{title}: {held.tenders}, {held.positives} in cartels ({held.base_rate:.1%}); "
        f"{held.not_assessable} not assessable"
    )
    yield (
        f"  top tenth: precision {held.top_precision:.3f} ({held.top_lower:.3f} to {held.top_upper:.3f}); "
        f"shown {held.flagged}, {held.flagged_positives} of them in cartels "
        f"({held.flagged_lower:.3f} to {held.flagged_upper:.3f})"
    )
    yield (
        f"  F1 {held.f1:.3f} (all flagged {held.f1_of_all:.3f}); Brier {held.brier:.3f} "
        f"(base rate {held.brier_of_base_rate:.3f}); calibration error {held.ece:.3f}"
    )


def said_lines(judged: Judged) -> Iterator[str]:
    """Yield what a screen would say of tenders, the highest chance first, and what is known of them."""
    said, true = Counter(chance for chance, _ in judged), Counter(chance for chance, label in judged if label)
    for chance in sorted(said, reverse=True):
        yield f"of 100 such tenders {round(100 * chance)}: said of {said[chance]}, {true[chance]} were in cartels"


def differences(kept: HeldOut, found: HeldOut, digits: int) -> Sequence[str]:
    """Return the figures of a record that are not those that its data gives."""
    names = HeldOut.__slots__
    return [
        f"{name}: the record has {getattr(kept, name)}, the data gives {getattr(found, name)}"
        for name in names
        if round(getattr(found, name), digits) != getattr(kept, name)
    ]
