"""The steps of an upgrade. Each can be repeated: it does what an interrupted one left, and nothing if all is done."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Exists, Max, OuterRef, QuerySet

from institutions.access.partnerships import held_partnerships
from institutions.audit.opening import OPENED
from institutions.audit.record import COMMAND, record_event
from institutions.audit.trigger_troubles import trigger_troubles
from institutions.management.progress import Progress
from institutions.management.work.seed import seed_lines
from institutions.models import AuditEvent, Partnership
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed
from rules.backup.manifest import program_version
from rules.backup.proving import SHOWN, evaluate_again
from rules.management.doctor.diagnosis import Health
from rules.management.doctor.rulebooks import rulebook_in_force_is_read
from rules.management.upgrading.dividing import DividingError, divide_table
from rules.management.upgrading.migrating import apply_migrations
from rules.management.upgrading.partitioned_tables import (
    LEAVE,
    WHOLE,
    TooFewLocksError,
    check_locks,
    tables_to_divide,
)
from rules.management.upgrading.standing import Standing, named
from rules.models import CaseSummary
from rules.review.summaries.writing import PORTION, compare_summaries

UPGRADED: Final = "upgraded"


class UpgradeError(Exception):
    """An upgrade that cannot go on, or has found something wrong: the message says what, and what to do."""


@dataclass(slots=True)
class Upgrade:
    """An upgrade at work: where it says what, the database as it was, and what was done so far."""

    before: Standing
    say: Callable[[str], None]
    progress: Callable[[int], Progress]  # of so many
    sample: int  # results that are evaluated again
    done: dict[str, Any] = field(default_factory=dict)  # Any: plain data, for the event

    @property
    def changed(self) -> bool:
        """True if anything was written."""
        return any(self.done.get(name) for name in ("migrations", "opened", "divided", "seeded", "summaries"))


@dataclass(frozen=True, slots=True)
class UpgradeStep:
    """A step: its name, what it would do, and its work, which returns what it did in one line."""

    name: str
    planned: Callable[[Standing], str]
    work: Callable[[Upgrade], str]


def plan_migrations(standing: Standing) -> str:
    """Name the migrations that the database lacks."""
    if standing.is_new:
        return "make the tables"
    if not standing.lacking:
        return "none to apply"
    first, last = named(standing.lacking[0]), named(standing.lacking[-1])
    shown = first if first == last else f"{first} to {last}"
    return f"{len(standing.lacking)} to apply: {shown} (docs/upgrading.md says which lock a table)"


def migrate(upgrade: Upgrade) -> str:
    """Apply the migrations; count the rows that they recorded in the audit trail as they are."""
    before, total = upgrade.before, len(upgrade.before.lacking)
    last = None if before.is_new else AuditEvent.objects.aggregate(last=Max("pk"))["last"]
    told = 0

    def tell(migration: Any, seconds: float, work: tuple[str, ...]) -> None:  # Any: Django's migration
        nonlocal told
        told += 1
        if not before.is_new:
            done = f"  ({'; '.join(work)})" if work else ""
            upgrade.say(f"  {told} of {total}  {named(migration)}  {seconds:.1f} s{done}")

    upgrade.done["migrations"] = apply_migrations(tell)
    upgrade.done["opened"] = rows_opened_since(last or 0) if total else 0
    if before.is_new:
        return f"{total} applied to a new database"
    if not total:
        return "none to apply: the tables are as they were"
    return f"{total} applied; {upgrade.done['opened']:,} rows older than the audit trail recorded in it as they are"


def rows_opened_since(event: int) -> int:
    """Count the rows that opening events after an event name: they are older than the coverage of the audit trail."""
    opened = AuditEvent.objects.filter(pk__gt=event, verb=OPENED).values_list("rows", flat=True)
    named_rows: Iterator[Any] = opened.iterator()  # Any: plain data
    return sum(len(rows) for each in named_rows for rows in each["written"].values())


def plan_partitions(standing: Standing) -> str:
    """Count the tables that are written anew."""
    if standing.is_new:
        return "none: a new database has no large table"
    waiting = len(tables_to_divide())
    return f"{waiting} tables written anew, each locked meanwhile, {in_parts()}" if waiting else "as they are"


def in_parts() -> str:
    """Say what becomes of a table."""
    parts = settings.TABLE_PARTITIONS
    return "whole again" if parts == WHOLE else f"in {parts} partitions"


def divide(upgrade: Upgrade) -> str:
    """Write each table anew that has another number of partitions than the setting says, one transaction each."""
    if troubles := list(trigger_troubles()):
        named_ones = "; ".join(troubles[:SHOWN])
        message = f"No table is written anew while triggers of the audit trail are in disorder: {named_ones}."
        raise UpgradeError(message)
    waiting, rows = tables_to_divide(), 0
    try:
        check_locks(waiting)
    except TooFewLocksError as trouble:
        raise UpgradeError(str(trouble)) from trouble
    for number, (table, column) in enumerate(sorted(waiting.items()), 1):
        began = time.monotonic()
        try:
            written = divide_table(table, column, settings.TABLE_PARTITIONS)
        except DividingError as trouble:
            message = f"{trouble}. It is as it was. Look at the disk and the log of the server, and try again."
            raise UpgradeError(message) from trouble
        rows += written
        upgrade.say(f"  {number} of {len(waiting)}  {table}  {written:,} rows  {time.monotonic() - began:.1f} s")
    upgrade.done["divided"] = {"tables": sorted(waiting), "partitions": settings.TABLE_PARTITIONS} if waiting else None
    return f"{len(waiting)} tables with {rows:,} rows written anew {in_parts()}" if waiting else "as they were"


def plan_seed(_standing: Standing) -> str:
    """Say what is compared."""
    return "bodies, mandates, posts and treaties of this version; never the rulebook that editors adopted"


def seed(upgrade: Upgrade) -> str:
    """Bring the register to the seed files of this version. SeedError if they are wrong."""
    files = read_folder()
    stored = store_seed(files)
    for line in seed_lines(files, stored):
        upgrade.say(line)
    counts = [each.counts for each in stored]
    upgrade.done["seeded"] = sum(each.added + each.superseded + each.ended for each in counts)
    return f"{upgrade.done['seeded']:,} rows written, {sum(each.unchanged for each in counts):,} as they were"


def plan_summaries(standing: Standing) -> str:
    """Count the cases whose summaries are older than the newest migration."""
    if standing.is_new:
        return "none"
    cases = Partnership.objects.count()
    return f"of {cases if standing.lacking else cases_to_sum_up().count():,} of {cases:,} cases"


def cases_to_sum_up() -> QuerySet[Partnership]:
    """Return the cases whose summaries were not written since the newest migration; so a repeated step goes on."""
    since = last_migration()
    written = CaseSummary.objects.filter(partnership=OuterRef("pk"), made_at__gte=since)
    return held_partnerships().exclude(Exists(written)).order_by("pk")


def last_migration() -> datetime | None:
    """Return the moment at which the newest migration was applied."""
    moment: datetime | None = MigrationRecorder.Migration.objects.aggregate(last=Max("applied"))["last"]
    return moment


def sum_up(upgrade: Upgrade) -> str:
    """Write the summaries that lists and counts read, a portion and a transaction at a time."""
    ids = list(cases_to_sum_up().values_list("pk", flat=True))
    progress, differed = upgrade.progress(len(ids)), 0
    for at in range(0, len(ids), PORTION):
        found = compare_summaries(ids[at : at + PORTION], mend=True, reported=False)
        differed += len(found.differed)
        progress.move_to(min(at + PORTION, len(ids)))
    progress.clear()
    upgrade.done["summaries"] = len(ids)
    return f"{len(ids):,} cases written again, {differed:,} of them otherwise than before"


def plan_proof(standing: Standing) -> str:
    """Say what is proven."""
    return "triggers of the audit trail; rulebook in force; a sample of results" if needs_proof(standing) else TRIGGERS


TRIGGERS: Final = "triggers of the audit trail"


def needs_proof(standing: Standing) -> bool:
    """Return whether no upgrade came to its end since the newest migration."""
    if standing.is_new or standing.lacking:
        return True
    last = last_migration()
    return not AuditEvent.objects.filter(verb=UPGRADED, at__gte=last).exists()


def prove(upgrade: Upgrade) -> str:
    """Look at the triggers; after a migration read the rulebook in force and evaluate results again."""
    said = ["triggers as this version makes them"]
    if troubles := list(trigger_troubles()):
        message = (
            f"The triggers that protect the audit trail are not those of this version: {'; '.join(troubles[:SHOWN])}."
        )
        raise UpgradeError(message)
    if needs_proof(upgrade.before):
        for each in rulebook_in_force_is_read():
            said.append(f"rulebook {each.found}")
            if each.health is Health.FAILED:
                message = f"{each.found}. {each.remedy}"
                raise UpgradeError(message)
            if each.health is Health.WARNING:
                upgrade.say(f"  {each.remedy}")
        said.append(f"{evaluate_sample(upgrade.sample)} results given again")
    return "; ".join(said)


def evaluate_sample(number: int) -> int:
    """Evaluate so many results again, other ones each time. UpgradeError names those that differ."""
    newest = AuditEvent.objects.order_by("-pk").values_list("hash", flat=True).first() or ""
    drawn, wrong = evaluate_again(number, newest)
    if wrong:
        message = (
            f"{len(wrong)} of {drawn} results are not given again by this version: {'; '.join(wrong[:SHOWN])}. Keep "
            "the database as it is, restore the backup with the earlier version (docs/upgrading.md), and report this."
        )
        raise UpgradeError(message)
    return drawn


PARTITIONS: Final = UpgradeStep("partitions", plan_partitions, divide)  # only where the setting asks for it
STEPS: Final = (
    UpgradeStep("migrations", plan_migrations, migrate),
    UpgradeStep("seed", plan_seed, seed),
    UpgradeStep("summaries", plan_summaries, sum_up),
    UpgradeStep("proof", plan_proof, prove),
)


OF_CASES: Final = frozenset({"opened", "summaries"})  # numbers of what was done that count cases and their rows


def note_end(upgrade: Upgrade) -> None:
    """Leave an event of an upgrade that came to its end, unless everything was as it should be before.

    It counts neither cases nor their rows: whoever reads the trail would learn how many are restricted.
    """
    if not upgrade.changed and not needs_proof(upgrade.before):
        return
    told = {name: value for name, value in upgrade.done.items() if name not in OF_CASES}
    with transaction.atomic():
        record_event(
            actor=COMMAND,
            verb=UPGRADED,
            what="database",
            after={"from": upgrade.before.version, "program": program_version(), **told},
        )


def numbered_steps() -> Iterator[tuple[str, UpgradeStep]]:
    """Yield the steps with their numbers."""
    steps = STEPS if settings.TABLE_PARTITIONS == LEAVE else (STEPS[0], PARTITIONS, *STEPS[1:])
    for number, step in enumerate(steps, 1):
        yield f"{number}/{len(steps)} {step.name}", step
