"""The pages of a case with a hundred findings: bytes, queries and milliseconds, beside their limits.

Each page is measured as a reviewer opens it after the registration, and again after a first reviewer has decided every
finding: each is critical, so all of them wait for the second one. Milliseconds are those of the clock, and of the
processor in our process and in the database's server. The limit of time is for both together, which another process on
the machine does not change; the ratio is to the emptiest page, which is little more than the bare template.

The subject runs on the register that it finds, and may run there again: `make bench SUBJECTS=many_findings` gives it
the seeded one; `python -m benchmarks.large_register 100000`, then `python -m benchmarks.subject many_findings` on the
same settings, measures it among a hundred thousand cases.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.documents import Json, demonstration_documents
from benchmarks.figures import print_figure, print_heading
from benchmarks.pages import EMPTIEST, PEER, open_page, page_times, signed_in_client
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Person, Role
from rules.assessing.waiting import finish_here
from rules.models import Assessment
from rules.models.outcome_reading import outcomes_of
from rules.review.casework.accepting import accept_and_assign
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import declare_none
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.moving import move_case

ASIDE: Final = 10  # as many officials, and partners of which each of them holds shares: a finding for each pair
FINDINGS: Final = ASIDE * ASIDE
MOST_BYTES: Final = 300_000  # of a page
MOST_MS: Final = 300  # of the processors, for a page
PAGES: Final = ("", "case/", "calendar/", "timeline/", "graph/", "drafts/", "papers/")
REFERENCE: Final = "BENCH-HUNDRED"
READERS: Final = ("reader-of-many", "decider-of-many")


def document_of_many_findings(reference: str = REFERENCE) -> Json:
    """Return a fictional proposal in which ten officials hold shares of each of ten partners."""
    document = demonstration_documents()[0]
    numbers = range(ASIDE)
    document |= {
        "reference": reference,
        "companies": [{"key": f"c{n}", "name": {"en": f"Partner {n} (fictional)"}} for n in numbers],
        "people": [{"key": f"p{n}", "name": {"en": f"Official {n} (fictional)"}} for n in numbers],
        "participants": [{"company": f"c{n}", "role": "partner"} for n in numbers],
        "officials": [{"person": f"p{n}", "role": "evaluator"} for n in numbers],
        "leads": [],
        "statements": [
            *({"kind": "declaration", "person": f"p{n}", "on": document["proposed_on"]} for n in numbers),
            *(
                {"kind": "shareholding", "holder": f"p{n}", "company": f"c{m}", "share_bp": 100, "vehicle": "direct"}
                for n in numbers
                for m in numbers
            ),
        ],
    }
    document["selection"].pop("proposer", None)
    return document


def case_of_many_findings() -> Partnership:
    """Register a case and assess it; each call makes another. RuntimeError if it has fewer findings."""
    before = Partnership.objects.filter(reference__startswith=REFERENCE).count()
    draft = check_document(document_of_many_findings(f"{REFERENCE}-{before + 1}" if before else REFERENCE))
    body = GovernmentBody.objects.get(code="METI")
    officer = account_called("bench-of-many", role=Role.OFFICER, body=body)
    partnership = register_partnership(draft, account=officer, way="form").partnership
    done = finish_here(Assessment.objects.get(partnership=partnership))
    if (found := done.matches.count()) < FINDINGS:
        message = f"The case has {found} findings, not {FINDINGS}. Mend its document."
        raise RuntimeError(message)
    return partnership


def account_called(name: str, **fields: Any) -> Account:  # Any: columns of an account
    """Return the account of this name, made unless an earlier run did."""
    return Account.objects.filter(username=name).first() or Account.objects.create_user(name, **fields)


def reviewer_called(name: str) -> Account:
    """Return a reviewer with a person of the same name, made unless an earlier run did."""
    found = Account.objects.filter(username=name).first()
    return found or Account.objects.create_user(name, role=Role.REVIEWER, person=Person.objects.create(name_en=name))


def decide_all(partnership: Partnership, reviewer: Account) -> None:
    """Accept the case, and dismiss each finding, as its reviewer."""

    def version() -> int:
        return read_case(partnership).case.version

    accept_and_assign(partnership, account=reviewer, version=version())
    own = read_case(partnership).of_account(reviewer.pk)
    if own and not own.ready:
        declare_none(partnership, signature=reviewer.username, account=reviewer, version=version())
    move_case(partnership, Act.BEGIN, account=reviewer, version=version(), reason="")
    ends_on = (timezone.localdate() + timedelta(days=90)).isoformat()
    given = {"decided": "dismissed", "reason": "Looked at the register of shares.", "ends_on": ends_on}
    for standing in read_case(partnership).findings:
        decide_findings(partnership, {standing.match.finding_id: read_token(standing)}, given, account=reviewer)


def pages_of(view: CaseView) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of every page of a case."""
    address, done = f"/partnerships/{view.partnership.pk}/", view.done
    if done is None:
        message = "The case has not been assessed."
        raise RuntimeError(message)
    numbers = [each.match.finding_id for each in view.findings]
    code = next(code for code, each in outcomes_of(done).items() if each.outcome != "flagged")
    yield from ((path.strip("/") or "partnership", address + path) for path in PAGES)
    yield "partnership, five rows opened", f"{address}?open={','.join(map(str, numbers[-5:]))}"
    yield "row, when it is opened", f"/findings/{numbers[-1]}/details/"
    yield "finding", f"/findings/{numbers[0]}/"
    yield "why not", f"/assessments/{done.pk}/why-not/{code}/"


def measure_search(client: Client, view: CaseView, peer: float) -> None:
    """Print what one search for the ways to clear the findings takes, which tries so many changes of the case."""
    assert view.done
    began, spent = time.perf_counter(), time.process_time()
    open_page(client, f"/assessments/{view.done.pk}/clearing/")
    ours = (time.process_time() - spent) * 1000
    said = f"ms, a search without a limit of time ({(time.perf_counter() - began) * 1000:.0f} by the clock)"
    print_figure("what would clear the findings: processor", ours, said, over=PEER, peer=peer)


def measure_page(client: Client, name: str, path: str, peer: float) -> bool:
    """Print the bytes, queries and milliseconds of a page, and what is above its limit; whether nothing is."""
    times = page_times(client, path)
    with CaptureQueriesContext(connection) as captured:
        size = len(client.get(path).content)
    fine = size <= MOST_BYTES and times.processor <= MOST_MS
    print_figure(f"{name}: bytes", size, f"of at most {MOST_BYTES:,}{' ABOVE' if size > MOST_BYTES else ''}")
    print_figure(f"{name}: queries", len(captured), "")
    above = " ABOVE" if times.processor > MOST_MS else ""
    split = f"{times.ours:.0f} + {times.server:.0f} of the server; {times.clock:.0f} by the clock"
    said = f"ms of at most {MOST_MS}{above} ({split}; {times.processor / peer:.1f} × {PEER})"
    print_figure(f"{name}: processor", times.processor, said)
    return fine


def main() -> None:
    """Measure the pages of the case, as a reviewer opens them."""
    partnership = case_of_many_findings()
    reader, decider = map(reviewer_called, READERS)
    client = signed_in_client(reader)
    print_heading(f"A case of {FINDINGS} findings among {Partnership.objects.count():,} cases on {connection.vendor}")
    bare = page_times(client, EMPTIEST)
    print_figure(f"{PEER}: processor", bare.processor, f"ms ({bare.clock:.0f} by the clock)")
    fine = [measure_page(client, *page, bare.processor) for page in pages_of(read_case(partnership))]
    measure_search(client, read_case(partnership), bare.processor)
    decide_all(partnership, decider)
    print_heading("The same, after a first reviewer has decided every finding")
    fine += [measure_page(client, *page, bare.processor) for page in pages_of(read_case(partnership))]
    fine += [
        measure_page(client, name, path, bare.processor) for name, path in (("list", "/partnerships/"), ("/", "/"))
    ]
    print_figure("pages above a limit", fine.count(False), f"of {len(fine)}")
