"""The pages of a case with a hundred findings: bytes, queries and milliseconds of the server, beside their limits.

The subject runs on the register that it finds: `make bench SUBJECTS=many_findings` gives it the seeded one;
`python -m benchmarks.large_register 100000`, then `python -m benchmarks.subject many_findings` on the same settings,
measures it among a hundred thousand cases.
"""

from typing import Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.documents import Json, demonstration_documents
from benchmarks.figures import print_figure, print_heading
from benchmarks.pages import EMPTIEST, PEER, signed_in_client, time_requests
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Person, Role
from rules.assessing.waiting import finish_here
from rules.models import Assessment
from rules.review.casework.case_view import read_case

ASIDE: Final = 10  # as many officials, and partners of which each of them holds shares: a finding for each pair
FINDINGS: Final = ASIDE * ASIDE
MOST_BYTES: Final = 300_000  # of a page
MOST_MS: Final = 300  # of the server, for a page
PAGES: Final = ("", "case/", "calendar/", "timeline/", "graph/", "drafts/")


def document_of_many_findings() -> Json:
    """Return a fictional proposal in which ten officials hold shares of each of ten partners."""
    document = demonstration_documents()[0]
    numbers = range(ASIDE)
    document |= {
        "reference": "BENCH-HUNDRED",
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
    """Register the case and assess it. RuntimeError if it has fewer findings."""
    draft = check_document(document_of_many_findings())
    body = GovernmentBody.objects.get(code="METI")
    officer = Account.objects.create_user("bench-of-many", role=Role.OFFICER, body=body)
    partnership = register_partnership(draft, account=officer, way="form").partnership
    done = finish_here(Assessment.objects.get(partnership=partnership))
    if (found := done.matches.count()) < FINDINGS:
        message = f"The case has {found} findings, not {FINDINGS}. Mend its document."
        raise RuntimeError(message)
    return partnership


def measure_page(client: Client, name: str, path: str, peer: float) -> None:
    """Print the bytes, queries and milliseconds of a page, and what is above its limit."""
    milliseconds = time_requests(client, path)
    with CaptureQueriesContext(connection) as captured:
        size = len(client.get(path).content)
    over = [said for said, above in (("bytes", size > MOST_BYTES), ("ms", milliseconds > MOST_MS)) if above]
    print_figure(f"{name}: bytes", size, f"of at most {MOST_BYTES:,}{' ABOVE' if 'bytes' in over else ''}")
    print_figure(f"{name}: queries", len(captured), "")
    ratio = f"{milliseconds / peer:.0f} × {PEER}"
    print_figure(
        f"{name}: to answer", milliseconds, f"ms of at most {MOST_MS}{' ABOVE' if 'ms' in over else ''}; {ratio}"
    )


def main() -> None:
    """Measure the pages of the case, as a reviewer opens them."""
    partnership = case_of_many_findings()
    reviewer = Account.objects.create_user(
        "reader-of-many", role=Role.REVIEWER, person=Person.objects.create(name_en="Reader of Many (fictional)")
    )
    client = signed_in_client(reviewer)
    peer = time_requests(client, EMPTIEST)
    print_heading(f"A case of {FINDINGS} findings among {Partnership.objects.count():,} cases on {connection.vendor}")
    print_figure(PEER, peer, "ms")
    address = f"/partnerships/{partnership.pk}/"
    for path in PAGES:
        measure_page(client, path or "partnership", address + path, peer)
    measure_page(client, "finding", f"/findings/{read_case(partnership).findings[0].match.finding_id}/", peer)
    measure_page(client, "list of partnerships", "/partnerships/", peer)
    measure_page(client, "first page", "/", peer)
