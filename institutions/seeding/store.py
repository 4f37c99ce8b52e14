"""Stores the seed in one transaction: twice the same changes nothing, and nothing is overwritten."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from institutions.models import (
    Bitemporal,
    BodyParent,
    BriefStatement,
    Mandate,
    Partnership,
    PartyDetails,
    PartyName,
    Treaty,
    TreatyCoverage,
    TreatyParty,
)
from institutions.seeding.history import Counts, Values, settle
from institutions.seeding.rows import Seed
from institutions.seeding.tables import bodies, brief, treaties
from institutions.seeding.tables.sources import settle_sources
from institutions.signals import register_changed

Wanted = Mapping[uuid.UUID, Values]
NOT_READ_BY_RULES = ("sources", "statements of the brief")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What happened to the rows of one table, in the words of the command."""

    label: str
    counts: Counts


@transaction.atomic
def store_seed(seed: Seed, *, today: date | None = None) -> tuple[Outcome, ...]:
    """Bring the register to what the seed files say, and tell who listens where that may change an assessment.

    `today` decides which name of a body is its present one; default: today in Japan.
    """
    moment = timezone.now()
    sources, of_sources = settle_sources(seed.sources)
    ids = bodies.settle_parties(seed.bodies, today or timezone.localdate())
    tables: tuple[tuple[str, type[Bitemporal], Wanted], ...] = (
        ("bodies", PartyDetails, bodies.details(seed.bodies, ids, sources)),
        ("names of bodies", PartyName, bodies.names(seed.bodies, ids, sources)),
        ("parents", BodyParent, bodies.parents(seed.bodies, ids, sources)),
        ("mandates", Mandate, bodies.mandates(seed.mandates, ids, sources)),
        ("treaties", Treaty, treaties.treaties(seed.treaties, sources)),
        ("parties of treaties", TreatyParty, treaties.parties(seed.treaties, sources)),
        ("coverage of treaties", TreatyCoverage, treaties.coverage(seed.coverage, sources)),
        ("statements of the brief", BriefStatement, brief.statements(seed.brief, sources)),
    )
    outcomes = (
        Outcome(label="sources", counts=of_sources),
        *(Outcome(label=label, counts=settle(table, wanted, moment)) for label, table, wanted in tables),
    )
    if any(outcome.counts.changed for outcome in outcomes if outcome.label not in NOT_READ_BY_RULES):
        # Bodies and treaties are read for every case, so every partnership may be touched.
        touched = tuple(Partnership.objects.order_by("pk").values_list("pk", flat=True))
        register_changed.send(sender=Seed, partnerships=touched)
    return outcomes
