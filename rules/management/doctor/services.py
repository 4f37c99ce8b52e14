"""The services: database, migrations, seed, broker, cache, workers, mail."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from kombu import Connection

from institutions.audit.seal_standing import seal_standing
from institutions.codes.wording import code_words
from institutions.models import GovernmentBody
from rules.management.doctor.diagnosis import Diagnosis, failed, warned, well
from rules.watching.queues import oldest_due

SECONDS: Final = 5  # for a service to answer
CLOCK_SECONDS: Final = 2.0  # by which the clocks of two machines may differ
KEY: Final = "doctor"


def database_answers() -> Iterator[Diagnosis]:
    """Connect, and compare encoding, migrations, seed and clock."""
    try:
        with connection.cursor() as cursor:
            version = ".".join(map(str, connection.get_database_version()))
            yield well("database", f"{connection.display_name} {version}")
            if connection.vendor == "postgresql":
                cursor.execute("SHOW server_encoding")
                (encoding,) = cursor.fetchone()
                if encoding != "UTF8":
                    yield failed("database", f"its encoding is {encoding}", "Make it anew: createdb --encoding=UTF8.")
                cursor.execute("SELECT clock_timestamp()")
                (moment,) = cursor.fetchone()
                yield from clocks_agree(abs((datetime.now(UTC) - moment).total_seconds()))
        yield from schema_is_current()
    except DatabaseError as trouble:
        remedy = "Start it, and look at DATABASE_URL. Nothing that needs it was checked."
        yield failed("database", f"{type(trouble).__name__}: {trouble}".strip(), remedy)


def clocks_agree(apart: float) -> Iterator[Diagnosis]:
    """Compare the clock of the database's machine with ours."""
    found = f"this machine and the database are {apart:.1f} s apart"
    if apart > CLOCK_SECONDS:
        yield warned(
            "clock", found, "Set both by NTP (timedatectl set-ntp true): leases and events rest on their clocks."
        )
    else:
        yield well("clock", found)


def schema_is_current() -> Iterator[Diagnosis]:
    """Look for migrations that are not applied, and for the seed."""
    executor = MigrationExecutor(connection)
    if left := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield failed("migrations", f"{len(left)} are not applied", "Make a backup, then run `manage.py upgrade`.")
        return
    yield well("migrations", "all are applied")
    bodies = GovernmentBody.objects.count()
    if bodies:
        yield well("seed", f"{bodies} government bodies")
    else:
        yield failed("seed", "there is no government body", "Run `manage.py upgrade`.")


def broker_answers() -> Iterator[Diagnosis]:
    """Connect to the broker."""
    url = settings.CELERY_BROKER_URL
    kind = url.partition(":")[0]
    if kind == "filesystem":
        yield warned("broker", "a folder of this machine", "Set CELERY_BROKER_URL to RabbitMQ or Redis on a server.")
        return
    try:
        with Connection(url, connect_timeout=SECONDS) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=SECONDS)
    except Exception as trouble:  # noqa: BLE001 - each transport of kombu has errors of its own
        yield failed("broker", f"{kind}: {type(trouble).__name__}", "Start it, and look at CELERY_BROKER_URL.")
    else:
        yield well("broker", f"{kind} answers")


def cache_keeps() -> Iterator[Diagnosis]:
    """Write and read a value of the cache that all processes share."""
    try:
        cache.set(KEY, "here", SECONDS)
        kept = cache.get(KEY)
    except Exception as trouble:  # noqa: BLE001 - each cache has errors of its own
        kept = f"{type(trouble).__name__}"
    if kept == "here":
        yield well("cache", "keeps what is counted")
    else:
        yield failed("cache", f"a value was not kept ({kept})", "Look at CACHE_URL, or run `manage.py upgrade`.")


def moment_in_japan(moment: datetime | None) -> str:
    """Return a moment as clocks in Japan show it, to the second; never for none."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S} in Japan" if moment else "never"


def jobs_are_done() -> Iterator[Diagnosis]:
    """Look whether beat and workers do their work, and whether seals are exported."""
    try:
        due, seals = oldest_due(timezone.now()), seal_standing()
    except DatabaseError:
        return  # said of the database
    if not due.clock_runs:
        remedy = "Start `celery -A policyengine beat` and a worker without --queues, or for each of the queues."
        yield failed("beat and workers", f"last sweep: {moment_in_japan(due.beat)}", remedy)
    elif due.late:
        late = ", ".join(each.name for each in due.late)
        yield warned("beat and workers", f"rows wait for too long: {late}", "Start more workers, or read their logs.")
    else:
        yield well("beat and workers", f"last sweep: {moment_in_japan(due.beat)}")
    for each in seals.troubles if seals.late else ():
        yield warned("seals", code_words(each, "en"), "See docs/running.md, on seals.")


def mail_answers() -> Iterator[Diagnosis]:
    """Connect to the mail server, if there is one."""
    if not settings.MAIL_CONFIGURED:
        yield warned(
            "mail", "no server is set", "Set EMAIL_URL, DEFAULT_FROM_EMAIL and SITE_URL; else nobody gets e-mail."
        )
        return
    try:
        mail = get_connection(fail_silently=False, timeout=SECONDS)
        mail.open()
        mail.close()
    except OSError as trouble:
        yield failed("mail", f"{type(trouble).__name__}: {trouble}", "Look at EMAIL_URL.")
    else:
        yield well("mail", "the server answers")
