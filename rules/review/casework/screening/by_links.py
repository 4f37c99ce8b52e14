"""Ties in the register between a reviewer and the parties of a case, whichever body stated them.

A tie bars a reviewer whoever knows of it; few readers see its details (`rules.review.casework.shown_ties`).
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from institutions.access.callers import ALL_BODIES
from institutions.parties.ownership.personal_chains import chains_from_person
from rules.review.casework.screening.tie import ScreeningTie, TieKind
from rules.review.casework.troubles.ties import TieDescribed


def ties_by_links(person: UUID, parties: Collection[UUID], on: date) -> tuple[list[ScreeningTie], bool]:
    """Return one tie for each party of the case that chains of the register lead to; True: the search was cut."""
    chains, cut = chains_from_person(person, parties, on, ALL_BODIES)
    return [
        ScreeningTie(
            TieKind.KIN if each.kin else TieKind.CHAIN, TieDescribed(description=each.words), sensitive=each.kin
        )
        for each in chains
    ], cut
