"""Investment treaties, their parties, and the countries for which the table is complete."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from institutions.seeding.history import Values, identity_of
from institutions.seeding.rows import CoverageRow, TreatyRow
from institutions.seeding.tables.sources import SourceIds, origin_columns


def treaty_columns(rows: Iterable[TreatyRow], sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the rows for `Treaty`."""
    return {
        identity_of("treaty", row.key): {
            "code": row.key,
            "name_en": row.name.en,
            "name_ja": row.name.ja,
            "form": row.form,
            "status": row.status,
            "signed_on": row.signed_on,
            "in_force_on": row.in_force_on,
            "terminated_on": row.terminated_on,
            "isds": row.isds,
            "limit_months": row.limit_months,
            "no_limit": row.limit == "none",
            "survival_years": row.survival_years,
            "excludes_procurement": row.excludes_procurement,
            "carve_outs": list(row.carve_outs),
            "also": list(row.also),
            "note": row.note,
            "review_on": row.origin.review_on,
            **origin_columns(row.origin, sources),
        }
        for row in rows
    }


def treaty_party_columns(rows: Iterable[TreatyRow], sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the rows for `TreatyParty`. A treaty that has ended has ended for each party."""
    return {
        identity_of("treaty party", row.key, party.country): {
            "treaty": row.key,
            "country": party.country,
            "in_force_on": party.in_force_on,
            "ended_on": last_bound_day(party.withdrawn_on or row.terminated_on),
            "note": party.note,
            "review_on": party.origin.review_on,
            **origin_columns(party.origin, sources),
        }
        for row in rows
        for party in row.parties
    }


def last_bound_day(ended_from: date | None) -> date | None:
    """Return the last day on which a party was bound: the files give the day from which it no longer was."""
    return ended_from and ended_from - timedelta(days=1)


def coverage_columns(rows: Iterable[CoverageRow], sources: SourceIds) -> dict[uuid.UUID, Values]:
    """Return the rows for `TreatyCoverage`."""
    return {
        identity_of("treaty coverage", row.country): {
            "country": row.country,
            "complete_on": row.complete_on,
            "note": row.note,
            "review_on": row.origin.review_on,
            **origin_columns(row.origin, sources),
        }
        for row in rows
    }
