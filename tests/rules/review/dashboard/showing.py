"""The dashboard as an account sees it."""

from django.utils import timezone

from institutions.models import Account
from rules.review.dashboard.sponsors import chosen_sponsor, sponsors_of
from rules.review.dashboard.table import FigureTable
from rules.review.dashboard.tables import tables_for


def tables(account: Account, sponsor: str = "") -> dict[str, FigureTable]:
    """Return the tables by name; those by domain for the sponsor with this code."""
    sponsors = sponsors_of(account)
    found = tables_for(account, timezone.localdate(), sponsors, chosen_sponsor(sponsors, sponsor))
    return {each.name: each for each in found}
