"""A fictional case of nine findings, with two reviewers and an officer, to measure how it is read and reviewed."""

from dataclasses import dataclass
from typing import Final

from benchmarks.documents import Json, demonstration_documents
from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Person, Role
from rules.assessing.waiting import finish_here
from rules.models import Assessment

FINDINGS: Final = 9  # eight, until INS-10 came
REVIEWERS: Final = ("Reader One", "Reader Two")


@dataclass(frozen=True, slots=True)
class MeasuredCase:
    """The assessed case, the officer who submitted it, and two reviewers who have no tie to it."""

    partnership: Partnership
    officer: Account
    reviewers: tuple[Account, ...]


def document_of_findings() -> Json:
    """Return the first document of the demonstration with what makes its findings nine."""
    document = demonstration_documents()[0]
    document["reference"] = "BENCH-EIGHT"
    document["selection"] = {**document["selection"], "object": "goods", "notice_days": 0}
    return document


def measured_case() -> MeasuredCase:
    """Register the case and assess it. RuntimeError unless it has nine findings."""
    body = GovernmentBody.objects.get(code="METI")
    officer = Account.objects.create_user("bench-officer", role=Role.OFFICER, body=body)
    draft = check_document(document_of_findings())
    partnership = register_partnership(draft, account=officer, way="form").partnership
    search_waiting()  # a worker does so within seconds; until then the page says that names are compared
    done = finish_here(Assessment.objects.get(partnership=partnership))
    if (found := done.matches.count()) != FINDINGS:
        codes = ", ".join(done.matches.values_list("finding__code", flat=True))
        message = f"The case has {found} findings ({codes}), not {FINDINGS}. Mend its document."
        raise RuntimeError(message)
    reviewers = tuple(
        Account.objects.create_user(
            name.lower().replace(" ", "-"), role=Role.REVIEWER, person=Person.objects.create(name_en=name)
        )
        for name in REVIEWERS
    )
    return MeasuredCase(partnership, officer, reviewers)
