"""The calls and awards of a sponsor as cases read them: put in order once for all cases of one body in a batch."""

from collections.abc import Callable, Iterable
from typing import Final

from rules.facts.gathering.history import Act, SponsorHistory, act_of, act_time_key
from rules.facts.gathering.mapping.reading import text_or_none
from rules.facts.gathering.rows import CaseReader, GatheredRow, RowIndex
from rules.facts.gathering.statements import GatheredStatement

ACTS: Final = frozenset({"call", "award"})
ReadRow = Callable[[GatheredRow], GatheredStatement | None]


def history_of_case(
    known: RowIndex, sponsor: str, reader: CaseReader, partnership: str, replaced: str
) -> tuple[SponsorHistory, list[Act]]:
    """Return a sponsor's history and the case's own awards, which are read beside those that others stated.

    A case with calls of its own has a history of its own, which its awards are in: its calls may complete the awards of
    others. `replaced`: a partnership of which nothing is read.
    """
    own = [row for row in known.by_partnership.get(partnership, ()) if row.stated.kind in ACTS]
    if not partnership or any(row.stated.kind == "call" for row in own):
        return make_history(known, sponsor, lambda row: row.for_case(reader), replaced, own=True), []
    key = sponsor, reader.body, replaced
    if key not in known.histories:
        known.histories[key] = make_history(known, sponsor, lambda row: row.for_others(reader), replaced)
    history = known.histories[key]
    mine = (stated for row in own if (stated := row.for_case(reader)))
    return history, [history.act(each) for each in mine if is_of_sponsor(each, sponsor, history)]


def is_of_sponsor(award: GatheredStatement, sponsor: str, history: SponsorHistory) -> bool:
    """Return whether an award names the sponsor, or names no body and is under one of its calls."""
    body = text_or_none(award.values, "body")
    return body == sponsor or (body is None and str(award.values.get("call")) in history.by_lineage)


def make_history(known: RowIndex, sponsor: str, read: ReadRow, replaced: str, *, own: bool = False) -> SponsorHistory:
    """Put the calls and awards of a sponsor that are read in order of time. `own`: nobody else reads the history."""

    def taken(rows: Iterable[GatheredRow]) -> list[tuple[GatheredStatement, str | None]]:
        kept = (row for row in rows if not row.partnership or row.partnership != replaced)
        return [(stated, None if own else row.partnership) for row in kept if (stated := read(row))]

    calls = {stated.lineage: stated for stated, _ in taken(known.with_value("call", ("body",), (sponsor,)))}
    awards = taken(known.with_value("award", ("body",), (sponsor,)))
    of_calls = taken(known.with_value("award", ("call",), calls))
    awards += [(stated, by) for stated, by in of_calls if text_or_none(stated.values, "body") is None]
    acts = [(act_of(stated, calls.get(str(stated.values.get("call")))), by) for stated, by in awards]
    acts.sort(key=lambda each: act_time_key(each[0]), reverse=True)
    return SponsorHistory(
        by_lineage=calls,
        calls=tuple(sorted(map(act_of, calls.values()), key=act_time_key, reverse=True)),
        awards=tuple(act for act, _ in acts),
        by=tuple(by for _, by in acts),
    )
