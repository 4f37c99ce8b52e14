"""The direct holdings and control of a party, as rows of a table."""

from typing import Any, Final

from institutions.parties.ownership.direct_holdings import HeldCompany, Holdings, holdings_of
from rules.explaining.wording.shares import share_words
from rules.web.pages.register.parties.owners import OwnershipSources
from rules.web.pages.register.parties.party_page import PartyRequest

Json = dict[str, Any]  # Any: what a template shows
FIRST: Final = 10


def held_context(looked: PartyRequest) -> Json:
    """Return the first holdings of the party on the day, the largest share first.

    Nine queries, however many there are.
    """
    holdings = holdings_of(looked.party.pk, on=looked.on, reader=looked.reader)
    return {
        "held": held_rows(looked, holdings.held[:FIRST]),
        "held_in_all": len(holdings.held),
        "held_left": max(len(holdings.held) - FIRST, 0),
        "held_cut": holdings.cut,
    }


def held_rows(looked: PartyRequest, held: "tuple[HeldCompany, ...] | list[HeldCompany]") -> list[Json]:
    """Return these companies with the statements that tie the party to them."""
    behind = OwnershipSources.of(looked, (tie for each in held for tie in each.ties))
    return [
        {
            "party": each.company,
            "share": share_words(each.share_bp, looked.language, partly_unknown=each.partly_unknown),
            "controls": each.controls,
            "ties": [behind.shown(tie) for tie in each.ties],
        }
        for each in held
    ]


def every_holding(looked: PartyRequest) -> Holdings:
    """Return all holdings of the party on the day."""
    return holdings_of(looked.party.pk, on=looked.on, reader=looked.reader)
