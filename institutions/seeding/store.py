"""The step that stores the seed in one transaction: a second run changes nothing, and nothing is overwritten."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.audit.record import COMMAND, record_writes
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import (
    Bitemporal,
    BodyParent,
    BriefStatement,
    Mandate,
    PartyDetails,
    PartyName,
    Post,
    Treaty,
    TreatyCoverage,
    TreatyParty,
    table_of,
)
from institutions.models.seeded import SEEDED
from institutions.parties.identities.name_keys import store_missing_keys
from institutions.seeding.history import SettledCounts, Values, settle_table
from institutions.seeding.rows import Seed
from institutions.seeding.tables import bodies, brief, government, organisation, treaties
from institutions.seeding.tables.sources import settle_sources

Wanted = Mapping[uuid.UUID, Values]
SEATS: Final[Any] = table_of("seat")  # Any: tables of statements are made at run time


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedResult:
    """The result for one table, in the words of the command."""

    label: str
    counts: SettledCounts


@transaction.atomic
def store_seed(seed: Seed, *, today: date | None = None) -> tuple[SeedResult, ...]:
    """Bring the register to what the seed files say, and signal changes that may alter an assessment.

    `today` decides which name of a body is its present one; default: today in Japan.
    """
    moment = timezone.now()
    sources, of_sources = settle_sources(seed.sources)
    ids = bodies.settle_parties(seed.bodies, today or timezone.localdate())
    wanted: Mapping[type[Bitemporal], Wanted] = {
        PartyDetails: bodies.body_details(seed.bodies, ids, sources),
        PartyName: bodies.body_names(seed.bodies, ids, sources),
        BodyParent: bodies.body_parents_by_id(seed.bodies, ids, sources),
        Mandate: organisation.body_mandates(seed.mandates, ids, sources),
        Post: organisation.body_posts(seed.posts, ids, sources),
        table_of("seat"): government.body_seats(seed.seats, ids, sources),
        table_of("posting"): government.body_postings(seed.postings, ids, sources),
        table_of("budget_line"): government.body_budget_lines(seed.budget_lines, ids, sources),
        Treaty: treaties.treaty_columns(seed.treaties, sources),
        TreatyParty: treaties.treaty_party_columns(seed.treaties, sources),
        TreatyCoverage: treaties.coverage_columns(seed.coverage, sources),
        BriefStatement: brief.brief_statements(seed.brief, sources),
    }
    settled = {label: settle_table(table, wanted[table], moment) for table, label in SEEDED.items()}
    store_missing_keys()
    record_writes(actor=COMMAND, verb="seeded", what="register")
    signal_seed_changes([row for each in settled.values() for row in each.rows], moment)
    return (
        SeedResult(label="sources", counts=of_sources),
        *(SeedResult(label=label, counts=each.counts) for label, each in settled.items()),
    )


def signal_seed_changes(rows: Iterable[Bitemporal], moment: datetime) -> None:
    """Signal the bodies and the countries whose treaties changed."""
    if change := change_of(rows, moment):
        register_changed.send(sender=Seed, change=change)


def change_of(rows: Iterable[Bitemporal], moment: datetime) -> RegisterChange | None:
    """Collect the bodies and the countries whose treaties changed with these rows, or None. No rule reads the brief."""
    parties: set[uuid.UUID] = set()
    countries: set[str] = set()
    codes: set[str] = set()
    mandates: set[str] = set()
    for row in rows:
        match row:
            case PartyDetails() | PartyName():
                parties.add(row.party_id)
            case BodyParent() | Post():
                parties.add(row.body_id)
            case _ if isinstance(row, SEATS):
                parties.add(row.body_id)
            case Mandate():
                parties.add(row.body_id)
                mandates.add(row.domain)
            case Treaty():
                codes.add(row.code)
            case TreatyParty():  # one party's first day, above all Japan's, decides on the others
                countries.add(row.country)
                codes.add(row.treaty)
            case TreatyCoverage():
                countries.add(row.country)
    if codes:
        countries |= set(TreatyParty.objects.filter(treaty__in=codes).values_list("country", flat=True))
    if not parties and not countries:
        return None
    return RegisterChange(
        moment=moment,
        parties=frozenset(parties),
        countries=frozenset(countries),
        mandates=frozenset(mandates),
    )
