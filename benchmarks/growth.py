"""The growth of an assessment with the size of its document and with the rest of the register: time and SQL queries."""

import statistics
import uuid
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.cases import AssessmentTiming, assess_here_timed, register_assessed, stage_times
from benchmarks.documents import demonstration_documents, enlarge_document, refer_document, with_facts
from benchmarks.figures import median_milliseconds, print_figure, print_heading
from institutions.models import Company, Person, Source, Submission, table_of

SIZES = (10, 100, 1_000)  # statements
ROUNDS = {10: 10, 100: 5, 1_000: 3}
REGISTERS = (100, 10_000)  # companies that nothing leads to, each with a holding
FACTS = 60


def main() -> None:
    """Measure by the case, then by the register."""
    measure_by_case()
    measure_by_register()


def measure_by_case() -> None:
    """Measure the same document with ever more statements; the peer is the smallest."""
    document = demonstration_documents()[0]
    print_heading(f"Growth with the case on {connection.vendor}: one assessment")
    first, queries = 0.0, 0
    for size in SIZES:
        submission = register_assessed(refer_document(enlarge_document(document, size), f"BENCH-SIZE-{size}"))
        found = [assess_here_timed(submission) for _ in range(ROUNDS[size])]
        whole = median_milliseconds([each.seconds for each in found])
        name = f"{size:,} statements, {found[0].facts:,} facts"
        print_figure(name, whole, "ms", over=f"{SIZES[0]} statements", peer=first or whole)
        print(f"    in ms: {stage_times(found)}", flush=True)
        asked = queries_of(submission)
        print_figure("  SQL queries", asked, "", over=f"those for {SIZES[0]} statements", peer=queries or asked)
        first, queries = first or whole, queries or asked


def queries_of(submission: Submission) -> int:
    """Count the SQL statements that it takes to claim, gather and store."""
    with CaptureQueriesContext(connection) as asked:
        assess_here_timed(submission)
    return len(asked)


def measure_by_register() -> None:
    """Measure the same case beside ever more companies and holdings that have nothing to do with it."""
    submission = register_assessed(refer_document(with_facts(demonstration_documents()[4], FACTS), "BENCH-REGISTER"))
    print_heading(f"Growth with the register on {connection.vendor}: one assessment of {FACTS} facts")
    found: dict[int, list[AssessmentTiming]] = {}
    before = 0
    for size in REGISTERS:
        add_unrelated(size - before)
        before = size
        found[size] = [assess_here_timed(submission) for _ in range(ROUNDS[SIZES[0]])]
        whole, peer = (median_milliseconds([each.seconds for each in found[key]]) for key in (size, REGISTERS[0]))
        print_figure(f"{size:,} unrelated companies and holdings", whole, "ms", over=f"{REGISTERS[0]}", peer=peer)
    gathered = [statistics.median(each.stages["gather"] for each in found[size]) * 1000 for size in REGISTERS]
    print_figure("  of which gather, in the larger", gathered[-1], "ms", over="in the smaller", peer=gathered[0])


def add_unrelated(count: int) -> None:
    """Add companies, each held by a person of its own, as an import of a list would store them."""
    source = Source.objects.order_by("pk")[0]
    companies = [Company(id=uuid.uuid4(), name_en=f"Unrelated Company {n} (fictional)") for n in range(count)]
    people = [Person(id=uuid.uuid4(), name_en=f"Unrelated Holder {n} (fictional)") for n in range(count)]
    Company.objects.bulk_create(companies, batch_size=1_000)
    Person.objects.bulk_create(people, batch_size=1_000)
    holdings: Any = table_of("shareholding")  # its columns come from the declaration of its kind
    holdings.objects.bulk_create(
        (
            holdings(holder_id=person.id, company_id=company.id, share_bp=1_000, source=source, reach="register")
            for company, person in zip(companies, people, strict=True)
        ),
        batch_size=1_000,
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # the server does it by itself within minutes
