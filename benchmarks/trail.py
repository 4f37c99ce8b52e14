"""The audit trail at 100,000 events and at EVENTS (1,000,000): its pages, one event more, and verifying all of it.

Ten events a partnership, the first of which names its row; every fiftieth partnership is secret, and the auditor has no
right to those. Moments follow each other over two years, and all is sealed before it is verified. The peer is the
emptiest page that needs a session. Times that grow with the trail differ between the two sizes.
"""

import os
import statistics
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from benchmarks.figures import print_figure, print_heading
from benchmarks.pages import EMPTIEST, PEER, signed_in_client, time_requests
from institutions.audit.coverage import COVERED
from institutions.audit.record import record_event
from institutions.audit.row_hashes import RowHasher
from institutions.audit.seal import seal_events
from institutions.audit.verify import verify_audit
from institutions.audit.words import VERBS
from institutions.models import Account, AuditChain, AuditEvent, GovernmentBody, Partnership, Role
from institutions.values.hashing import hash_json

SIZES: Final = (100_000, int(os.environ.get("EVENTS", "1000000")))
EACH: Final = 10  # events of a partnership
SECRET: Final = 50  # one partnership of so many
ACTORS: Final = 40
OF_CASES: Final = sorted(each for each in VERBS if each.startswith(("case_", "finding_", "assessment_")))
TABLE: Final = "institutions_partnership"
DAYS: Final = 730  # over which the moments of all events are spread
PORTION: Final = 2_000  # partnerships that are made at once


def main() -> None:
    """Fill to each size in turn, and measure there."""
    body = GovernmentBody.objects.filter(code__isnull=False).order_by("code")[0]
    with transaction.atomic():
        auditor = Account.objects.create_user("bench-auditor", role=Role.AUDITOR)
        record_event(actor="command", verb="account_made", what=f"account:{auditor.pk}")
    client = signed_in_client(auditor)
    made = 0
    for size in SIZES:
        began = time.perf_counter()
        last = fill_trail(body, made, size // EACH)
        made = size // EACH
        print_heading(f"Audit trail of {size:,} events ({time.perf_counter() - began:.0f} s to make)")
        measure_trail(client, last)


def measure_trail(client: Client, partnership: Partnership) -> None:
    """Measure the pages, an event more, and the whole."""
    peer = time_requests(client, EMPTIEST)
    print_figure(f"peer: {PEER}", peer, "ms")
    verb, day = OF_CASES[0], (timezone.localdate() - timedelta(days=30)).isoformat()
    pages = {
        "newest": "/audit/",
        "of one partnership": f"/audit/?partnership={partnership.reference}",
        "of one actor": "/audit/?actor=account:1007",
        "of one verb": f"/audit/?verb={verb}",
        "of one object": f"/audit/?object=partnership:{partnership.pk}",
        "of one verb, until a day": f"/audit/?verb={verb}&until={day}",
        "nothing found": "/audit/?object=partnership:none",
    }
    for name, path in pages.items():
        print_figure(name, time_requests(client, path), "ms", over=PEER, peer=peer)
    seconds = [time_one_event(partnership) for _ in range(50)]
    print_figure("one event more", statistics.median(seconds) * 1000, "ms")
    began = time.perf_counter()
    if (seal := seal_events()) and seal.tree:
        took = time.perf_counter() - began
        print_figure(
            "events sealed", seal.tree["size"] / took, "events/s", note=f"{seal.tree['size']:,} in {took:.0f} s"
        )
    began = time.perf_counter()
    verified = verify_audit()
    took = time.perf_counter() - began
    if verified.troubles:
        raise RuntimeError("; ".join(verified.troubles[:3]))
    print_figure(
        "every chain and row verified",
        verified.events / took,
        "events/s",
        note=f"{verified.events:,} and {verified.rows:,} rows in {took:.0f} s",
    )
    began = time.perf_counter()
    since = verify_audit(since=timezone.now() - timedelta(days=1))
    took = time.perf_counter() - began
    print_figure("those of the last day", took, "s", note=f"{since.events:,} and {since.rows:,} rows")


def time_one_event(partnership: Partnership) -> float:
    """Measure the seconds of one event more."""
    began = time.perf_counter()
    record_event(actor="system", verb="assessed", what=f"partnership:{partnership.pk}", partnership=partnership.pk)
    return time.perf_counter() - began


def fill_trail(body: GovernmentBody, start: int, end: int) -> Partnership:
    """Add partnerships from one number up to another with their chains. Return the last that is not secret."""
    numbers, now = iter(range(start, end)), timezone.now()
    last: Partnership | None = None
    while portion := list(islice(numbers, PORTION)):
        partnerships = Partnership.objects.bulk_create(
            [
                Partnership(reference=f"T-{n:07}", submitted_by=body, created_at=now, secret=n % SECRET == 0)
                for n in portion
            ]
        )
        hashes = {key: said for key, said, _ in RowHasher(COVERED[TABLE]).hashes([each.pk for each in partnerships])}
        chains = AuditChain.objects.bulk_create([AuditChain(name=f"partnership:{each.pk}") for each in partnerships])
        events = [
            event
            for number, each, chain in zip(portion, partnerships, chains, strict=True)
            for event in chained_events(number, each.pk, chain, hashes[str(each.pk)])
        ]
        AuditEvent.objects.bulk_create(events)
        AuditChain.objects.bulk_update(chains, ["length", "head"], batch_size=500)
        last = next(each for each in reversed(partnerships) if not each.secret)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if last is None:
        message = f"No partnership between {start:,} and {end:,}."
        raise RuntimeError(message)
    return last


def chained_events(number: int, partnership: uuid.UUID, chain: AuditChain, row: str) -> Iterator[AuditEvent]:
    """Yield the events of one partnership with the hash of its row, each after the other, within two years of all."""
    began = datetime.now(UTC) - timedelta(days=DAYS)
    for step in range(EACH):
        event = AuditEvent(
            chain=chain, number=step + 1, at=began + timedelta(days=DAYS * (number * EACH + step) / SIZES[-1]),
            actor=f"account:{1000 + (number + step) % ACTORS}", verb=OF_CASES[(number + step) % len(OF_CASES)],
            object=f"partnership:{partnership}", before=None, after={"revision": step}, previous=chain.head,
            rows=None if step else {"written": {TABLE: {str(partnership): row}}},
        )  # fmt: skip
        event.hash = hash_json(event.content)
        chain.length, chain.head = event.number, event.hash
        yield event
