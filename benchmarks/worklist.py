"""Work queues, list of cases and dashboard over 100,000 partnerships, as pages that a signed-in account opens.

The register is made of rows alone, without documents worth the name: sponsors, states, ages, findings and gaps are
drawn at random, the same in every run. The peer is the emptiest page that needs a session.
"""

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from benchmarks.figures import print_figure, print_heading
from benchmarks.pages import EMPTIEST, PEER, signed_in_client, time_requests
from institutions.models import Account, Company, GovernmentBody, Partnership, Role, Submission
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import CaseState, CaseSummary, Finding, FindingSummary

PARTNERSHIPS: Final = 100_000
FINDINGS_EACH: Final = 3
COMPANIES: Final = 2_000
PORTION: Final = 5_000
STATES: Final = [state.value for state in CaseState if state != CaseState.DRAFT]
DOMAINS: Final = ("magnets", "cloud", "semiconductors", "vaccines", "networks")
PAGES: Final = (
    ("work, reviewer", "reviewer", "/"),
    ("work, officer", "officer", "/"),
    ("list, newest first", "reviewer", "/partnerships/"),
    ("list, worst first", "reviewer", "/partnerships/?order=worst"),
    ("list, due first, critical, older than 90 days", "reviewer", "/partnerships/?order=due&severity=critical&age=91-"),
    ("list, text search", "reviewer", "/partnerships/?q=099999"),
    ("list, a rule that lacks data", "reviewer", "/partnerships/?lacks=COI-04"),
    ("list, own ministry", "officer", "/partnerships/"),
    ("findings, open and critical", "reviewer", "/findings/?open=yes&severity=critical"),
    ("dashboard, everything", "reviewer", "/dashboard/"),
    ("dashboard, own ministry", "officer", "/dashboard/"),
)


def main() -> None:
    """Fill, then open each page."""
    began = time.perf_counter()
    bodies = fill_worklist()
    print_heading(
        f"Work list and dashboard over {PARTNERSHIPS:,} partnerships ({time.perf_counter() - began:.0f} s to make)"
    )
    accounts = {
        "reviewer": Account.objects.create_user("bench-reviewer", role=Role.REVIEWER),
        "officer": Account.objects.create_user("bench-officer", role=Role.OFFICER, body=bodies[0]),
    }
    clients = {name: signed_in_client(account) for name, account in accounts.items()}
    peer = time_requests(clients["reviewer"], EMPTIEST)
    print_figure(f"peer: {PEER}", peer, "ms")
    for name, who, path in PAGES:
        print_figure(name, time_requests(clients[who], path), "ms", over=PEER, peer=peer)


def fill_worklist() -> list[GovernmentBody]:
    """Fill the register, also with planner statistics and visible rows, as autovacuum keeps them on a server."""
    bodies = list(GovernmentBody.objects.filter(code__isnull=False).order_by("code")[:20])
    companies = Company.objects.bulk_create([Company(name_ja=f"架空{n}", country="JP") for n in range(COMPANIES)])
    chance = random.Random(5)  # noqa: S311 - a register for a benchmark
    rows = made_partnerships(chance, bodies, companies)
    while portion := list(islice(rows, PORTION)):
        Partnership.objects.bulk_create([each[0] for each in portion])
        Submission.objects.bulk_create([each[1] for each in portion])
        CaseSummary.objects.bulk_create([each[2] for each in portion])
        findings = Finding.objects.bulk_create([finding for each in portion for finding, _ in each[3]])
        summaries = [summary for each in portion for _, summary in each[3]]
        for finding, summary in zip(findings, summaries, strict=True):
            summary.finding = finding
        FindingSummary.objects.bulk_create(summaries)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")
    return bodies


Made = tuple[Partnership, Submission, CaseSummary, list[tuple[Finding, FindingSummary]]]


def made_partnerships(chance: random.Random, bodies: list[GovernmentBody], companies: list[Company]) -> Iterator[Made]:
    """Yield one partnership after the other."""
    codes, now, today = sorted(current_rulebook().rules), timezone.now(), timezone.localdate()
    patterns = [" ".join(sorted(chance.sample(codes, 8))) for _ in range(2_000)]
    for number in range(PARTNERSHIPS):
        body, at = bodies[number % len(bodies)], now - timedelta(minutes=chance.randrange(60 * 24 * 700))
        partnership = Partnership(reference=f"B-{number:06}", submitted_by=body, created_at=at, secret=number % 97 == 0)
        shared = {"partnership": partnership, "submitted_by": body, "sponsor": body, "secret": partnership.secret}
        title, domain = f"Benchmark partnership {number:06} (fictional)", chance.choice(DOMAINS)
        submission = Submission(
            partnership=partnership, revision=1, document={"title": {"en": title}}, sha256=f"{number:064}",
            received_at=at, way="rest", title=title, sponsor=body, domain=domain, value_yen=chance.randrange(10**9),
            proposed_on=today,
        )  # fmt: skip
        state = chance.choice(STATES)
        found = [make_finding(chance, shared, codes, at, state) for _ in range(chance.randrange(2 * FINDINGS_EACH + 1))]
        waits = [summary for _, summary in found if summary.is_open]
        due = today + timedelta(days=chance.randrange(-40, 200)) if chance.random() < 0.3 else None
        summary = CaseSummary(
            **shared, partner_id=chance.choice(companies).pk, text=f"{partnership.reference}\n{title}", domain=domain,
            value_yen=submission.value_yen, submitted_at=at, state=state, state_since=at, reviewers=chance.randrange(3),
            assessed=True, worst=max((each.severity for _, each in found), default=0),
            worst_open=max((each.severity for each in waits), default=0), unsettled=len(waits),
            families="".join(f" {each}" for each in sorted({each.family for each in waits})) + " " * bool(waits),
            gaps=f" {chance.choice(patterns)} ", unaddressed=chance.randrange(9), condition_due_on=due, due_on=due,
            made_at=now,
        )  # fmt: skip
        yield partnership, submission, summary, found


def make_finding(
    chance: random.Random, shared: dict[str, Any], codes: list[str], at: datetime, state: str
) -> tuple[Finding, FindingSummary]:
    """Make one finding and its summary. `shared` has values of columns."""
    code, standing = chance.choice(codes), chance.choice(("open", "confirmed", "dismissed"))
    finding = Finding(partnership=shared["partnership"], code=code, fingerprint=f"{chance.getrandbits(256):064x}")
    summary = FindingSummary(
        **shared, code=code, family=code[:3], severity=chance.randrange(1, 6), standing=standing,
        is_open=standing == "open" and state not in ("withdrawn", "refused"), found_at=at,
    )  # fmt: skip
    return finding, summary
